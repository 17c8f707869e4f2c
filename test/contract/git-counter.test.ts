import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { gitCounter } from '../../actions/ecosystem-sync/adapters/git.ts'
import { graphCounts } from '../../actions/ecosystem-sync/scan/graph-counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'git-counter-'))
const repository = join(folder, 'acme/web.git')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.com']
  return execFileSync('git', [...identity, '-C', repository, ...args], { encoding: 'utf8' }).trim()
}

const [, major = 0, minor = 0] =
  /(\d+)\.(\d+)/.exec(execFileSync('git', ['--version'], { encoding: 'utf8' }))?.map(Number) ?? []
/** https://github.com/git/git/blob/master/Documentation/RelNotes/2.41.0.txt */
const countsItself = major > 2 || (major === 2 && minor >= 41)

const tips: Record<string, string> = {}

/** Commits on top of a parent, or on nothing. */
function commits(count: number, from?: string): string {
  let tip = from
  for (let index = 0; index < count; index++) {
    const tree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
    tip = git(
      'commit-tree',
      tree,
      '-m',
      `${index} ${Math.random()}`,
      ...(tip === undefined ? [] : ['-p', tip]),
    )
  }
  return tip ?? ''
}

beforeAll(() => {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository])
  execFileSync('git', ['-C', repository, 'hash-object', '-t', 'tree', '-w', '--stdin'], { input: '' })
  git('config', 'uploadpack.allowFilter', 'true')
  const fork = commits(4)
  tips['main'] = commits(3, fork)
  tips['identical'] = tips['main']
  tips['contained'] = fork
  tips['ahead'] = commits(2, tips['main'])
  tips['diverged'] = commits(5, fork)
  tips['unrelated'] = commits(2)
  for (const [name, oid] of Object.entries(tips)) git('update-ref', `refs/heads/${name}`, oid)
})

const expected = {
  identical: { ahead: 0, behind: 0, behindAtMost: 0 },
  contained: { ahead: 0, behind: 3, behindAtMost: 3 },
  ahead: { ahead: 2, behind: 0, behindAtMost: 0 },
  diverged: { ahead: 5, behind: 3, behindAtMost: 3 },
  unrelated: 'unrelated',
}

const named = (counts: ReadonlyMap<string, unknown>) =>
  Object.fromEntries(Object.keys(expected).map((name) => [name, counts.get(tips[name] ?? '')]))

test('the commit graph is counted as each branch is by itself', async () => {
  const counter = gitCounter({
    serverUrl: pathToFileURL(folder).href,
    temporary: folder,
    token: () => Promise.resolve('none'),
  })
  expect(named(await counter('acme/web', tips['main'] ?? '', Object.values(tips)))).toEqual(expected)
  const lines = git('rev-list', '--parents', '--all').split('\n')
  expect(named(graphCounts(lines, tips['main'] ?? '', Object.values(tips)))).toEqual(expected)
  const one = Object.keys(expected)
    .filter((name) => name !== 'unrelated')
    .map((name) => {
      const text = git('rev-list', '--left-right', '--count', `main...${tips[name]}`)
      const [behind = Number.NaN, ahead = Number.NaN] = text.split(/\s+/).map(Number)
      return [name, { ahead, behind, behindAtMost: behind }] as const
    })
  expect({ ...Object.fromEntries(one), unrelated: 'unrelated' }).toEqual(expected)
})

// Git before 2.41 has no such word; there the path above is the one from the graph.
;(countsItself ? test : test.skip)(
  'git 2.41 or newer counts all branches in one walk, with the same result',
  () => {
    const format = `%(refname:short) %(ahead-behind:${tips['main']})`
    const lines = git('for-each-ref', `--format=${format}`, 'refs/heads').split('\n')
    expect(
      Object.fromEntries(lines.map((line) => [line.split(' ')[0], line.split(' ').slice(1).map(Number)])),
    ).toEqual({
      main: [0, 0],
      identical: [0, 0],
      contained: [0, 3],
      ahead: [2, 0],
      diverged: [5, 3],
      // What no common ancestor looks like: everything of the base is missing.
      unrelated: [2, 7],
    })
  },
)
