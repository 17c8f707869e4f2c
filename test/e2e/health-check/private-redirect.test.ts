import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'

/** Whether this machine gives a process a network of its own, in which an address is public that leads nowhere else. */
function mayHaveOwnNetwork(): boolean {
  try {
    execFileSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const publicAddress = '9.9.9.9'

/** In the network of its own: a public address that sends to a private one, then the bundle. */
const stage = `
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
const asked = []
const inner = createServer((request, response) => { asked.push(request.url); response.end('geheim') })
const outer = createServer((request, response) => {
  if (request.url === '/ok') response.end('ok')
  else response.writeHead(302, { location: 'http://' + request.url.slice(1) + ':8001/inside' }).end()
})
inner.listen(8001, () => outer.listen(8000, '${publicAddress}', () => {
  const child = spawn(process.execPath, [process.argv[2]], { stdio: 'inherit' })
  child.on('close', () => { writeFileSync('asked.json', JSON.stringify(asked)); process.exit() })
}))
`
const onOwnNetwork = mayHaveOwnNetwork() ? test : test.skip

onOwnNetwork(
  'a public address that sends to a private one is not followed, by number or by name, unless that is asked for',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'health-redirect-'))
    writeFileSync(join(folder, 'stage.mjs'), stage)
    const targets = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433']
    const endpoints = ['ok', ...targets].map((target) => `http://${publicAddress}:8000/${target}`)
    const run = async (allowed: string) => {
      const script = `ip link set lo up && ip addr add ${publicAddress}/32 dev lo && exec env INPUT_ALLOW-PRIVATE-ADDRESSES=${allowed} "$1" stage.mjs "$2"`
      const bundle = join(root, 'dist/health-check/index.js')
      const env = {
        PATH: process.env['PATH'],
        GITHUB_WORKSPACE: folder,
        INPUT_ENDPOINTS: endpoints.join('\n'),
        INPUT_ATTEMPTS: '1',
        INPUT_HISTORY: 'none',
      }
      const args = ['-n', 'sh', '-c', script, 'sh', process.execPath, bundle]
      await new Promise<void>((resolve) => execFile('unshare', args, { cwd: folder, env }, () => resolve()))
      const read = (name: string) => readFileSync(join(folder, name), 'utf8')
      const { checks } = JSON.parse(read('automation_health.json')) as {
        checks: { kind: string; status: string; reason?: string }[]
      }
      return {
        text: read('automation_health.json'),
        asked: JSON.parse(read('asked.json')) as string[],
        found: checks
          .filter(({ kind }) => kind === 'http')
          .map(({ status, reason }) => (reason ? `${status} ${reason}` : status)),
      }
    }
    try {
      const refused = await run('false')
      expect(refused.found).toEqual(['ok', ...targets.map(() => 'error private_address')])
      expect(refused.asked).toEqual([])
      expect(refused.text).not.toContain('geheim')
      const followed = await run('true')
      expect(followed.found.slice(0, 3)).toEqual(['ok', 'ok', 'ok'])
      expect(followed.asked.length).toBeGreaterThanOrEqual(3)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000,
)
