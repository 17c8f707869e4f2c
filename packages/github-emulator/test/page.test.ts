// The page for people: what is on it, and that hostile text stays text. A browser looks at it where one is installed.
import { describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import type { WorldInput } from '../src/index.ts'
import { base, onWorld } from './support/emulated.ts'

const run = promisify(execFile)
const hostile = `<img src=x onerror="document.title='pwned'"><script>document.title='pwned'</script>`
const world: WorldInput = {
  ...base,
  repositories: [
    {
      name: 'acme/web',
      commits: 2,
      branches: [{ name: 'work', commits: 1 }],
      pull_requests: [
        { number: 7, head: 'work', title: `Add ${hostile}`, labels: [hostile.slice(0, 40)], author: 'alice' },
      ],
      issues: [{ number: 3, title: 'evil \u202etxt.exe', labels: ['bug'] }],
    },
  ],
}

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env['CHROME_BIN'] ?? '',
]
const browser = browsers.find((path) => path !== '' && existsSync(path))

describe('the page', () => {
  test('lists repositories, pull requests, issues and requests, with everything escaped', () =>
    onWorld(world, async (ask, emulator) => {
      await ask('GET', '/repos/acme/web')
      const answer = await ask('GET', '/')
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
      for (const text of ['acme/web', '#7', '#3', 'work → main', 'GET /repos/{owner}/{repo}'])
        expect(answer.body).toContain(text)
      expect(answer.body).not.toMatch(/<script|<img|\u202e/)
      expect(answer.body).toContain('&lt;script&gt;')
      expect(answer.body).not.toMatch(/(src|href)="https?:/)
      expect(emulator.requests().at(-1)?.kind).toBe('page')
    }))

  const inBrowser = browser === undefined ? test.skip : test
  inBrowser('reads well in a headless browser, and runs no foreign script', () =>
    onWorld(world, async (_ask, emulator) => {
      const args = [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--virtual-time-budget=2000',
        '--dump-dom',
        emulator.url,
      ]
      const { stdout } = await run(browser ?? '', args, { timeout: 40_000 })
      expect(stdout).toContain('<title>GitHub emulator</title>')
      expect(stdout).toContain('Requests (')
    }),
  )
})
