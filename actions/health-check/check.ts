import type { z } from 'zod'
import type { Probes } from './probes.ts'

export const kinds = [
  'file',
  'executable',
  'metrics-freshness',
  'success-rate',
  'rate-limit',
  'permissions',
  'workflow',
  'http',
  'tls',
  'tcp',
  'dns',
  'postgres',
  'redis',
  'link',
  'content',
  'backup',
  'status-page',
] as const

export type Kind = (typeof kinds)[number]
export type Status = 'ok' | 'warning' | 'error'

/** What one look at the world said. Not knowing is a warning with a reason that starts with `unknown`, never ok. */
export interface Verdict {
  status: Status
  /** One sentence, with the figures. */
  message: string
  /** A word for programs, e.g. `missing`, `timeout`, `unknown_deadline`. */
  reason?: string
  /** What a person needs to believe it; JSON values, text of others unescaped. */
  evidence?: Readonly<Record<string, unknown>>
  /** What to do, one sentence. */
  fix?: string
  /** A failure that may be gone in ten seconds: confirmed before it counts. */
  transient?: boolean
}

export interface CheckSituation {
  now: Date
  /** For one try; already limited by the deadline of the run. */
  timeoutMs: number
  signal: AbortSignal
}

export interface CheckKind<S extends z.ZodObject = z.ZodObject> {
  kind: Kind
  /** Keys of this kind in the checks file, beside the common ones. */
  settings: S
  look(settings: z.output<S>, probes: Probes, situation: CheckSituation): Promise<Verdict>
}

export interface PlannedCheck {
  name: string
  kind: Kind
  /** Parsed by the kind's schema. */
  settings: Readonly<Record<string, unknown>>
  dependsOn: readonly string[]
  /** What a failure counts as. */
  severity: 'error' | 'warning'
}

export interface CheckResult extends Omit<Verdict, 'transient'> {
  name: string
  kind: Kind
  /** ISO 8601 in UTC, when the last try ended. */
  timestamp: string
  durationMs: number
  attempts: number
}

export const ok = (message: string, evidence?: Verdict['evidence']): Verdict => ({
  status: 'ok',
  message,
  ...(evidence ? { evidence } : {}),
})

type More = Partial<Omit<Verdict, 'status' | 'message' | 'reason'>>

export const error = (reason: string, message: string, more: More = {}): Verdict => ({
  status: 'error',
  message,
  reason,
  ...more,
})

export const warning = (reason: string, message: string, more: More = {}): Verdict => ({
  status: 'warning',
  message,
  reason,
  ...more,
})

/** Could not be found out. */
export const unknown = (reason: string, message: string, more: More = {}): Verdict =>
  warning(`unknown_${reason}`, message, more)

export const isUnknown = ({ reason }: Pick<Verdict, 'reason'>): boolean =>
  reason?.startsWith('unknown') ?? false

const rank: Record<Status, number> = { ok: 0, warning: 1, error: 2 }

/** The more serious of two; the first when they are equal. */
export function worse<V extends Pick<Verdict, 'status'>>(a: V, b: V): V {
  return rank[b.status] > rank[a.status] ? b : a
}

/** `30 minutes`, `1 hour`, `7.5 hours`, `3 days`. */
export function hours(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return inUnits(minutes, 'minute')
  const value = ms / 3_600_000
  return Math.abs(value) >= 48 ? inUnits(value / 24, 'day') : inUnits(value, 'hour')
}

export function inUnits(count: number, unit: string): string {
  const shown = Math.round(count * 10) / 10
  return `${shown} ${Math.abs(shown) === 1 ? unit : `${unit}s`}`
}
