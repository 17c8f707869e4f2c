import { describe, expect, test } from '@jest/globals'
import { base, onWorld } from './support/emulated.ts'
import type { WorldInput } from '../src/index.ts'

const world: WorldInput = {
  ...base,
  repositories: [
    {
      name: 'acme/web',
      collaborators: { alice: 'write', bob: 'read' },
      files: { 'a.txt': 'one\n', 'b.txt': 'one\n' },
      commits: 5,
      branches: [
        {
          name: 'feature',
          from: 'main~2',
          commits: [
            { message: 'work', files: { 'c.txt': 'x\n' } },
            { message: 'more', files: { 'c.txt': 'y\n' } },
          ],
        },
        { name: 'clash', from: 'main~1', commits: [{ message: 'ours', files: { 'a.txt': 'ours\n' } }] },
        { name: 'theirs', from: 'main~1', commits: [{ message: 'theirs', files: { 'a.txt': 'theirs\n' } }] },
        'same',
      ],
    },
  ],
}
const repo = '/repos/acme/web'

describe('pull requests over REST', () => {
  test('open, read, merge: both sides of a merge stay', () =>
    onWorld(world, async (ask, emulator) => {
      const opened = await ask('POST', `${repo}/pulls`, { title: 'Add', head: 'feature', base: 'main' })
      expect([opened.status, opened.body.number, opened.body.mergeable_state]).toEqual([201, 1, 'unknown'])
      const read = await ask('GET', `${repo}/pulls/1`)
      expect(read.body).toMatchObject({
        mergeable: true,
        mergeable_state: 'clean',
        commits: 2,
        changed_files: 1,
        additions: 1,
      })
      const wrong = await ask('PUT', `${repo}/pulls/1/merge`, { sha: '1'.repeat(40) })
      expect([wrong.status, wrong.body.message]).toEqual([
        409,
        'Head branch was modified. Review and try the merge again.',
      ])
      const merged = await ask('PUT', `${repo}/pulls/1/merge`, { sha: opened.body.head.sha })
      expect(merged.body).toMatchObject({ merged: true })
      const commit = await ask('GET', `${repo}/commits/${merged.body.sha}`)
      expect(commit.body.parents).toHaveLength(2)
      const compared = await ask('GET', `${repo}/compare/main...feature`)
      expect(compared.body).toMatchObject({ status: 'behind', ahead_by: 0 })
      const again = await ask('PUT', `${repo}/pulls/1/merge`, {})
      expect(again.status).toBe(405)
      expect(emulator.state().repositories[0]?.pull_requests[0]).toMatchObject({
        merged: true,
        state: 'closed',
      })
    }))

  test.each([
    ['a head that does not exist', { head: 'nope', base: 'main' }, { field: 'head', code: 'invalid' }],
    ['a base that does not exist', { head: 'feature', base: 'nope' }, { field: 'base', code: 'invalid' }],
    [
      'nothing between',
      { head: 'same', base: 'main' },
      { code: 'custom', message: 'No commits between main and same' },
    ],
    ['no title', { head: 'feature', base: 'main', title: '' }, { code: 'missing_field', field: 'title' }],
  ])('refuses %s', (_name, body, error) =>
    onWorld(world, async (ask) => {
      const answer = await ask('POST', `${repo}/pulls`, { title: 'T', ...body })
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({
        message: 'Validation Failed',
        errors: [{ resource: 'PullRequest', ...error }],
      })
    }),
  )

  test('refuses a second one for the same head and base, and says so', () =>
    onWorld(world, async (ask) => {
      await ask('POST', `${repo}/pulls`, { title: 'T', head: 'feature', base: 'main' })
      const second = await ask('POST', `${repo}/pulls`, { title: 'T', head: 'acme:feature', base: 'main' })
      expect(second.body.errors[0].message).toBe('A pull request already exists for acme:feature.')
    }))

  test('a conflict is dirty, and merging it answers 405', () =>
    onWorld(world, async (ask) => {
      await ask('POST', `${repo}/pulls`, { title: 'T', head: 'clash', base: 'theirs' })
      const read = await ask('GET', `${repo}/pulls/1`)
      expect(read.body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
      const merged = await ask('PUT', `${repo}/pulls/1/merge`)
      expect([merged.status, merged.body.message]).toEqual([405, 'Pull Request is not mergeable'])
    }))

  test.each(['squash', 'rebase'] as const)('%s leaves one parent per commit', (method) =>
    onWorld(world, async (ask) => {
      await ask('POST', `${repo}/pulls`, { title: 'Two', head: 'feature', base: 'main' })
      const merged = await ask('PUT', `${repo}/pulls/1/merge`, { merge_method: method })
      expect(merged.status).toBe(200)
      const commit = await ask('GET', `${repo}/commits/${merged.body.sha}`)
      expect(commit.body.parents).toHaveLength(1)
      expect(commit.body.commit.message.split('\n')[0]).toBe(method === 'squash' ? 'Two (#1)' : 'more')
    }),
  )

  test('update-branch brings the base into the head; then there is nothing new', () =>
    onWorld(world, async (ask) => {
      const { body } = await ask('POST', `${repo}/pulls`, { title: 'T', head: 'feature', base: 'main' })
      const stale = await ask('PUT', `${repo}/pulls/1/update-branch`, { expected_head_sha: '2'.repeat(40) })
      expect(stale.status).toBe(422)
      const updated = await ask('PUT', `${repo}/pulls/1/update-branch`, { expected_head_sha: body.head.sha })
      expect(updated.status).toBe(202)
      expect((await ask('GET', `${repo}/compare/main...feature`)).body).toMatchObject({
        behind_by: 0,
        ahead_by: 3,
      })
      expect((await ask('PUT', `${repo}/pulls/1/update-branch`)).status).toBe(422)
    }))
})
