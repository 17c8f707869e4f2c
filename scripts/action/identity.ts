// Where a run belongs: asked from the emulator, or from the real API for `--live`.
import type { RunIdentity } from '@ecosystem-actions/github-emulator/runner/environment'
import { CommandError, type ActionOptions } from './options.ts'

export interface Place {
  run: RunIdentity
  token: string
}

interface EventAnswer {
  payload: Record<string, unknown>
  repository: { name: string; id: number }
  actor: { login: string; id: number }
  sha: string
  ref: string
  token: string
  now: string
}

const standard = {
  workflow: 'Run',
  workflowPath: '.github/workflows/run.yml',
  job: 'run',
  runId: 9_000_001,
  runNumber: 1,
  runAttempt: 1,
}

/** The run as an emulator at `url` describes it. */
export async function emulatedPlace(
  url: string,
  repository: string,
  options: Pick<ActionOptions, 'event' | 'payload' | 'token'>,
): Promise<Place> {
  const body = { event: options.event, repository, overrides: options.payload }
  const answer = await fetch(`${url}/_emulator/event`, { method: 'POST', body: JSON.stringify(body) })
  const found = (await answer.json()) as EventAnswer & { message?: string }
  if (!answer.ok)
    throw new CommandError(`The event ${options.event} cannot be made: ${found.message ?? answer.status}`)
  const { port } = new URL(url)
  const run: RunIdentity = {
    ...standard,
    repository: found.repository.name,
    repositoryId: found.repository.id,
    actor: found.actor,
    event: options.event,
    payload: found.payload,
    sha: found.sha,
    ref: found.ref,
    apiUrl: url,
    graphqlUrl: `${url}/graphql`,
    // The artifact client refuses servers that are neither github.com nor below .localhost.
    serverUrl: `http://github.localhost:${port}`,
    resultsUrl: url,
    now: found.now,
  }
  return { run, token: options.token ?? found.token }
}

/** The real API. Writing needs `--with dry-run=false`, which the caller sees to. */
export async function livePlace(options: ActionOptions): Promise<Place> {
  const token = options.token ?? process.env['GITHUB_TOKEN'] ?? ''
  const repository = options.repository ?? process.env['GITHUB_REPOSITORY'] ?? ''
  const problems = [
    ...(token === '' ? ['--live needs a token in GITHUB_TOKEN.'] : []),
    ...(repository === '' ? ['--live needs --repository OWNER/NAME.'] : []),
  ]
  if (problems.length > 0) throw new CommandError(problems.join('\n'))
  const apiUrl = process.env['GITHUB_API_URL'] ?? 'https://api.github.com'
  const headers = {
    authorization: `Bearer ${token}`,
    'user-agent': 'ecosystem-actions',
    accept: 'application/vnd.github+json',
  }
  const answer = await fetch(`${apiUrl}/repos/${repository}`, { headers }).catch((error: unknown) => {
    throw new CommandError(
      `The API at ${apiUrl} cannot be reached (${(error as { cause?: { code?: string } }).cause?.code ?? 'no answer'}).`,
    )
  })
  if (!answer.ok)
    throw new CommandError(
      `GitHub answered ${answer.status} for ${repository}: check GITHUB_TOKEN and --repository.`,
    )
  const found = (await answer.json()) as { id: number; full_name: string; default_branch: string }
  const run: RunIdentity = {
    ...standard,
    repository: found.full_name,
    repositoryId: found.id,
    actor: { login: '', id: 0 },
    event: options.event,
    payload: options.payload,
    sha: '',
    ref: `refs/heads/${found.default_branch}`,
    apiUrl,
    graphqlUrl: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    serverUrl: process.env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    resultsUrl: undefined,
    now: undefined,
  }
  return { run, token }
}
