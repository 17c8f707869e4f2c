import type { Platform } from '@ecosystem-actions/core/action'
import type { HistoryStore } from '@ecosystem-actions/core/history'
import type { GitHub } from '@ecosystem-actions/core/ports'
import type { TimeLimit } from '@ecosystem-actions/core/safeguards/time-limit'
import type { Probes } from './probes.ts'

export interface Ports extends Pick<Platform, 'files' | 'clock' | 'context' | 'journal' | 'redactor'> {
  probes: Probes
  limit: TimeLimit
  /** Undefined without a token. */
  github: GitHub | undefined
  /** Undefined when none is wanted or none is to be had. */
  history: ((notice: (sentence: string) => void) => HistoryStore) | undefined
  mask(secret: string): void
  /** Bytes of memory that this process holds. */
  memory: () => number
  /** Whether the API can be reached at all from here. */
  canary(): Promise<boolean>
  /** Posts JSON to the address in an environment variable; the last step of an escalation. */
  webhook: (envName: string, body: unknown) => Promise<void>
}
