import { reason } from '@ecosystem-actions/core/errors'
import { snapshotPrefix } from '../branch-rules.ts'
import { parseMarker } from '../marker.ts'
import type { SyncPullRequest } from '../model.ts'
import { attempted, refusedResult, type Result, type Writing } from './writer.ts'

const nowhere = '0'.repeat(40)
const busyPushes = 10

/** Whether the default branch moved more than ten times within a day, so that each open pull request would start checks that often. */
export function isBusy({ repository, context }: Writing): boolean {
  const eleventh = repository.read?.chain[busyPushes]?.committedAt
  return eleventh !== undefined && context.clock.now().getTime() - Date.parse(eleventh) < 86_400_000
}

/** The branch to merge from: the live base branch, or a snapshot of it that stands still until we move it. */
export async function headFor(writing: Writing): Promise<string | Result> {
  const { item, context } = writing
  const { prHead } = context.settings
  if (prHead === 'default' || (prHead === 'auto' && !isBusy(writing))) return item.base
  const name = `${snapshotPrefix}${item.branch}`
  return (await moveSnapshot(writing, name)) ?? name
}

/** Puts a snapshot at the tip of the base branch, making it where needed. Undefined when it stands there. */
export async function moveSnapshot(writing: Writing, name: string): Promise<Result | undefined> {
  const { forge, item, repository } = writing
  const place = { id: repository.read?.id ?? '', repository: item.repository }
  const before = repository.read?.branches.find((branch) => branch.name === name)?.oid ?? nowhere
  if (before === item.baseOid) return undefined
  const trace = {
    subject: `${item.repository}@${name}`,
    action: 'move-snapshot',
    before,
    after: item.baseOid,
  }
  const because = `it is the head of the pull request for ${item.branch}`
  const { journal } = writing.context
  journal.record({ kind: 'intended', ...trace, because })
  const outcome = await attempted(() =>
    forge.moveBranches(place, [{ branch: name, before, after: item.baseOid }]),
  )
  const found = 'ok' in outcome ? undefined : await attempted(() => forge.tip(item.repository, name))
  if ('ok' in outcome || (found && 'ok' in found && found.ok === item.baseOid)) {
    journal.record({ kind: 'wrote', ...trace, because })
    return undefined
  }
  const result = refusedResult(writing, outcome.error, outcome.refusal)
  journal.record({ kind: 'skipped', ...trace, because: 'because' in result ? result.because : because })
  return result
}

/** Deletes the snapshot of a closed pull request, only while it stands where its marker says that we put it: commits of others stay. */
export async function removeSnapshot(
  { forge, item, repository, context }: Writing,
  pull: SyncPullRequest,
): Promise<void> {
  const name = pull.head
  const before = repository.read?.branches.find((branch) => branch.name === name)?.oid
  if (!name.startsWith(snapshotPrefix) || before === undefined) return
  const trace = { subject: `${item.repository}@${name}`, action: 'delete-snapshot', before, after: nowhere }
  const because = 'its pull request was closed'
  if (parseMarker(pull.body)?.head !== before) {
    context.journal.record({ kind: 'skipped', ...trace, because: 'it does not stand where we put it' })
    return
  }
  context.journal.record({ kind: 'intended', ...trace, because })
  const place = { id: repository.read?.id ?? '', repository: item.repository }
  const outcome = await attempted(() => forge.moveBranches(place, [{ branch: name, before, after: nowhere }]))
  context.journal.record(
    'ok' in outcome
      ? { kind: 'wrote', ...trace, because }
      : { kind: 'failed', ...trace, because: reason(outcome.error) },
  )
}
