import { Resolver } from 'node:dns/promises'
import type { DnsType, Network } from '../probes.ts'
import { addressGuard } from './address-guard.ts'
import { timed } from './failure.ts'
import { probeHttp } from './http.ts'
import { probePostgresLiveness } from './postgres-liveness.ts'
import { probePostgresQuery } from './postgres-query.ts'
import { probeRedis } from './redis.ts'
import { openSocket } from './socket.ts'
import { probeTls } from './tls.ts'

/** Every connection that a check makes; `allowPrivate` opens loopback and private networks. */
export function network({ allowPrivate }: { allowPrivate: boolean }): Network {
  const guard = addressGuard(allowPrivate)
  return {
    http: (request) => probeHttp(request, guard),
    tls: (target) => probeTls(target, guard),
    tcp: (target) =>
      timed(target, async (signal) => {
        const socket = await openSocket(target, guard, signal)
        socket.destroy()
        return {}
      }),
    dns: (target) => timed(target, (signal) => records(target.name, target.type, signal)),
    postgres: (target) =>
      target.password === undefined
        ? probePostgresLiveness(target, guard)
        : probePostgresQuery(target, guard),
    redis: (target) => probeRedis(target, guard),
  }
}

async function records(name: string, type: DnsType, signal: AbortSignal): Promise<{ records: string[] }> {
  const resolver = new Resolver({ tries: 2 })
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answers: unknown[] = [await resolver.resolve(name, type)].flat()
    return { records: answers.map(shown) }
  } catch (error) {
    if (signal.aborted) throw signal.reason as Error
    // The name is there and has no record of this type: an answer, which the check judges.
    if ((error as { code?: unknown }).code === 'ENODATA') return { records: [] }
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function shown(record: unknown): string {
  if (typeof record === 'string') return record
  if (Array.isArray(record)) return record.join('')
  const { exchange, priority } = record as { exchange?: string; priority?: number }
  return exchange === undefined ? JSON.stringify(record) : `${priority} ${exchange}`
}
