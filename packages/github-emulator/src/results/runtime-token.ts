// The token a runner gives its jobs for the results service: an unsigned JWT whose scope names run and job.
export interface RuntimeClaims {
  runId: number
  jobId: number | string
  /** Full name of the repository the run belongs to. */
  repository: string | null
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** `ACTIONS_RUNTIME_TOKEN` for a run of a repository of the world. */
export function runtimeToken(claims: RuntimeClaims): string {
  const scope = `Actions.Results:${claims.runId}:${claims.jobId}`
  const payload = { scp: scope, repository: claims.repository, exp: 4_102_444_800 }
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(payload)}.${encoded('emulated')}`
}

/** Reads the claims back; undefined when the token is none of ours. */
export function readRuntimeToken(token: string | null): RuntimeClaims | undefined {
  try {
    const payload = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      scp?: string
      repository?: string | null
    }
    const match = /Actions\.Results:([^: ]+):([^: ]+)/.exec(payload.scp ?? '')
    return match
      ? { runId: Number(match[1]), jobId: match[2] ?? '', repository: payload.repository ?? null }
      : undefined
  } catch {
    return undefined
  }
}
