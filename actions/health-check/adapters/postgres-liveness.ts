import type { NetworkFailure, PostgresAnswer, PostgresTarget } from '../probes.ts'
import type { AddressGuard } from './address-guard.ts'
import { ProbeError, timed } from './failure.ts'
import { openSocket, SocketReader } from './socket.ts'

/**
 * Sends the start of a session and reads the first answer. A server that asks for a password is alive; nothing secret is needed or sent.
 * Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function probePostgresLiveness(
  target: PostgresTarget,
  guard: AddressGuard,
): Promise<PostgresAnswer | NetworkFailure> {
  return timed(target, async (signal) => {
    const socket = await openSocket(target, guard, signal)
    try {
      const reader = new SocketReader(socket, 65_536)
      socket.write(startup(target))
      const kind = (await reader.take(1)).toString('latin1')
      const length = (await reader.take(4)).readUInt32BE() - 4
      if (!'RE'.includes(kind) || length > 60_000)
        throw new ProbeError('protocol', 'the answer is not that of PostgreSQL.')
      const body = await reader.take(length)
      if (kind === 'E') judgeError(fieldsOf(body))
      return { rows: undefined }
    } finally {
      socket.destroy()
    }
  })
}

function startup({ user, database }: PostgresTarget): Buffer {
  const text = Buffer.from(`user\0${user}\0database\0${database}\0application_name\0health-check\0\0`)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(text.length + 8, 0)
  head.writeUInt32BE(196_608, 4)
  return Buffer.concat([head, text])
}

function fieldsOf(body: Buffer): Record<string, string> {
  const fields = body.toString('utf8').split('\0').filter(Boolean)
  return Object.fromEntries(fields.map((field) => [field[0] ?? '', field.slice(1)]))
}

// An error about the user or the database comes from a server that works: https://www.postgresql.org/docs/current/errcodes-appendix.html
function judgeError({ C: code = '', M: message = '' }: Record<string, string>): void {
  const problem = problemOfState(code)
  if (problem === 'denied' || code === '3D000') return
  throw new ProbeError(problem ?? 'protocol', `PostgreSQL answers ${code}: ${message.slice(0, 200)}.`)
}

/** The class of an SQLSTATE, where it has one. */
export function problemOfState(code: string): 'denied' | 'not_ready' | 'saturated' | undefined {
  if (code === '57P03' || code === '57P01' || code === '57P02') return 'not_ready'
  if (code === '53300' || code === '53400') return 'saturated'
  return code.startsWith('28') ? 'denied' : undefined
}
