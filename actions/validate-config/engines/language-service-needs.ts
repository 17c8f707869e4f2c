import type { ParsedFile } from '../workflow/file.ts'

/**
 * The service loses a whole job when it reads a part of it too early, and then misses that job among the needs of others. Also its schema has
 * forgotten repository_dispatch in a list of events. Both are asked of our own reading instead.
 */
export function isConsequence(message: string, line: number, parsed: ParsedFile | undefined): boolean {
  if (!parsed) return false
  if (message === 'The workflow must contain at least one job with no dependencies.') {
    return parsed.jobs.some(({ needs }) => needs.length === 0)
  }
  const need = /^Job '.+' depends on (?:unknown )?job '(.+?)'/.exec(message)?.[1]
  if (need !== undefined) return canRun(need, parsed, [])
  const value = /^Value '(.+)' is not valid$/.exec(message)?.[1]
  if (value !== undefined) return isNeed(value, line, parsed) && canRun(value, parsed, [])
  if (message !== "Unexpected value 'repository_dispatch'") return false
  return parsed.events.some(
    ({ name, node }) => name === 'repository_dispatch' && parsed.source.at(node).line === line,
  )
}

function isNeed(value: string, line: number, { jobs, source }: ParsedFile): boolean {
  return jobs.some(({ needs }) =>
    needs.some((node) => source.string(node) === value && source.at(node).line === line),
  )
}

/** Whether a job exists and everything that it needs, without needing itself. */
function canRun(id: string, parsed: ParsedFile, above: readonly string[]): boolean {
  const job = parsed.jobs.find((one) => one.id === id)
  if (!job || above.includes(id)) return false
  return job.needs.every((node) => canRun(parsed.source.string(node) ?? '', parsed, [...above, id]))
}
