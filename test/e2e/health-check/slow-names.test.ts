import { execFileSync, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'

/** Answers every name with 127.0.0.1, after a while. */
async function slowNameServer(address: string, ms: number): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address: asker }) => {
    const end = query.indexOf(0, 12) + 5
    const wantsAddress = query.readUInt16BE(end - 4) === 1
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180, 2)
    for (const [at, count] of [wantsAddress ? 1 : 0, 0, 0].entries()) head.writeUInt16BE(count, 6 + 2 * at)
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1])
    const answer = Buffer.concat([head, query.subarray(12, end), ...(wantsAddress ? [record] : [])])
    setTimeout(() => socket.send(answer, port, asker), ms)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(53, address, resolve)
  })
  return socket
}

/** Whether this machine lets the test give one process a name server of its own. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}

const onOwnNames = mayMount() ? test : test.skip

onOwnNames(
  '100 hosts behind a name server that takes a second: none waits for another, none is called down',
  async () => {
    const [count, wait] = [100, 1000]
    const folder = mkdtempSync(join(tmpdir(), 'health-names-'))
    const address = `127.77.${process.pid % 250}.${1 + (Date.now() % 250)}`
    const names = await slowNameServer(address, wait)
    const service = createServer((_, response) => response.end('ok'))
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    writeFileSync(join(folder, 'resolv.conf'), `nameserver ${address}\noptions timeout:10\n`)
    // A shell passes no variable with a hyphen in its name on.
    const inputs = 'INPUT_TIMEOUT-SECONDS=6 INPUT_ALLOW-PRIVATE-ADDRESSES=true'
    const script = `mount --bind "$1" "$(readlink -f /etc/resolv.conf)" && exec env ${inputs} "$2" "$3"`
    const hosts = Array.from({ length: count }, (_, n) => `http://host-${n}.example:${port}/`)
    try {
      const [node, bundle] = [process.execPath, join(root, 'dist/health-check/index.js')]
      const child = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', 'resolv.conf', node, bundle], {
        cwd: folder,
        stdio: 'ignore',
        env: {
          PATH: process.env['PATH'],
          GITHUB_WORKSPACE: folder,
          INPUT_ENDPOINTS: hosts.join('\n'),
          INPUT_CONCURRENCY: String(count),
          INPUT_ATTEMPTS: '1',
          INPUT_HISTORY: 'none',
        },
      })
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
      const { checks } = JSON.parse(readFileSync(join(folder, 'automation_health.json'), 'utf8')) as {
        checks: { status: string; duration_ms: number }[]
      }
      expect(checks.filter(({ status }) => status === 'ok')).toHaveLength(count)
      // With the two threads that Node gives to names it would be fifty seconds.
      expect(Math.max(...checks.map(({ duration_ms }) => duration_ms))).toBeLessThan(4 * wait)
      expect(Math.min(...checks.map(({ duration_ms }) => duration_ms))).toBeGreaterThanOrEqual(wait * 0.9)
    } finally {
      names.close()
      service.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000,
)
