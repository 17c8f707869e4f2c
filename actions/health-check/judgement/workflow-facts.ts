export interface WorkflowRun {
  id: number
  run_number?: number
  event: string
  head_branch?: string | null
  status: string | null
  conclusion: string | null
  created_at: string
  run_started_at?: string
  updated_at: string
  html_url?: string
}

export interface WorkflowFacts {
  name: string
  state: string
  /** Those that are judged, newest first. */
  runs: readonly WorkflowRun[]
  /** Those by schedule, newest first: all of them, or the newest when there are many. */
  scheduled: readonly WorkflowRun[]
  /** When GitHub first saw the workflow; undefined when it does not say. */
  createdAt: Date | undefined
  crons: readonly string[]
  pushedAt: Date | undefined
  isPublic: boolean
}

export interface WorkflowLimits {
  maximumFailurePercent: number
  maximumStreak: number
  stuckAfterMinutes: number
  maximumAgeHours: number | undefined
  maximumLatenessMinutes: number
  now: Date
}
