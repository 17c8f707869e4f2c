// Pieces that many parts of the world file share.
import { z } from 'zod'

const duration = /^([+-])?(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/
const unit: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}
const iso = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/

/** Milliseconds of a signed duration (`-2h`, `+30m`, `90s`), or undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  const match = duration.exec(text.trim())
  if (!match) return undefined
  return (match[1] === '-' ? -1 : 1) * Number(match[2]) * (unit[match[3] ?? 's'] ?? 1000)
}

function isTime(text: string): boolean {
  return parseDuration(text) !== undefined || (iso.test(text) && !Number.isNaN(Date.parse(text)))
}

/** A point in time as the file gives it: ISO 8601, or a signed duration from `now`. */
export const timeSchema = z
  .string()
  .refine(isTime, 'Expected an ISO 8601 time (2026-01-11T00:00:00Z) or a signed duration from now (-2h, -3d)')

/** Milliseconds since the epoch. A time without a zone is UTC. */
export function resolveTime(text: string, now: number): number {
  const offset = parseDuration(text)
  if (offset !== undefined) return now + offset
  const zoned = /(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text) || !/[Tt ]\d/.test(text)
  return Date.parse(zoned ? text : `${text.replace(' ', 'T')}Z`)
}

export const repositoryName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*)\/[A-Za-z0-9._-]+$/, 'Expected OWNER/NAME, for example acme/web')

export const permissionsSchema = z.record(z.string(), z.enum(['none', 'read', 'write', 'admin']))
