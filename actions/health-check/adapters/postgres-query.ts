import type { Client } from 'pg'
import type { NetworkFailure, PostgresAnswer, PostgresTarget } from '../probes.ts'
import type { AddressGuard } from './address-guard.ts'
import { ProbeError, timed } from './failure.ts'
import { openSocket } from './socket.ts'
import { problemOfState } from './postgres-liveness.ts'

const maximumRows = 1000

/**
 * One statement in a READ ONLY transaction with a time limit of the server, always rolled back. The extended protocol takes one statement
 * only, so `; COMMIT; DROP …` is refused by the server before anything runs. The driver loads only here.
 */
export async function probePostgresQuery(
  target: PostgresTarget,
  guard: AddressGuard,
): Promise<PostgresAnswer | NetworkFailure> {
  return timed(target, async (signal) => {
    const { default: pg } = await import('pg')
    // The driver opens its own socket: the guard judges the address that it will use.
    const probe = await openSocket(target, guard, signal)
    const host = probe.remoteAddress ?? target.host
    probe.destroy()
    const once = (ssl: Encryption) => askOnce(new pg.Client(settingsOf(target, host, ssl)), target, signal)
    if (target.ssl !== 'prefer') return { rows: await once(sslOf(target)) }
    // As libpq does: encrypted where the server can, so that no password goes in clear because nobody asked.
    try {
      return { rows: await once({ rejectUnauthorized: false, servername: target.host }) }
    } catch (error) {
      if (!(error instanceof Error) || !/does not support SSL/i.test(error.message)) throw error
      return { rows: await once(false) }
    }
  })
}

type Encryption = ReturnType<typeof sslOf>

const settingsOf = (target: PostgresTarget, host: string, ssl: Encryption) => ({
  host,
  port: target.port,
  user: target.user,
  password: target.password,
  database: target.database,
  ssl,
  connectionTimeoutMillis: target.timeoutMs,
  statement_timeout: Math.max(1, Math.round(target.timeoutMs)),
  application_name: 'health-check',
})

async function askOnce(
  client: Client,
  target: PostgresTarget,
  signal: AbortSignal,
): Promise<Record<string, unknown>[]> {
  // Without a listener a server that goes away between two statements would end the process.
  client.on('error', () => undefined)
  const stop = () => void client.end().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await readOnly(client, target, signal)
  } catch (error) {
    throw explained(error, signal)
  } finally {
    signal.removeEventListener('abort', stop)
    await client.end().catch(() => undefined)
  }
}

interface QueryClient {
  connect(): Promise<unknown>
  query(
    query: string | { text: string; values: never[]; queryMode: 'extended' },
  ): Promise<{ rows: Record<string, unknown>[] }>
}

async function readOnly(
  client: QueryClient,
  { query = 'SELECT 1 AS alive' }: PostgresTarget,
  signal: AbortSignal,
): Promise<Record<string, unknown>[]> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  const work = async () => {
    await client.connect()
    await client.query('BEGIN TRANSACTION READ ONLY')
    try {
      const { rows } = await client.query({ text: query, values: [], queryMode: 'extended' })
      return rows.slice(0, maximumRows)
    } finally {
      await client.query('ROLLBACK').catch(() => undefined)
    }
  }
  return Promise.race([work(), aborted])
}

function sslOf({ ssl, host }: PostgresTarget): false | { rejectUnauthorized: boolean; servername: string } {
  if (ssl === 'disable') return false
  return { rejectUnauthorized: ssl === 'verify-full', servername: host }
}

function explained(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  const { code, message = '' } = error as { code?: unknown; message?: string }
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return error
  if (code === '57014') return new ProbeError('timeout', 'the query ran into its time limit.')
  return new ProbeError(
    problemOfState(code) ?? 'protocol',
    `PostgreSQL answers ${code}: ${message.slice(0, 200)}.`,
  )
}
