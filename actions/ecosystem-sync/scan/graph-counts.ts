import { exactly } from '../plan/drift.ts'
import type { Comparison } from '../model.ts'

/**
 * Ahead and behind of many tips against one base, from the commit graph as `git rev-list --parents` lists it (`oid parent…`, one a line). For
 * servers and machines whose git cannot count by itself.
 */
export function graphCounts(
  lines: Iterable<string>,
  base: string,
  tips: readonly string[],
): Map<string, Comparison> {
  const graph = readGraph(lines)
  const counts = new Map<string, Comparison>()
  const start = graph.index.get(base)
  if (start === undefined) return counts
  const inBase = new Uint8Array(graph.parents.length)
  const baseSize = walk(graph, [start], inBase, 1)
  const seen = new Uint32Array(graph.parents.length)
  for (const [round, tip] of tips.entries()) {
    const at = graph.index.get(tip)
    if (at !== undefined) counts.set(tip, countTip(graph, at, { inBase, baseSize, seen, mark: round + 1 }))
  }
  return counts
}

interface Graph {
  index: ReadonlyMap<string, number>
  parents: readonly number[][]
}

interface Marks {
  inBase: Uint8Array
  baseSize: number
  /** The last round in which a commit was seen. */
  seen: Uint32Array
  mark: number
}

function readGraph(lines: Iterable<string>): Graph {
  const index = new Map<string, number>()
  const parents: number[][] = []
  const indexOf = (oid: string): number => {
    const known = index.get(oid)
    if (known !== undefined) return known
    index.set(oid, parents.length)
    return parents.push([]) - 1
  }
  for (const line of lines) {
    const [oid, ...above] = line.split(' ')
    if (oid) parents[indexOf(oid)] = above.filter(Boolean).map(indexOf)
  }
  return { index, parents }
}

/** Marks everything reachable; answers how much was new. */
function walk({ parents }: Graph, from: number[], marks: Uint8Array | Uint32Array, mark: number): number {
  const queue = [...from]
  let found = 0
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (marks[at] === mark) continue
    marks[at] = mark
    found++
    queue.push(...(parents[at] ?? []))
  }
  return found
}

function countTip(graph: Graph, tip: number, { inBase, baseSize, seen, mark }: Marks): Comparison {
  const own = [tip]
  const meeting: number[] = []
  let ahead = 0
  for (let at = own.pop(); at !== undefined; at = own.pop()) {
    if (inBase[at] === 1) {
      meeting.push(at)
      continue
    }
    if (seen[at] === mark) continue
    seen[at] = mark
    ahead++
    own.push(...(graph.parents[at] ?? []))
  }
  if (meeting.length === 0) return 'unrelated'
  return exactly(ahead, baseSize - walk(graph, meeting, seen, mark))
}
