import { GitHubError } from '@ecosystem-actions/core/errors'
import type { Clock, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { CheckResult } from './check.ts'
import { desiredIssue, type ActualIssue, type Desired } from './issue-state.ts'
import { commentText, issueBody, issueTitle, marker, stateIn, type Telling } from './issue-text.ts'
import type { IssueOutcome } from './outcome.ts'
import type { Story } from './story.ts'

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
}

interface ListedIssue {
  number: number
  state: string
  body: string | null
  closed_at: string | null
  pull_request?: unknown
  user?: { type?: string } | null
  author_association?: string
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
  }
  for (const { number: duplicate } of duplicates.slice(0, 3)) {
    if (!keeper.dryRun && number !== undefined) await closeDuplicate(duplicate, number, keeper)
    did.push(`close #${duplicate} as a duplicate`)
  }
  const open = desired ? !desired.deeds.includes('close') : (actual?.open ?? false)
  return { number: open ? number : undefined, did }
}

/**
 * By label and marker; without a label, because somebody took it off, only open ones that a bot or a member wrote: anybody can paste a
 * marker into an issue of a public repository, and must not take the alarm over with it.
 */
async function findIssues({ github, context }: IssueKeeper): Promise<ActualIssue[]> {
  const { owner, name: repo } = parseRepository(context.repository)
  const list = async (more: Record<string, string>) => {
    const parameters = { owner, repo, sort: 'updated', per_page: 100, ...more }
    const { data } = await github.request<ListedIssue[]>('GET /repos/{owner}/{repo}/issues', parameters)
    return data.filter(({ body, pull_request }) => !pull_request && hasMarker(body ?? ''))
  }
  const labelled = await list({ state: 'all', labels: 'automation-health' })
  const found = labelled.length > 0 ? labelled : (await list({ state: 'open' })).filter(isOurs)
  return found.map(({ number, state, body, closed_at }) => ({
    number,
    open: state === 'open',
    closedAt: closed_at ? new Date(closed_at) : undefined,
    state: stateIn(body ?? ''),
  }))
}

const hasMarker = (body: string) => body.split(/\r?\n/).some((line) => line.trim() === marker)

const isOurs = ({ user, author_association }: ListedIssue) =>
  user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association ?? '')

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
  const body = redact(issueBody(desired, telling))
  const did = desired.deeds.map((deed) => (deed === 'open' ? 'open an issue' : `${deed} #${actual?.number}`))
  if (dryRun) return { number: actual?.number, did }
  let number = actual?.number
  for (const deed of desired.deeds) {
    const at = { owner, repo, issue_number: number }
    if (deed === 'open')
      number = await openIssue(keeper, { owner, repo, title, body, labels: [...desired.labels] })
    else if (deed === 'comment') {
      const text = redact(commentText(desired, telling, keeper.escalation.mention))
      await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...at, body: text })
    } else {
      const state = deed === 'close' ? { state: 'closed', state_reason: 'completed' } : { state: 'open' }
      // Setting fields to values is harmless to repeat.
      await github.request(
        'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
        { ...at, ...state, ...(deed === 'close' ? { body } : { title, body, labels: [...desired.labels] }) },
        { idempotent: true },
      )
    }
  }
  if (desired.webhook && keeper.escalation.webhookEnv) await callWebhook(desired, number, keeper)
  return { number, did }
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

async function callWebhook(
  { state }: Desired,
  number: number | undefined,
  keeper: IssueKeeper,
): Promise<void> {
  const { context, escalation, webhook } = keeper
  const issue = number === undefined ? null : `${context.serverUrl}/${context.repository}/issues/${number}`
  const text = `Automation of ${context.repository} has not been healthy since ${state.since}: ${state.failing.join(', ')}`
  await webhook(escalation.webhookEnv ?? '', {
    text,
    repository: context.repository,
    failing: state.failing,
    since: state.since,
    severity: state.severity,
    issue,
  })
}

function runUrlOf({ serverUrl, repository, runId }: RunContext): string {
  return runId === undefined || repository === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`
}
