import { isScalar } from 'yaml'
import type { Finding, Range } from '../finding.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { localPath } from './neighbours.ts'

const maximumExpression = 21_000

/** What GitHub refuses and its language service does not: over-long expressions, and values of the wrong type for a called workflow. */
export function checkGitHubGaps(
  file: ParsedFile,
  fileOf: (path: string) => ParsedFile | undefined,
): Finding[] {
  return [...overlong(file), ...wrongTypes(file, fileOf)]
}

function finding(file: ParsedFile, at: Range, words: { message: string; hint: string }): Finding {
  return {
    rule: file.kind === 'action' ? 'action-syntax' : 'workflow-syntax',
    severity: 'error',
    file: file.path,
    ...words,
    ...at,
  }
}

// A text with an expression becomes one format() call, with all of the text inside.
function overlong(file: ParsedFile): Finding[] {
  const seen = new Set<unknown>()
  return file.expressions.flatMap(({ scalar }) => {
    const length = String(scalar.value).length
    if (length <= maximumExpression || seen.has(scalar)) return []
    seen.add(scalar)
    const message = `Exceeded max expression length ${maximumExpression}: this text has ${length} characters and holds an expression.`
    return [
      finding(file, file.source.at(scalar), {
        message,
        hint: 'Pass the value through env: and keep the text free of ${{ }}, or move the script into a file.',
      }),
    ]
  })
}

function wrongTypes(file: ParsedFile, fileOf: (path: string) => ParsedFile | undefined): Finding[] {
  return file.jobs.flatMap((job) => {
    const path = localPath(job.uses)
    const called = path === undefined ? undefined : fileOf(path)
    const call = called?.events.find(({ name }) => name === 'workflow_call')
    if (!called || !call) return []
    const inputs = called.source.fields(called.source.field(call.config, 'inputs')?.value)
    return file.source.fields(job.fields.get('with')?.value).flatMap((given) => {
      const input = inputs.find(({ name }) => name.toLowerCase() === given.name.toLowerCase())
      const type = called.source.string(called.source.field(input?.value, 'type')?.value)
      if (fits(given.value, type)) return []
      const message = `Unexpected value '${file.source.string(given.value) ?? ''}'.`
      return [
        finding(file, file.source.where(given), {
          message,
          hint: `The input "${given.name}" of ${job.uses} is a ${type}.`,
        }),
      ]
    })
  })
}

function fits(value: unknown, type: string | undefined): boolean {
  if (type !== 'boolean' && type !== 'number') return true
  if (!isScalar(value) || value.value === null) return true
  if (typeof value.value === 'string' && value.value.includes('${{')) return true
  return typeof value.value === type
}
