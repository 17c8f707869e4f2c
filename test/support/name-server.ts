import { execFileSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'

/** What the answers of one question hold, as the wire has it. */
export type AnswersTo = (name: string, type: number) => Buffer[] | 'no such name'

export interface NameServer {
  /** Its address on loopback; the port is 53. */
  address: string
  close(): void
}

let started = 0

export const recordTypes = { A: 1, NS: 2, CNAME: 5, MX: 15, TXT: 16, AAAA: 28 }

/** An own name server, each answer after `ms`. */
export async function nameServer(answersTo: AnswersTo, ms = 0): Promise<NameServer> {
  const address = `127.77.${process.pid % 250}.${1 + ((Date.now() + started++) % 250)}`
  const socket = createSocket('udp4')
  const timers = new Set<NodeJS.Timeout>()
  socket.on('message', (query, { port, address: asker }) => {
    const answer = answerTo(query, answersTo)
    timers.add(setTimeout(() => socket.send(answer, port, asker), ms))
  })
  await bound(socket, address)
  const close = () => {
    for (const timer of timers) clearTimeout(timer)
    socket.close()
  }
  return { address, close }
}

const bound = (socket: Socket, address: string) =>
  new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(53, address, resolve)
  })

function answerTo(query: Buffer, answersTo: AnswersTo): Buffer {
  const end = query.indexOf(0, 12) + 5
  const type = query.readUInt16BE(end - 4)
  const found = answersTo(nameIn(query), type)
  const records = found === 'no such name' ? [] : found
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(found === 'no such name' ? 0x8183 : 0x8180, 2)
  for (const [at, count] of [records.length, 0, 0].entries()) head.writeUInt16BE(count, 6 + 2 * at)
  // Each answers the name of the question (a pointer to it), class IN, for a minute.
  const written = records.map((data) =>
    Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]), data]),
  )
  return Buffer.concat([head, query.subarray(12, end), ...written])
}

function nameIn(query: Buffer): string {
  const labels: string[] = []
  for (let at = 12; query[at]; at += (query[at] ?? 0) + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
  return labels.join('.').toLowerCase()
}

/** A name as the wire has it. */
export const wireName = (name: string): Buffer =>
  Buffer.concat([...name.split('.').map(wireText), Buffer.from([0])])

export const wireText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])

/** Whether this machine lets a test give one process a name server of its own. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}

/** The script for `unshare -m sh -c`: `$1` becomes this process's resolv.conf. A shell passes no variable with a hyphen in its name on. */
export const withOwnNames = (inputs: Record<string, string>): string => {
  const set = Object.entries(inputs).map(([name, value]) => `'INPUT_${name.toUpperCase()}=${value}'`)
  return `mount --bind "$1" "$(readlink -f /etc/resolv.conf)" && exec env ${set.join(' ')} "$2" "$3"`
}
