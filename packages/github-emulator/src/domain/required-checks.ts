// What a required context is met by.
import type { Repository, RequiredCheck } from './model.ts'

const passing = new Set(['success', 'neutral', 'skipped'])

/** Contexts that no passing check run or status of the commit satisfies. */
export function missingChecks(
  repository: Repository,
  sha: string,
  checks: readonly RequiredCheck[],
): string[] {
  return checks.filter((check) => !isSatisfied(repository, sha, check)).map((check) => check.context)
}

// Travis reports by kind of build, and either satisfies its context.
const reportedNames = (context: string): string[] =>
  context === 'continuous-integration/travis-ci' ? [context, `${context}/pr`, `${context}/push`] : [context]

/** Whether a check run of an app, or a status (no app), is what a rule requires. */
export function isRequiredCheck({ context, appId }: RequiredCheck, name: string, app?: number): boolean {
  return reportedNames(context).includes(name) && (appId === null || appId === -1 || appId === app)
}

function isSatisfied(repository: Repository, sha: string, check: RequiredCheck): boolean {
  return reportedNames(check.context).some((context) => isMet(repository, sha, { ...check, context }))
}

function isMet(repository: Repository, sha: string, check: RequiredCheck): boolean {
  const runs = [...repository.checkRuns.values()]
    .filter((run) => run.headSha === sha && run.name === check.context)
    .filter((run) => check.appId === null || check.appId === -1 || run.app.id === check.appId)
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0) || b.id - a.id)
  const status = repository.statuses.findLast((entry) => entry.sha === sha && entry.context === check.context)
  const pinned = check.appId !== null && check.appId !== -1
  if (runs.length === 0 && (!status || pinned)) return false
  if (runs[0] && !passing.has(runs[0].conclusion ?? '')) return false
  return pinned || !status || status.state === 'success'
}
