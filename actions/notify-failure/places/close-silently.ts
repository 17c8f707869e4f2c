import { planIssue } from '../channels/issue.ts'
import { compose } from '../message/compose.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Investigation } from '../incident/investigation.ts'
import { writeIssue } from './issue-writing.ts'
import { issueQuestion, issuesOf, markerOf } from './known-issues.ts'
import type { Setting } from '../setting.ts'
import type { Story } from '../message/story.ts'
import { toldOf } from '../incident/told.ts'

/** Quiet hours and `notify-on` are about messages: an issue must not stay open when it is green again. */
export async function closeSilently(found: Investigation, setting: Setting): Promise<Delivery[]> {
  const { ended, ...decided } = found.decided
  const incident = ended ?? decided.incident
  const asTold = {
    ...decided,
    decision: 'recover' as const,
    streak: incident?.streak ?? 0,
    ...(incident && { incident }),
  }
  const { issues, problem } = await issuesOf(found, setting)
  const question = issueQuestion(found, issues, setting)
  if (setting.inputs['dry-run'] || (!problem && !issues.some(({ open }) => open))) return []
  const { repository, ports, now, wording, policy } = setting
  const story: Story = {
    ...found,
    decided: asTold,
    repository,
    serverUrl: ports.context.serverUrl,
    verdict: 'fixed',
    jobs: [],
    errors: [],
    rerunGreens: 0,
    notes: [],
    now,
  }
  // Held back by quiet hours its end is told later, and only where the incident was told.
  const isHeld = ended !== undefined && question.quiet && policy.notifyOn.has('recover')
  const told = isHeld ? toldOf(issues, { decided: asTold, policy }) : undefined
  const marker = { ...markerOf(story, issues, wording.redact), ...(told && { told }) }
  const note = { message: compose(story, wording), marker }
  return [problem ?? (await writeIssue(planIssue(question), note, setting.place))]
}
