import { BudgetStop, GitHubError, UserError, reason } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import { act } from './act.ts'
import { evaluate, known, readOne, workflowPath, type Desk, type Evaluation } from './evaluate.ts'
import { targetOf } from './events.ts'
import type { Facts } from './facts.ts'
import { bareResult, resultOf, type Outcome, type Result } from './outcome.ts'
import { noneFor, numbersOf } from './numbers.ts'
import type { Policy } from './policy.ts'
import type { Ports, Reading } from './ports.ts'
import { sentence } from './sentence.ts'
import { keepComment } from './sticky-comment.ts'

/** Finds the pull requests that the event is about, decides on each, and does what may be done. */
export async function run(policy: Policy, asked: number | undefined, ports: Ports): Promise<Outcome> {
  const desk: Desk = { ports, policy, permissions: new Map(), repository: undefined }
  const results: Result[] = []
  let left: Outcome['left']
  let due: readonly number[] = []
  let beyond = 0
  try {
    const target = targetOf(ports.context, asked)
    if (target.kind === 'none') results.push(nothing(target.reason, target.because))
    else if (target.kind === 'wrong')
      results.push(
        bareResult(undefined, { decision: 'error', reason: 'invalid_number', sentence: target.because }),
      )
    else {
      ;({ numbers: due, beyond } = await numbersOf(desk, target))
      if (beyond > 0) left = { count: beyond, because: 'max-pull-requests is reached' }
      if (due.length === 0) results.push(nothing('no_pull_request', noneFor(target)))
      await inOrder(desk, due, results)
    }
  } catch (error) {
    if (!(error instanceof BudgetStop)) results.push(failed(undefined, error))
    else {
      if (results.length === 0) results.push(stopped(asked ?? (due.length === 1 ? due[0] : undefined), error))
      const judged = results.filter(({ number }) => number !== undefined).length
      left = { count: Math.max(0, due.length - judged) + beyond, because: stopText(error) }
    }
  }
  const doctor = policy.doctor ? await diagnosis(desk) : undefined
  return { results, dryRun: policy.dryRun, requests: ports.requests(), doctor, left }
}

// The reading part is loaded only when it is asked for.
async function diagnosis({ ports, policy, repository }: Desk): Promise<Outcome['doctor']> {
  const { workflowRef, job } = ports.context
  const here = workflowPath(workflowRef)
  const workflow = here && (await ports.pullRequests.file(here.path, here.ref).catch(() => undefined))
  const { examine } = await import('./doctor/examine.ts')
  return examine({ workflow, job, policy, repository })
}

function stopText({ message, resumeAt }: BudgetStop): string {
  return `${message}${resumeAt ? ` It can go on at ${resumeAt.toISOString()}.` : ''}`
}

function stopped(number: number | undefined, error: BudgetStop): Result {
  return bareResult(number, { decision: 'wait', reason: 'rate_limit', sentence: stopText(error) })
}

function nothing(why: string, because: string): Result {
  return bareResult(undefined, { decision: 'skip', reason: why, sentence: because })
}

/** One merge per base at a time: what was read before a merge into the same base is read again. */
async function inOrder(desk: Desk, numbers: readonly number[], results: Result[]): Promise<void> {
  const readings =
    numbers.length > 0 ? await desk.ports.pullRequests.read(numbers) : new Map<number, Reading>()
  const movedBases = new Set<string>()
  for (const number of numbers) {
    const { result, facts, stop } = await one(desk, number, { reading: readings.get(number), movedBases })
    results.push(stop ? result : await commented(desk, result, facts))
    if (stop) throw stop
  }
}

// What was done stands, whatever becomes of the comment.
async function commented(desk: Desk, result: Result, facts: Facts | undefined): Promise<Result> {
  const text = `The comment on #${result.number} could not be written: `
  try {
    return await keepComment(desk, result, facts)
  } catch (error) {
    if (error instanceof BudgetStop)
      return { ...result, warnings: [...result.warnings, `${text}${sentence(error.message)}`] }
    if (error instanceof GitHubError)
      return { ...result, problems: [...result.problems, `${text}${sentence(reason(error))}`] }
    throw error
  }
}

interface Round {
  reading: Reading | undefined
  movedBases: Set<string>
}

interface Ended {
  result: Result
  facts: Facts | undefined
  /** A limit that ends the run after this one. */
  stop?: BudgetStop
}

async function one(desk: Desk, number: number, round: Round): Promise<Ended> {
  let evaluation: Evaluation | undefined
  try {
    evaluation = await evaluated(desk, number, round)
    if (!evaluation) return { result: absent(number), facts: undefined }
    const { facts } = evaluation
    const result = await act(desk, evaluation)
    if (result.decision === 'merged') round.movedBases.add(facts.base.name)
    desk.ports.journal.record({
      kind: 'decided',
      subject: `#${number}`,
      because: result.reason,
      after: result.decision,
    })
    return { result: resultOf(facts, result), facts }
  } catch (error) {
    const found = error instanceof BudgetStop ? stopped(number, error) : failed(number, error)
    const stop = error instanceof BudgetStop ? { stop: error } : {}
    if (!evaluation) return { result: found, facts: undefined, ...stop }
    // It was judged, so the judgement is shown although it could not be carried out.
    const { decision, reason: why, sentence: text } = found
    const { facts, verdict } = evaluation
    const ending = { decision, reason: why, sentence: text, conditions: verdict.conditions }
    return { result: resultOf(facts, ending), facts, ...stop }
  }
}

async function evaluated(
  desk: Desk,
  number: number,
  { reading: given, movedBases }: Round,
): Promise<Evaluation | undefined> {
  const reading = known(given)
  if (reading.kind === 'absent') return undefined
  const evaluation = await evaluate(desk, reading.facts)
  if (!movedBases.has(evaluation.facts.base.name) || !isActing(evaluation.verdict.intent)) return evaluation
  // The merge into its base made GitHub forget what it knew of this one: asked for first, it is there when it is read.
  await desk.ports.pullRequests.nudge(number)
  const again = await readOne(desk, number)
  return again.kind === 'absent' ? undefined : evaluate(desk, again.facts)
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
    reason: known instanceof UserError && !isBroken(known.cause) ? 'not_permitted' : 'github_error',
    sentence: number === undefined ? sentence : `#${number}: ${sentence}`,
  })
}

function isBroken(cause: unknown): boolean {
  return cause instanceof GitHubError && (cause.status === 0 || cause.status >= 500)
}
