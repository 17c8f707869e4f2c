import { bestAnnotation } from '../runs/annotations.ts'
import { runColour } from '../runs/conclusions.ts'
import { isInfrastructure, type ErrorExcerpt } from './error-lines.ts'
import { eventClass, isFork } from '../incident/key.ts'
import type { Inputs } from '../inputs.ts'
import type { Investigation } from '../incident/investigation.ts'
import type { Job } from '../runs/jobs.ts'
import type { Reading } from '../runs/reading.ts'
import type { Run } from '../runs/run-facts.ts'
import type { JobError, Story } from '../message/story.ts'
import { toSuspects, type Suspects } from './suspects.ts'
import { judge, type Verdict } from './verdict.ts'

export interface Telling {
  repository: string
  serverUrl: string
  /** Where a pull request goes when its run does not say: runs of forks do not. */
  defaultBranch: string
  inputs: Inputs
  now: Date
}

const explainedJobs = 3

/** Reads why it failed: at most two requests for each of three jobs, and one for the changes since the last green run. */
export async function explain(found: Investigation, telling: Telling, reading: Reading): Promise<Story> {
  const { run, failing, colour, decided } = found
  const { inputs, repository } = telling
  const red = colour === 'red'
  // To find out whether an earlier cancelled run timed out may have cost reads; the first message makes do with the rest.
  const most = 3 + 2 * Math.min(failing.length, explainedJobs)
  const left = () => (decided.decision === 'open' ? most - reading.spent : Infinity)
  const ofPullRequest = eventClass(run.event) === 'pull_request'
  const since = red && !ofPullRequest && inputs.suspects === 'auto' ? changesSince(found) : undefined
  // One is kept for the changes or the base branch, if an error can still be read without it.
  const keepsOne = since !== undefined || ofPullRequest
  const forErrors = () => (keepsOne && left() > 1 ? left() - 1 : left())
  const wantsErrors = red && excerptsWanted(inputs, run, repository)
  const errors = wantsErrors ? await errorsOf(found, { reading, left: forErrors }) : []
  const asksBase = red && ofPullRequest && left() > 0
  const baseIsRed = asksBase && (await isBaseRed(run, telling.defaultBranch, reading))
  const verdict = judgement(found, { errors, baseIsRed })
  const wantsSuspects = left() > 0 && verdict !== 'infrastructure' && since !== undefined
  const suspects = wantsSuspects ? await suspectsOf(run, since, reading) : undefined
  return {
    repository,
    run,
    colour,
    decided,
    verdict,
    failing,
    errors,
    serverUrl: telling.serverUrl,
    jobs: found.jobs ?? [],
    causes: found.causes,
    ...(suspects && { suspects }),
    rerunGreens: found.history.filter((one) => one.attempt > 1 && runColour(one) === 'green').length,
    notes: reading.notes,
    now: telling.now,
  }
}

/** The last green run; where none is known, the oldest failure of the incident, if that is another run. */
function changesSince({ run, decided }: Investigation): Run | undefined {
  const { lastGreen, incident } = decided
  return lastGreen ?? (incident?.first.id === run.id ? undefined : incident?.first)
}

// A log may hold what its readers may see and a channel's may not: for forks anybody writes into it.
function excerptsWanted(inputs: Inputs, run: Run, repository: string): boolean {
  if (inputs['log-excerpt'] !== 'auto') return inputs['log-excerpt'] === 'on'
  return !isFork(run, repository)
}

/** The verdict as far as it is known without reading more. */
export function verdictOf(found: Investigation): Verdict {
  return judgement(found, { errors: [], baseIsRed: false })
}

function judgement(
  found: Investigation,
  known: { errors: readonly JobError[]; baseIsRed: boolean },
): Verdict {
  const { run, colour, decided, history, previousAttempt, newJobs } = found
  if (colour === 'transparent') return ''
  const sameCommitWasGreen = history.some(
    (one) => one.number < run.number && one.sha === run.sha && runColour(one) === 'green',
  )
  return judge({
    colour,
    streak: decided.streak,
    ...(previousAttempt && { previousAttempt }),
    isTold: ['update', 'remind', 'changed', 'escalate'].includes(decided.decision),
    sameJobs: newJobs.length === 0,
    sameCommitWasGreen,
    baseIsRed: known.baseIsRed,
    infrastructure: known.errors.length > 0 && known.errors.every(({ excerpt }) => isInfrastructure(excerpt)),
  })
}

async function errorsOf(
  { failing, causes }: Investigation,
  { reading, left }: { reading: Reading; left: () => number },
): Promise<JobError[]> {
  const found: JobError[] = []
  for (const job of failing.slice(0, explainedJobs)) {
    const excerpt = await errorOf(job, causes.get(job.id)?.cause === 'timeout', { reading, left: left() })
    if (excerpt) found.push({ job, excerpt })
  }
  return found
}

async function errorOf(
  job: Job,
  timedOut: boolean,
  { reading, left }: { reading: Reading; left: number },
): Promise<ErrorExcerpt | undefined> {
  // What it printed last before its time was over says more than that its time was over, which is told anyway.
  if (timedOut || left <= 0) return undefined
  // With one read left the log says more: an annotation is often "exit code 1" alone.
  if (left === 1 && job.conclusion !== null) return await reading.logExcerpt(job)
  const best = bestAnnotation((await reading.annotations(job.id)) ?? [])
  if (best || job.conclusion === null) return best
  return await reading.logExcerpt(job)
}

async function isBaseRed(run: Run, fallback: string, reading: Reading): Promise<boolean> {
  const branch = run.pullRequests[0]?.baseBranch || fallback
  if (!branch) return false
  const workflow = run.workflowId > 0 ? run.workflowId : (run.workflowPath.split('/').at(-1) ?? '')
  const runs = (await reading.history(workflow, { branch, per_page: 20 })) ?? []
  const latest = runs
    .filter((one) => eventClass(one.event) === 'branch' && runColour(one) !== 'transparent')
    .sort((a, b) => b.number - a.number)[0]
  return latest !== undefined && runColour(latest) === 'red'
}

async function suspectsOf(run: Run, green: Run, reading: Reading): Promise<Suspects | undefined> {
  if (green.sha === run.sha || !green.sha || !run.sha) return undefined
  const comparison = await reading.compare(green.sha, run.sha)
  return comparison === undefined ? undefined : toSuspects(comparison)
}
