import { array, integer, object, text, time } from '../run-facts.ts'
import { authorOf, isNewer, isOurs, parseMarker, type Marker } from './marker.ts'

export const incidentLabel = 'ci-incident'
export const quietLabel = 'ci-quiet'
export const flakyLabel = 'ci-flaky'

/** An issue of ours about one incident key. */
export interface IncidentIssue {
  number: number
  open: boolean
  locked: boolean
  closedAt: Date | undefined
  labels: readonly string[]
  marker: Marker
}

/** Picks the issues about the incident `id` out of a listing; pull requests and bodies of strangers are left out. */
export function incidentIssues(listing: unknown, id: string, token: string): IncidentIssue[] {
  return array(listing).flatMap((value): IncidentIssue[] => {
    const issue = object(value)
    const marker = parseMarker(text(issue['body']))
    const author = authorOf(issue)
    if (issue['pull_request'] !== undefined || marker?.id !== id || !isOurs(author, token, marker)) return []
    const labels = array(issue['labels']).map((label) =>
      typeof label === 'string' ? label : text(object(label)['name']),
    )
    return [
      {
        number: integer(issue['number']),
        open: issue['state'] === 'open',
        locked: issue['locked'] === true,
        closedAt: time(issue['closed_at']),
        labels,
        marker: { ...marker, ...(author.id > 0 && { author: author.id }) },
      },
    ]
  })
}

export interface IssueQuestion {
  issues: readonly IncidentIssue[]
  red: boolean
  /** More jobs fail than before. */
  changed: boolean
  run: { runId: number; attempt: number }
  incidentStart: Date
  /** The run that began the incident. */
  firstRunId: number
  now: Date
}

export type IssuePlan =
  | { kind: 'nothing'; because: string; number?: number }
  | { kind: 'create'; follows?: number }
  | { kind: 'update'; issue: IncidentIssue; reopen: boolean; flaky: boolean }
  | { kind: 'close'; issue: IncidentIssue }
  /** Green again, but it came back too often: a person closes it. */
  | { kind: 'leave-open'; issue: IncidentIssue }

const reopenWindow = 10 * 86_400_000

/** What to do with the issue. Twice reopened within ten days is flaky and stays open for a person. */
export function planIssue(question: IssueQuestion): IssuePlan {
  const { issues, red, run, now } = question
  const open = issues.filter((issue) => issue.open).sort((a, b) => a.number - b.number)[0]
  if (open && isNewer(open.marker, run))
    return { kind: 'nothing', because: `#${open.number} already tells of a newer run.`, number: open.number }
  if (!red) {
    if (!open) return { kind: 'nothing', because: 'There is no open issue.' }
    return open.labels.includes(flakyLabel)
      ? { kind: 'leave-open', issue: open }
      : { kind: 'close', issue: open }
  }
  if (open) return { kind: 'update', issue: open, reopen: false, flaky: false }
  const last = latestClosed(issues)
  if (!last) return { kind: 'create' }
  if (isAcknowledged(last, question) && !question.changed)
    return {
      kind: 'nothing',
      because: `#${last.number} was closed by hand: acknowledged.`,
      number: last.number,
    }
  const age = now.getTime() - (last.closedAt?.getTime() ?? 0)
  if (last.locked || age > reopenWindow) return { kind: 'create', follows: last.number }
  const times = [...last.marker.reopened, now.getTime()].filter((at) => now.getTime() - at <= reopenWindow)
  return { kind: 'update', issue: last, reopen: true, flaky: times.length >= 2 }
}

function latestClosed(issues: readonly IncidentIssue[]): IncidentIssue | undefined {
  return issues.filter(({ open }) => !open).sort((a, b) => b.number - a.number)[0]
}

function isAcknowledged({ marker, closedAt }: IncidentIssue, { incidentStart }: IssueQuestion): boolean {
  return !marker.closed && closedAt !== undefined && closedAt > incidentStart
}

/** A person's word that outranks the decision: the label `ci-quiet`, or the issue closed by hand during the incident. */
export function humanOverride(question: IssueQuestion): string | undefined {
  const open = question.issues.find((issue) => issue.open)
  // A label that was set for an incident before this one has nothing to say about it.
  const isOfThis = open !== undefined && open.marker.runId >= question.firstRunId
  if (isOfThis && open.labels.includes(quietLabel))
    return `Issue #${open.number} carries the label "${quietLabel}".`
  const last = latestClosed(question.issues)
  if (open || !last || !question.red || question.changed || !isAcknowledged(last, question)) return undefined
  return `Issue #${last.number} was closed by hand: acknowledged until other jobs fail.`
}
