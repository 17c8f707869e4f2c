import { createHmac } from 'node:crypto'
import { baseJobName } from '../incident/key.ts'
import { failedSteps } from '../runs/jobs.ts'
import { array } from '../runs/run-facts.ts'
import { jobUrl, runUrl, type Story } from '../message/story.ts'

const mostJobs = 256
const mostSteps = 20
const mostSuspects = 50

export const webhookSchema = 'notify-failure/v1'

/** The body of the generic webhook, version 1: facts, not prose. `dedup_key` is the same from `open` to `recover`. */
export function webhookBody(story: Story): Record<string, unknown> {
  const { decided, verdict, run, repository, suspects } = story
  const { incident, lastGreen } = decided
  return {
    schema: webhookSchema,
    decision: decided.decision,
    reason: decided.reason,
    dedup_key: decided.key,
    verdict,
    repository,
    incident: incident
      ? {
          streak: decided.streak,
          since: incident.first.finishedAt.toISOString(),
          first_run_id: incident.first.id,
          first_sha: incident.first.sha,
          last_green_run_id: lastGreen?.id ?? null,
          last_green_sha: lastGreen?.sha ?? null,
        }
      : null,
    run: {
      id: run.id,
      number: run.number,
      attempt: run.attempt,
      workflow: run.workflowName,
      path: run.workflowPath,
      event: run.event,
      branch: run.branch,
      sha: run.sha,
      conclusion: run.conclusion,
      title: run.title,
      actor: run.actor,
      url: runUrl(story),
    },
    jobs: story.failing.slice(0, mostJobs).map((job) => jobOf(story, job)),
    failing_jobs: story.failing.length,
    suspects: (suspects?.list ?? []).slice(0, mostSuspects).map((suspect) => ({
      pull_request: suspect.pullRequest || null,
      title: suspect.title,
      authors: suspect.authors,
      sha: suspect.sha,
      commits: suspect.commits,
      dependency: suspect.dependency,
    })),
    commits_since_green: suspects?.commits ?? null,
    at: story.now.toISOString(),
  }
}

function jobOf(story: Story, job: Story['failing'][number]) {
  const excerpt = story.errors.find((error) => error.job.id === job.id)?.excerpt
  return {
    id: job.id,
    name: job.name,
    base: baseJobName(job.name),
    conclusion: story.causes.get(job.id)?.cause === 'timeout' ? 'timed_out' : job.conclusion,
    steps: failedSteps(job)
      .slice(0, mostSteps)
      .map(({ name }) => name),
    error: excerpt?.line ?? null,
    place: excerpt?.place ?? null,
    url: jobUrl(story, job),
  }
}

/** Receivers commonly refuse more (256 kB and up); `failing_jobs` and `commits_since_green` tell how many there were. */
const bodyLimit = 256_000

/** The body as bytes to be signed; of too many jobs or suspects the first ones that fit. */
export function webhookText(body: Readonly<Record<string, unknown>>): string {
  let shown = body
  for (;;) {
    const text = JSON.stringify(shown)
    const [jobs, suspects] = [array(shown['jobs']), array(shown['suspects'])]
    if (Buffer.byteLength(text) <= bodyLimit || jobs.length + suspects.length <= 2) return text
    const half = (list: readonly unknown[]) => list.slice(0, Math.ceil(list.length / 2))
    shown = { ...shown, jobs: half(jobs), suspects: half(suspects) }
  }
}

export interface Signing {
  /** The same for every try of one news: receivers drop what they have seen. */
  id: string
  at: Date
  /** `whsec_…` holds base64; anything else is taken as it is. Several, by spaces, while they are rotated. */
  secret: string
}

/** Headers of Standard Webhooks (https://www.standardwebhooks.com), and GitHub's own form, over exactly these bytes. */
export function webhookHeaders(body: string, { id, at, secret }: Signing): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp }
  const secrets = secret.split(/\s+/).filter(Boolean)
  const [first] = secrets
  if (first === undefined) return headers
  const sign = (one: string) =>
    createHmac('sha256', keyOf(one)).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    ...headers,
    'webhook-signature': secrets.map((one) => `v1,${sign(one)}`).join(' '),
    'x-hub-signature-256': `sha256=${createHmac('sha256', first).update(body).digest('hex')}`,
  }
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret)
}
