import { array, integer, object, text, time } from '../runs/run-facts.ts'
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
    const isOpen = issue['state'] === 'open'
    if (!isOpen && marker.duplicateOf !== undefined) return []
    const labels = array(issue['labels']).map((label) =>
      typeof label === 'string' ? label : text(object(label)['name']),
    )
    return [
      {
        number: integer(issue['number']),
        open: isOpen,
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
  /** Quiet hours: what is open is kept up to date, but nothing is opened. */
  quiet: boolean
  now: Date
}

export type IssuePlan =
  | { kind: 'nothing'; because: string; number?: number }
  | { kind: 'create'; follows?: number }
  | { kind: 'update'; issue: IncidentIssue; duplicates: IncidentIssue[]; reopen: boolean; flaky: boolean }
  | { kind: 'close'; issue: IncidentIssue; duplicates: IncidentIssue[] }
  /** Green again, but it came back too often: a person closes it. */
  | { kind: 'leave-open'; issue: IncidentIssue; duplicates: IncidentIssue[] }

const reopenWindow = 10 * 86_400_000

/** What to do with the issue. Twice reopened within ten days is flaky and stays open for a person. */
export function planIssue(question: IssueQuestion): IssuePlan {
  const { issues, red, run, now, quiet } = question
  const [open, ...others] = issues.filter((issue) => issue.open).sort((a, b) => a.number - b.number)
  const number = open?.number ?? 0
  if (open?.marker.foreign)
    return {
      kind: 'nothing',
      because: `#${number} was written by another version and is left as it is.`,
      number,
    }
  if (open && isNewer(open.marker, run))
    return { kind: 'nothing', because: `#${number} already tells of a newer run.`, number }
  const duplicates = others.filter(
    ({ labels, marker }) => !labels.includes(flakyLabel) && !marker.foreign && !isNewer(marker, run),
  )
  if (!red) {
    if (!open) return { kind: 'nothing', because: 'There is no open issue.' }
    return { kind: open.labels.includes(flakyLabel) ? 'leave-open' : 'close', issue: open, duplicates }
  }
  if (open) return { kind: 'update', issue: open, duplicates, reopen: false, flaky: false }
  if (quiet) return { kind: 'nothing', because: 'In quiet hours no issue is opened.' }
  const last = latestClosed(issues)
  if (!last) return { kind: 'create' }
  if (isAcknowledged(last, question) && !question.changed)
    return {
      kind: 'nothing',
      because: `#${last.number} was closed by hand: acknowledged.`,
      number: last.number,
    }
  const age = now.getTime() - (last.closedAt?.getTime() ?? 0)
  if (last.locked || last.marker.foreign || age > reopenWindow)
    return { kind: 'create', follows: last.number }
  const times = [...last.marker.reopened, now.getTime()].filter((at) => now.getTime() - at <= reopenWindow)
  return { kind: 'update', issue: last, duplicates: [], reopen: true, flaky: times.length >= 2 }
}

function latestClosed(issues: readonly IncidentIssue[]): IncidentIssue | undefined {
  return issues.filter(({ open }) => !open).sort((a, b) => b.number - a.number)[0]
}

function isAcknowledged({ marker, closedAt }: IncidentIssue, { incidentStart }: IssueQuestion): boolean {
  return !marker.closed && closedAt !== undefined && closedAt > incidentStart
}

/** A person's word that outranks the decision: the label `ci-quiet`, or the issue closed by hand during the incident. */
export function humanOverride(question: IssueQuestion): string | undefined {
  const open = question.issues.filter((issue) => issue.open)
  // A label that was set for an incident before this one has nothing to say about it.
  const quiet = open.find(
    ({ labels, marker }) => labels.includes(quietLabel) && marker.runId >= question.firstRunId,
  )
  if (quiet) return `Issue #${quiet.number} carries the label "${quietLabel}".`
  const last = latestClosed(question.issues)
  if (open.length > 0 || !last || !question.red || question.changed || !isAcknowledged(last, question))
    return undefined
  return `Issue #${last.number} was closed by hand: acknowledged until other jobs fail.`
}
