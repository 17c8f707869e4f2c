// Workflow commands in a step's log: `::error file=a,line=1::message`.

export interface SeenAnnotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
  file?: string
  line?: number
  endLine?: number
  column?: number
  endColumn?: number
}

export interface CommandLog {
  annotations: SeenAnnotation[]
  masks: string[]
  /** Outputs set by the retired `::set-output`. */
  legacyOutputs: Record<string, string>
  /** The log as a person reads it on GitHub: commands rendered, masks applied, debug lines left out. */
  lines: string[]
}

const command = /^\s*::([\w-]+)(?:\s+([^:]*(?::(?!:)[^:]*)*))?::(.*)$/

function unescapeText(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

function unescapeProperty(text: string): string {
  return unescapeText(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
}

function properties(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.includes('='))
      .map((pair) => [
        pair.slice(0, pair.indexOf('=')).trim(),
        unescapeProperty(pair.slice(pair.indexOf('=') + 1)),
      ]),
  )
}

function annotation(
  level: SeenAnnotation['level'],
  text: string,
  given: Record<string, string>,
): SeenAnnotation {
  const found: SeenAnnotation = { level, message: text }
  if (given['title']) found.title = given['title']
  if (given['file']) found.file = given['file']
  for (const [key, field] of [
    ['line', 'line'],
    ['endLine', 'endLine'],
    ['col', 'column'],
    ['endColumn', 'endColumn'],
  ] as const) {
    if (given[key] !== undefined) found[field] = Number(given[key])
  }
  return found
}

const silent = new Set([
  'debug',
  'endgroup',
  'echo',
  'save-state',
  'set-env',
  'add-path',
  'add-matcher',
  'remove-matcher',
])

const spoken = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ', group: '▼ ' } as const

/** Reads a step's whole output. */
export function readCommands(output: string): CommandLog {
  const log: CommandLog = { annotations: [], masks: [], legacyOutputs: {}, lines: [] }
  let paused: string | undefined
  for (const line of output.split(/\r?\n/)) {
    const [, name = '', given = '', rest = ''] = command.exec(line) ?? []
    if (paused !== undefined) {
      if (name === paused) paused = undefined
      else log.lines.push(line)
    } else if (name === 'stop-commands') paused = rest
    else if (name === '') log.lines.push(line)
    else take(log, { name, given: properties(given), text: unescapeText(rest) })
  }
  while (log.lines.at(-1) === '') log.lines.pop()
  log.lines = log.lines.map((line) => masked(line, log.masks))
  return log
}

function take(
  log: CommandLog,
  { name, given, text }: { name: string; given: Record<string, string>; text: string },
): void {
  if (name === 'error' || name === 'warning' || name === 'notice') {
    log.annotations.push(annotation(name, text, given))
    log.lines.push(`${spoken[name]}${text}`)
  } else if (name === 'add-mask') {
    if (text.trim() !== '') log.masks.push(text)
  } else if (name === 'group') log.lines.push(`${spoken.group}${text}`)
  else if (name === 'set-output') log.legacyOutputs[given['name'] ?? ''] = text
  else if (!silent.has(name)) log.lines.push(`::${name}::${text}`)
}

function masked(line: string, masks: readonly string[]): string {
  return masks.reduce((text, mask) => text.replaceAll(mask, '***'), line)
}
