import { GitHubError, reason } from '@ecosystem-actions/core/errors'
import type { Clock, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { CheckResult } from '../check.ts'
import { acknowledged } from './acknowledgement.ts'
import { findIssues } from './find.ts'
import { changeLabels, labelChange, labelsFor } from './labels.ts'
import type { ActualIssue } from './actual.ts'
import { desiredIssue, type Desired } from './state.ts'
import { commentText, inUtc, issueBody, issueTitle, type Telling } from './text.ts'
import type { IssueOutcome } from '../outcome.ts'
import type { Story } from '../trend/story.ts'

export interface IssueKeeper {
  context: RunContext
  clock: Clock
  github: GitHub
  webhook: (envName: string, body: unknown) => Promise<void>
  redact: (text: string) => string
  stories: readonly Story[]
  results: readonly CheckResult[]
  escalation: { mention: readonly string[]; webhookEnv: string | undefined }
  dryRun: boolean
  /** What did not work and stops nothing else. */
  notice: (sentence: string) => void
}

/** Reads the issue, compares it with what it should be, and writes the difference; never more than three writes beside duplicates. */
export async function keepIssue(keeper: IssueKeeper): Promise<IssueOutcome> {
  const now = keeper.clock.now()
  const found = await findIssues(keeper)
  const [first, ...others] = found.sort((a, b) => Number(b.open) - Number(a.open) || a.number - b.number)
  // The lowest open one stays; without an open one the newest closed one is the one to reopen.
  const actual = first?.open ? first : found.toSorted((a, b) => b.number - a.number)[0]
  const duplicates = first?.open ? others.filter(({ open }) => open) : []
  const desired = desiredIssue(keeper.stories, actual, now)
  const did: string[] = []
  let number = actual?.number
  if (desired) {
    const done = await carryOut(desired, actual, keeper)
    number = done.number
    did.push(...done.did)
  } else if (actual && acknowledged(keeper.stories, actual, now))
    did.push(`leave #${actual.number} closed, because somebody closed it less than a day ago`)
  did.push(...(await keepLabels(desired, actual, keeper)))
  for (const { number: duplicate } of duplicates.slice(0, 3)) {
    if (!keeper.dryRun && number !== undefined) await closeDuplicate(duplicate, number, keeper)
    did.push(`close #${duplicate} as a duplicate`)
  }
  const open = desired ? !desired.deeds.includes('close') : (actual?.open ?? false)
  return { number: open ? number : undefined, did }
}

interface Done {
  number: number | undefined
  did: string[]
}

async function carryOut(
  desired: Desired,
  actual: ActualIssue | undefined,
  keeper: IssueKeeper,
): Promise<Done> {
  const { context, github, redact, dryRun } = keeper
  const { owner, name: repo } = parseRepository(context.repository)
  const telling: Telling = {
    stories: keeper.stories,
    results: keeper.results,
    now: keeper.clock.now(),
    runUrl: runUrlOf(context),
  }
  const title = redact(issueTitle(desired.state))
  const calls = desired.webhook && keeper.escalation.webhookEnv !== undefined
  const did = [
    ...(calls ? ['call the webhook'] : []),
    ...desired.deeds.map((deed) => (deed === 'open' ? 'open an issue' : `${deed} #${actual?.number}`)),
  ]
  if (dryRun) return { number: actual?.number, did }
  let number = actual?.number
  // Before the state is written: a call that failed is not noted as made, so the next run makes it again.
  const called = desired.webhook ? await callWebhook(desired, number, keeper) : desired.state.called
  const state = { ...desired.state, ...(called === undefined ? {} : { called }) }
  const body = redact(issueBody({ ...desired, state }, telling))
  for (const deed of desired.deeds) {
    const at = { owner, repo, issue_number: number }
    if (deed === 'open')
      number = await openIssue(keeper, {
        owner,
        repo,
        title,
        body,
        labels: [...labelsFor(desired.state.escalations)],
      })
    else if (deed === 'comment') {
      const text = redact(commentText(desired, telling, keeper.escalation.mention))
      await comment(keeper, { ...at, body: text })
    } else {
      const to = deed === 'close' ? { state: 'closed', state_reason: 'completed' } : { state: 'open' }
      // Setting fields to values is harmless to repeat.
      await github.request(
        'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
        { ...at, ...to, ...(deed === 'close' ? { body } : { title, body }) },
        { idempotent: true },
      )
    }
  }
  return { number, did }
}

// On a locked issue only people who may write can comment. The state of the issue is kept all the same.
async function comment(
  { github, notice }: IssueKeeper,
  said: { owner: string; repo: string; issue_number: number | undefined; body: string },
): Promise<void> {
  try {
    await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', said)
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 403 || !isLocked(error)) throw error
    const number = said.issue_number
    notice(`#${number} got no comment, because it is locked. Unlock it, so that reminders reach its readers.`)
  }
}

const isLocked = ({ message }: GitHubError) => /\bis locked\b/i.test(message)

/** Only our own labels are given and taken; those that people set are theirs. */
async function keepLabels(
  desired: Desired | undefined,
  actual: ActualIssue | undefined,
  keeper: IssueKeeper,
): Promise<string[]> {
  if (!actual || (!desired && !actual.open)) return []
  const change = labelChange(actual.labels, (desired?.state ?? actual.state)?.escalations ?? 0)
  if (change.add.length + change.remove.length === 0) return []
  if (!keeper.dryRun) await changeLabels(actual.number, change, keeper)
  return [`label #${actual.number}`]
}

interface NewIssue {
  owner: string
  repo: string
  title: string
  body: string
  labels: string[]
}

// A create whose answer was lost may have happened: look for the marker before anything else is done.
async function openIssue(keeper: IssueKeeper, issue: NewIssue): Promise<number | undefined> {
  try {
    const { data } = await keeper.github.request<{ number: number }>('POST /repos/{owner}/{repo}/issues', {
      ...issue,
    })
    return data.number
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.ambiguous) throw error
    const [found] = (await findIssues(keeper)).filter(({ open }) => open)
    if (!found) throw error
    return found.number
  }
}

async function closeDuplicate(
  duplicate: number,
  original: number,
  { github, context }: IssueKeeper,
): Promise<void> {
  const { owner, name: repo } = parseRepository(context.repository)
  const at = { owner, repo, issue_number: duplicate }
  const body = `Duplicate of #${original}.`
  await github.request(
    'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
    { ...at, state: 'closed', state_reason: 'not_planned', body },
    { idempotent: true },
  )
}

/** Whether nothing is left to be called. */
async function callWebhook(
  { state }: Desired,
  number: number | undefined,
  { context, escalation, webhook, notice }: IssueKeeper,
): Promise<boolean> {
  if (escalation.webhookEnv === undefined) return true
  const issue = number === undefined ? null : `${context.serverUrl}/${context.repository}/issues/${number}`
  const text = `Automation of ${context.repository} has not been healthy since ${inUtc(state.since)}: ${state.failing.join(', ')}`
  const { failing, since, severity } = state
  const body = { text, repository: context.repository, failing, since, severity, issue }
  try {
    await webhook(escalation.webhookEnv, body)
    return true
  } catch (failure) {
    notice(`The escalation was not sent, and the next run tries again: ${reason(failure)}`)
    return false
  }
}

function runUrlOf({ serverUrl, repository, runId }: RunContext): string {
  return runId === undefined || repository === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`
}
