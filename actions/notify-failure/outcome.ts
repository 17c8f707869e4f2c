import type { Decided } from './incident/decision.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { Message } from './message/message.ts'
import type { DecisionWord } from './incident/policy.ts'
import type { Verdict } from './explanation/verdict.ts'

/** What became of one workflow run, or of one workflow in a sweep. */
export interface Result {
  /** Workflow and branch, for people. Hostile. */
  about: string
  decided: Pick<Decided, 'decision' | 'reason' | 'key' | 'streak'>
  verdict: Verdict
  /** Absent when nothing was composed. */
  message?: Message
  deliveries: readonly Delivery[]
}

export interface Outcome {
  results: readonly Result[]
  /** What could not be read or done, with the remedy; each becomes a warning. */
  notes: readonly string[]
  /** No channel is configured, so nothing could be sent. */
  mute: boolean
  dryRun: boolean
  selfTest: boolean
}

// The strongest first: what a sweep's outputs tell.
const strength: readonly DecisionWord[] = [
  'open',
  'escalate',
  'changed',
  'remind',
  'recover',
  'update',
  'suppress',
  'ignore',
]

export function strongest(results: readonly Result[]): Result | undefined {
  const rank = ({ decided }: Result) => strength.indexOf(decided.decision)
  return [...results].sort((a, b) => rank(a) - rank(b))[0]
}

/** A run that is not spoken about. */
export function silent(about: string, reason: string, key = ''): Result {
  return { about, decided: { decision: 'ignore', reason, key, streak: 0 }, verdict: '', deliveries: [] }
}
