// Comparisons of two commits, kept by pair of ids: a batch of fifty costs each distinct pair once.
import type { Comparison } from '../git/graph.ts'
import { compareCommits } from '../git/graph.ts'
import type { World } from '../domain/world.ts'

const kept = new WeakMap<World, Map<string, Promise<Comparison>>>()
const most = 50_000

/** Ahead, behind and merge bases of two commits. Object ids never change their meaning, so answers are kept. */
export function compareOids(world: World, base: string, head: string): Promise<Comparison> {
  const known = kept.get(world) ?? new Map<string, Promise<Comparison>>()
  kept.set(world, known)
  const key = `${base}${head}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= most) known.clear()
  const fresh = compareCommits(world.store, base, head)
  known.set(key, fresh)
  fresh.catch(() => known.delete(key))
  return fresh
}
