// A second emulator of GitHub, written by others: where both are right they must agree; where it is wrong is listed here.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createEmulator } from 'emulate'
import { startEmulator, type Emulator } from '../src/index.ts'
import { askAt, base, type Ask } from './support/emulated.ts'

let theirs: { url: string; close(): Promise<void> }
let ours: Emulator
let both: { name: string; ask: Ask; first: string }[]

/** The same start on both: a repository with one commit and a branch `work` one commit ahead. */
async function prepare(ask: Ask): Promise<string> {
  const repo = '/repos/octo/web'
  const first = (await ask('GET', `${repo}/git/ref/heads/main`)).body.object.sha as string
  await ask('POST', `${repo}/git/refs`, { ref: 'refs/heads/work', sha: first })
  await ask('PUT', `${repo}/contents/work.txt`, { message: 'work', content: 'eA==', branch: 'work' })
  return first
}

beforeAll(async () => {
  theirs = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { ghs_viewer: { login: 'octo', scopes: ['repo'] } },
      github: { users: [{ login: 'octo' }], repos: [{ owner: 'octo', name: 'web', auto_init: true }] },
    },
  })
  ours = await startEmulator({
    ...base,
    viewer: { login: 'octo', id: 5, type: 'Bot' },
    repositories: [{ name: 'octo/web' }],
  })
  both = []
  for (const [name, url] of [
    ['emulate 0.12.2', theirs.url],
    ['ours', ours.url],
  ] as const) {
    const ask = askAt(url)
    both.push({ name, ask, first: await prepare(ask) })
  }
})

afterAll(async () => {
  await ours.close()
  await theirs.close()
})

const repo = '/repos/octo/web'

/** What both answer to the same request, reduced to what does not depend on ids and times. */
async function answers(asked: (ask: Ask, first: string) => Promise<unknown>): Promise<unknown[]> {
  return Promise.all(both.map(({ ask, first }) => asked(ask, first)))
}

const agreed: [string, (ask: Ask, first: string) => Promise<unknown>][] = [
  [
    'compare counts commits',
    async (ask) => {
      const { body } = await ask('GET', `${repo}/compare/main...work`)
      return [
        body.status,
        body.ahead_by,
        body.behind_by,
        body.total_commits,
        body.files.map((file: { filename: string }) => file.filename),
      ]
    },
  ],
  [
    'compare the other way',
    async (ask) => {
      const { body } = await ask('GET', `${repo}/compare/work...main`)
      return [body.status, body.ahead_by, body.behind_by]
    },
  ],
  ['compare with an unknown side', async (ask) => (await ask('GET', `${repo}/compare/main...nope`)).status],
  [
    'branches',
    async (ask) =>
      (await ask('GET', `${repo}/branches`)).body.map((branch: { name: string }) => branch.name).sort(),
  ],
  [
    'a ref that exists',
    async (ask, first) =>
      (await ask('POST', `${repo}/git/refs`, { ref: 'refs/heads/work', sha: first })).status,
  ],
  [
    'a move that is no fast forward',
    async (ask, first) => (await ask('PATCH', `${repo}/git/refs/heads/work`, { sha: first })).status,
  ],
  [
    'a file without its sha',
    async (ask) =>
      (await ask('PUT', `${repo}/contents/work.txt`, { message: 'm', content: 'eQ==', branch: 'work' }))
        .status,
  ],
  [
    'a file with another sha',
    async (ask) =>
      (
        await ask('PUT', `${repo}/contents/work.txt`, {
          message: 'm',
          content: 'eQ==',
          branch: 'work',
          sha: '1'.repeat(40),
        })
      ).status,
  ],
  [
    'the id of a blob is git’s',
    async (ask) =>
      (await ask('POST', `${repo}/git/blobs`, { content: 'hello\n', encoding: 'utf-8' })).body.sha,
  ],
  [
    'labels made on an issue',
    async (ask) => {
      const { status, body } = await ask('POST', `${repo}/issues`, { title: 'T', labels: ['fresh'] })
      return [status, body.labels.map((label: { name: string }) => label.name)]
    },
  ],
  ['an issue without title', async (ask) => (await ask('POST', `${repo}/issues`, {})).status],
  ['a repository that is not there', async (ask) => (await ask('GET', '/repos/octo/nope')).status],
]

describe('two emulators', () => {
  test.each(agreed)('agree: %s', async (_name, asked) => {
    const [second, first] = await answers(asked)
    expect(first).toEqual(second)
  })

  /** Where emulate 0.12.2 is known to differ from GitHub: [what, its answer, GitHub's, which is ours]. */
  const deviations: [string, (ask: Ask) => Promise<unknown>, unknown, unknown][] = [
    [
      'an unknown token is 401',
      async (ask) => (await ask('GET', repo, undefined, 'nobody')).status,
      200,
      401,
    ],
    [
      'a head that does not exist is refused',
      async (ask) =>
        (await ask('POST', `${repo}/pulls`, { title: 't', head: 'missing', base: 'main' })).status,
      201,
      422,
    ],
    [
      'GitHub writes fast forward without a hyphen',
      async (ask) => {
        const { body } = await ask('GET', `${repo}/git/ref/heads/main`)
        return (await ask('PATCH', `${repo}/git/refs/heads/work`, { sha: body.object.sha })).body.message
      },
      'Update is not a fast-forward',
      'Update is not a fast forward',
    ],
    [
      'GraphQL is served',
      async (ask) => (await ask('POST', '/graphql', { query: '{viewer{login}}' })).status,
      404,
      200,
    ],
    ['/api/v3 is served', async (ask) => (await ask('GET', `/api/v3${repo}`)).status, 404, 200],
  ]
  test.each(deviations)('known deviation: %s', async (_name, asked, its, githubs) => {
    const [second, first] = await answers(asked)
    expect({ its: second, ours: first }).toEqual({ its, ours: githubs })
  })
})
