import { reason } from '@ecosystem-actions/core/errors'
import { snapshotPrefix } from '../branch-rules.ts'
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
  const outcome = await attempted(() =>
    forge.moveBranches(place, [{ branch: name, before, after: item.baseOid }]),
  )
  if ('ok' in outcome) return undefined
  const found = await attempted(() => forge.tip(item.repository, name))
  return 'ok' in found && found.ok === item.baseOid
    ? undefined
    : refusedResult(writing, outcome.error, outcome.refusal)
}

/** Deletes the snapshot of a pull request that was closed, while it stands where the scan saw it. One that cannot be deleted is only noted. */
export async function removeSnapshot(
  { forge, item, repository, context }: Writing,
  name: string,
): Promise<void> {
  const before = repository.read?.branches.find((branch) => branch.name === name)?.oid
  if (!name.startsWith(snapshotPrefix) || before === undefined) return
  const trace = { subject: `${item.repository}@${name}`, action: 'delete-snapshot', before, after: nowhere }
  context.journal.record({ kind: 'intended', ...trace, because: 'its pull request was closed' })
  const place = { id: repository.read?.id ?? '', repository: item.repository }
  const outcome = await attempted(() => forge.moveBranches(place, [{ branch: name, before, after: nowhere }]))
  context.journal.record(
    'ok' in outcome
      ? { kind: 'wrote', ...trace, because: 'its pull request was closed' }
      : { kind: 'failed', ...trace, because: reason(outcome.error) },
  )
}
