// What the runner puts into a step's environment. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
import { join } from 'node:path'

export interface RunIdentity {
  repository: string
  repositoryId: number
  actor: { login: string; id: number }
  event: string
  payload: Record<string, unknown>
  sha: string
  ref: string
  apiUrl: string
  serverUrl: string
  graphqlUrl: string
  resultsUrl: string | undefined
  workflow: string
  workflowPath: string
  job: string
  runId: number
  runNumber: number
  runAttempt: number
  /** The time of the world, or undefined for the machine's. */
  now: string | undefined
}

export interface StepFolders {
  workspace: string
  temporary: string
}

const systems: Record<string, string> = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }
const processors: Record<string, string> = { x64: 'X64', arm64: 'ARM64' }

// Only the machine's own: nothing of the person who runs this reaches the action.
const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'SystemRoot', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE']

/** An unsigned token of the shape the results service gives out; its client only reads the scope. */
export function runtimeToken(runId: number, job: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ scp: `Actions.Results:${runId}:${job}` })}.unsigned`
}

/** Variables of a step, without inputs and file commands. */
export function stepEnvironment(
  run: RunIdentity,
  { workspace, temporary }: StepFolders,
): Record<string, string> {
  const own = Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
  const pull = run.payload['pull_request'] as { head?: { ref?: string }; base?: { ref?: string } } | undefined
  const results = run.resultsUrl
    ? {
        ACTIONS_RESULTS_URL: run.resultsUrl,
        ACTIONS_RUNTIME_TOKEN: runtimeToken(run.runId, run.job),
        ACTIONS_RUNTIME_URL: run.resultsUrl,
      }
    : {}
  return {
    ...own,
    ...results,
    ...(run.now ? { ECOSYSTEM_ACTIONS_NOW: run.now } : {}),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__run',
    GITHUB_ACTOR: run.actor.login,
    GITHUB_ACTOR_ID: String(run.actor.id),
    GITHUB_TRIGGERING_ACTOR: run.actor.login,
    GITHUB_API_URL: run.apiUrl,
    GITHUB_GRAPHQL_URL: run.graphqlUrl,
    GITHUB_SERVER_URL: run.serverUrl,
    GITHUB_BASE_REF: pull?.base?.ref ?? '',
    GITHUB_HEAD_REF: pull?.head?.ref ?? '',
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: join(temporary, 'event.json'),
    GITHUB_JOB: run.job,
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: String(run.repositoryId),
    GITHUB_REPOSITORY_OWNER: run.repository.split('/')[0] ?? '',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(run.runAttempt),
    GITHUB_RUN_ID: String(run.runId),
    GITHUB_RUN_NUMBER: String(run.runNumber),
    GITHUB_SHA: run.sha,
    GITHUB_WORKFLOW: run.workflow,
    GITHUB_WORKFLOW_REF: `${run.repository}/${run.workflowPath}@${run.ref}`,
    GITHUB_WORKFLOW_SHA: run.sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: processors[process.arch] ?? process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: systems[process.platform] ?? 'Linux',
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: join(temporary, 'tools'),
  }
}
