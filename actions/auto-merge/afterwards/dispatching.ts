import { BudgetStop, GitHubError, UserError } from '@ecosystem-actions/core/errors'
import type { Attempt } from './after-step.ts'
import type { Dispatch } from './dispatch.ts'
import type { Desk } from '../evaluate.ts'
import type { Facts } from '../facts.ts'

interface Merged {
  facts: Facts
  mergeCommit: string
}

// A run appears a moment after its dispatch.
const secondLookMs = 2000

export const nameOf = (what: Dispatch) => (what.kind === 'workflow' ? what.file : what.type)

/** Starts everything that is to be started after the merge, each once. */
export async function dispatchAll(desk: Desk, merged: Merged, attempt: Attempt): Promise<void> {
  const { facts, mergeCommit } = merged
  for (const what of desk.policy.dispatchAfterMerge) {
    const name = nameOf(what)
    await attempt({
      what: `dispatch ${name}`,
      send: () => desk.ports.pullRequests.dispatch(what, facts, mergeCommit),
      seen: () => wasStarted(desk, merged, what),
      whenUnsure: `Whether it was started cannot be told, so it is not started again: look at the runs of ${what.kind === 'workflow' ? name : 'repository_dispatch'} at ${mergeCommit.slice(0, 10)}.`,
      ...(what.kind === 'workflow'
        ? {
            whenMissing: `There is no workflow ${name} with workflow_dispatch on ${facts.base.name}, or the token lacks actions: write.`,
          }
        : {}),
    })
  }
}

/**
 * Whether runs show that a dispatch of ours arrived. Only the merge put its commit on the base, so whatever was dispatched at it began
 * afterwards, whatever the clocks say. One run by this account is ours; anything else proves neither, since a run may still appear, a
 * repository_dispatch may start none, and a second one of its kind looks the same.
 */
async function wasStarted(
  desk: Desk,
  { facts, mergeCommit }: Merged,
  what: Dispatch,
): Promise<boolean | undefined> {
  const { pullRequests, clock } = desk.ports
  const us = facts.repository.viewer?.id
  const alike = desk.policy.dispatchAfterMerge.filter(
    (other) => other.kind === what.kind && (what.kind === 'repository' || nameOf(other) === nameOf(what)),
  )
  if (us === undefined || alike.length > 1) return undefined
  try {
    let starters = await pullRequests.startersOf(what, mergeCommit)
    if (starters.length === 0) {
      await clock.sleep(secondLookMs)
      starters = await pullRequests.startersOf(what, mergeCommit)
    }
    return starters.length === 1 && starters[0] === us ? true : undefined
  } catch (error) {
    if (error instanceof GitHubError || error instanceof UserError || error instanceof BudgetStop)
      return undefined
    throw error
  }
}
