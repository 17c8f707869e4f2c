import { announce } from './announce.ts'
import { humanOverride, planIssue, type IssueQuestion } from './channels/issue.ts'
import { findPullRequest, writeComment } from './comment-writing.ts'
import { compose } from './compose.ts'
import type { Delivery } from './delivery.ts'
import { explain, verdictOf } from './explanation.ts'
import { caught, type Note } from './github-place.ts'
import { branchName, eventClass } from './incident-key.ts'
import { identityOf, identityOfStory } from './identity.ts'
import type { Investigation } from './investigation.ts'
import { closeSilently } from './close-silently.ts'
import { issueQuestion, issuesOf, markerOf, type Listed } from './known-issues.ts'
import { writeIssue } from './issue-writing.ts'
import type { Result } from './outcome.ts'
import { writePreviews } from './preview.ts'
import type { Reading } from './reading.ts'
import type { Setting } from './setting.ts'
import type { Story } from './story.ts'
import { defaultBranch } from './subject.ts'

export interface Reach {
  /** Every channel, or only the comment on the pull request. */
  channels: 'all' | 'pull-request'
  /** Begins names of preview files. */
  prefix: string
}

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
  const telling = { repository, serverUrl, defaultBranch: defaultBranch(context), inputs, now: setting.now }
  const story = await explain(found, telling, reading)
  setting.ports.spare(identityOfStory(story))
  const note: Note = {
    message: compose(story, wording),
    marker: markerOf(story, question.issues, wording.redact),
  }
  const deliveries = await deliverAll({ story, note, question, listed, withIssue }, reach, setting)
  return { about, decided: found.decided, verdict: story.verdict, message: note.message, deliveries }
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

interface Telling {
  story: Story
  note: Note
  question: IssueQuestion
  listed: Listed
  withIssue: boolean
}

async function deliverAll(
  telling: Telling,
  { channels, prefix }: Reach,
  setting: Setting,
): Promise<Delivery[]> {
  const { story, note, question, listed, withIssue } = telling
  const { inputs, ports, place, previewFolder: folder } = setting
  const thread = note.marker.slack
  const news = { story, message: note.message, redact: setting.wording.redact, ...(thread && { thread }) }
  const preview = { folder, prefix, marker: note.marker }
  const previews = folder ? await writePreviews(inputs, news, { ports, preview }) : []
  if (inputs['dry-run']) return previews
  const chat = channels === 'all' ? await announce(inputs, news, ports) : []
  const bot = chat.find(
    ({ channel, status, id, place }) => channel === 'slack-bot' && status === 'sent' && id && place,
  )
  const slack = thread ?? (bot?.id && bot.place ? { channel: bot.place, ts: bot.id } : undefined)
  const marked = { ...note, marker: { ...note.marker, ...(slack && { slack }) } }
  const issue = withIssue ? [listed.problem ?? (await writeIssue(planIssue(question), marked, place))] : []
  return [...chat, ...issue, ...(await comment(story, note, setting))]
}

async function comment(
  { run, repository }: Story,
  note: Note,
  { inputs, place }: Setting,
): Promise<Delivery[]> {
  if (inputs['pr-comment'] === 'off' || eventClass(run.event) !== 'pull_request') return []
  const delivery = await caught('pr-comment', async () => {
    const owner = run.headRepository.split('/')[0] || place.owner
    const own = run.pullRequests.filter(
      ({ baseUrl }) => baseUrl === '' || baseUrl.toLowerCase().endsWith(`/repos/${repository.toLowerCase()}`),
    )
    const number = own[0]?.number || (await findPullRequest(place, `${owner}:${run.branch}`, run.sha))
    if (!number)
      return { channel: 'pr-comment', status: 'skipped', because: 'No open pull request has this branch.' }
    return await writeComment(number, note, place)
  })
  return [delivery]
}
