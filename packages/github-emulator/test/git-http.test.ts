// git itself against the emulator.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGit } from '../src/git/git.ts'
import { startEmulator, type Emulator } from '../src/index.ts'
import { askAt, base } from './support/emulated.ts'

let emulator: Emulator
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'git-http-'))
  emulator = await startEmulator({
    ...base,
    tokens: [
      { token: 'ghs_read', kind: 'github_token', repository: 'acme/web', permissions: { contents: 'read' } },
      {
        token: 'ghs_write',
        kind: 'github_token',
        repository: 'acme/web',
        permissions: { contents: 'write' },
      },
    ],
    repositories: [
      {
        name: 'acme/web',
        commits: 6,
        branches: [{ name: 'feature', from: 'main~2', commits: 1 }],
        protection: { 'release/*': { required_approving_review_count: 1 } },
        pull_requests: [{ head: 'feature' }],
      },
      { name: 'acme/secret', visibility: 'private' },
      { name: 'acme/old', archived: true },
      { name: 'acme/former', renamed_to: 'acme/web' },
    ],
  })
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await emulator.close()
})

const remote = (name: string, token: string | null = 'ghs_viewer') =>
  emulator.url.replace('http://', token === null ? 'http://' : `http://x-access-token:${token}@`) +
  `/${name}.git`

async function clone(name: string, token: string | null = 'ghs_viewer', ...options: string[]) {
  const into = mkdtempSync(join(folder, 'clone-'))
  const result = await runGit(['clone', '-q', ...options, remote(name, token), into])
  return { into, ...result }
}

async function commitIn(directory: string, path: string, content = 'x\n') {
  mkdirSync(join(directory, path, '..'), { recursive: true })
  writeFileSync(join(directory, path), content)
  await runGit(['add', '-A'], { directory })
  return runGit(['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', `add ${path}`], {
    directory,
  })
}

describe('git over HTTP', () => {
  test('clones, also by the former name and without blobs', async () => {
    const whole = await clone('acme/web')
    expect(whole.code).toBe(0)
    const count = await runGit(['rev-list', '--count', 'HEAD'], { directory: whole.into })
    expect(count.stdout.toString().trim()).toBe('7')
    expect((await clone('acme/former')).code).toBe(0)
    const partial = await clone('acme/web', 'ghs_viewer', '--filter=tree:0', '--bare')
    expect(partial.code).toBe(0)
  })

  test('a push moves the branch, the pull request follows, and mergeability is unknown until it is read', async () => {
    const ask = askAt(emulator.url)
    const { into } = await clone('acme/web')
    await runGit(['checkout', '-q', 'feature'], { directory: into })
    await commitIn(into, 'pushed.txt')
    const before = await ask('GET', '/repos/acme/web/pulls/1')
    const pushed = await runGit(['push', '-q', 'origin', 'feature'], { directory: into })
    expect(pushed).toMatchObject({ code: 0 })
    const tip = (await runGit(['rev-parse', 'HEAD'], { directory: into })).stdout.toString().trim()
    const after = await ask('GET', '/repos/acme/web/pulls/1')
    expect(before.body.mergeable_state).toBe('clean')
    expect(after.body).toMatchObject({ mergeable: null, mergeable_state: 'unknown', head: { sha: tip } })
    expect((await ask('GET', '/repos/acme/web/pulls/1')).body).toMatchObject({ mergeable: true, commits: 2 })
  })

  test('what the API moves, a fetch sees', async () => {
    const ask = askAt(emulator.url)
    const { into } = await clone('acme/web')
    const sha = (await ask('GET', '/repos/acme/web/git/ref/heads/main')).body.object.sha as string
    await ask('POST', '/repos/acme/web/git/refs', { ref: 'refs/heads/from-api', sha })
    const fetched = await runGit(['fetch', '-q', 'origin', 'from-api'], { directory: into })
    expect(fetched.code).toBe(0)
  })

  test.each([
    ['a token that may only read', 'acme/web', 'ghs_read', 'main', /403|denied/],
    ['a repository out of the token’s reach', 'acme/old', 'ghs_write', 'main', /403|denied|archived/],
    ['an archived repository', 'acme/old', 'ghs_viewer', 'main', /403|archived/],
  ])('refuses a push with %s', async (_case, name, token, branch, text) => {
    const { into } = await clone(name, token)
    await commitIn(into, 'denied.txt')
    const pushed = await runGit(['push', 'origin', `HEAD:${branch}`], { directory: into })
    expect(pushed.code).not.toBe(0)
    expect(pushed.stderr).toMatch(text)
  })

  test('protected branches and workflow files are guarded, each in GitHub’s words', async () => {
    const ask = askAt(emulator.url)
    const sha = (await ask('GET', '/repos/acme/web/git/ref/heads/main')).body.object.sha as string
    await ask('POST', '/repos/acme/web/git/refs', { ref: 'refs/heads/release/1', sha })
    const { into } = await clone('acme/web', 'ghs_write')
    await commitIn(into, 'direct.txt')
    const direct = await runGit(['push', 'origin', 'HEAD:release/1'], { directory: into })
    expect(direct.stderr).toMatch(/GH006: Protected branch update failed for refs\/heads\/release\/1/)
    await commitIn(into, '.github/workflows/ci.yml', 'on: push\n')
    const workflow = await runGit(['push', 'origin', 'HEAD:with-workflow'], { directory: into })
    expect(workflow.stderr).toMatch(
      /refusing to allow a GitHub App to create or update workflow `\.github\/workflows\/ci\.yml` without `workflows` permission/,
    )
    expect(emulator.state().repositories[0]?.branches['with-workflow']).toBeUndefined()
  })

  test('a private repository is not there for strangers', async () => {
    expect((await clone('acme/secret', null)).code).not.toBe(0)
    expect((await clone('acme/secret', 'ghs_read')).code).not.toBe(0)
    expect((await clone('acme/secret')).code).toBe(0)
  })
})
