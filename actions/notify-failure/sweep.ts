import { colourRun, type Coloured } from './colouring.ts'
import { incidentKey } from './incident-key.ts'
import { failingJobs } from './jobs.ts'
import { silent, type Result } from './outcome.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'
import { select } from './selection.ts'
import type { Setting } from './setting.ts'
import { defaultBranch } from './subject.ts'
import { decideSweep } from './sweep-decision.ts'
import { tell } from './tell.ts'

const mostIncidents = 10

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
  const results: Result[] = []
  for (const [path, history] of histories) {
    if (path === own) continue
    const chosen = history.filter((run) => isChosen(run, setting, branch))
    for (const runs of Map.groupBy(chosen, (run) => incidentKey(run, repository)).values()) {
      const told = results.filter(({ message }) => message !== undefined).length
      results.push(await look(runs, { earlierSweeps, room: mostIncidents - told }, { setting, reading }))
    }
  }
  return results.length > 0 ? results : [silent('', 'No workflow has a run that is spoken about.')]
}

function isChosen(run: Run, { repository, inputs }: Setting, branch: string): boolean {
  const { branches, workflows } = inputs
  return (
    select(run, { repository, defaultBranch: branch, branches, workflows, prComment: false }).kind === 'all'
  )
}

interface Sweep {
  earlierSweeps: Date[]
  /** How many incidents may still be told. */
  room: number
}

async function look(
  runs: Run[],
  { earlierSweeps, room }: Sweep,
  { setting, reading }: { setting: Setting; reading: Reading },
): Promise<Result> {
  const { repository, policy, now } = setting
  const latest = [...runs].sort((a, b) => b.number - a.number).find(({ status }) => status === 'completed')
  if (!latest) return silent(runs[0]?.workflowName ?? '', 'It has no completed run.')
  const coloured = latest.conclusion === 'cancelled' ? await colourRun(latest, reading) : plainly(latest)
  const timedOut = new Set(coloured.colour === 'red' && latest.conclusion === 'cancelled' ? [latest.id] : [])
  const completed = runs.filter(({ status }) => status === 'completed')
  const decided = decideSweep({
    repository,
    runs: completed,
    timedOut,
    earlierSweeps,
    newJobs: [],
    policy,
    now,
  })
  if (!decided) return silent(latest.workflowName, 'It has no completed run.')
  if (room <= 0 && decided.decision !== 'ignore')
    return {
      ...silent(latest.workflowName, ''),
      decided: {
        ...decided,
        decision: 'suppress',
        reason: `More than ${mostIncidents} incidents in one sweep; the next sweep may tell it.`,
      },
    }
  const subject = decided.decision === 'recover' ? latest : (decided.incident?.last ?? latest)
  const red = decided.incident !== undefined && decided.decision !== 'recover'
  const speaks = !['ignore', 'suppress'].includes(decided.decision)
  const jobs = red && speaks ? (coloured.jobs ?? (await reading.jobs(subject))) : undefined
  const failing = coloured.failing.length > 0 ? coloured.failing : failingJobs(jobs ?? [])
  const colour = red ? 'red' : 'green'
  const found = {
    ...coloured,
    run: subject,
    colour,
    failing,
    ...(jobs && { jobs }),
    decided,
    history: runs,
    newJobs: [],
  } as const
  const prefix = `${
    subject.workflowPath
      .split('/')
      .at(-1)
      ?.replace(/[^\w-]+/g, '-') ?? 'workflow'
  }.`
  return await tell({ ...found, newJobs: [] }, { channels: 'all', prefix }, { setting, reading })
}

function plainly(run: Run): Coloured {
  return { run, colour: 'transparent', reason: '', failing: [], causes: new Map() }
}
