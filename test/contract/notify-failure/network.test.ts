import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { reachOf } from '../../../actions/notify-failure/adapters/address.ts'
import { httpsSender } from '../../../actions/notify-failure/adapters/https.ts'
import { redirectedLogs } from '../../../actions/notify-failure/adapters/logs.ts'
import { NotDelivered, type Post } from '../../../actions/notify-failure/ports.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const post = (url: string, more: Partial<Post> = {}): Post => ({
  method: 'POST',
  url,
  headers: {},
  body: '{}',
  allowPrivate: true,
  timeout: 2000,
  ...more,
})

describe('addresses', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['10.0.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['0.0.0.0', 'private'],
    ['169.254.169.254', 'link-local'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['::', 'private'],
    ['fd00::1', 'private'],
    ['fe80::1', 'link-local'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a9fe:a9fe', 'link-local'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:a00:1::', 'private'],
    ['::ffff:8.8.8.8', 'public'],
  ])('%s is %s', (address, reach) => expect(reachOf(address)).toBe(reach))

  test.each([
    'https://10.0.0.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://169.254.169.254/',
  ])('%s is refused before a byte is sent', async (url) => {
    await expect(httpsSender().post(post(url, { allowPrivate: false }))).rejects.toThrow(/refused/)
  })

  test('link-local stays refused when private hosts are allowed; plain http is for this machine alone', async () => {
    await expect(httpsSender().post(post('https://169.254.169.254/'))).rejects.toThrow(/link-local/)
    await expect(httpsSender().post(post('http://10.0.0.1/'))).rejects.toThrow(/Plain http/)
    await expect(httpsSender().post(post('http://127.0.0.1:1/', { allowPrivate: false }))).rejects.toThrow(
      /Plain http/,
    )
  })
})

describe('sender', () => {
  test('follows no redirect', async () => {
    let asked = 0
    const elsewhere = await serve((_, response) => void (asked++, response.end()))
    const url = await serve((_, response) => void response.writeHead(307, { location: elsewhere }).end())
    expect((await httpsSender().post(post(url))).status).toBe(307)
    expect(asked).toBe(0)
  })

  test('tells a connection that never stood from an answer that got lost', async () => {
    const lost = await serve((request) => void request.socket.destroy())
    const silent = await serve(() => undefined)
    const failure = async (url: string) => {
      const error: unknown = await httpsSender()
        .post(post(url, { timeout: 300 }))
        .catch((reason: unknown) => reason)
      return error instanceof NotDelivered ? error.sent : error
    }
    expect([await failure('http://127.0.0.1:1/'), await failure(lost), await failure(silent)]).toEqual([
      false,
      true,
      true,
    ])
  })

  test('reads at most 64 kB of an answer', async () => {
    const url = await serve((_, response) => void response.end('x'.repeat(1_000_000)))
    expect((await httpsSender().post(post(url))).body).toHaveLength(64 * 1024)
  })
})

describe('logs', () => {
  test('the end of a log that is too long, without our token, and no further redirect', async () => {
    const log = `${'line of no interest\n'.repeat(50_000)}##[error]Error: the end\n`
    const seen: IncomingMessage['headers'][] = []
    const url = await serve((request, response) => {
      seen.push(request.headers)
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      const part = log.slice(from)
      response
        .writeHead(from > 0 ? 206 : 200, { 'content-length': part.length, 'accept-ranges': 'bytes' })
        .end(part)
    })
    let text = ''
    const { cut } = await redirectedLogs(url).read(`${url}/log`, (piece) => (text += piece), 10_000)
    expect([cut, text.length <= 10_000, text.includes('Error: the end')]).toEqual([true, true, true])
    expect(seen.every(({ authorization }) => authorization === undefined)).toBe(true)
  })

  test('a stream without length is cut at the limit', async () => {
    let sent = 0
    const url = await serve((_, response) => {
      const more = (): void => {
        sent += 100_000
        const goesOn = response.write('y'.repeat(100_000))
        if (sent >= 50_000_000 || response.destroyed) response.end()
        else if (goesOn) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    })
    let size = 0
    const { cut } = await redirectedLogs(url).read(url, (piece) => (size += piece.length), 1_000_000)
    expect([cut, size < 2_000_000, sent < 20_000_000]).toEqual([true, true, true])
  })
})
