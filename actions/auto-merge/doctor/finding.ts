import type { RepositoryFacts } from '../facts.ts'
import type { Policy } from '../policy.ts'

/** What the workflow, its permissions or the settings of the repository keep auto-merge from doing. */
export interface Finding {
  /** `missing`: something will not happen. `advice`: it may surprise. */
  level: 'missing' | 'advice'
  what: string
  fix: string
}

export interface Patient {
  /** Text of the workflow file; undefined when it could not be read. */
  workflow: string | undefined
  job: string
  policy: Policy
  repository: RepositoryFacts | undefined
}

export const missing = (what: string, fix: string): Finding => ({ level: 'missing', what, fix })
export const advice = (what: string, fix: string): Finding => ({ level: 'advice', what, fix })

export type Mapping = Record<string, unknown>

export const githubActions = 41898282

export function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {}
}
