import { UserError } from '@ecosystem-actions/core/errors'
import { z } from 'zod'
import type { Judged } from './report-types.ts'

const entry = z.object({
  fingerprint: z.string().min(1).max(128),
  rule: z.string().max(200),
  file: z.string().max(4096),
  message: z.string().max(10_000),
})
const shape = z.object({ version: z.literal(1), findings: z.array(entry).max(100_000) })

export type BaselineEntry = z.output<typeof entry>

/** Reads a baseline file; throws UserError when it is none. */
export function readBaseline(text: string, file: string): BaselineEntry[] {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw notBaseline(file, (error as Error).message)
  }
  const result = shape.safeParse(value)
  if (result.success) return result.data.findings
  const [issue] = result.error.issues
  throw notBaseline(file, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

function notBaseline(file: string, why: string): UserError {
  return new UserError(`${file} is not a baseline (${why}).`, 'Write it anew with `update-baseline: true`.')
}

/** A broken check is never known: it must be seen each time. */
function recordable({ rule, suppressed }: Judged): boolean {
  return rule !== 'internal-error' && !suppressed
}

/** Marks what the baseline holds; answers also what it holds and was not found: that was repaired. */
export function compareWithBaseline(
  findings: readonly Judged[],
  baseline: readonly BaselineEntry[],
): { findings: Judged[]; fixed: BaselineEntry[] } {
  const known = new Set(baseline.map(({ fingerprint }) => fingerprint))
  const found = new Set(findings.map(({ fingerprint }) => fingerprint))
  return {
    findings: findings.map((finding) =>
      recordable(finding) && known.has(finding.fingerprint) ? { ...finding, known: true as const } : finding,
    ),
    fixed: baseline.filter(({ fingerprint }) => !found.has(fingerprint)),
  }
}

/** The text of a baseline file: sorted, so that a change shows what changed. */
export function baselineText(findings: readonly Judged[]): string {
  const entries = findings
    .filter(recordable)
    .map(({ fingerprint, rule, file, message }) => ({ fingerprint, rule, file, message }))
    .sort((a, b) => (a.file + a.rule + a.fingerprint < b.file + b.rule + b.fingerprint ? -1 : 1))
  return `${JSON.stringify({ version: 1, findings: entries }, null, 2)}\n`
}
