import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { root } from '../../scripts/house.ts'
import { findBrowser, photograph, summaryPage } from '../../scripts/picture.ts'
import { command, type Finished } from '../support/command.ts'

const at = (path: string) => join(root, 'out/monitor', path)

describe('npm start', () => {
  let done: Finished
  let seconds = 0

  beforeAll(async () => {
    const started = performance.now()
    done = await command('start.ts', [])
    seconds = (performance.now() - started) / 1000
  })

  test('ends well, within twenty seconds', () => {
    expect(done.stderr).toBe('')
    expect(done.code).toBe(0)
    expect(seconds).toBeLessThan(20)
  })
  test('prints plain lines in a pipe', () => {
    expect(done.stdout).not.toContain('\u001B')
    expect(done.stdout).toMatch(/✓ Validate/)
    expect(done.stdout).toMatch(/✓ Scan and sync/)
  })
  test('names files that are there', () => {
    const written = done.stdout.split('Written:')[1]?.split('Next:')[0] ?? ''
    const paths = [...written.matchAll(/^ {2}\S.*?\s{2,}(\S+)$/gm)].map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThanOrEqual(5)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
  test('measured the ecosystem as it is', () => {
    const metrics = JSON.parse(readFileSync(at('workspace/automation_metrics.json'), 'utf8')) as Record<
      string,
      number
    >
    expect(metrics['repos_scanned']).toBeGreaterThanOrEqual(8)
    expect(metrics['branches_analyzed']).toBeGreaterThanOrEqual(12)
    expect(metrics['prs_created']).toBeGreaterThanOrEqual(3)
    const summary = readFileSync(at('summary.md'), 'utf8')
    for (const name of ['acme/web', 'acme/api', 'acme/legacy', 'acme/ghost', 'acme/sandbox', 'acme/vault'])
      expect(summary).toContain(name)
  })

  const browser = findBrowser()
  const withBrowser = browser ? test : test.skip
  withBrowser('its summary can be looked at', () => {
    const to = join(root, 'out/summary.png')
    photograph({ html: summaryPage(readFileSync(at('summary.md'), 'utf8')), to })
    expect(statSync(to).size).toBeGreaterThan(10_000)
  })
})

describe('npm start, with mistakes', () => {
  test('--live without a config says what is missing', async () => {
    const { code, stderr } = await command('start.ts', ['--live'], { GITHUB_TOKEN: '' })
    expect(code).toBe(2)
    expect(stderr).toContain('--live needs --config FILE')
  })
  test('an unknown option is named', async () => {
    const { code, stderr } = await command('start.ts', ['--lve'])
    expect(code).toBe(2)
    expect(stderr).toContain('--lve')
  })
})
