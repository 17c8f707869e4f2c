import { humanOverride, type IssueQuestion } from './channels/issue.ts'
import { chatChannels } from './delivery/chat.ts'
import { compose } from './message/compose.ts'
import { deliver, type Reach } from './delivery/deliver.ts'
import type { Delivery } from './delivery/delivery.ts'
import { explain, verdictOf } from './explanation/explanation.ts'
import { branchName, eventClass } from './incident/key.ts'
import { identityOf, identityOfStory } from './message/identity.ts'
import type { Investigation } from './incident/investigation.ts'
import { closeSilently } from './places/close-silently.ts'
import { issueQuestion, issuesOf } from './places/known-issues.ts'
import type { Result } from './outcome.ts'
import type { Reading } from './runs/reading.ts'
import type { Setting } from './setting.ts'
import { shares } from './incident/shares.ts'
import { defaultBranch } from './incident/subject.ts'

/** From a decision to what was delivered: explains, composes, and tells. */
export async function tell(
  found: Investigation,
  reach: Reach,
  { setting, reading }: { setting: Setting; reading: Reading },
): Promise<Result> {
  const { inputs, repository, wording } = setting
  const { run } = found
  setting.ports.spare(identityOf(run, repository, setting.ports.context.serverUrl))
  const about = `${run.workflowName} on ${branchName(run, repository)}`
  const { decision } = found.decided
  const quiet: Result = { about, decided: found.decided, verdict: '', deliveries: [] }
  const withIssue =
    inputs.issue === 'auto' && reach.channels === 'all' && eventClass(run.event) !== 'pull_request'
  if (decision === 'ignore' || decision === 'suppress')
    return withIssue && found.decided.ended
      ? { ...quiet, deliveries: await closeSilently(found, setting) }
      : quiet
  const listed = withIssue ? await issuesOf(found, setting) : { issues: [] }
  const question = issueQuestion(found, listed.issues, setting)
  const override = humanOverride(question)
  if (override)
    return {
      ...quiet,
      verdict: verdictOf(found),
      deliveries: decision === 'recover' ? await closeSilently(found, setting) : aboutIssue(question),
      decided: { ...found.decided, decision: 'suppress', reason: `${override} (${found.decided.reason})` },
    }
  if (decision === 'update' && !isEdited(found, setting, withIssue))
    return { ...quiet, verdict: verdictOf(found) }
  const { context } = setting.ports
  const { serverUrl } = context
  const place = { repository, serverUrl, defaultBranch: defaultBranch(context), inputs, now: setting.now }
  const story = await explain(found, place, reading)
  setting.ports.spare(identityOfStory(story))
  const message = compose(story, wording)
  const { policy } = setting
  const known = withIssue && !listed.problem ? listed.issues : undefined
  const situation = { decided: found.decided, policy, quiet: question.quiet }
  const shared = shares(chatChannels(inputs), known, situation)
  const telling = { story, message, shares: shared, question, listed, withIssue }
  const deliveries = await deliver(telling, reach, setting)
  return { about, decided: shared.decided, verdict: story.verdict, message, deliveries }
}

/** The issue whose label or whose closing silences the rest. */
function aboutIssue({ issues }: IssueQuestion): Delivery[] {
  const issue = issues.find(({ open }) => open) ?? issues.toSorted((a, b) => b.number - a.number)[0]
  if (!issue) return []
  return [
    {
      channel: 'issue',
      status: 'skipped',
      because: `#${issue.number} is left as it is.`,
      id: String(issue.number),
    },
  ]
}

/** An update is no news: only what can be edited is brought up to date. */
function isEdited(found: Investigation, { inputs }: Setting, withIssue: boolean): boolean {
  const comment = inputs['pr-comment'] === 'auto' && eventClass(found.run.event) === 'pull_request'
  return withIssue || comment || inputs['dry-run']
}
