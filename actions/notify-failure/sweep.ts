import { colourRun, type Coloured } from './runs/colouring.ts'
import type { Decided } from './incident/decision.ts'
import { incidentKey } from './incident/key.ts'
import { reasoned } from './incident/investigation.ts'
import { failingJobs } from './runs/jobs.ts'
import { comparedWith, type NewJobs } from './runs/new-jobs.ts'
import { silent, type Result } from './outcome.ts'
import type { Reading } from './runs/reading.ts'
import type { Run } from './runs/run-facts.ts'
import { select } from './incident/selection.ts'
import type { Setting } from './setting.ts'
import { defaultBranch } from './incident/subject.ts'
import { decideSweeps } from './incident/sweep-decision.ts'
import { sweptNewJobs, sweptRuns, type Swept } from './runs/swept-runs.ts'
import { tell } from './tell.ts'

/** All workflows of the repository: one request each, and what each incident needs. At most ten incidents are told per sweep. */
export async function sweep(setting: Setting, reading: Reading): Promise<Result[]> {
  const { ports, repository, inputs } = setting
  const { context } = ports
  const own = context.workflowRef.replace(/@.*$/, '').split('/').slice(2).join('/')
  const workflows = await reading.workflows()
  if (!workflows) return [silent('', 'The workflows could not be read.')]
  const branch = defaultBranch(context)
  const filter = inputs.branches.length === 0 && branch !== '' ? { branch } : {}
  const histories = new Map<string, Run[]>()
  for (const { id, path } of workflows) histories.set(path, (await reading.history(id, filter)) ?? [])
  const earlierSweeps = (histories.get(own) ?? [])
    .filter(({ id }) => id !== context.runId)
    .map(({ startedAt }) => startedAt)
  const groups = [...histories]
    .filter(([path]) => path !== own)
    .flatMap(([, history]) => {
      const chosen = history.filter((run) => isChosen(run, setting, branch))
      return [...Map.groupBy(chosen, (run) => incidentKey(run, repository)).values()]
    })
  const results = await lookAt(groups, earlierSweeps, { setting, reading })
  return results.length > 0 ? results : [silent('', 'No workflow has a run that is spoken about.')]
}

interface Means {
  setting: Setting
  reading: Reading
}

/** Decides about all incidents together, for how many are told in one sweep is limited; then tells one after the other. */
async function lookAt(
  groups: readonly Run[][],
  earlierSweeps: readonly Date[],
  { setting, reading }: Means,
): Promise<Result[]> {
  const { repository, policy, now } = setting
  const sweeps = { earlierSweeps, policy, now }
  const results: Result[] = []
  const all: Swept[] = []
  for (const runs of groups) {
    const swept = await sweptRuns(runs, repository, reading)
    if (swept) all.push(swept)
    else results.push(silent(runs[0]?.workflowName ?? '', 'It has no completed run.'))
  }
  const questions = all.map(({ question }) => question)
  const first = decideSweeps(questions, sweeps)
  const compared = new Map<number, NewJobs>()
  for (const [index, swept] of all.entries()) {
    const decided = first[index]
    if (!decided) continue
    const found = await sweptNewJobs(swept, { decided, earlierSweeps, policy }, reading)
    if (found.newJobs.length > 0) compared.set(index, found)
  }
  const withJobs = questions.map((one, index) => ({ ...one, newJobs: compared.get(index)?.newJobs ?? [] }))
  const decisions = compared.size > 0 ? decideSweeps(withJobs, sweeps) : first
  for (const [index, swept] of all.entries()) {
    const decided = decisions[index]
    if (!decided) results.push(silent(swept.latest.workflowName, 'It has no completed run.'))
    else {
      const { newJobs = [], than = '' } = compared.get(index) ?? {}
      results.push(await told(swept, { decided: comparedWith(decided, than), newJobs }, { setting, reading }))
    }
  }
  return results
}

function isChosen(run: Run, { repository, inputs }: Setting, branch: string): boolean {
  const { branches, workflows } = inputs
  return (
    select(run, { repository, defaultBranch: branch, branches, workflows, prComment: false }).kind === 'all'
  )
}

interface Known {
  decided: Decided
  newJobs: string[]
}

async function told(
  { latest, coloured, question, unread, spent }: Swept,
  { decided, newJobs }: Known,
  { setting, reading }: Means,
): Promise<Result> {
  // Each incident is explained as fully as a single run.
  reading.spent = spent
  const subject = decided.decision === 'recover' ? latest : (decided.incident?.last ?? latest)
  const ofLatest = subject.id === latest.id
  const red = decided.incident !== undefined && decided.decision !== 'recover'
  const speaks = !['ignore', 'suppress'].includes(decided.decision)
  const known: Coloured = ofLatest ? coloured : await colourRun(subject, reading)
  const jobs = red && speaks ? (known.jobs ?? (await reading.attemptJobs(subject))) : undefined
  const failing = known.failing.length > 0 ? known.failing : failingJobs(jobs ?? [])
  const previousAttempt = ofLatest ? question.attempts.at(0)?.colour : undefined
  const found = {
    ...known,
    run: subject,
    colour: red ? ('red' as const) : ('green' as const),
    failing,
    ...(jobs && { jobs }),
    decided: { ...decided, reason: [decided.reason, ...unread].join(' ') },
    history: question.runs,
    newJobs,
    ...((previousAttempt === 'red' || previousAttempt === 'green') && { previousAttempt }),
  }
  const file = subject.workflowPath.split('/').at(-1) ?? 'workflow'
  const prefix = `${file.replace(/[^\w-]+/g, '-')}.`
  return await tell(reasoned(found), { channels: 'all', prefix }, { setting, reading })
}
