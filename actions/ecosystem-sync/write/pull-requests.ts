import { reason } from '@ecosystem-actions/core/errors'
import { formatMarker, markerOf, parseMarker, withMarker } from '../marker.ts'
import type { SyncPullRequest } from '../model.ts'
import { snapshotPrefix } from '../plan/branch-rules.ts'
import { autoMergeLabel, bodyOf, syncLabel, titleOf } from '../texts.ts'
import { headFor, moveSnapshot, removeSnapshot } from './snapshot.ts'
import { attempted, brokenFor, intend, note, refusedResult, type Result, type Writing } from './writer.ts'

const attempts = 3
/** People are notified of each one, and GitHub counts what is created in a row. */
const betweenPullRequests = 3000
const labelAttempts = 5

/** Opens the pull request that brings a branch up to date; one that is there already is taken over, never doubled. */
export async function openPullRequest(writing: Writing): Promise<Result> {
  const { item } = writing
  intend(writing, 'open-pull-request', { before: item.tip, after: item.baseOid })
  const broken = brokenFor(writing, ['pull-requests', 'pull requests by GitHub Actions'])
  if (broken) return note(writing, 'open-pull-request', broken)
  const head = await headFor(writing)
  if (typeof head !== 'string') return note(writing, 'open-pull-request', head)
  const result = await create(writing, head)
  if (result.kind === 'taken-over')
    return note(writing, 'update-pull-request', await takeOver(writing, result.pull))
  const noted = note(writing, 'open-pull-request', result)
  if (noted.kind === 'wrote' && noted.pullRequest !== undefined) await label(writing, noted.pullRequest)
  return noted
}

async function pace({ clock, opened }: Writing['context']): Promise<void> {
  const wait = opened.at === undefined ? 0 : opened.at + betweenPullRequests - clock.monotonic()
  if (wait > 0) await clock.sleep(wait)
  opened.at = clock.monotonic()
}

type Created = Result | { kind: 'taken-over'; pull: SyncPullRequest }

async function create(writing: Writing, head: string): Promise<Created> {
  const { forge, item, context } = writing
  const { runId, runUrl } = context.settings
  const body = bodyOf(item, { id: runId, url: runUrl })
  const pair = { head, base: item.branch }
  let lost = false
  for (let attempt = 1; ; attempt++) {
    await pace(context)
    const outcome = await attempted(() =>
      forge.createPullRequest(item.repository, { ...pair, title: titleOf(item), body }),
    )
    if ('ok' in outcome)
      return { kind: 'wrote', action: 'open-pull-request', pullRequest: outcome.ok.number, body, head }
    const { error, refusal } = outcome
    if (refusal.kind !== 'exists' && refusal.kind !== 'lost') return refusedResult(writing, error, refusal)
    lost ||= refusal.kind === 'lost'
    const found = await attempted(() => forge.findPullRequest(item.repository, pair))
    if (!('ok' in found)) return refusedResult(writing, found.error, found.refusal)
    if (found.ok) {
      // Ours from an attempt whose answer was lost: the run's own marker says so.
      const mine =
        lost &&
        markerOf(found.ok)?.run === runId &&
        found.ok.body.includes(formatMarker({ base: item.tip, head: item.baseOid, run: runId }))
      return mine
        ? { kind: 'wrote', action: 'open-pull-request', pullRequest: found.ok.number, body, head }
        : { kind: 'taken-over', pull: found.ok }
    }
    if (refusal.kind === 'exists' || attempt >= attempts) return { kind: 'failed', because: reason(error) }
    await context.clock.sleep(1000 * 2 ** attempt)
  }
}

/** A pull request of the same branches that the scan did not see: ours without its label, or somebody else's. */
async function takeOver(writing: Writing, pull: SyncPullRequest): Promise<Result> {
  if (!markerOf(pull)) return { kind: 'skipped', because: `pull request #${pull.number} is open already` }
  return update(writing, pull)
}

/** Brings text, labels and snapshot of an open pull request up to date; one of somebody else is left as it is. */
export async function updatePullRequest(writing: Writing, pull: SyncPullRequest): Promise<Result> {
  const marker = markerOf(pull)
  if (!marker) {
    const because = `pull request #${pull.number} is open already`
    return note(writing, 'update-pull-request', { kind: 'skipped', because })
  }
  intend(writing, 'update-pull-request', { before: marker.head, after: writing.item.baseOid })
  return note(writing, 'update-pull-request', await update(writing, pull))
}

async function update(writing: Writing, pull: SyncPullRequest): Promise<Result> {
  const { forge, item, context } = writing
  if (pull.head.startsWith(snapshotPrefix)) {
    const moved = await moveSnapshot(writing, pull.head)
    if (moved) return moved
  }
  const marker = { base: item.tip, head: item.baseOid, run: context.settings.runId }
  const body = withMarker(pull.body, marker)
  const before = parseMarker(pull.body)
  if (before?.base !== marker.base || before.head !== marker.head) {
    const outcome = await attempted(() => forge.changePullRequest(item.repository, pull.number, { body }))
    if (!('ok' in outcome)) return refusedResult(writing, outcome.error, outcome.refusal)
  }
  // Labels are set once: one that somebody took away stays away.
  if (!pull.labels.includes(syncLabel) && !(await label(writing, pull.number)))
    return { kind: 'failed', because: `pull request #${pull.number} has no label ${syncLabel}` }
  return { kind: 'wrote', action: 'update-pull-request', pullRequest: pull.number, body, head: pull.head }
}

/** Closes a pull request of ours that has nothing left to bring; the marker says that this was no decline. */
export async function closePullRequest(writing: Writing, pull: SyncPullRequest): Promise<Result> {
  const { forge, item, context } = writing
  intend(writing, 'close-pull-request', { before: 'open', after: 'closed' })
  const body = withMarker(pull.body, {
    base: item.tip,
    // Where we put its snapshot, should that outlive it.
    head: markerOf(pull)?.head ?? item.baseOid,
    run: context.settings.runId,
    closed: 'obsolete',
  })
  const outcome = await attempted(() =>
    forge.changePullRequest(item.repository, pull.number, { state: 'closed', body }),
  )
  const result: Result =
    'ok' in outcome
      ? { kind: 'wrote', action: 'close-pull-request', pullRequest: pull.number, body, head: pull.head }
      : refusedResult(writing, outcome.error, outcome.refusal)
  const noted = note(writing, 'close-pull-request', result)
  if (noted.kind === 'wrote') await removeSnapshot(writing, pull)
  return noted
}

export function labelsOf({ repository, context }: Writing): string[] {
  const automatic = context.settings.autoSync ? [autoMergeLabel] : []
  return [...new Set([syncLabel, ...automatic, ...repository.target.labels])]
}

/** A pull request that was just made may be unknown to the labels for a moment. */
async function label(writing: Writing, number: number): Promise<boolean> {
  const { forge, item, context } = writing
  const labels = labelsOf(writing)
  const trace = { subject: `${item.repository}#${number}`, action: 'add-labels', after: labels.join(', ') }
  context.journal.record({ kind: 'intended', ...trace, because: 'the labels of a sync pull request' })
  for (let attempt = 1; ; attempt++) {
    const outcome = await attempted(() => forge.addLabels(item.repository, number, labels))
    if ('ok' in outcome) {
      context.journal.record({ kind: 'wrote', ...trace, because: 'the labels of a sync pull request' })
      return true
    }
    if (outcome.refusal.kind !== 'gone' || attempt >= labelAttempts) {
      const { because } = refusedResult(writing, outcome.error, outcome.refusal) as { because: string }
      context.journal.record({ kind: 'failed', ...trace, because })
      return false
    }
    await context.clock.sleep(500 * 2 ** attempt)
  }
}
