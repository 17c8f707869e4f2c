import type { IncidentIssue } from '../channels/issue.ts'
import type { Told } from '../channels/marker.ts'
import type { Decided } from './decision.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { News, Policy } from './policy.ts'

/*
 * The decision is a replay of the run history, and a history knows what had to be said, not what arrived. Where an issue of the incident exists,
 * its marker does: then each channel gets what it missed once, and nothing twice.
 */

export interface Situation {
  decided: Decided
  policy: Pick<Policy, 'notifyOn'>
  /** Quiet hours: nothing is made up for now. */
  quiet: boolean
}

/** What the channels were told of this incident; undefined where nothing remembers it. */
export function toldOf(
  issues: readonly IncidentIssue[],
  { decided, policy }: Pick<Situation, 'decided' | 'policy'>,
): Told | undefined {
  const { decision } = decided
  const first = decided.incident?.first.id ?? Infinity
  const isOver = decision === 'recover'
  const known = [...issues]
    .sort((a, b) => Number(b.open) - Number(a.open) || b.number - a.number)
    .find(
      ({ marker }) => marker.runId >= first && marker.told && !marker.foreign && (isOver || !marker.closed),
    )
  const begins = decision === 'open' || (decision === 'escalate' && !policy.notifyOn.has('open'))
  return known?.marker.told ?? (begins ? { got: {}, owed: {} } : undefined)
}

/** What one channel is to be told; undefined when it is to be told nothing. */
export function shareOf(
  channel: string,
  told: Told | undefined,
  situation: Situation,
): News | 'update' | undefined {
  const decision = situation.decided.decision as News | 'update'
  if (!told) return decision
  const got = told.got[channel] ?? []
  const heard = got.length > 0
  if (decision === 'recover') return heard ? decision : undefined
  if (decision === 'open') return heard ? undefined : decision
  if (decision === 'escalate') return got.includes('escalate') ? undefined : decision
  if (situation.quiet) return decision
  return missed(channel, told, situation) ?? decision
}

function missed(channel: string, told: Told, { decided, policy }: Situation): News | undefined {
  const owed = told.owed[channel]
  if (owed && policy.notifyOn.has(owed)) return owed
  if ((told.got[channel] ?? []).length > 0) return undefined
  if (policy.notifyOn.has('open')) return 'open'
  return decided.incident?.escalated && policy.notifyOn.has('escalate') ? 'escalate' : undefined
}

/** Why a channel is left out. */
export function leftOut(channel: string, { decision }: Decided): Delivery {
  const because =
    decision === 'recover'
      ? 'It was not told of the failure, so not of its end.'
      : 'It was told already, as the issue of the incident remembers.'
  return { channel, status: 'skipped', because }
}

/** The decision when something that had not arrived is told now. */
export function withMissed(decided: Decided, kind: News, channels: readonly string[]): Decided {
  const since = decided.incident ? `Failing since #${decided.incident.first.number}` : 'Failing'
  const reason = `${since} (streak ${decided.streak}); undelivered to ${channels.join(', ')} until now.`
  return { ...decided, decision: kind, reason }
}

/** What is known after these deliveries. What may have arrived counts as told: twice is worse than late. */
export function remembered(
  told: Told | undefined,
  deliveries: readonly { kind: News | 'update'; delivery: Delivery }[],
): Told | undefined {
  if (!told) return undefined
  const got: Record<string, readonly News[]> = { ...told.got }
  const owed: Record<string, News> = { ...told.owed }
  for (const { kind, delivery } of deliveries) {
    const { channel, status } = delivery
    if (kind === 'update' || status === 'skipped' || status === 'preview') continue
    if (status === 'failed') owed[channel] = kind
    else {
      got[channel] = [...new Set([...(got[channel] ?? []), kind])]
      delete owed[channel]
    }
  }
  return { got, owed }
}
