import type { GitHub } from '@ecosystem-actions/core/ports'
import { toAnnotation, type CheckAnnotation } from './annotations.ts'
import { LogScan, type ErrorExcerpt } from '../explanation/error-lines.ts'
import { failedSteps, toJob, type Job } from './jobs.ts'
import type { LogStore } from '../ports.ts'
import { Requests } from './requests.ts'
import { array, integer, object, text, toRun, type Run } from './run-facts.ts'
import {
  mostNodes,
  stoppedQuery,
  toStopped,
  type StoppedCheck,
  type StoppedChecks,
} from './stopped-checks.ts'

const logLimit = 20 * 1024 * 1024

/** Reads of one repository. What cannot be read is undefined and leaves one note with its remedy; nothing here throws. */
export class Reading extends Requests {
  readonly #logs: LogStore
  readonly #jobs = new Map<string, Job[]>()
  readonly #attempts = new Map<string, Job[][]>()
  readonly #suites = new Map<string, readonly StoppedCheck[]>()
  readonly #foreseen = new Set<string>()

  constructor(github: GitHub, logs: LogStore, place: { repository: string; timeout: number }) {
    super(github, place)
    this.#logs = logs
  }

  async run(id: number): Promise<Run | 'missing' | undefined> {
    const answer = await this.read(
      'the run',
      `GET ${base}/actions/runs/{run_id}`,
      { run_id: id },
      { accept: [404, 410] },
    )
    if (answer?.status === 404 || answer?.status === 410) return 'missing'
    return answer && toRun(answer.data)
  }

  async attempt(id: number, attempt: number): Promise<Run | undefined> {
    const route = `GET ${base}/actions/runs/{run_id}/attempts/{attempt_number}`
    const answer = await this.read('the earlier attempt', route, { run_id: id, attempt_number: attempt })
    return answer && toRun(answer.data)
  }

  /** Newest first, at most 100. */
  async history(workflow: string | number, filter: Record<string, unknown>): Promise<Run[] | undefined> {
    const answer = await this.list('the run history', `GET ${base}/actions/workflows/{workflow_id}/runs`, {
      workflow_id: workflow,
      exclude_pull_requests: true,
      per_page: 100,
      ...filter,
    })
    return answer?.map(toRun)
  }

  /** A page of filtered runs, newest first, and how many there are in all. */
  async counted(
    workflow: string | number,
    filter: Record<string, unknown>,
  ): Promise<{ total: number; runs: Run[] } | undefined> {
    const route = `GET ${base}/actions/workflows/{workflow_id}/runs`
    const paging = { workflow_id: workflow, exclude_pull_requests: true, per_page: pageSize }
    const answer = await this.read('the run history', route, { ...paging, ...filter })
    const { total_count: total, workflow_runs: runs } = object(answer?.data)
    return answer && { total: integer(total), runs: array(runs).map(toRun) }
  }

  async workflows(): Promise<{ id: number; path: string; name: string }[] | undefined> {
    const answer = await this.list('the workflows', `GET ${base}/actions/workflows`, { per_page: 100 })
    return answer?.map((value) => {
      const { id, path, name } = object(value)
      return { id: integer(id), path: text(path), name: text(name) }
    })
  }

  /** Of a run that goes on; a re-run's are read together with those of its earlier attempts, which will be asked for. */
  async ownJobs(run: { id: number; attempt: number }): Promise<Job[] | undefined> {
    return run.attempt > 1 ? (await this.jobsByAttempt(run))?.at(-1) : await this.attemptJobs(run)
  }

  /** Of a completed attempt; what was read once is not asked for again. */
  async attemptJobs(attempt: { id: number; attempt: number }): Promise<Job[] | undefined> {
    const key = `${attempt.id}/${attempt.attempt}`
    const jobs = this.#jobs.get(key) ?? (await this.jobs(attempt))
    if (jobs) this.#jobs.set(key, jobs)
    return jobs
  }

  async jobs({ id, attempt }: { id: number; attempt: number }): Promise<Job[] | undefined> {
    const route = `GET ${base}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`
    return (await this.#jobPages(route, { run_id: id, attempt_number: attempt }))?.map(toJob)
  }

  /** Jobs of this and of every earlier attempt, in one request; a job that was not run again belongs to the later attempts too. */
  async jobsByAttempt({ id, attempt }: { id: number; attempt: number }): Promise<Job[][] | undefined> {
    const known = this.#attempts.get(`${id}/${attempt}`)
    if (known) return known
    const route = `GET ${base}/actions/runs/{run_id}/jobs`
    const values = await this.#jobPages(route, { run_id: id, filter: 'all' })
    if (!values) return undefined
    const attempts: Job[][] = []
    for (let number = 1; number <= attempt; number++) {
      const byName = new Map(attempts.at(-1)?.map((job) => [job.name, job]))
      for (const value of values)
        if (integer(object(value)['run_attempt']) === number) byName.set(toJob(value).name, toJob(value))
      attempts.push([...byName.values()])
      this.#jobs.set(`${id}/${number}`, attempts.at(-1) ?? [])
    }
    this.#attempts.set(`${id}/${attempt}`, attempts)
    return attempts
  }

  async #jobPages(route: string, parameters: Record<string, unknown>): Promise<unknown[] | undefined> {
    const jobs: unknown[] = []
    for (let page = 1; page <= mostPages; page++) {
      const paging = { per_page: pageSize, ...(page > 1 && { page }) }
      const found = await this.list('the jobs', route, { ...parameters, ...paging })
      if (!found) return page === 1 ? undefined : jobs
      jobs.push(...found)
      if (found.length < pageSize) break
    }
    return jobs
  }

  async annotations(jobId: number): Promise<CheckAnnotation[] | undefined> {
    const route = `GET ${base}/check-runs/{check_run_id}/annotations`
    const found = await this.list('the annotations', route, { check_run_id: jobId, per_page: 50 })
    return found?.map(toAnnotation)
  }

  /** Check suites that may be asked for later: the next query brings them along. */
  foresee(suites: readonly string[]): void {
    for (const suite of suites) if (suite !== '') this.#foreseen.add(suite)
  }

  /** Checks of whole runs, by their check suites, with what GitHub noted about each; a suite that could not be read is absent. */
  async stoppedSuites(suites: readonly string[]): Promise<ReadonlyMap<string, readonly StoppedCheck[]>> {
    const unknown = suites.filter((suite) => suite !== '' && !this.#suites.has(suite))
    if (unknown.length > 0 && this.affords(1)) await this.#stopped(unknown)
    return this.#suites
  }

  /** What GitHub noted about jobs, by their ids: one request for all. */
  async stoppedJobs(jobs: readonly Job[]): Promise<ReadonlyMap<number, StoppedCheck>> {
    const ids = jobs.flatMap(({ nodeId }) => (nodeId ? [nodeId] : []))
    const found = ids.length > 0 && this.affords(1) ? await this.#stopped(ids) : undefined
    return found?.checks ?? new Map()
  }

  async #stopped(ids: readonly string[]): Promise<StoppedChecks | undefined> {
    const asked = [...new Set([...ids.slice(0, mostNodes - this.#foreseen.size), ...this.#foreseen])]
    const data = await this.query('the annotations', stoppedQuery, { ids: asked })
    if (!data) return undefined
    const found = toStopped(data, asked)
    for (const [suite, checks] of found.suites) this.#suites.set(suite, checks)
    return found
  }

  /** The error of a job's log. A job that still runs has no log yet: nothing, and no note. */
  async logExcerpt(job: Job): Promise<ErrorExcerpt | undefined> {
    const route = `GET ${base}/actions/jobs/{job_id}/logs`
    const answer = await this.read('the logs', route, { job_id: job.id }, { accept: [302, 404, 410] })
    const location = answer?.status === 302 ? answer.headers['location'] : undefined
    if (!location) return undefined
    return await this.caught('the logs', async () => {
      const scan = new LogScan(failedSteps(job)[0])
      const { cut } = await this.#logs.read(location, (piece) => scan.push(piece), logLimit)
      const found = scan.result()
      return found && { ...found, ...(cut && { cut }) }
    })
  }

  async compare(from: string, to: string): Promise<unknown> {
    const route = `GET ${base}/compare/{basehead}`
    const answer = await this.read(
      'the changes since the last green run',
      route,
      { basehead: `${from}...${to}` },
      { accept: [404] },
    )
    return answer?.status === 200 ? answer.data : undefined
  }
}

const base = '/repos/{owner}/{repo}'
const pageSize = 100
const mostPages = 10
