import { GitHubError } from '@ecosystem-actions/core/errors'
import { githubTitle } from '../channels/github-markdown.ts'
import {
  flakyLabel,
  incidentIssues,
  incidentLabel,
  quietLabel,
  type IncidentIssue,
  type IssuePlan,
} from '../channels/issue.ts'
import { formatMarker, type Marker } from '../channels/marker.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { caught, noteBody, type GitHubPlace, type Note } from './github-place.ts'
import type { Message } from '../message/message.ts'
import { integer, object, type Json } from '../runs/run-facts.ts'

const issues = '/repos/{owner}/{repo}/issues'

/** The issues about an incident (`issueId` of its key), open and closed, the latest first. Throws GitHubError. */
export async function listIssues(
  { github, owner, repo, token }: GitHubPlace,
  id: string,
): Promise<IncidentIssue[]> {
  const query = {
    owner,
    repo,
    labels: incidentLabel,
    state: 'all',
    sort: 'updated',
    direction: 'desc',
    per_page: 50,
  }
  const { data } = await github.request(`GET ${issues}`, query)
  return incidentIssues(data, id, token)
}

/** Carries out a plan. At most two requests, and one more if somebody else was faster. */
export async function writeIssue(
  plan: IssuePlan,
  { message, marker }: Note,
  place: GitHubPlace,
): Promise<Delivery> {
  const channel = 'issue'
  if (plan.kind === 'nothing')
    return {
      channel,
      status: 'skipped',
      because: plan.because,
      ...(plan.number && { id: String(plan.number) }),
    }
  return await caught(channel, async () => {
    if (plan.kind === 'create') return await createIssue(plan, { message, marker }, place)
    const { number, labels } = plan.issue
    const closes = plan.kind === 'close'
    const reopened =
      plan.kind === 'update' && plan.reopen
        ? [...plan.issue.marker.reopened, message.at.getTime()]
        : plan.issue.marker.reopened
    const body = noteBody(
      {
        message,
        marker: {
          ...marker,
          reopened,
          closed: closes,
          ...(plan.issue.marker.author !== undefined && { author: plan.issue.marker.author }),
          ...(plan.issue.marker.slack && !marker.slack && { slack: plan.issue.marker.slack }),
          ...(plan.issue.marker.more && { more: plan.issue.marker.more }),
        },
      },
      place,
    )
    const shown = labelsAfter(plan)
    const change: Json = {
      body,
      ...(plan.kind !== 'leave-open' && { title: place.redact(githubTitle(message)) }),
      ...(closes && { state: 'closed', state_reason: 'completed' }),
      ...(plan.kind === 'update' && plan.reopen && { state: 'open' }),
      ...(shown.join() !== labels.join() && { labels: shown }),
    }
    await patch(number, change, place)
    const called = await callPeople(number, message, place)
    const most = closes ? mostDuplicates : called ? 0 : 1
    for (const duplicate of plan.duplicates.slice(0, most))
      await closeDuplicate(duplicate.number, number, { marker, place })
    return { channel, status: 'sent', because: said(plan), id: String(number) }
  })
}

/** An update comes in spite of `ci-quiet` only where that was meant for an earlier incident. */
function labelsAfter(plan: Exclude<IssuePlan, { kind: 'nothing' | 'create' }>): string[] {
  const { labels } = plan.issue
  if (plan.kind !== 'update') return [...labels]
  const loud = labels.filter((label) => label !== quietLabel)
  return plan.flaky && !loud.includes(flakyLabel) ? [...loud, flakyLabel] : loud
}

function said(plan: Exclude<IssuePlan, { kind: 'nothing' | 'create' }>): string {
  if (plan.kind === 'close') return `Closed #${plan.issue.number}.`
  if (plan.kind === 'leave-open')
    return `Updated #${plan.issue.number}; it is labelled "${flakyLabel}", so a person closes it.`
  return plan.reopen ? `Reopened #${plan.issue.number}.` : `Updated #${plan.issue.number}.`
}

/** An answer that got lost may hide an issue that was made: the list tells, and of two the lower number stays. */
async function createIssue(
  { follows }: Extract<IssuePlan, { kind: 'create' }>,
  { message, marker }: Note,
  place: GitHubPlace,
): Promise<Delivery> {
  const { github, owner, repo, redact } = place
  const extra = follows === undefined ? [] : [`Earlier: #${follows}`]
  const fields = {
    title: redact(githubTitle(message)),
    body: noteBody({ message, marker }, place, extra),
    labels: [incidentLabel],
  }
  const create = async () =>
    integer(object((await github.request(`POST ${issues}`, { owner, repo, ...fields })).data)['number'])
  let made = await create().catch((error: unknown) => {
    if (error instanceof GitHubError && error.ambiguous) return undefined
    throw error
  })
  const open = (await listIssues(place, marker.id)).filter((issue) => issue.open)
  const first = Math.min(...open.map(({ number }) => number))
  if (made === undefined && open.length === 0) made = await create()
  const number = open.length > 0 ? first : (made ?? 0)
  if (made !== undefined && made !== number) {
    await closeDuplicate(made, number, { marker, place })
  }
  return {
    channel: 'issue',
    status: 'sent',
    because: made === number ? `Opened #${number}.` : `#${number} was there already.`,
    id: String(number),
  }
}

/** Green closes them all; while it is red one goes each time, so that three requests are enough. */
const mostDuplicates = 10

async function closeDuplicate(
  number: number,
  of: number,
  { marker, place }: { marker: Marker; place: GitHubPlace },
): Promise<void> {
  const { told: _told, slack: _slack, ...plain } = marker
  const body = `${formatMarker({ ...plain, closed: true, duplicateOf: of })}\n\nDuplicate of #${of}.`
  await patch(number, { state: 'closed', state_reason: 'not_planned', body }, place)
}

async function patch(number: number, fields: Json, { github, owner, repo }: GitHubPlace): Promise<void> {
  const place = { owner, repo, issue_number: number }
  // The same body again changes nothing, so a lost answer may be asked for again.
  await github.request(`PATCH ${issues}/{issue_number}`, { ...place, ...fields }, { idempotent: true })
}

/** Editing a body notifies nobody; an escalation must. */
async function callPeople(
  number: number,
  message: Message,
  { github, owner, repo }: GitHubPlace,
): Promise<boolean> {
  const names = message.escalation.flatMap((callee) =>
    callee.channel === 'github' ? [`@${callee.name}`] : [],
  )
  if (names.length === 0) return false
  const body = `${names.join(' ')}: this has failed several times in a row.`
  await github.request(`POST ${issues}/{issue_number}/comments`, { owner, repo, issue_number: number, body })
  return true
}
