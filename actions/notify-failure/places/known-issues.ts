import type { IncidentIssue, IssueQuestion } from '../channels/issue.ts'
import type { Marker } from '../channels/marker.ts'
import { cleaner } from '../message/compose.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { caught } from './github-place.ts'
import { fingerprint, issueId } from '../incident/key.ts'
import type { Investigation } from '../incident/investigation.ts'
import { listIssues } from './issue-writing.ts'
import { quietUntil } from '../incident/quiet-hours.ts'
import type { Setting } from '../setting.ts'
import type { Story } from '../message/story.ts'

export interface Listed {
  issues: readonly IncidentIssue[]
  problem?: Delivery
}

export async function issuesOf({ decided }: Investigation, { place }: Setting): Promise<Listed> {
  let issues: readonly IncidentIssue[] = []
  const problem = await caught('issue', async () => {
    issues = await listIssues(place, issueId(decided.key))
    return { channel: 'issue', status: 'sent', because: '' }
  })
  return problem.status === 'sent' ? { issues } : { issues, problem }
}

export function issueQuestion(
  found: Investigation,
  issues: readonly IncidentIssue[],
  { now, wording, policy }: Setting,
): IssueQuestion {
  const { run, colour, decided, failing } = found
  const last = issues.filter(({ open }) => !open).sort((a, b) => b.number - a.number)[0]
  const known = new Set(last?.marker.fingerprint ?? [])
  const more =
    last !== undefined && shownFingerprint(failing, wording.redact).some((name) => !known.has(name))
  return {
    issues,
    red: colour === 'red',
    changed: decided.decision === 'changed' || more,
    run: { runId: run.id, attempt: run.attempt },
    firstRunId: decided.incident?.first.id ?? 0,
    quiet: quietUntil(policy.quiet, policy.timeZone, now) !== undefined,
    incidentStart: decided.incident?.first.finishedAt ?? now,
    now,
  }
}

export function markerOf(
  { run, decided, failing }: Story,
  issues: readonly IncidentIssue[],
  redact: (text: string) => string,
): Marker {
  const slack = issues.find(({ open }) => open)?.marker.slack
  return {
    id: issueId(decided.key),
    runId: run.id,
    attempt: run.attempt,
    fingerprint: shownFingerprint(failing, redact),
    reopened: [],
    closed: false,
    ...(slack && { slack }),
  }
}

/** As a marker carries it; compared in this form, for a secret in a name is always blanked the same way. */
function shownFingerprint(failing: Story['failing'], redact: (text: string) => string): string[] {
  return fingerprint(failing).slice(0, 100).map(cleaner(redact))
}
