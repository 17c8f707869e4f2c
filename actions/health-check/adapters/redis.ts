import { connect as secure } from 'node:tls'
import { isIP, type Socket } from 'node:net'
import type { NetworkFailure, RedisAnswer, RedisTarget } from '../probes.ts'
import type { AddressGuard } from './address-guard.ts'
import { ProbeError, timed } from './failure.ts'
import { openSocket, SocketReader } from './socket.ts'

/** AUTH when there is a password, then PING, as RESP on the wire: a client library would reconnect and hide what failed. */
export async function probeRedis(
  target: RedisTarget,
  guard: AddressGuard,
): Promise<RedisAnswer | NetworkFailure> {
  return timed(target, async (signal) => {
    const socket = await openSocket(target, guard, signal)
    const wire = target.tls ? await secured(socket, target.host) : socket
    const reader = new SocketReader(wire, 65_536)
    try {
      const { user, password } = target
      if (password !== undefined)
        await ask(wire, reader, user === undefined ? ['AUTH', password] : ['AUTH', user, password])
      const reply = await ask(wire, reader, ['PING'])
      if (!/^PONG$/i.test(reply)) throw new ProbeError('protocol', 'the answer to PING is not PONG.')
      return { reply }
    } finally {
      wire.destroy()
      socket.destroy()
    }
  })
}

function secured(socket: Socket, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const wire = secure({ socket, ...(isIP(host) ? {} : { servername: host }) })
    wire.once('secureConnect', () => resolve(wire))
    wire.once('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
  })
}

async function ask(socket: Socket, reader: SocketReader, words: readonly string[]): Promise<string> {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  socket.write(`*${words.length}\r\n${parts.join('')}`)
  const line = await reader.line()
  const [kind, text] = [line[0], line.slice(1)]
  if (kind === '+') return text
  if (kind === '$') return (await reader.take(Number(text) + 2)).toString('utf8', 0, Number(text))
  if (kind !== '-') throw new ProbeError('protocol', 'the answer is not that of Redis.')
  throw refusal(text)
}

// The first word of an error is its class: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
function refusal(text: string): ProbeError {
  const [word = ''] = text.split(' ')
  if (word === 'LOADING' || word === 'MASTERDOWN' || word === 'BUSY')
    return new ProbeError('not_ready', `Redis is not ready (${word}).`)
  if (
    ['NOAUTH', 'WRONGPASS', 'NOPERM', 'DENIED'].includes(word) ||
    /invalid password|without any password/i.test(text)
  )
    return new ProbeError(
      'denied',
      word === 'NOAUTH' ? 'Redis wants a password.' : `Redis refuses the access (${word}).`,
    )
  if (/max number of clients/i.test(text)) return new ProbeError('saturated', 'Redis has no connection left.')
  return new ProbeError('protocol', `Redis answers an error: ${text.slice(0, 200)}.`)
}
