import type { Facts } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { botStanding } from './bots.ts'

/** Whether this account would approve the head as soon as nothing else is missing. */
export function willApprove(facts: Facts, policy: Policy): boolean {
  if (!policy.autoApproveBots || facts.ours || botStanding(facts, policy).kind !== 'trusted') return false
  // Once for a commit: an approval that somebody dismissed is not given again.
  return !facts.reviews.some(({ ours, commit }) => ours && commit === facts.head.oid)
}
