import { BudgetStop, GitHubError, UserError } from '@ecosystem-actions/core/errors'
import type { Forge } from '../forge.ts'
import { refused, wholeRefusal } from '../forge/refusals.ts'
import type { Refused, Target } from '../model.ts'

/** Targets that one token answers for. */
export interface Group {
  forge: Forge
  targets: Target[]
}

export interface Grouping {
  groups: Group[]
  /** Owners whose token could not be had. */
  refused: { target: Target; refused: Refused }[]
  /** Owners whose token a limit withheld: the next run asks again. */
  left: Target[]
  stopped?: BudgetStop
}

/** Owners that share a token share batches and limits. An owner without a token, for whatever reason, stops nobody else. */
export async function groupByForge(
  targets: readonly Target[],
  forgeOf: (owner: string, repository: string) => Promise<Forge>,
): Promise<Grouping> {
  const byOwner = Map.groupBy(targets, ({ owner }) => owner.toLowerCase())
  const byForge = new Map<Forge, Target[]>()
  const grouping: Grouping = { groups: [], refused: [], left: [] }
  for (const [owner, members] of byOwner) {
    try {
      const forge = await forgeOf(owner, members[0]!.repository)
      byForge.set(forge, [...(byForge.get(forge) ?? []), ...members])
    } catch (error) {
      if (error instanceof BudgetStop) {
        grouping.stopped ??= error
        grouping.left.push(...members)
        continue
      }
      const why = whyNot(error)
      grouping.refused.push(...members.map((target) => ({ target, refused: why })))
    }
  }
  grouping.groups = [...byForge].map(([forge, members]) => ({ forge, targets: members }))
  return grouping
}

function whyNot(error: unknown): Refused {
  if (error instanceof UserError) return refused('bad-token', error.message, error.remedy)
  if (error instanceof GitHubError) return wholeRefusal(error)
  throw error
}
