/** What the issue itself remembers, as JSON in its body; everything else follows from the history. */
export interface IssueState {
  /** Checks that it is open for; empty when all is well. */
  failing: readonly string[]
  severity: 'warning' | 'error'
  since: string
  /** Reminders and escalations that were sent. */
  reminders: number
  escalations: number
  flapping: readonly string[]
  /** When each of `failing` began, in seconds since 1970: the history may not reach back so far. Older issues lack it. */
  starts?: readonly number[]
  /** Whether the webhook of the last escalation was called. */
  called?: boolean
}

/** The issue as it stands; undefined when there is none. */
export interface ActualIssue {
  number: number
  open: boolean
  closedAt: Date | undefined
  state: IssueState | undefined
  labels: readonly string[]
}
