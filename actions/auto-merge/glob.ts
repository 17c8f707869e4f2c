/** Whether a name matches one of the patterns: `*` is any text, also with slashes, for names of checks and branches are no paths. */
export function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(name, pattern))
}

// Greedy with one point of return: linear in the name, whatever the pattern.
function matches(name: string, pattern: string): boolean {
  let n = 0
  let p = 0
  let star = -1
  let mark = 0
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++
      mark = n
    } else if (p < pattern.length && pattern[p] === name[n]) {
      p++
      n++
    } else if (star >= 0) {
      p = star + 1
      n = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
