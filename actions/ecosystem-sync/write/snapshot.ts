import { reason } from '@ecosystem-actions/core/errors'
import { snapshotPrefix } from '../plan/branch-rules.ts'
import { markerOf } from '../marker.ts'
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

interface Step {
  action: 'move-snapshot' | 'delete-snapshot'
  name: string
  before: string
  after: string
}

/** One move of a snapshot as the forge and the journal want it. */
function stepOf({ forge, item, repository, context }: Writing, { action, name, before, after }: Step) {
  const place = { id: repository.read?.id ?? '', repository: item.repository }
  const trace = { subject: `${item.repository}@${name}`, action, before, after }
  return {
    send: () => attempted(() => forge.moveBranches(place, [{ branch: name, before, after }])),
    note: (kind: 'intended' | 'wrote' | 'failed' | 'skipped', because: string) =>
      void context.journal.record({ kind, ...trace, because }),
  }
}

function tipOf({ repository }: Writing, name: string): string | undefined {
  return repository.read?.branches.find((branch) => branch.name === name)?.oid
}

/**
 * Why a snapshot may not be moved: it has commits that the base branch lacks, so somebody pushed to it. GitHub would refuse the move without
 * force, but only say that it is no fast-forward. What no marker names may still be ours, from a run that was killed before it wrote one.
 */
async function notOurs(
  { forge, item, repository }: Writing,
  name: string,
  tip: string,
): Promise<Result | undefined> {
  const pulls = repository.read?.pulls ?? []
  if (pulls.some((pull) => pull.head === name && markerOf(pull)?.head === tip)) return undefined
  const [owner = '', repo = ''] = item.repository.split('/')
  const { answers, because = 'it was not compared' } = await forge.compare([
    { key: name, owner, name: repo, base: item.base, head: tip },
  ])
  const answer = answers.get(name)
  const counts = answer?.kind === 'counts' ? answer.comparison : undefined
  if (typeof counts === 'object' && counts.ahead === 0) return undefined
  if (answer?.kind === 'counts')
    return {
      kind: 'refused',
      because: `somebody pushed to its snapshot ${name}, which is not moved any more; move those commits elsewhere and delete the branch`,
    }
  const why = answer?.kind === 'failed' ? answer.message : because
  return { kind: 'failed', because: `whose commits its snapshot ${name} has was not to be known: ${why}` }
}

/** Puts a snapshot at the tip of the base branch, making it where needed. Undefined when it stands there. */
export async function moveSnapshot(writing: Writing, name: string): Promise<Result | undefined> {
  const { forge, item } = writing
  const before = tipOf(writing, name) ?? nowhere
  if (before === item.baseOid) return undefined
  const foreign = before === nowhere ? undefined : await notOurs(writing, name, before)
  if (foreign) return foreign
  const { send, note } = stepOf(writing, { action: 'move-snapshot', name, before, after: item.baseOid })
  const because = `it is the head of the pull request for ${item.branch}`
  note('intended', because)
  const outcome = await send()
  const found = 'ok' in outcome ? undefined : await attempted(() => forge.tip(item.repository, name))
  if ('ok' in outcome || (found && 'ok' in found && found.ok === item.baseOid)) {
    note('wrote', because)
    return undefined
  }
  const result = refusedResult(writing, outcome.error, outcome.refusal)
  note('skipped', 'because' in result ? result.because : because)
  return result
}

/** Deletes the snapshot of a closed pull request, only while it stands where its marker says that we put it: commits of others stay. */
export async function removeSnapshot(writing: Writing, pull: SyncPullRequest): Promise<void> {
  const before = tipOf(writing, pull.head)
  if (!pull.head.startsWith(snapshotPrefix) || before === undefined) return
  const step: Step = { action: 'delete-snapshot', name: pull.head, before, after: nowhere }
  const { send, note } = stepOf(writing, step)
  if (markerOf(pull)?.head !== before) return note('skipped', 'it does not stand where we put it')
  const because = 'its pull request was closed'
  note('intended', because)
  const outcome = await send()
  if ('ok' in outcome) note('wrote', because)
  else note('failed', reason(outcome.error))
}
