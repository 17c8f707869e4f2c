// The files through which a step speaks to the runner: GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE (`name=value`, or a heredoc) and GITHUB_PATH.

/** Pairs in the order they were written; a later one of the same name wins. Throws on what the runner would refuse. */
export function parseFileCommand(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line === '') continue
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line)
    const equals = line.indexOf('=')
    if (heredoc && (equals < 0 || line.indexOf('<<') < equals)) {
      const [, name = '', delimiter = ''] = heredoc
      const end = lines.indexOf(delimiter, i + 1)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      pairs[name] = lines.slice(i + 1, end).join('\n')
      i = end
    } else if (equals > 0) pairs[line.slice(0, equals)] = line.slice(equals + 1)
    else throw new Error(`Invalid format '${line}'`)
  }
  return pairs
}
