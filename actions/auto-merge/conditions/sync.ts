import type { Facts } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { gapIn, sameLabel, type Condition } from './condition.ts'
import { labelActor } from './labels.ts'

const marker = '<!-- ecosystem-sync:'
const syncLabel = 'ecosystem-sync'

export type SyncStanding =
  | { kind: 'no' }
  /** Its branches must share history afterwards: a squash would freeze the merge base. */
  | { kind: 'yes' }
  /** Anybody may write the marker, and a label is set in a moment. Says what is missing. */
  | { kind: 'claimed'; because: string }
  /** It cannot be told yet; the row says why, and what would tell it. */
  | { kind: 'unknown'; row: Condition }

/**
 * Whether ecosystem-sync opened it: its marker or label, and an author who is the account that merges or a trusted bot, on a branch of
 * this repository. Where its token is another one, the label counts when somebody set it who may choose a method.
 */
export function syncStanding(facts: Facts, policy: Policy): SyncStanding {
  const labelled = facts.labels.some((name) => sameLabel(name, syncLabel))
  if (!labelled && !facts.body.includes(marker)) return { kind: 'no' }
  const unknown = gapIn(facts, ['author'], 'merge-method')
  if (unknown) return { kind: 'unknown', row: unknown }
  if (isByTrusted(facts, policy)) return { kind: 'yes' }
  const who = facts.author?.login ?? 'a deleted account'
  const because = `${who} is neither the account that merges nor a trusted bot with a branch of this repository`
  if (!labelled) return { kind: 'claimed', because }
  if (policy.labelActorPermission === 'any') return { kind: 'yes' }
  const actor = labelActor(facts, policy.labelActorPermission, syncLabel)
  if (actor.state === 'met') return { kind: 'yes' }
  if (actor.state === 'unknown') return { kind: 'unknown', row: { ...actor, name: 'merge-method' } }
  return { kind: 'claimed', because: `${because}, and nobody who may choose a method set the label` }
}

function isByTrusted({ author, ours, head, repository }: Facts, { trustedBots }: Policy): boolean {
  if (head.repository?.toLowerCase() !== repository.name.toLowerCase()) return false
  return ours || (author?.type === 'Bot' && author.id !== undefined && trustedBots.includes(author.id))
}
