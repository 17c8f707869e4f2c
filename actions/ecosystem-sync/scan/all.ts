import type { BudgetStop } from '@ecosystem-actions/core/errors'
import type { Forge } from '../forge.ts'
import type { Repository, Target } from '../model.ts'
import { groupByForge } from './group.ts'
import { keyOf } from './read.ts'
import { left, refusedRepository } from './repositories.ts'
import { scanGroup, type ScanContext } from './scan.ts'

export interface WholeScan {
  /** In the order of the configuration. */
  repositories: Repository[]
  forges: ReadonlyMap<Repository, Forge>
  watermarks: Record<string, string>
  stopped?: BudgetStop
}

/** Scans all targets, each token's on its own; a limit of one token ends only that token's part. */
export async function scanAll(
  targets: readonly Target[],
  context: ScanContext & { forgeOf: (owner: string, repository: string) => Promise<Forge> },
): Promise<WholeScan> {
  const { groups, refused, left: unasked, stopped: limit } = await groupByForge(targets, context.forgeOf)
  const byKey = new Map<string, Repository>(
    refused.map(({ target, refused }) => [keyOf(target), refusedRepository(target, refused)]),
  )
  for (const target of unasked) byKey.set(keyOf(target), left(target))
  const forges = new Map<Repository, Forge>()
  const whole: WholeScan = { repositories: [], forges, watermarks: {}, ...(limit ? { stopped: limit } : {}) }
  for (const group of groups) {
    const { repositories, watermarks, stopped } = await scanGroup(group, context)
    for (const repository of repositories) byKey.set(keyOf(repository.target), repository)
    Object.assign(whole.watermarks, watermarks)
    if (stopped) whole.stopped ??= stopped
  }
  whole.repositories = withoutDuplicates(targets.map((target) => byKey.get(keyOf(target))!))
  const forgeByOwner = new Map(
    groups.flatMap(({ forge, targets: members }) => members.map((target) => [keyOf(target), forge] as const)),
  )
  for (const repository of whole.repositories) {
    const forge = forgeByOwner.get(keyOf(repository.target))
    if (forge) forges.set(repository, forge)
  }
  return whole
}

/** The configuration may name a repository by its old and its new name: it is handled once, under the first. */
function withoutDuplicates(repositories: readonly Repository[]): Repository[] {
  const byId = new Map<string, Repository>()
  return repositories.map((repository) => {
    const id = repository.read?.id
    if (id === undefined) return repository
    const first = byId.get(id)
    if (!first) {
      byId.set(id, repository)
      return repository
    }
    const message = `is the same repository as ${first.target.repository}`
    return {
      ...repository,
      status: 'duplicate',
      message,
      remedy: 'Remove one of them from the configuration.',
      branches: [],
      failures: [],
    }
  })
}
