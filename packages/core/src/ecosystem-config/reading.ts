import type { z } from 'zod'
import { readDocument, type ConfigDocument } from '../document.ts'
import type { DocumentPath, Range } from '../document/ranges.ts'
import { ecosystemConfig, type EcosystemConfig } from '../ecosystem-config.ts'
import { explainIssue, type ConfigRule } from './issues.ts'
import { UserError, UserErrors } from '../errors.ts'

export interface ConfigProblem {
  rule: ConfigRule
  /** A warning does not stop anything: the file can be used. */
  severity: 'error' | 'warning'
  message: string
  hint: string
  path: DocumentPath
  range: Range
}

export interface ConfigReading {
  /** Absent when an error makes the file unusable. */
  config?: EcosystemConfig
  problems: ConfigProblem[]
}

/** Reads a configuration file (YAML by its name, else JSON); every problem with its place, in the order of the file. Never throws. */
export function readEcosystemConfig(text: string, file: string): ConfigReading {
  const document = readDocument(text, file)
  const problems: ConfigProblem[] = document.problems.map(({ kind, message, range }) => ({
    rule: kind === 'syntax' ? 'config-syntax' : 'config-duplicate-key',
    severity: 'error',
    message,
    hint: kind === 'syntax' ? '' : 'Keep one of them.',
    path: [],
    range,
  }))
  if (problems.some(({ rule }) => rule === 'config-syntax')) return { problems }
  const result = ecosystemConfig.safeParse(document.value, { reportInput: true })
  problems.push(
    ...issuesOf(result.error, document),
    ...duplicateRepositories(document),
    ...wrongSum(document),
  )
  problems.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column)
  if (problems.some(({ severity }) => severity === 'error')) return { problems }
  const config = result.data ?? ecosystemConfig.parse(withoutUnknownKeys(document.value, problems))
  return { config, problems }
}

/** The configuration, or a UserErrors that names every problem with its place. Warnings go to `warn`. */
export function parseEcosystemConfig(
  text: string,
  file: string,
  warn: (problem: ConfigProblem) => void = () => undefined,
): EcosystemConfig {
  const { config, problems } = readEcosystemConfig(text, file)
  for (const problem of problems) if (problem.severity === 'warning') warn(problem)
  if (config) return config
  throw new UserErrors(
    `${file} cannot be used:`,
    problems
      .filter(({ severity }) => severity === 'error')
      .map(
        ({ message, hint, range }) =>
          new UserError(`${file}:${range.line}:${range.column}: ${message}`, hint),
      ),
  )
}

function issuesOf(error: z.ZodError | undefined, document: ConfigDocument): ConfigProblem[] {
  return (error?.issues ?? []).flatMap((issue) =>
    explainIssue(issue, []).map(({ part, ...problem }) => ({
      ...problem,
      range: document.rangeOf(problem.path, part),
    })),
  )
}

function entriesOf(value: unknown): unknown[] {
  const list = (value as { repositories?: unknown } | null | undefined)?.repositories
  return Array.isArray(list) ? list : []
}

// GitHub compares names without case, so two spellings are the same repository scanned twice.
function duplicateRepositories(document: ConfigDocument): ConfigProblem[] {
  const first = new Map<string, number>()
  return entriesOf(document.value).flatMap((entry, index) => {
    const named = (entry ?? {}) as { name?: unknown; repository?: unknown }
    const key = typeof entry === 'string' ? undefined : named.name === undefined ? 'repository' : 'name'
    const name = key === undefined ? entry : named[key as 'name']
    if (typeof name !== 'string') return []
    const before = first.get(name.toLowerCase())
    if (before === undefined) {
      first.set(name.toLowerCase(), index)
      return []
    }
    const path = ['repositories', index, ...(key === undefined ? [] : [key])]
    const { line } = document.rangeOf(['repositories', before])
    return [
      {
        rule: 'config-duplicate-repository' as const,
        severity: 'error' as const,
        message: `Repository ${JSON.stringify(name)} is listed twice (first in line ${line}).`,
        hint: 'Remove one of them. GitHub does not distinguish upper and lower case.',
        path,
        range: document.rangeOf(path),
      },
    ]
  })
}

function wrongSum(document: ConfigDocument): ConfigProblem[] {
  const { categories } = (document.value ?? {}) as { categories?: unknown }
  if (typeof categories !== 'object' || categories === null || Array.isArray(categories)) return []
  const counts: unknown[] = Object.values(categories)
  const listed = entriesOf(document.value).length
  if (counts.length === 0 || listed === 0 || !counts.every((count) => Number.isSafeInteger(count))) return []
  const sum = counts.reduce<number>((total, count) => total + Number(count), 0)
  if (sum === listed) return []
  return [
    {
      rule: 'config-categories',
      severity: 'warning',
      message: `The categories add up to ${sum}, but ${listed} repositories are listed.`,
      hint: 'Correct the numbers, or the list.',
      path: ['categories'],
      range: document.rangeOf(['categories'], 'key'),
    },
  ]
}

// An unknown key that resembles no known one is somebody's note; the rest of the file counts.
function withoutUnknownKeys(value: unknown, problems: readonly ConfigProblem[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const { rule, path } of problems) {
    if (rule !== 'config-unknown-key') continue
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], copy)
    delete (parent as Record<string, unknown>)[String(path.at(-1))]
  }
  return copy
}
