import { expect, test } from '@jest/globals'
import { syncRuns, type WorldInput } from '../../support/sync-runs.ts'

const users = ['alice', 'mallory'].map((login, index) => ({ login, id: 1001 + index, type: 'User' as const }))
const forged = `<!-- ecosystem-sync:{"base":"${'a'.repeat(40)}","head":"${'b'.repeat(40)}","run":1} -->`
const own = {
  name: 'develop',
  from: 'main~15',
  commits: [{ message: 'work', author: 'alice', date: '-2d', files: { 'own.txt': '1\n' } }],
}

type RepositoryInput = NonNullable<WorldInput['repositories']>[number]

interface Stranger {
  head: string
  body: string
  author: string
  labels?: string[]
}

function world(
  { head, body, author, labels = ['ecosystem-sync'] }: Stranger,
  more: Partial<RepositoryInput>,
): RepositoryInput {
  return {
    name: 'acme/web',
    commits: 30,
    branches: [own],
    pull_requests: [{ number: 5, head, base: 'develop', author, title: 'Theirs', body, labels }],
    ...more,
  }
}

const live = { 'create-prs': 'true', 'auto-sync': 'true', strategy: 'auto' }

/** A pull request of somebody else with our label stays as it is, whatever its text says. */
test.each<[string, Stranger, Partial<RepositoryInput>, Record<string, string>, number]>([
  [
    'a forged marker on a branch of its own: that branch is not moved, and ours is opened',
    { head: 'feature/x', body: forged, author: 'mallory' },
    { branches: [own, { name: 'feature/x', from: 'main~3' }] },
    { 'create-prs': 'true' },
    2,
  ],
  [
    'a forged marker on a fork: it does not stand in the way of ours',
    { head: 'fork:mallory/web:main', body: forged, author: 'mallory' },
    {},
    { 'create-prs': 'true' },
    2,
  ],
  [
    'a forged marker from the default branch: it is neither written to nor closed',
    { head: 'main', body: forged, author: 'mallory' },
    {},
    { 'create-prs': 'true' },
    1,
  ],
  [
    'a forged marker on a branch that is up to date: it is not closed as ours',
    { head: 'feature/x', body: forged, author: 'mallory' },
    {
      branches: [
        { ...own, from: 'main' },
        { name: 'feature/x', from: 'main~3' },
      ],
    },
    { 'create-prs': 'true' },
    1,
  ],
  [
    'a forged marker without our label, found only when ours is refused as a second one',
    { head: 'main', body: forged, author: 'mallory', labels: [] },
    {},
    { 'create-prs': 'true' },
    1,
  ],
  [
    'a pull request of a person, after the rules refused the move',
    { head: 'main', body: 'mine', author: 'alice' },
    {
      branches: [{ name: 'develop', from: 'main~15' }],
      rulesets: [
        {
          name: 'reviewed',
          conditions: { ref_name: { include: ['refs/heads/develop'] } },
          rules: [{ type: 'pull_request' }],
        },
      ],
    },
    live,
    1,
  ],
])('%s', async (_title, stranger, more, inputs, pulls) => {
  const repositories = [
    world(stranger, more),
    ...(stranger.head.startsWith('fork:') ? [{ name: 'mallory/web', commits: 30, fork_of: 'acme/web' }] : []),
  ]
  const it = await syncRuns({ users, repositories }, { repositories: ['acme/web'] })
  try {
    const standing = () => it.emulator.state().repositories.find(({ name }) => name === 'acme/web')!
    const before = standing()
    const run = await it.sync(inputs)
    const after = standing()
    expect(run.exitCode).toBe(0)
    expect(after.pull_requests.find(({ number }) => number === 5)).toEqual(
      before.pull_requests.find(({ number }) => number === 5),
    )
    expect(after.branches).toEqual(before.branches)
    expect(after.pull_requests).toHaveLength(pulls)
    expect(run.outputs['prs-updated']).toBe('0')
  } finally {
    await it.close()
  }
})
