import type { Colour } from '../runs/conclusions.ts'
import type { Run } from '../runs/run-facts.ts'

/** Something that happened, in order: a run ended, or only time passed (a sweep). */
export interface Moment {
  at: Date
  run?: Run
  colour?: Colour
  /** Whether somebody looked and could have spoken at that moment. */
  speaks: boolean
  /** A newer run had told its result before this one ended: it counts, but opens and ends nothing. */
  late?: boolean
}

export interface Incident {
  first: Run
  last: Run
  /** Runs, not attempts. */
  streak: number
  announced: boolean
  escalated: boolean
  spokeAt?: Date
  spokeStreak: number
}

export interface State {
  /** The incident that is on now. */
  incident?: Incident
  /** An announced incident that ended and whose end has not been told yet. */
  ended?: { incident: Incident; by: Run; at: Date }
  lastGreen?: Run
  /** The green run before the last one, if nothing red was between. */
  greenBefore?: Run
  /** A failure that the last green run ended, and that had not been announced. */
  unannounced?: Incident
  /** When incidents were announced, oldest first; many in a few days are flaps. */
  opened: Date[]
}

/** An incident that began before the first of the moments. */
export interface Beginning {
  first: Run
  /** Failed runs before the first moment. */
  streak: number
  lastGreen?: Run
  /** It may have begun even earlier. */
  isCut?: boolean
}
