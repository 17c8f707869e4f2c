import { connect, type Socket } from 'node:net'
import type { HostTarget } from '../probes.ts'
import type { AddressGuard } from './address-guard.ts'

/** A connected socket. Aborting the signal destroys it, before and after the connection. */
export function openSocket(
  { host, port }: Pick<HostTarget, 'host' | 'port'>,
  guard: AddressGuard,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    guard.host(host)
    const socket = connect({ host, port, lookup: guard.lookup, autoSelectFamily: true })
    const stop = () => socket.destroy(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    socket.once('close', () => signal.removeEventListener('abort', stop))
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Bytes as they come; `take` waits until there are as many. Rejects when the other side ends first. */
export class SocketReader {
  #buffer = Buffer.alloc(0)
  #waiting: { ready: () => boolean; resolve: () => void; reject: (error: Error) => void } | undefined
  #ended: Error | undefined
  readonly #limit: number

  constructor(socket: Socket, limit = 1_048_576) {
    this.#limit = limit
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk])
      if (this.#buffer.length > this.#limit)
        socket.destroy(new Error(`the answer has more than ${this.#limit} bytes`))
      this.#wake()
    })
    const end = (error: Error) => {
      this.#ended ??= error
      this.#wake()
    }
    socket.on('error', end)
    socket.on('close', () =>
      end(Object.assign(new Error('the connection was closed by the other side'), { code: 'ECONNRESET' })),
    )
  }

  async take(count: number): Promise<Buffer> {
    await this.#until(() => this.#buffer.length >= count)
    const taken = this.#buffer.subarray(0, count)
    this.#buffer = this.#buffer.subarray(count)
    return taken
  }

  /** Up to and without CRLF. */
  async line(): Promise<string> {
    await this.#until(() => this.#buffer.includes('\r\n'))
    const end = this.#buffer.indexOf('\r\n')
    const line = this.#buffer.toString('utf8', 0, end)
    this.#buffer = this.#buffer.subarray(end + 2)
    return line
  }

  async #until(ready: () => boolean): Promise<void> {
    if (ready()) return
    if (this.#ended) throw this.#ended
    await new Promise<void>((resolve, reject) => {
      this.#waiting = { ready, resolve, reject }
    })
  }

  #wake(): void {
    const waiting = this.#waiting
    if (!waiting) return
    if (waiting.ready()) waiting.resolve()
    else if (this.#ended) waiting.reject(this.#ended)
    else return
    this.#waiting = undefined
  }
}
