import type { Branch, BranchTip, Comparison } from '../model.ts'

/**
 * Each answer of GitHub brings its own copies of the same few branch names and counts, and so does each line of the state. Over a
 * hundred thousand branches they are most of what a run holds, so it keeps one of each.
 */
export interface Shared {
  branch(tip: BranchTip, comparison: Comparison, behindSince: string | undefined): Branch
}

// A world in which everything has another name gains nothing by sharing, so the store does not grow for it.
const mostKept = 20_000

export function shared(): Shared {
  const texts = new Map<string, string>()
  const comparisons = new Map<string, Comparison>()
  const text = (value: string): string => kept(texts, value, value)
  return {
    branch(tip, comparison, behindSince) {
      return {
        ...tip,
        name: text(tip.name),
        comparison:
          typeof comparison === 'string'
            ? comparison
            : kept(
                comparisons,
                `${comparison.ahead} ${comparison.behind} ${comparison.behindAtMost}`,
                comparison,
              ),
        ...(behindSince === undefined ? {} : { behindSince: text(behindSince) }),
      }
    },
  }
}

function kept<T>(store: Map<string, T>, key: string, value: T): T {
  const found = store.get(key)
  if (found !== undefined) return found
  if (store.size < mostKept) store.set(key, value)
  return value
}
