import type { Forge } from '../forge.ts'
import type { State } from './state.ts'

const hour = 3_600_000

/** Tells each token's client what earlier runs created with it within the last hour. */
export function recallCreations(forges: Iterable<Forge>, { created }: State, now: Date): void {
  for (const { creations } of new Set(forges)) creations?.recall(recent(created[creations.key], now))
}

/** What the next run has to know: by token, what was created within the last hour. */
export function creationsOf(forges: Iterable<Forge>, { created }: State, now: Date): State['created'] {
  const times = new Map<string, readonly number[]>(
    Object.keys(created).map((key) => [key, recent(created[key], now)]),
  )
  for (const { creations } of new Set(forges)) if (creations) times.set(creations.key, creations.times())
  const kept = [...times].filter(([, list]) => list.length > 0)
  return Object.fromEntries(kept.map(([key, list]) => [key, list.map((at) => new Date(at).toISOString())]))
}

/** A runner whose clock was ahead may have created something in what is still to come here. */
function recent(times: readonly string[] = [], now: Date): number[] {
  const present = now.getTime()
  return times
    .map((at) => Math.min(Date.parse(at), present))
    .filter((at) => at > present - hour)
    .sort((a, b) => a - b)
}
