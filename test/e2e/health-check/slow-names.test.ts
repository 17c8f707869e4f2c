import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'
import { mayMount, nameServer, recordTypes, withOwnNames } from '../../support/name-server.ts'

const onOwnNames = mayMount() ? test : test.skip

onOwnNames(
  '100 hosts behind a name server that takes a second: none waits for another, none is called down',
  async () => {
    const [count, wait] = [100, 1000]
    const folder = mkdtempSync(join(tmpdir(), 'health-names-'))
    const localhost = [Buffer.from([127, 0, 0, 1])]
    const names = await nameServer((_, type) => (type === recordTypes.A ? localhost : []), wait)
    const service = createServer((_, response) => response.end('ok'))
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    writeFileSync(join(folder, 'resolv.conf'), `nameserver ${names.address}\noptions timeout:10\n`)
    const script = withOwnNames({ 'timeout-seconds': '6', 'allow-private-addresses': 'true' })
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
