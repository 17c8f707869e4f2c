import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { command } from '../../support/command.ts'
import { ready, users } from '../../support/merge-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'backtest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const world = join(folder, 'world.json')
const merged = { merged: true, merged_at: '-10m' }
writeFileSync(
  world,
  JSON.stringify({
    now: '2026-01-11T12:00:00Z',
    users,
    repositories: [
      {
        name: 'acme/web',
        files: { 'README.md': '# web\n' },
        collaborators: { alice: 'write', bob: 'write', carol: 'write', tim: 'triage' },
        pull_requests: [
          ready({ number: 1, head: 'a', ...merged }),
          ready({ number: 2, head: 'b', ...merged, reviews: [] }),
          ready({ number: 3, head: 'c', ...merged, labels: [{ name: 'automerge', by: 'tim' }] }),
        ],
      },
    ],
  }),
)

test('prints where the policy would have decided otherwise', async () => {
  const { code, stdout } = await command('backtest.ts', ['acme/web', '--world', world])
  expect(code).toBe(0)
  expect(stdout).toMatch(/#1 .*same/)
  expect(stdout).toMatch(/#2 .*DIFFERS .*block approvals_missing: 0 of 2 approvals\./)
  expect(stdout).toMatch(
    /3 merged: the policy would have merged 2 of them, .* earlier in all, and held back 1\./,
  )
  expect(stdout).toContain('Every pull request counts as opted in; --labelled asks for the label.')
})

test('a repository in which nothing was merged', async () => {
  const empty = join(folder, 'empty.json')
  const repositories = [{ name: 'acme/web', files: { 'README.md': '# web\n' } }]
  writeFileSync(empty, JSON.stringify({ users, repositories }))
  const { code, stdout } = await command('backtest.ts', ['acme/web', '--world', empty])
  expect([code, stdout.trim()]).toEqual([0, 'No pull request has been merged yet. 1 request.'])
})

test('--labelled asks who set the label, --with changes the policy', async () => {
  const args = ['acme/web', '--world', world, '--labelled', '--with', 'required-approvals=0', '--json']
  const { stdout } = await command('backtest.ts', args)
  const { pull_requests: replays, requests } = JSON.parse(stdout) as {
    pull_requests: { number: number; verdict: { intent: string; reason: string } }[]
    requests: number
  }
  const endings = replays.sort((a, b) => a.number - b.number).map(({ verdict }) => verdict.reason)
  expect([endings, requests]).toEqual([['eligible', 'eligible', 'label_actor_permission'], 2])
})

test('what cannot be read is named, and not counted as the same', async () => {
  const broken = join(folder, 'broken.json')
  const faults = [{ match: { graphql: 'pr2' }, status: 502 }]
  writeFileSync(broken, JSON.stringify({ ...JSON.parse(readFileSync(world, 'utf8')), faults }))
  const { code, stdout } = await command('backtest.ts', ['acme/web', '--world', broken], {
    ECOSYSTEM_ACTIONS_TIME_SCALE: '1000',
  })
  expect([code, stdout]).toEqual([0, expect.stringContaining('Could not be read: #2.')])
  expect(stdout).toContain('2 merged: the policy would have merged 2 of them')
})

test.each([
  [['acme/web'], '--live or --world'],
  [['acme', '--world', world], 'owner/name'],
  [['acme/none', '--world', world], 'cannot be read'],
  [['acme/web', '--world', world, '--with', 'merge-method=x'], 'merge-method'],
  [['acme/web', '--world', world, '--limit', '0'], '--limit'],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await command('backtest.ts', args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).not.toMatch(/^\s+at /m)
})
