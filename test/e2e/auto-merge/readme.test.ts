// The workflow of the README and those of the examples, as somebody copies them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../../scripts/house.ts'
import { command } from '../../support/command.ts'
import { ready, users } from '../../support/merge-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [, readme = ''] =
  /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'actions/auto-merge/README.md'), 'utf8')) ?? []

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const world = () => ({
  now: '2026-01-11T12:00:00Z',
  users,
  repositories: [
    {
      name: 'acme/web',
      files: { 'README.md': '# web\n' },
      collaborators: { alice: 'write', bob: 'write', carol: 'write' },
      workflow_runs: [
        { id: 501, name: 'CI', event: 'pull_request', head_branch: 'feature/a', conclusion: 'success' },
      ],
      pull_requests: [
        ready({ statuses: [{ context: 'legacy', state: 'success' }] }),
        ready({ number: 8, head: 'b', reviews: [] }),
      ],
    },
  ],
})

describe('the workflow of the README, as written', () => {
  test.each([
    ['pull_request_target', { pull_request: { number: 7 } }],
    ['pull_request_review', { pull_request: { number: 7 } }],
    ['workflow_run', { workflow_run: { id: 501 } }],
    ['status', {}],
    ['schedule', {}],
  ])('on %s it merges what may be merged, and nothing else', async (event, payload) => {
    const args = [
      written('readme.yml', readme),
      '--world',
      written(`${event}.json`, JSON.stringify(world())),
      '--event',
      event,
      '--payload',
      written(`${event}-payload.json`, JSON.stringify(payload)),
      '--json',
    ]
    const { stdout } = await command('workflow.ts', args)
    const { conclusion, state } = JSON.parse(stdout) as {
      conclusion: string
      state: { repositories: { pull_requests: { number: number; merged: boolean }[] }[] }
    }
    const merged = state.repositories[0]?.pull_requests.filter((pull) => pull.merged)
    expect([conclusion, merged?.map(({ number }) => number)]).toEqual(['success', [7]])
  })
})

test.each(['README', 'auto-merge-on-approval.yml', 'auto-merge-dependabot.yml'])(
  '%s: a waiting run of one pull request is not replaced by one of another',
  (name) => {
    const text = name === 'README' ? readme : readFileSync(join(root, 'examples', name), 'utf8')
    const { concurrency } = parse(text) as { concurrency: string | { group: string } }
    const group = typeof concurrency === 'string' ? concurrency : concurrency.group
    expect(group).toMatch(/github\.event\.pull_request\.number \|\| github\.run_id/)
  },
)
