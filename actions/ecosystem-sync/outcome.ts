import type { BudgetStop } from '@ecosystem-actions/core/errors'
import type { Entry } from '@ecosystem-actions/core/journal'
import { plural } from '@ecosystem-actions/core/markdown'
import type { GitHubUsage } from '@ecosystem-actions/core/ports'
import type { Repository } from './model.ts'
import type { PlanItem } from './plan/item.ts'
import { repositoryOfSubject, type Result } from './write/writer.ts'

/** What a run did; the summary, the outputs, the metrics and the plan file are made of it. */
export interface Outcome {
  startedAt: Date
  endedAt: Date
  durationMs: number
  dryRun: boolean
  repositories: readonly Repository[]
  plan: readonly PlanItem[]
  results: ReadonlyMap<PlanItem, Result>
  entries: readonly Entry[]
  usage: GitHubUsage
  stopped?: BudgetStop
  nextDue: Date
  warnings: readonly string[]
  /** For links, e.g. https://github.com */
  serverUrl: string
  files: { metrics: string; plan: string; journal: string }
}

const troubled = new Set([
  'missing',
  'no-access',
  'blocked',
  'sso',
  'ip-allow-list',
  'bad-token',
  'unavailable',
  'no-base',
  'left',
])

/** A repository counts as processed when all of it was looked at and nothing of it failed. */
export function isProcessed(repository: Repository, failed: ReadonlySet<string>): boolean {
  return (
    !troubled.has(repository.status) &&
    repository.failures.length === 0 &&
    !failed.has(repository.repository.toLowerCase())
  )
}

export function isTroubled({ status }: Repository): boolean {
  return troubled.has(status) && status !== 'left'
}

export function wasScanned({ status, failures }: Repository): boolean {
  return (status === 'ok' || status === 'renamed') && failures.length === 0
}

/** What a green run that looked at nothing has to say; undefined where it looked at something, or has an error to tell. */
export function lookedAtNothing(repositories: readonly Repository[]): string | undefined {
  if (repositories.some((repository) => isTroubled(repository) || repository.status === 'left'))
    return undefined
  const scanned = repositories.filter(wasScanned)
  if (scanned.length === 0)
    return 'No branch was looked at: no configured repository can be written to (archived, empty, locked or disabled).'
  const branches = scanned.flatMap((repository) => repository.branches)
  if (branches.length === 0 || branches.some(({ comparison }) => comparison !== 'unknown')) return undefined
  return 'No branch was counted: `include`, `exclude` or the rules for branches that stand behind on purpose leave out all of them.'
}

/** Repositories with a write that failed or was not tried, or with an error beside one, such as a label that was not set. */
export function failedRepositories({ results, entries }: Pick<Outcome, 'results' | 'entries'>): Set<string> {
  const failed = new Set<string>()
  for (const [{ repository }, { kind }] of results)
    if (kind === 'failed') failed.add(repository.toLowerCase())
  for (const { kind, subject } of entries) if (kind === 'failed') failed.add(repositoryOfSubject(subject))
  return failed
}

/** What a limit left for the next run: repositories not looked at and writes not made. */
export function remainingOf({
  repositories,
  plan,
  results,
}: Pick<Outcome, 'repositories' | 'plan' | 'results'>): number {
  const unseen = repositories.filter(({ status }) => status === 'left').length
  const deferred = plan.filter((item) => item.deferred).length
  const left = [...results.values()].filter(({ kind }) => kind === 'left').length
  return unseen + deferred + left
}

/** Why something is left for the next run, in a sentence; '' when nothing is. */
export function leftBecause({ stopped }: Pick<Outcome, 'stopped'>, remaining: number): string {
  if (!stopped && remaining === 0) return ''
  const limit = stopped?.message ?? 'The limit of pull requests a run (`max-prs-per-run`) is reached.'
  return `${limit} ${plural(remaining, 'item')} left for the next run.`
}
