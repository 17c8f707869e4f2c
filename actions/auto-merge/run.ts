import { BudgetStop, GitHubError, UserError, reason } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import { act } from './act.ts'
import { evaluate, known, readOne, type Desk } from './evaluate.ts'
import { targetOf, type Target } from './events.ts'
import { bareResult, resultOf, type Outcome, type Result } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { Candidate, Ports, Reading } from './ports.ts'
import { keepComment } from './sticky-comment.ts'

/** Finds the pull requests that the event is about, decides on each, and does what may be done. */
export async function run(policy: Policy, asked: number | undefined, ports: Ports): Promise<Outcome> {
  const desk: Desk = { ports, policy, permissions: new Map(), repository: undefined }
  const results: Result[] = []
  let left: Outcome['left']
  try {
    const target = targetOf(ports.context, asked)
    if (target.kind === 'none') results.push(nothing(target.reason, target.because))
    else {
      const { numbers, beyond } = await numbersOf(desk, target)
      if (beyond > 0) left = { count: beyond, because: 'max-pull-requests is reached' }
      if (numbers.length === 0) results.push(nothing('no_pull_request', noneFor(target)))
      await inOrder(desk, numbers, results)
    }
  } catch (error) {
    if (!(error instanceof BudgetStop)) results.push(failed(undefined, error))
    else left = { count: 0, because: stopText(error) }
    if (error instanceof BudgetStop && results.length === 0)
      results.push(bareResult(asked, { decision: 'wait', reason: 'rate_limit', sentence: stopText(error) }))
  }
  const doctor = policy.doctor ? await diagnosis(desk) : undefined
  return { results, dryRun: policy.dryRun, requests: ports.requests(), doctor, left }
}

// `owner/name/.github/workflows/file.yml@refs/heads/main`; the reading part is loaded only when it is asked for.
async function diagnosis({ ports, policy, repository }: Desk): Promise<Outcome['doctor']> {
  const { workflowRef, job } = ports.context
  const [, path = '', ref = ''] = /^[^/]+\/[^/]+\/([^@]+)@(.+)$/.exec(workflowRef) ?? []
  const workflow = path === '' ? undefined : await ports.pullRequests.file(path, ref).catch(() => undefined)
  const { examine } = await import('./doctor/examine.ts')
  return examine({ workflow, job, policy, repository })
}

function stopText({ message, resumeAt }: BudgetStop): string {
  return `${message}${resumeAt ? ` It can go on at ${resumeAt.toISOString()}.` : ''}`
}

function nothing(why: string, because: string): Result {
  return bareResult(undefined, { decision: 'skip', reason: why, sentence: because })
}

function noneFor(target: Target): string {
  if (target.kind === 'head') return `No open pull request has the head ${target.oid.slice(0, 10)}.`
  return 'No open pull request is opted in.'
}

async function numbersOf(
  { ports, policy }: Desk,
  target: Exclude<Target, { kind: 'none' }>,
): Promise<{ numbers: number[]; beyond: number }> {
  const within = (numbers: readonly number[]) => ({
    numbers: numbers.slice(0, policy.maxPullRequests),
    beyond: Math.max(0, numbers.length - policy.maxPullRequests),
  })
  if (target.kind === 'numbers') return within(target.numbers)
  if (target.kind === 'head') {
    const narrowed = target.branch === undefined ? {} : { headRef: target.branch }
    const open = await ports.pullRequests.open({ ...narrowed, limit: 100, newestFirst: true })
    return within(open.filter(({ headOid }) => headOid === target.oid).map(({ number }) => number))
  }
  const open = await ports.pullRequests.open({ limit: 1000 })
  return within(open.filter((candidate) => mayBeOptedIn(candidate, policy)).map(({ number }) => number))
}

// What a sweep need not look at more closely. The decision itself is made on facts read afterwards.
function mayBeOptedIn({ labels, author }: Candidate, { label, trustedBots }: Policy): boolean {
  if (labels.some((name) => name.toLowerCase() === label.toLowerCase())) return true
  return author?.type === 'Bot' && author.id !== undefined && trustedBots.includes(author.id)
}

/** One merge per base at a time: what was read before a merge into the same base is read again. */
async function inOrder(desk: Desk, numbers: readonly number[], results: Result[]): Promise<void> {
  const readings =
    numbers.length > 0 ? await desk.ports.pullRequests.read(numbers) : new Map<number, Reading>()
  const movedBases = new Set<string>()
  for (const number of numbers) {
    let decided: Result | undefined
    try {
      const { result, facts } = await one(desk, number, { reading: readings.get(number), movedBases })
      decided = result
      results.push(await keepComment(desk, result, facts))
    } catch (error) {
      // What was done stands, whatever became of the comment.
      if (decided && (error instanceof BudgetStop || error instanceof GitHubError)) {
        const problem = `The comment on #${number} could not be written: ${reason(error)}`
        results.push({ ...decided, problems: [...decided.problems, problem] })
        if (error instanceof BudgetStop) throw error
        continue
      }
      if (error instanceof BudgetStop) {
        results.push(
          bareResult(number, { decision: 'wait', reason: 'rate_limit', sentence: stopText(error) }),
        )
        throw error
      }
      results.push(failed(number, error))
    }
  }
}

interface Round {
  reading: Reading | undefined
  movedBases: Set<string>
}

async function one(desk: Desk, number: number, { reading: given, movedBases }: Round) {
  const reading = known(given)
  if (reading.kind === 'absent') return { result: absent(number), facts: undefined }
  let evaluation = await evaluate(desk, reading.facts)
  const base = evaluation.facts.base.name
  if (movedBases.has(base) && isActing(evaluation.verdict.intent)) {
    const again = await readOne(desk, number)
    if (again.kind === 'absent') return { result: absent(number), facts: undefined }
    evaluation = await evaluate(desk, again.facts)
  }
  const result = await act(desk, evaluation)
  if (result.decision === 'merged') movedBases.add(base)
  desk.ports.journal.record({
    kind: 'decided',
    subject: `#${number}`,
    because: result.reason,
    after: result.decision,
  })
  return { result: resultOf(evaluation.facts, result), facts: evaluation.facts }
}

function isActing(intent: string): boolean {
  return !['wait', 'block', 'skip', 'error', 'queued'].includes(intent)
}

function absent(number: number): Result {
  return bareResult(number, {
    decision: 'error',
    reason: 'not_a_pull_request',
    sentence: `#${number} is no pull request of this repository that the token can see. An issue's number does not name a pull request.`,
  })
}

/** A mistake of the caller or an answer of GitHub ends one pull request; a bug of ours is thrown on. */
function failed(number: number | undefined, error: unknown): Result {
  const known = error instanceof GitHubError ? (explainGitHubError(error) ?? error) : error
  if (!(known instanceof UserError) && !(known instanceof GitHubError)) throw error
  const sentence =
    known instanceof UserError ? [known.message, known.remedy].filter(Boolean).join(' ') : reason(known)
  return bareResult(number, {
    decision: 'error',
    reason: known instanceof UserError ? 'not_permitted' : 'github_error',
    sentence: number === undefined ? sentence : `#${number}: ${sentence}`,
  })
}
