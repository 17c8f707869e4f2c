import type { IncidentIssue } from '../channels/issue.ts'
import type { Told } from '../channels/marker.ts'
import type { Decided } from './decision.ts'
import type { News } from './policy.ts'
import { shareOf, toldOf, withMissed, type Situation } from './told.ts'

/** Who is told what. */
export interface Shares {
  /** Undefined where nothing remembers what arrived. */
  told: Told | undefined
  /** `only`: the channels; all when nothing is remembered. */
  groups: readonly { decided: Decided; only?: ReadonlySet<string> }[]
  /** Channels that are told nothing, though there is news. */
  leftOut: readonly string[]
  /** What was decided, with what had not arrived before. */
  decided: Decided
}

// The strongest first: it names what is done.
const strength: readonly News[] = ['open', 'escalate', 'changed', 'remind', 'recover']

/** Shares the news among the channels by what each was told before. */
export function shares(
  channels: readonly string[],
  issues: readonly IncidentIssue[] | undefined,
  situation: Situation,
): Shares {
  const { decided } = situation
  const told = issues && toldOf(issues, situation)
  if (!told) return { told, groups: [{ decided }], leftOut: [], decided }
  const byKind = Map.groupBy(channels, (channel) => shareOf(channel, told, situation))
  const own = byKind.get(decided.decision as News) ?? []
  const late = strength.flatMap((kind) => {
    const those = kind === decided.decision ? [] : (byKind.get(kind) ?? [])
    return those.length > 0 ? [{ decided: withMissed(decided, kind, those), only: new Set(those) }] : []
  })
  return {
    told,
    groups: [{ decided, only: new Set(own) }, ...late],
    leftOut: byKind.get(undefined) ?? [],
    decided: withLate(decided, late),
  }
}

function withLate(decided: Decided, late: readonly { decided: Decided }[]): Decided {
  const [first] = late
  if (!first) return decided
  return decided.decision === 'update'
    ? first.decided
    : { ...decided, reason: `${decided.reason} ${first.decided.reason}` }
}
