import { code, details, escape, fit, link, plural, sentence, table } from '@ecosystem-actions/core/markdown'
import type { SyncMetrics } from './metrics.ts'
import { failedRepositories, isProcessed, isTroubled, leftBecause, type Outcome } from './outcome.ts'
import type { PlanItem } from './plan/item.ts'
import { totalsOf } from './plan/file.ts'
import { sentences, shownBranch } from './texts.ts'

const mostRows = 200
const summaryLimit = 900_000

const verbs: Record<PlanItem['action'], [dry: string, live: string]> = {
  'fast-forward': ['would be fast-forwarded', 'fast-forwarded'],
  merge: ['would get a merge', 'merged'],
  'open-pull-request': ['would get a pull request', 'pull request opened'],
  'update-pull-request': ['pull request would be updated', 'pull request updated'],
  'close-pull-request': ['pull request would be closed', 'pull request closed'],
  'delete-snapshot': ['snapshot would be deleted', 'snapshot deleted'],
  report: ['needs people', 'needs people'],
  none: ['nothing to do', 'nothing to do'],
}

/** The job summary: what happened, what needs people, what went wrong and how to fix it. */
export function summaryOf(
  outcome: Outcome,
  { metrics, remaining }: { metrics: SyncMetrics; remaining: number },
): string {
  const { dryRun, plan } = outcome
  const why = leftBecause(outcome, remaining)
  const first = why && `**${outcome.stopped ? 'Stopped cleanly' : 'Not all was done'}:** ${sentence(why)}`
  const title = dryRun ? '## Ecosystem sync (dry run: nothing was written)' : '## Ecosystem sync'
  const blocks = [
    first,
    title,
    `${verdict(outcome, metrics)} ${cost(metrics)}`,
    work(outcome),
    people(plan),
    errors(outcome),
    repositories(outcome),
    retire(plan),
    warnings(outcome),
    `Plan: ${code(outcome.files.plan)} · metrics: ${code(outcome.files.metrics)} · journal: ${code(outcome.files.journal)} · next run due ${outcome.nextDue.toISOString()}`,
  ]
  return `${fit(blocks.filter(Boolean), summaryLimit)}\n`
}

/** What happened in one sentence, before any table. */
function verdict({ plan, results, dryRun }: Outcome, metrics: SyncMetrics): string {
  const scanned = `${plural(metrics.repos_scanned, 'repository', 'repositories')} of ${metrics.repos_configured} scanned, ${plural(metrics.branches_analyzed, 'branch', 'branches')} counted, ${metrics.branches_behind} behind`
  const { actions } = totalsOf(plan, results)
  const number = (action: PlanItem['action']) => actions[action] ?? 0
  const done = dryRun
    ? [
        counted(number('fast-forward') + number('merge'), 'branch', 'would be moved'),
        counted(number('open-pull-request'), 'pull request', 'would be opened'),
      ]
    : [
        counted(metrics.fast_forwarded, 'branch', 'fast-forwarded'),
        counted(metrics.branches_merged, 'branch', 'merged'),
        counted(metrics.prs_created, 'pull request', 'opened'),
        counted(metrics.prs_updated, 'pull request', 'updated'),
        counted(metrics.prs_closed, 'pull request', 'closed'),
      ]
  const waiting = plan.filter(({ action, attention }) => action === 'report' && attention).length
  const people = counted(waiting, 'branch', waiting === 1 ? 'needs people' : 'need people')
  const errors = metrics.errors_encountered === 0 ? '' : plural(metrics.errors_encountered, 'error')
  const rest = [...done, people, errors].filter(Boolean)
  return `${[scanned, ...rest].join('; ')}.`
}

function counted(count: number, noun: string, verb: string): string {
  return count === 0 ? '' : `${plural(count, noun, noun === 'branch' ? 'branches' : `${noun}s`)} ${verb}`
}

function cost(metrics: SyncMetrics): string {
  return `${plural(metrics.api_calls_made, 'request')} in ${metrics.duration_seconds.toFixed(1)} s.`
}

function rows(
  items: readonly PlanItem[],
  row: (item: PlanItem) => string[],
): { rows: string[][]; more: string } {
  const hidden = items.length - mostRows
  return {
    rows: items.slice(0, mostRows).map(row),
    more: hidden > 0 ? `\n\n${plural(hidden, 'more branch', 'more branches')} in the plan file.` : '',
  }
}

function work({ plan, results, dryRun, serverUrl }: Outcome): string {
  const items = plan.filter(({ action }) => action !== 'none' && action !== 'report')
  if (items.length === 0) return ''
  const { runs } = totalsOf(plan, results)
  const { rows: lines, more } = rows(items, (item) => {
    const result = results.get(item)
    const [dry, live] = verbs[item.action]
    const done = item.deferred
      ? 'left for the next run'
      : !result
        ? dry
        : result.kind === 'wrote'
          ? result.action === item.action
            ? live
            : verbs[result.action][1]
          : result.kind
    const number = (result?.kind === 'wrote' ? result.pullRequest : undefined) ?? item.pullRequest
    const why = result && 'because' in result ? result.because : item.because
    return [
      shownBranch(item),
      counts(item),
      number === undefined
        ? done
        : `${done} (${link(`#${number}`, `${serverUrl}/${item.repository}/pull/${number}`)})`,
      sentence(why),
    ]
  })
  const checks =
    runs === 0
      ? ''
      : `\n\n${dryRun ? 'It would start' : 'It may have started'} at most ${plural(runs, 'workflow run')}.`
  return `### ${dryRun ? 'What would be done' : 'What was done'}\n\n${table(['Branch', 'Behind / ahead', 'Result', 'Why'], lines)}${more}${checks}`
}

function counts({ drift, ahead, behind, exact }: PlanItem): string {
  return drift === 'unknown' ? '' : `${exact ? '' : '≥ '}${behind} / ${ahead}`
}

function people(plan: readonly PlanItem[]): string {
  const items = plan.filter(({ action, attention }) => action === 'report' && attention)
  if (items.length === 0) return ''
  const { rows: lines, more } = rows(items, (item) => [
    shownBranch(item),
    counts(item),
    sentence(item.because),
  ])
  return `### Branches that need people\n\n${table(['Branch', 'Behind / ahead', 'Why'], lines)}${more}`
}

function retire(plan: readonly PlanItem[]): string {
  const items = plan.filter((item) => item.retire)
  if (items.length === 0) return ''
  const { rows: lines, more } = rows(items, (item) => [shownBranch(item), counts(item)])
  const body = `Everything of these branches is in the base branch, and nobody has worked on them for long.\n\n${table(['Branch', 'Behind / ahead'], lines)}${more}`
  return details(`${plural(items.length, 'branch', 'branches')} could be deleted`, body)
}

function errors({ entries }: Outcome): string {
  const failures = entries.filter(({ kind }) => kind === 'failed')
  if (failures.length === 0) return ''
  const grouped = Map.groupBy(failures, ({ because }) => because)
  const lines = [...grouped].slice(0, mostRows).map(([because, members]) => {
    const subjects = members.slice(0, 10).map(({ subject }) => code(subject))
    const more = members.length > 10 ? ` and ${members.length - 10} more` : ''
    return [sentence(because, 600), `${subjects.join(', ')}${more}`]
  })
  return `### Errors\n\n${table(['Cause and fix', 'Where'], lines)}`
}

function repositories(outcome: Outcome): string {
  const failed = failedRepositories(outcome)
  const planned = Map.groupBy(outcome.plan, ({ repository }) => repository)
  const lines = outcome.repositories.slice(0, mostRows * 5).map((repository) => {
    const items = repository.status === 'duplicate' ? [] : (planned.get(repository.repository) ?? [])
    const behind = items.filter(({ drift }) => drift === 'contained' || drift === 'diverged').length
    const state = isProcessed(repository, failed)
      ? repository.status
      : `**${repository.status === 'ok' ? 'errors' : repository.status}**`
    return [
      escape(repository.target.repository),
      state,
      String(items.length),
      String(behind),
      sentence(
        isTroubled(repository) ? repository.message : sentences(repository.message, repository.remedy),
      ),
    ]
  })
  const body = table(['Repository', 'Status', 'Branches', 'Behind', 'Note'], lines)
  return lines.length > 30 ? details('Repositories', body) : `### Repositories\n\n${body}`
}

function warnings({ warnings: lines }: Outcome): string {
  return lines.length === 0
    ? ''
    : `### Warnings\n\n${lines.map((line) => `- ${sentence(line, 600)}`).join('\n')}`
}
