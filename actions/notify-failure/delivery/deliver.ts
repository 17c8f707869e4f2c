import { announce } from './announce.ts'
import { planIssue, type IssueQuestion } from '../channels/issue.ts'
import type { Marker } from '../channels/marker.ts'
import type { News as Parcel } from './chat.ts'
import { compose } from '../message/compose.ts'
import type { Delivery } from './delivery.ts'
import type { Note } from '../places/github-place.ts'
import { eventClass } from '../incident/key.ts'
import { writeIssue } from '../places/issue-writing.ts'
import { markerOf, type Listed } from '../places/known-issues.ts'
import type { Message } from '../message/message.ts'
import { withOutlook, type Memory } from './outlook.ts'
import type { News } from '../incident/policy.ts'
import type { Ports } from '../ports.ts'
import { writePreviews } from './preview.ts'
import { commentOn } from '../places/pull-request-comment.ts'
import type { Setting } from '../setting.ts'
import type { Shares } from '../incident/shares.ts'
import type { Story } from '../message/story.ts'
import { leftOut, remembered } from '../incident/told.ts'

export interface Reach {
  /** Every channel, or only the comment on the pull request. */
  channels: 'all' | 'pull-request'
  /** Begins names of preview files. */
  prefix: string
}

export interface Telling {
  story: Story
  message: Message
  shares: Shares
  question: IssueQuestion
  listed: Listed
  withIssue: boolean
}

/** One kind of news and the channels that get it. */
interface Round {
  kind: News | 'update'
  parcel: Parcel
}

/** Chat first, for the issue remembers what arrived there; then the issue and the comment. */
export async function deliver(
  telling: Telling,
  { channels, prefix }: Reach,
  setting: Setting,
): Promise<Delivery[]> {
  const { story, message, question, listed, withIssue, shares } = telling
  const { inputs, ports, place, previewFolder: folder, wording } = setting
  const marker = markerOf(story, question.issues, wording.redact)
  const rounds = roundsOf(telling, marker.slack, setting)
  const previews: Delivery[] = []
  for (const { parcel } of folder ? rounds : [])
    previews.push(...(await writePreviews(inputs, parcel, { ports, preview: { folder, prefix, marker } })))
  if (inputs['dry-run']) return previews
  const chatPorts = withIssue ? earlier(ports, inputs['timeout-seconds']) : ports
  const sent = channels === 'all' ? await announceAll(rounds, inputs, chatPorts) : []
  const silent = channels === 'all' ? shares.leftOut.map((channel) => leftOut(channel, story.decided)) : []
  const note: Note = { message, marker: { ...marker, ...memoryOf(sent, telling, marker.slack) } }
  const issue = withIssue ? [listed.problem ?? (await writeIssue(planIssue(question), note, place))] : []
  const memory = memoryKind(telling, issue[0])
  const outlook = (kind: Round['kind']) => (one: Delivery) => withOutlook(one, kind, memory)
  const decision = story.decided.decision
  return [
    ...previews.filter(({ channel }) => channel === 'preview'),
    ...sent.map(({ kind, delivery }) => outlook(kind)(delivery)),
    ...silent,
    ...[...issue, ...(await commentOn(story, note, setting))].map((one) =>
      withOutlook(one, decision, memory),
    ),
  ]
}

function roundsOf(
  { story, message, shares }: Telling,
  thread: Parcel['thread'],
  { wording }: Setting,
): Round[] {
  const { redact } = wording
  return shares.groups.map(({ decided, only }): Round => {
    const told = { ...story, decided }
    const own = decided === story.decided ? message : compose(told, wording)
    const parcel = { story: told, message: own, redact, ...(only && { only }), ...(thread && { thread }) }
    return { kind: decided.decision as Round['kind'], parcel }
  })
}

async function announceAll(rounds: readonly Round[], inputs: Setting['inputs'], ports: Ports) {
  const all = rounds.map(async ({ kind, parcel }) =>
    (await announce(inputs, parcel, ports)).map((delivery) => ({ kind, delivery })),
  )
  return (await Promise.all(all)).flat()
}

/** What the marker is to remember besides the run. After a recovery that was told there is nothing left to remember. */
function memoryOf(
  sent: readonly { kind: Round['kind']; delivery: Delivery }[],
  { shares, story }: Telling,
  before: Marker['slack'],
): Pick<Marker, 'told' | 'slack'> {
  const told = story.decided.decision === 'recover' ? undefined : remembered(shares.told, sent)
  const bot = sent
    .map(({ delivery }) => delivery)
    .find(({ channel, status, id, place }) => channel === 'slack-bot' && status === 'sent' && id && place)
  const isFirst = bot?.id && bot.place && (!before || bot.anew)
  const slack = isFirst ? { channel: bot.place!, ts: bot.id! } : before
  return { ...(told && { told }), ...(slack && { slack }) }
}

function memoryKind({ withIssue, shares, story }: Telling, issue: Delivery | undefined): Memory {
  if (eventClass(story.run.event) === 'pull_request') return 'pull request'
  if (!withIssue) return 'no issue'
  if (!shares.told) return 'older'
  return issue?.status === 'sent' ? 'issue' : 'issue failed'
}

/** Some time is kept for the issue: without it nobody would remember what arrived. */
function earlier(ports: Ports, seconds: number): Ports {
  const kept = Math.min(10_000, seconds * 200)
  return { ...ports, deadline: new Date(ports.deadline.getTime() - kept) }
}
