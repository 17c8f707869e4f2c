import type { NetworkFailure, NetworkProblem } from '../probes.ts'
import { PrivateAddress } from './address-guard.ts'

/** An error with a class and a sentence of our own. */
export class ProbeError extends Error {
  readonly problem: NetworkProblem

  constructor(problem: NetworkProblem, message: string) {
    super(message)
    this.name = 'ProbeError'
    this.problem = problem
  }
}

const codes: Record<string, [NetworkProblem, string]> = {
  ECONNREFUSED: ['refused', 'the connection was refused.'],
  ECONNRESET: ['reset', 'the connection was closed by the other side.'],
  EPIPE: ['reset', 'the connection was closed by the other side.'],
  ENOTFOUND: ['name_not_found', 'the host name does not exist.'],
  EAI_AGAIN: ['unreachable', 'the host name could not be resolved.'],
  ENODATA: ['name_not_found', 'the host name has no such record.'],
  ETIMEDOUT: ['timeout', 'the connection timed out.'],
  ETIMEOUT: ['timeout', 'the name server did not answer in time.'],
  EHOSTUNREACH: ['unreachable', 'the host cannot be reached.'],
  ENETUNREACH: ['unreachable', 'the network cannot be reached.'],
}

/** Whatever a socket threw, as one class and one sentence; `over` when its time was up, whatever it then threw. */
export function failureOf(error: unknown, ms: number, over: boolean): NetworkFailure {
  const made = (problem: NetworkProblem, message: string): NetworkFailure => ({
    ok: false,
    problem,
    message,
    ms,
  })
  if (over) return made('timeout', `no answer within ${Math.round(ms / 100) / 10} s.`)
  if (error instanceof ProbeError) return made(error.problem, error.message)
  for (const inner of causes(error)) {
    if (inner instanceof PrivateAddress)
      return made('private_address', `${inner.message}, and private addresses are not allowed.`)
    const code = (inner as { code?: unknown }).code
    const known = typeof code === 'string' ? codes[code] : undefined
    if (known) return made(...known)
    if (typeof code === 'string' && /CERT|TLS|SSL|ALTNAME|VERIFY|SELF_SIGNED/.test(code))
      return made('certificate', `the certificate is not accepted (${code}).`)
  }
  const { message = 'unknown error' } = (error ?? {}) as { message?: string }
  return made('protocol', `${message.slice(0, 300)}.`.replace(/\.\.$/, '.'))
}

function causes(error: unknown): object[] {
  if (typeof error !== 'object' || error === null) return []
  const inner = (error as { errors?: unknown }).errors
  return [
    error,
    ...(Array.isArray(inner) ? (inner as object[]) : []),
    ...causes((error as { cause?: unknown }).cause),
  ]
}

/** Runs one probe with its time limit; failures are values, and the time of each is known. */
export async function timed<T extends object>(
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  probe: (signal: AbortSignal, elapsed: () => number) => Promise<T>,
): Promise<(T & { ok: true; ms: number }) | NetworkFailure> {
  const started = performance.now()
  const elapsed = () => performance.now() - started
  const whole = AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)))])
  try {
    const result = await probe(whole, elapsed)
    return { ...result, ok: true, ms: elapsed() }
  } catch (error) {
    return failureOf(error, elapsed(), whole.aborted)
  }
}
