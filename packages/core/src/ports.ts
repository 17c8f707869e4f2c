/** The edge of every action, as types only. Adapters implement these; `testing/` holds the same in memory. */

export interface Clock {
  now(): Date
  /** Milliseconds that only grow; for durations. */
  monotonic(): number
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** In [0, 1). Injected so that jitter can be tested. */
  random(): number
}

export interface FileStat {
  kind: 'file' | 'directory' | 'other'
  size: number
  modifiedAt: Date
  /** Any execute bit of the mode; always false on Windows. */
  executable: boolean
}

/** Paths are relative to the workspace unless absolute; answers use POSIX separators. */
export interface Files {
  readonly root: string
  /** UTF-8 text, or undefined when there is no such file. Throws UserError above `limit` bytes. */
  read(path: string, limit?: number): Promise<string | undefined>
  /** Raw bytes, or undefined when there is no such file. Throws UserError above `limit` bytes. */
  bytes(path: string, limit?: number): Promise<Uint8Array | undefined>
  stat(path: string): Promise<FileStat | undefined>
  /** Writes whole or not at all (temporary file, then rename); makes missing folders. A large text may come in pieces. */
  write(path: string, content: string | Uint8Array | Iterable<string>): Promise<void>
  /** Appends synchronously to disk before it returns, so that a killed run leaves every line behind. */
  append(path: string, line: string): void
  /** Files that match any of the globs (picomatch, dot files included), sorted; never below .git or node_modules. */
  glob(
    patterns: readonly string[],
    options?: { ignore?: readonly string[]; depth?: number },
  ): Promise<string[]>
}

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** Lines and columns are 1-based; `file` is a POSIX path relative to the workspace. */
export interface Annotation {
  level: AnnotationLevel
  message: string
  title?: string
  file?: string
  line?: number
  endLine?: number
  column?: number
  endColumn?: number
}

/** What the runner offers to one step. */
export interface Runner {
  /** The raw text of an input, untrimmed; '' when absent. */
  input(name: string): string
  /** Names of all inputs present in the environment, lower case. */
  inputNames(): string[]
  env(name: string): string | undefined
  mask(secret: string): void
  log(line: string): void
  debug(line: string): void
  annotate(annotation: Annotation): void
  group<T>(title: string, body: () => Promise<T>): Promise<T>
  setOutput(name: string, value: string): void
  /** Appends GitHub-flavoured markdown to the job summary. */
  summary(markdown: string): Promise<void>
  saveState(name: string, value: string): void
  state(name: string): string
  /** Marks the step as failed, with the sentence shown as its error. */
  fail(message: string): void
}

/** Where and why this run happens; read once from the environment and the event file. */
export interface RunContext {
  /** `owner/name` of the repository the workflow runs in; '' outside a workflow. */
  repository: string
  eventName: string
  /** The webhook payload. Hostile: written by whoever caused the event. */
  payload: Record<string, unknown>
  sha: string
  ref: string
  workflow: string
  /** `owner/name/.github/workflows/file.yml@ref` */
  workflowRef: string
  job: string
  actor: string
  actorId: number | undefined
  runId: number | undefined
  runNumber: number | undefined
  runAttempt: number
  /** REST root without trailing slash, e.g. https://api.github.com or https://ghe.example/api/v3 */
  apiUrl: string
  serverUrl: string
  workspace: string
  temporary: string
  runnerDebug: boolean
}

export interface RequestOptions {
  /** Default: true for GET, HEAD, PUT, DELETE and GraphQL queries, false for POST, PATCH and mutations. Says that repeating it is harmless. */
  idempotent?: boolean
  /** Milliseconds for one attempt; default 30,000. */
  timeout?: number
  /** Statuses answered to the caller instead of thrown, e.g. [404]; a 3xx here is not followed. */
  accept?: readonly number[]
  /** At most this many tries for faults of the server; default 4. Limits are waited for all the same. */
  attempts?: number
  signal?: AbortSignal
}

export interface GitHubAnswer<T> {
  status: number
  data: T
  headers: Readonly<Record<string, string>>
}

export interface GraphQLProblem {
  type?: string
  message: string
  path?: readonly (string | number)[]
}

/** Partial data is data: GraphQL problems are returned beside it, never thrown. */
export interface GraphQLAnswer<T> {
  data: T | null
  errors: readonly GraphQLProblem[]
  headers: Readonly<Record<string, string>>
}

export interface RateLimitPool {
  limit: number
  remaining: number
  /** When the window ends. */
  resetAt: Date
}

export interface GitHubUsage {
  /** Every attempt that reached the wire, also the failed ones. */
  requests: number
  /** By route template, e.g. `GET /repos/{owner}/{repo}` or `POST /graphql`. */
  byRoute: Readonly<Record<string, number>>
  retries: number
  /** Seen in the answers' headers, by resource (`core`, `graphql`, `search`). */
  pools: Readonly<Record<string, RateLimitPool>>
}

/**
 * The only way to GitHub. Throws GitHubError for answers that are not 2xx (unless accepted), BudgetStop when a limit or the
 * deadline ends the run; retries by the rules of `retry.ts`.
 */
export interface GitHub {
  request<T = unknown>(
    route: string,
    parameters?: Record<string, unknown>,
    options?: RequestOptions,
  ): Promise<GitHubAnswer<T>>
  graphql<T = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    options?: RequestOptions,
  ): Promise<GraphQLAnswer<T>>
  /** Follows `Link: rel="next"` on the same origin; yields items (also of `{total_count, items: []}`-shaped pages). */
  pages<T = unknown>(
    route: string,
    parameters?: Record<string, unknown>,
    options?: RequestOptions,
  ): AsyncIterable<T>
  usage(): GitHubUsage
}

export interface UploadedArtifact {
  id: number
  name: string
  size: number
}

export interface Artifacts {
  /** Uploads files of the workspace under a name that must be new in this run. */
  upload(
    name: string,
    paths: readonly string[],
    options?: { retentionDays?: number },
  ): Promise<UploadedArtifact>
}
