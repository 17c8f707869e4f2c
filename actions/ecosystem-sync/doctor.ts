import { reason } from '@ecosystem-actions/core/errors'
import type { Journal } from '@ecosystem-actions/core/journal'
import type { Forge, Rights } from './forge.ts'
import type { Repository } from './model.ts'
import type { PlanItem } from './plan/item.ts'

export interface Examination {
  /** Why nothing may be written to a repository, by its name in lower case. */
  barred: Map<string, string>
  /** One line per token, for people. */
  notes: string[]
  rights: Map<Forge, Rights>
}

/**
 * One look at what each token may do, before the first write. A job's own token writes to its own repository only
 * (https://docs.github.com/en/actions/concepts/security/github_token); found out here, it is one sentence instead of a hundred refusals.
 */
export async function examine(
  items: readonly PlanItem[],
  context: {
    journal: Journal
    repositoryOf: (item: PlanItem) => Repository
    forgeOf: (repository: Repository) => Forge
  },
): Promise<Examination> {
  const { journal, repositoryOf, forgeOf } = context
  const examination: Examination = { barred: new Map(), notes: [], rights: new Map() }
  const byForge = Map.groupBy(items, (item) => forgeOf(repositoryOf(item)))
  for (const [forge, planned] of byForge) {
    const names = [...new Set(planned.map(({ repository }) => repository))]
    const rights = await rightsOf(forge, journal)
    examination.rights.set(forge, rights)
    if (rights.kind !== 'job-token') continue
    const foreign = names.filter((name) => name.toLowerCase() !== rights.only?.toLowerCase())
    for (const name of foreign) examination.barred.set(name.toLowerCase(), foreignToken(rights))
    if (foreign.length === 0) {
      examination.notes.push(
        "What the job's own token writes starts no workflow; use an app's token where checks must run.",
      )
      continue
    }
    const because = foreignToken(rights)
    journal.record({
      kind: 'failed',
      subject: foreign.join(', ').slice(0, 500),
      action: 'doctor',
      because,
      facts: { class: 'job-token' },
    })
    examination.notes.push(because)
  }
  return examination
}

function foreignToken({ only }: Rights): string {
  return `The job's own token can write to ${only ?? 'its own repository'} only. Give \`tokens\`, a personal token, or \`app-id\` and \`private-key\` for the other repositories.`
}

// Not knowing is no reason to stop: each write says for itself what it lacks, or that a limit of its token is reached.
async function rightsOf(forge: Forge, journal: Journal): Promise<Rights> {
  try {
    return await forge.rights()
  } catch (error) {
    journal.record({ kind: 'skipped', subject: 'token', action: 'doctor', because: reason(error) })
    return { kind: 'unknown' }
  }
}
