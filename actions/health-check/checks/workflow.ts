import { GitHubError } from '@ecosystem-actions/core/errors'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { z } from 'zod'
import { error, unknown, type CheckKind, type CheckSituation } from '../check.ts'
import type { Probes } from '../probes.ts'
import { scheduleOf } from '../judgement/schedule.ts'
import type { WorkflowFacts, WorkflowRun } from '../judgement/workflow-facts.ts'
import { judgeWorkflow } from '../judgement/workflow.ts'
import { isLimit, judgeAccess } from './rate-limit.ts'

const settings = z.strictObject({
  workflow: z.string().min(1),
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, { error: 'must be owner/name' })
    .optional(),
  branch: z.string().min(1).optional(),
  runs: z.int().min(1).max(100).default(30),
  'max-failure-percent': z.number().min(0).max(100).default(50),
  'max-failure-streak': z.int().min(1).default(3),
  'stuck-after-minutes': z.number().positive().default(120),
  'max-age-hours': z.number().positive().optional(),
  'max-lateness-minutes': z.number().positive().default(360),
})

interface WorkflowAnswer {
  name: string
  state: string
  path: string
  created_at?: string
}

interface RepositoryAnswer {
  default_branch?: string
  pushed_at?: string
  visibility?: string
}

export const workflow: CheckKind<typeof settings> = {
  kind: 'workflow',
  settings,
  async look(settings, probes, situation) {
    if (!probes.github)
      return unknown('no_token', 'Without a token workflow runs are not known.', {
        fix: 'Set `github-token`.',
      })
    try {
      return judgeWorkflow(await factsOf(settings, probes, situation), {
        maximumFailurePercent: settings['max-failure-percent'],
        maximumStreak: settings['max-failure-streak'],
        stuckAfterMinutes: settings['stuck-after-minutes'],
        maximumAgeHours: settings['max-age-hours'],
        maximumLatenessMinutes: settings['max-lateness-minutes'],
        now: situation.now,
      })
    } catch (failure) {
      if (failure instanceof UnexpectedAnswer)
        return unknown('format', `GitHub was asked for ${settings.workflow} and answered something else.`, {
          fix: 'See whether a proxy answers in its place.',
        })
      const status = failure instanceof GitHubError ? failure.status : undefined
      if (status === 404)
        return error('missing', `Workflow ${settings.workflow} was not found.`, {
          fix: 'Check its file name. In a private repository GitHub says the same to a token without `actions: read`.',
        })
      if (status === 403 && !isLimit(failure))
        return unknown('forbidden', `The token may not read the runs of ${settings.workflow}.`, {
          fix: "Add `actions: read` to the job's `permissions:`.",
        })
      return judgeAccess(failure)
    }
  },
}

class UnexpectedAnswer extends Error {}

async function factsOf(
  settings: z.output<typeof workflow.settings>,
  probes: Probes,
  { signal }: CheckSituation,
): Promise<WorkflowFacts> {
  const github = probes.github!
  const repository = settings.repository ?? probes.repository
  const { owner, name: repo } = parseRepository(repository)
  const file = settings.workflow.split('/').at(-1) ?? ''
  const at = { owner, repo, workflow_id: file }
  const options = { attempts: 2, signal }
  const { data: found } = await github.request<Partial<WorkflowAnswer> | undefined>(
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
    at,
    options,
  )
  if (typeof found?.state !== 'string' || typeof found.path !== 'string') throw new UnexpectedAnswer()
  const local =
    repository === probes.repository
      ? await probes.files.read(found.path, 1_000_000).catch(() => undefined)
      : undefined
  const crons = local ? scheduleOf(local) : []
  // Without a schedule it only names the default branch, and every token may read that much.
  const about = await github
    .request<RepositoryAnswer>('GET /repos/{owner}/{repo}', { owner, repo }, options)
    .then(({ data }) => data)
    .catch((failure: unknown): RepositoryAnswer => {
      if (crons.length > 0 || !(failure instanceof GitHubError)) throw failure
      return {}
    })
  const list: RunList = async (more) => {
    const { data } = await github.request<{ workflow_runs?: WorkflowRun[] } | undefined>(
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      { ...at, per_page: settings.runs, ...more },
      options,
    )
    if (!Array.isArray(data?.workflow_runs)) throw new UnexpectedAnswer()
    return data.workflow_runs
  }
  const { runs, whole } = await judgedRuns(list, settings, about.default_branch)
  const ofSchedule = runs.filter(({ event }) => event === 'schedule')
  return {
    name: file,
    state: found.state,
    runs,
    // Pushes of a busy day leave no room for the run of last night.
    scheduled: whole || crons.length === 0 ? ofSchedule : await list({ event: 'schedule' }),
    createdAt: found.created_at ? new Date(found.created_at) : undefined,
    crons,
    pushedAt: about.pushed_at ? new Date(about.pushed_at) : undefined,
    isPublic: about.visibility === 'public',
  }
}

type RunList = (more: Record<string, string>) => Promise<WorkflowRun[]>

/** A pull request may fail as it likes: that is what it is for, and no fault of the workflow. */
const ofPullRequests = /^(?:pull_request|merge_group)/

/**
 * The runs of the branch that is asked for; else those of the default branch that no pull request started, and for a workflow that never
 * runs there (tags, releases) those of all. `whole`: nothing of the schedule can be missing.
 */
async function judgedRuns(
  list: RunList,
  { branch, runs: wanted }: z.output<typeof workflow.settings>,
  defaultBranch: string | undefined,
): Promise<{ runs: WorkflowRun[]; whole: boolean }> {
  if (branch !== undefined) return { runs: await list({ branch }), whole: false }
  const own = (runs: readonly WorkflowRun[]) => runs.filter(({ event }) => !ofPullRequests.test(event))
  if (defaultBranch !== undefined) {
    const there = await list({ branch: defaultBranch })
    if (own(there).length > 0) return { runs: own(there), whole: there.length < wanted }
  }
  const all = await list({})
  return { runs: own(all), whole: all.length < wanted }
}
