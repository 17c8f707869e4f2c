export interface GlobProblem {
  /** Index in the pattern; the length of the pattern when its end is the problem. */
  index: number
  message: string
}

/** What is wrong with a filter pattern of `branches`, `tags` or `paths`, in order of appearance. */
export function globProblems(pattern: string, kind: 'ref' | 'path'): GlobProblem[] {
  if (pattern === '') return []
  const problems = kind === 'ref' ? refProblems(pattern) : pathProblems(pattern)
  return [...problems, ...syntaxProblems(pattern, kind)].sort((a, b) => a.index - b.index)
}

function refProblems(pattern: string): GlobProblem[] {
  const found: GlobProblem[] = []
  const start = pattern.startsWith('!') ? 1 : 0
  if (pattern[start] === '/')
    found.push({ index: start, message: 'A branch or tag name does not start with "/".' })
  const last = pattern.at(-1)
  if (pattern.length > start + 1 && (last === '/' || last === '.')) {
    found.push({ index: pattern.length - 1, message: `A branch or tag name does not end with "${last}".` })
  }
  for (const match of pattern.matchAll(/[ ~^:\t\n]|\\(?![[\]?+*\\!])/g)) {
    const name =
      match[0] === '\\' ? 'a backslash, except before a special character of the pattern' : `"${match[0]}"`
    found.push({
      index: match.index,
      message: `A branch or tag name holds no ${name.trim()}. Patterns are globs, not regular expressions.`,
    })
  }
  return found
}

function pathProblems(pattern: string): GlobProblem[] {
  const start = pattern.startsWith('!') ? 1 : 0
  if (pattern.trim() !== pattern)
    return [{ index: 0, message: 'A path does not start or end with a space or a line break.' }]
  const dots = /^(?:\.\.?)(?:\/|$)|\/\.\.?(?:\/|$)/.exec(pattern.slice(start))
  return dots
    ? [
        {
          index: start + dots.index,
          message: 'A path pattern holds no "." or ".." part; it is relative to the root of the repository.',
        },
      ]
    : []
}

function syntaxProblems(pattern: string, kind: 'ref' | 'path'): GlobProblem[] {
  const found: GlobProblem[] = []
  if (pattern === '!') found.push({ index: 0, message: 'Something must follow "!".' })
  let before = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    if (character === '\\') at++
    else if (character === '[') {
      const end = pattern.indexOf(']', at + 1)
      const problem = classProblem(pattern, at, end)
      if (problem) found.push(problem)
      if (end === -1) break
      at = end
    } else if (
      (character === '?' || character === '+') &&
      (before === '' || '?+*'.includes(before) || (before === '!' && at === 1))
    ) {
      const index = kind === 'ref' || before !== '' ? at : -1
      if (index !== -1)
        found.push({
          index,
          message: `"${character}" repeats the character before it, and there is none to repeat.`,
        })
    }
    before = pattern[at] as string
  }
  return found
}

function classProblem(pattern: string, open: number, close: number): GlobProblem | undefined {
  if (close === -1) return { index: pattern.length, message: 'A "]" is missing.' }
  const inside = pattern.slice(open + 1, close)
  if (inside === '') return { index: close, message: 'The list of characters in "[]" is empty.' }
  if (inside.length === 1)
    return {
      index: close,
      message: `A list of one character is useless: write "${inside}" in place of "[${inside}]".`,
    }
  for (const range of inside.matchAll(/(.)-(.)/g)) {
    const [, from = '', to = ''] = range
    if (from > to)
      return { index: open + 1 + range.index + 2, message: `The range "${range[0]}" is the wrong way round.` }
  }
  return undefined
}
