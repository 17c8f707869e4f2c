import type { RuleText } from './rules/rule.ts'
import type { Finding, Severity } from './finding.ts'

/** A finding with its identity and what the file or the baseline says about it. */
export interface Judged extends Finding {
  /** Of rule, file and line text, not of line numbers: it stays when lines move. */
  fingerprint: string
  suppressed?: { reason: string; until?: string }
  /** The baseline holds it: shown, but it fails nothing. */
  known?: true
}

export interface Engine {
  name: string
  version: string
  status: 'ok' | 'failed' | 'skipped'
  /** Why it was skipped or failed. */
  because?: string
}

export interface Counts {
  errors: number
  warnings: number
  notices: number
  new: number
  suppressed: number
  /** In the baseline and found no more. */
  fixed: number
  files: number
}

export interface Outcome {
  valid: boolean
  /** Whether the step fails; with `fail-on: never` it does not although `valid` is false. */
  failed: boolean
  failOn: Severity | 'never'
  findings: readonly Judged[]
  counts: Counts
  engines: readonly Engine[]
  /** Findings of the baseline that are gone, as `rule in file`. */
  fixed: readonly { rule: string; file: string; message: string }[]
  /** Lines that the pull request changed, by file. */
  changed: ReadonlyMap<string, ReadonlySet<number>>
  /** What the rules say about themselves. */
  catalogue: readonly RuleText[]
  reportFile: string
  sarifFile: string
  baselineWritten?: string
}
