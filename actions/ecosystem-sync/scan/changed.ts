import type { Clock } from '@ecosystem-actions/core/ports'
import type { Forge } from '../forge.ts'
import type { Repository, RepositoryRead, Target } from '../model.ts'
import { isFresh, isSettled, watermark, type State } from '../state/state.ts'
import { keyOf, repositoriesPerBatch } from './read.ts'
import { found } from './repositories.ts'
import { withSince } from './since.ts'

interface Asking {
  clock: Clock
  startedAt: Date
  state: State
  needsRead: (repository: Repository) => boolean
  /** Repositories that need no reading are put here. */
  seen: Map<string, Repository>
}

/** Targets that must be read: those pushed to since the last scan, never seen, not seen for a day, or with something to write. */
export async function changedTargets(
  forge: Forge,
  targets: readonly Target[],
  look: Asking,
): Promise<{ changed: Target[]; watermarks: Record<string, string> }> {
  const { state, clock, needsRead, seen, startedAt } = look
  const changed: Target[] = []
  const watermarks: Record<string, string> = {}
  for (const [owner, members] of Map.groupBy(targets, ({ owner }) => owner.toLowerCase())) {
    const since = state.watermarks[owner]
    const standing = new Set(members.filter((target) => isKnown(target, state, clock)))
    // Reading a handful costs no more than asking which of them changed, and sees more.
    const pushed =
      since && standing.size > repositoriesPerBatch ? await forge.pushedSince(owner, since) : undefined
    const moved = new Map(
      pushed?.map(({ repository, pushedAt }) => [repository.toLowerCase(), pushedAt] as const),
    )
    for (const target of members) {
      const known = standing.has(target) ? remembered(target, state, startedAt) : undefined
      const pushedAt = moved.get(keyOf(target)) ?? moved.get(known?.repository.toLowerCase() ?? '')
      if (pushed && known && !isNews(pushedAt, known) && !needsRead(known)) seen.set(keyOf(target), known)
      else changed.push(target)
    }
    if (pushed)
      watermarks[owner] = watermark([since ?? '', ...pushed.map(({ pushedAt }) => pushedAt)], clock.now())
  }
  return { changed, watermarks }
}

/** A push that the last run saw is listed again when it was younger than pushes need to show; it is news only if the read was too close to it. */
function isNews(pushedAt: string | undefined, { read, seenAt = '' }: Repository): boolean {
  return pushedAt !== undefined && !(pushedAt === read?.pushedAt && isSettled(pushedAt, seenAt))
}

function isKnown(target: Target, state: State, clock: Clock): boolean {
  const known = state.repositories[keyOf(target)]
  return known !== undefined && isFresh(known, clock.now())
}

function remembered(target: Target, state: State, startedAt: Date): Repository {
  const { read, base, branches: known, seenAt } = state.repositories[keyOf(target)]!
  const branches = withSince(known, { target, since: startedAt.toISOString() })
  const whole: RepositoryRead = { ...read, branches, chain: [] }
  return { ...found(target, whole, seenAt), fromState: true, base, branches }
}
