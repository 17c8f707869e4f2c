import { localPath } from '../../engines/neighbours.ts'
import { parseExpression } from '../../workflow/expression-tree.ts'
import type { Job, ParsedFile } from '../../workflow/file.ts'
import { combinationsOf, type Combination } from './matrix.ts'

/** A check that a job reports. `pattern` is the exact name, or has `.*` where only a run can know. */
export interface CheckName {
  name: string
  pattern: RegExp
  file: ParsedFile
  job: Job
}

const unknown = '\u0000'

/** The names of the checks that the jobs of a workflow report, with matrix values and called workflows filled in. */
export function checkNamesOf(
  file: ParsedFile,
  fileOf: (path: string) => ParsedFile | undefined,
): CheckName[] {
  return namesBelow(file, fileOf, [file.path]).map(({ name, job }) => ({
    name: name.replaceAll(unknown, '…'),
    pattern: new RegExp(
      `^${name
        .split(unknown)
        .map((part) => RegExp.escape(part))
        .join('.*')}$`,
      's',
    ),
    file,
    job,
  }))
}

function namesBelow(
  file: ParsedFile,
  fileOf: (path: string) => ParsedFile | undefined,
  above: readonly string[],
): { name: string; job: Job }[] {
  return file.jobs.flatMap((job) => {
    const own = namesOf(file, job)
    if (job.uses === undefined) return own.map((name) => ({ name, job }))
    const path = localPath(job.uses)
    const called = path === undefined || above.includes(path) || above.length > 10 ? undefined : fileOf(path)
    const inner = called
      ? namesBelow(called, fileOf, [...above, called.path]).map(({ name }) => name)
      : [unknown]
    return own.flatMap((name) => inner.map((below) => ({ name: `${name} / ${below}`, job })))
  })
}

function namesOf(file: ParsedFile, job: Job): string[] {
  const { source } = file
  const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value
  const given = source.string(job.fields.get('name')?.value)
  if (matrix === undefined) return [given === undefined ? job.id : filled(given, undefined)]
  const combinations = combinationsOf(source, matrix)
  if (given !== undefined && given.includes('${{')) {
    return [...new Set((combinations ?? [undefined]).map((one) => filled(given, one)))]
  }
  const base = given ?? job.id
  return combinations === undefined
    ? [`${base} (${unknown})`]
    : combinations.map((one) => `${base} (${shownValues(one)})`)
}

// GitHub shows the values of all keys, joined; lists and objects by their parts.
function shownValues(one: Combination): string {
  return [...one.values()].flatMap(leaves).join(', ')
}

function leaves(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.values(value).flatMap(leaves)
}

function filled(name: string, one: Combination | undefined): string {
  return name.replace(/\$\{\{(.*?)\}\}/gs, (_, text: string) => {
    const path = matrixPath(text)
    const value = path?.reduce<unknown>(
      (node, key, index) =>
        index === 0 ? one?.get(key) : (node as Record<string, unknown> | undefined)?.[key],
      undefined,
    )
    if (path === undefined || one === undefined) return unknown
    return typeof value === 'object' ? unknown : typeof value === 'string' ? value : ''
  })
}

/** `matrix.a.b` as its keys; undefined for any other expression. */
function matrixPath(text: string): string[] | undefined {
  try {
    let tree = parseExpression(text)
    const keys: string[] = []
    while (tree.kind === 'access') {
      if (tree.index?.kind !== 'literal') return undefined
      keys.unshift(String(tree.index.value))
      tree = tree.object
    }
    return tree.kind === 'context' && tree.name.toLowerCase() === 'matrix' && keys.length > 0
      ? keys
      : undefined
  } catch {
    return undefined
  }
}
