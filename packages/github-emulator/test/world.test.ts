// The world file: everything of its documentation loads, and every mistake is told with its place.
import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadWorld, startEmulator, WorldError } from '../src/index.ts'
import { askAt, base, onWorld } from './support/emulated.ts'

function problemsOf(work: () => unknown) {
  try {
    work()
  } catch (error) {
    if (error instanceof WorldError) return error.problems
  }
  throw new Error('no WorldError')
}

describe('the world file', () => {
  test('names every mistake at once, with path, line and column', () => {
    const text = [
      'now: yesterday',
      'repositories:',
      '  - name: acme/web',
      '    brnches: []',
      '    pull_requests:',
      '      - { head: a, number: 3, reviews: [{ user: bob, state: YES }] }',
      '    issues: [{ number: 3 }]',
      '  - name: bad name',
    ].join('\n')
    const found = problemsOf(() => loadWorld(text, 'w.yml')).map(
      ({ path, line, column }) => `${line}:${column} ${path}`,
    )
    expect(found).toEqual([
      '1:6 now',
      '4:5 repositories[0].brnches',
      '6:61 repositories[0].pull_requests[0].reviews[0].state',
      '8:11 repositories[1].name',
    ])
    const twice = text
      .replace('yesterday', '-1h')
      .replace('brnches', 'branches')
      .replace('YES', 'APPROVED')
      .replace('bad name', 'acme/WEB')
    expect(problemsOf(() => loadWorld(twice, 'w.yml')).map(({ path }) => path)).toEqual([
      'repositories[0].issues[0].number',
      'repositories[1].name',
    ])
  })

  test('broken YAML and JSON have a place too', () => {
    expect(problemsOf(() => loadWorld('a: [1, 2', 'w.yml'))[0]).toMatchObject({ line: 1 })
    expect(problemsOf(() => loadWorld('{"a": 1,\n "a": 2}', 'w.json'))[0]).toMatchObject({ line: 2 })
  })

  test('revisions that do not exist are mistakes of the file, all of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'world-'))
    const file = join(folder, 'world.yml')
    writeFileSync(
      file,
      'repositories:\n  - name: a/b\n    branches: [{ name: x, from: nope }]\n  - name: a/c\n    git_fixture: missing.git\n',
    )
    const error: unknown = await startEmulator(file).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(WorldError)
    expect((error as WorldError).problems.map(({ path, line }) => `${line} ${path}`)).toEqual([
      '3 repositories[0].branches[0]',
      '5 repositories[1].git_fixture',
    ])
    rmSync(folder, { recursive: true })
  })

  test('a real repository can be the fixture', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fixture-'))
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], {
        cwd: folder,
        encoding: 'utf8',
      })
    git('init', '-q', '-b', 'trunk', '.')
    for (const name of ['one', 'two']) git('commit', '-q', '--allow-empty', '-m', name)
    git('branch', 'side', 'HEAD~1')
    await onWorld(
      {
        ...base,
        repositories: [
          { name: 'acme/real', git_fixture: folder, branches: [{ name: 'more', from: 'side', commits: 2 }] },
        ],
      },
      async (ask) => {
        const compared = await ask('GET', '/repos/acme/real/compare/trunk...more')
        expect(compared.body).toMatchObject({ ahead_by: 2, behind_by: 1, status: 'diverged' })
        expect((await ask('GET', '/repos/acme/real')).body.default_branch).toBe('trunk')
      },
    )
    rmSync(folder, { recursive: true })
  })

  test('the same file and time give the same object ids', async () => {
    const world = {
      ...base,
      repositories: [
        { name: 'acme/web', commits: 5, branch_count: { prefix: 'w/', count: 3, behind: 2, ahead: 2 } },
      ],
    }
    const tips = async () =>
      onWorld(world, async (_ask, emulator) => emulator.state().repositories[0]?.branches)
    expect(await tips()).toEqual(await tips())
  })

  test('branch_count gives each branch its own tip, so far behind and ahead', () =>
    onWorld(
      {
        ...base,
        repositories: [
          { name: 'acme/web', commits: 9, branch_count: { prefix: 'w/', count: 12, behind: 4, ahead: 3 } },
        ],
      },
      async (ask, emulator) => {
        const { branches } = emulator.state().repositories[0] ?? { branches: {} }
        expect(new Set(Object.values(branches)).size).toBe(13)
        expect((await ask('GET', '/repos/acme/web/compare/main...w%2F12')).body).toMatchObject({
          ahead_by: 3,
          behind_by: 4,
        })
      },
    ))

  test('times are ISO or durations from now; the clock starts at now and can be moved', async () => {
    const emulator = await startEmulator({
      ...base,
      repositories: [
        {
          name: 'acme/web',
          issues: [
            { number: 1, created_at: '-2h' },
            { number: 2, created_at: '2025-12-24T12:00:00Z' },
          ],
        },
      ],
    })
    const ask = askAt(emulator.url)
    expect((await ask('GET', '/repos/acme/web/issues/1')).body.created_at).toBe('2026-01-10T22:00:00Z')
    const second = await ask('GET', '/repos/acme/web/issues/2')
    expect(second.body.created_at).toBe('2025-12-24T12:00:00Z')
    expect(second.headers.get('date')).toMatch(/^Sun, 11 Jan 2026 00:00:0\d GMT$/)
    await ask('POST', '/_emulator/clock', { advance: '3h' })
    expect((await ask('GET', '/repos/acme/web')).headers.get('date')).toMatch(/^Sun, 11 Jan 2026 03:00/)
    await emulator.close()
  })
})
