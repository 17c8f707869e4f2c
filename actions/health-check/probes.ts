import type { ArtifactShelf } from '@ecosystem-actions/core/history/artifact-shelf'
import type { Files, GitHub } from '@ecosystem-actions/core/ports'

/** Why a connection or an answer failed, in classes that the same sentence fits. */
export type NetworkProblem =
  | 'timeout'
  | 'refused'
  | 'reset'
  | 'name_not_found'
  | 'unreachable'
  | 'private_address'
  | 'certificate'
  | 'too_large'
  | 'redirects'
  | 'protocol'
  | 'denied'
  | 'not_ready'
  | 'saturated'

export interface NetworkFailure {
  ok: false
  problem: NetworkProblem
  message: string
  ms: number
}

export interface Limits {
  timeoutMs: number
  signal: AbortSignal
}

export interface HttpRequest extends Limits {
  url: string
  method: 'GET' | 'HEAD' | 'POST'
  headers: Readonly<Record<string, string>>
  maxRedirects: number
  /** Bytes of the body that are kept; the rest is not read. */
  maxBody: number
}

export interface HttpAnswer {
  ok: true
  status: number
  headers: Readonly<Record<string, string>>
  body: string
  truncated: boolean
  /** Until the body was there. */
  ms: number
  /** Without credentials; the last one answered. */
  urls: readonly string[]
}

export interface Certificate {
  subject: string
  issuer: string
  validFrom: Date
  validTo: Date
}

export interface TlsAnswer {
  ok: true
  protocol: string
  /** The leaf, then what the server sent with it. */
  chain: readonly Certificate[]
  /** Why the chain is not trusted, in OpenSSL's word; undefined when it is. */
  distrust: string | undefined
  /** Why the name does not fit; undefined when it does. */
  wrongHost: string | undefined
  ms: number
}

export interface HostTarget extends Limits {
  host: string
  port: number
}

export interface DnsAnswer {
  ok: true
  records: readonly string[]
  ms: number
}

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'TXT'

export interface PostgresTarget extends Limits {
  host: string
  port: number
  database: string
  user: string
  /** Without one only liveness can be told. */
  password: string | undefined
  ssl: 'disable' | 'prefer' | 'require' | 'verify-full'
  query: string | undefined
}

export interface PostgresAnswer {
  ok: true
  ms: number
  /** Undefined for liveness alone. */
  rows: readonly Readonly<Record<string, unknown>>[] | undefined
}

export interface RedisTarget extends Limits {
  host: string
  port: number
  tls: boolean
  user: string | undefined
  password: string | undefined
}

export interface RedisAnswer {
  ok: true
  reply: string
  ms: number
}

export interface Network {
  http(request: HttpRequest): Promise<HttpAnswer | NetworkFailure>
  tls(
    target: HostTarget & { servername: string; ca: string | undefined },
  ): Promise<TlsAnswer | NetworkFailure>
  tcp(target: HostTarget): Promise<{ ok: true; ms: number } | NetworkFailure>
  dns(target: Limits & { name: string; type: DnsType }): Promise<DnsAnswer | NetworkFailure>
  postgres(target: PostgresTarget): Promise<PostgresAnswer | NetworkFailure>
  redis(target: RedisTarget): Promise<RedisAnswer | NetworkFailure>
}

export interface IndexEntry {
  path: string
  /** As in git's index: 100644, 100755, 120000, 160000. */
  mode: string
}

export interface GitWork {
  /** What the index holds, or undefined when the workspace is no git repository. */
  index(): Promise<readonly IndexEntry[] | undefined>
  /** Content as it was committed, before line ends were changed on checkout; undefined when not in the index. */
  staged(path: string, limit: number): Promise<Uint8Array | undefined>
  shallow(): Promise<boolean>
  /** When a commit last touched each of the paths that git knows. */
  lastChanges(paths: readonly string[]): Promise<ReadonlyMap<string, Date>>
}

export interface BackupFacts {
  size: number
  modifiedAt: Date
  /** Why it cannot be read to its end; undefined when it can. */
  damage: string | undefined
  /** Hex of SHA-256, when it was asked for. */
  sha256: string | undefined
}

/** Everything a check may look at. */
export interface Probes {
  files: Files
  network: Network
  git: GitWork
  /** Reads a backup to its end without keeping it. Undefined when there is no such file. */
  backup: (path: string, want: { checksum: boolean }) => Promise<BackupFacts | undefined>
  /** Undefined without a token. */
  github: GitHub | undefined
  shelf: ArtifactShelf | undefined
  /** `owner/name` of the repository that the workflow runs in. */
  repository: string
  serverUrl: string
  env: (name: string) => string | undefined
}
