import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { answer, scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { link } from '../../../actions/health-check/checks/link.ts'
import { githubPage, relativeTarget, stateOf } from '../../../actions/health-check/judgement/link-targets.ts'
import { anchorsOf, linksOf, slug } from '../../../actions/health-check/judgement/markdown-links.ts'
import type { HttpRequest, Probes } from '../../../actions/health-check/probes.ts'
import { httpAnswer, noAnswer } from '../../support/health-scene.ts'

test('links are those that a reader sees', () => {
  const text = [
    '[a](one.md) ![i](two.png "t")',
    '',
    '`[no](code.md)`',
    '',
    '```',
    '[no](fence.md)',
    '```',
    '',
    '[r][ref] https://auto.example/x <https://angle.example>',
    '',
    '<a href="html.md">h</a> <img src=\'img.png\'>',
    '',
    '[ref]: ref.md',
  ].join('\n')
  expect(linksOf(text).map(({ target }) => target)).toEqual([
    'one.md',
    'two.png',
    'ref.md',
    'https://auto.example/x',
    'https://angle.example',
    'html.md',
    'img.png',
  ])
  expect(linksOf('x\n\n[a](b)').map(({ line }) => line)).toEqual([3])
})

test.each([
  ['Hello World', 'hello-world'],
  ['What’s `new`, in v2.0?', 'whats-new-in-v20'],
  ['Über uns', 'über-uns'],
  ['a_b - c', 'a_b---c'],
])('the anchor of %s is %s', (heading, anchor) => expect(slug(heading)).toBe(anchor))

test('headings of the same text are numbered, and anchors of HTML count', () => {
  expect([...anchorsOf('# A\n\n## A\n\n<a id="own"></a>\n')]).toEqual(['a', 'a-1', 'own'])
})

test.each([
  ['docs/a.md', 'b.md', { path: 'docs/b.md', anchor: '' }],
  ['docs/a.md', '../b.md#x', { path: 'b.md', anchor: 'x' }],
  ['docs/a.md', '/b%20c.md', { path: 'b c.md', anchor: '' }],
  ['docs/a.md', '#top', { path: 'docs/a.md', anchor: 'top' }],
  ['a.md', '../b.md', undefined],
])('from %s to %s', (document, target, expected) =>
  expect(relativeTarget(document, target)).toEqual(expected),
)

test.each([
  ['https://github.com/acme/web', 'GET /repos/{owner}/{repo}'],
  ['https://github.com/acme/web/issues/3', 'GET /repos/{owner}/{repo}/issues/{issue_number}'],
  ['https://github.com/acme/web/pull/3', 'GET /repos/{owner}/{repo}/pulls/{pull_number}'],
  ['https://github.com/acme/web/blob/main/a/b.ts', 'GET /repos/{owner}/{repo}/contents/{path}'],
  ['https://github.com/acme/web/commit/abc', 'GET /repos/{owner}/{repo}/commits/{ref}'],
  ['https://github.com/acme/web/tree/main', 'GET /repos/{owner}/{repo}/commits/{ref}'],
  ['https://github.com/acme/web/wiki', 'GET /repos/{owner}/{repo}'],
  ['https://github.com/acme/web/releases', 'GET /repos/{owner}/{repo}'],
  ['https://github.com/acme', undefined],
  ['https://github.com/orgs/acme', undefined],
  ['https://example.com/acme/web', undefined],
])('%s is asked for by %s', (url, route) => expect(githubPage(url, 'https://github.com')?.route).toBe(route))

test('a GitHub on this machine stands for github.com, an Enterprise Server does not', () => {
  const url = 'https://github.com/acme/web'
  expect(githubPage(url, 'http://github.localhost:4000')?.route).toBe('GET /repos/{owner}/{repo}')
  expect(githubPage(url, 'https://ghe.example')).toBeUndefined()
})

test.each([
  [200, 'alive'],
  [301, 'alive'],
  [404, 'broken'],
  [410, 'broken'],
  [401, 'unverifiable'],
  [403, 'unverifiable'],
  [429, 'unverifiable'],
  [999, 'unverifiable'],
  [503, 'unverifiable'],
])('%i is %s', (status, state) => expect(stateOf(status)).toBe(state))

describe('a check of links', () => {
  const look = (
    files: Record<string, string>,
    {
      http = () => httpAnswer(),
      github = undefined as Probes['github'],
      ...settings
    }: Record<string, unknown> & { http?: (request: HttpRequest) => unknown; github?: Probes['github'] } = {},
  ) => {
    const probes = {
      files: memoryFiles(files),
      network: { http: async (request: HttpRequest) => Promise.resolve(http(request)) },
      github,
      repository: 'acme/web',
      serverUrl: 'https://github.com',
    } as unknown as Probes
    return link.look(link.settings.parse({ path: '**/*.md', ...settings }), probes, {
      now: new Date(0),
      timeoutMs: 1000,
      signal: new AbortController().signal,
    })
  }

  test('files, headings and addresses that are there', async () => {
    expect(
      await look({ 'a.md': '[b](b.md#part) [w](https://x.example/) [m](mailto:a@b)', 'b.md': '# Part' }),
    ).toMatchObject({ status: 'ok', message: '2 links in 2 documents: none is broken.' })
  })
  test.each([
    ['[b](none.md)', 'no such file'],
    ['[b](b.md#none)', 'no such heading'],
    ['[b](../../out.md)', 'leaves the repository'],
    ['[b](https://gone.example/)', 'HTTP 404'],
  ])('%s is broken: %s', async (text, because) => {
    const verdict = await look({ 'a.md': text, 'b.md': '# Part' }, { http: () => httpAnswer(404) })
    expect(verdict).toMatchObject({
      status: 'error',
      reason: 'broken',
      evidence: { broken: [expect.stringContaining(because)] },
    })
  })
  test('unverifiable is not broken', async () => {
    expect(await look({ 'a.md': '[x](https://x.example/)' }, { http: () => httpAnswer(429) })).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('1 could not be verified'),
    })
  })
  test('a server that refuses HEAD is asked by GET', async () => {
    const methods: string[] = []
    const http = ({ method }: HttpRequest) => {
      methods.push(method)
      return httpAnswer(method === 'HEAD' ? 405 : 200)
    }
    expect((await look({ 'a.md': '[x](https://x.example/)' }, { http })).status).toBe('ok')
    expect(methods).toEqual(['HEAD', 'GET'])
  })
  test('never more than two requests at once to one host', async () => {
    let [now, most] = [0, 0]
    const http = async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
      return httpAnswer()
    }
    const text = Array.from({ length: 20 }, (_, n) => `[x](https://x.example/${n})`).join(' ')
    await look({ 'a.md': text }, { http })
    expect(most).toBe(2)
  })
  test('pages of GitHub are never asked from the site, and what the API does not tell stays open', async () => {
    const asked: string[] = []
    const web = (request: { url: string }) => {
      asked.push(request.url)
      return noAnswer
    }
    const files = new Map([['main', ['README.md']]])
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}': () => ({}),
      'GET /repos/{owner}/{repo}/contents/{path}': ({ parameters: { ref, path } }) =>
        files.get(ref as string)?.includes(path as string) ? {} : answer(404),
      'GET /repos/{owner}/{repo}/commits/{ref}': ({ parameters: { ref } }) =>
        files.has(ref as string) ? {} : answer(404),
    })
    const state = async (path: string) => {
      const { status, message } = await look(
        { 'a.md': `[x](https://github.com${path})` },
        {
          github,
          http: web,
        },
      )
      return status === 'ok' && message.includes('could not be verified') ? 'open' : status
    }
    expect(await state('/acme/web/tree/main')).toBe('ok')
    expect(await state('/acme/web/tree/none')).toBe('error')
    expect(await state('/acme/web/blob/main/README.md')).toBe('ok')
    expect(await state('/acme/web/blob/main/NONE.md')).toBe('error')
    for (const path of [
      '/acme/web/blob/feature/x/README.md',
      '/acme/web/releases',
      '/acme',
      '/marketplace/x',
    ])
      expect([path, await state(path)]).toEqual([path, 'open'])
    expect(asked).toEqual([])
  })

  test('pages of GitHub are asked for by the API, and a private neighbour is not called broken', async () => {
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/issues/{issue_number}': ({ parameters }) =>
        parameters['repo'] === 'web' ? answer(404) : answer(200),
      'GET /repos/{owner}/{repo}': ({ parameters }) =>
        parameters['repo'] === 'private' ? answer(404) : answer(200),
    })
    const http = () => {
      throw new Error('not by the web')
    }
    const text = (url: string) => ({ 'a.md': `[x](${url})` })
    expect((await look(text('https://github.com/acme/lib/issues/1'), { github, http })).status).toBe('ok')
    expect(await look(text('https://github.com/acme/web/issues/1'), { github, http })).toMatchObject({
      reason: 'broken',
    })
    expect(await look(text('https://github.com/acme/private'), { github, http })).toMatchObject({
      status: 'ok',
      evidence: { unverifiable: [expect.stringContaining('not visible')] },
    })
  })
  test('settings: ignored targets, no external ones, a limit that is told', async () => {
    const files = { 'a.md': '[x](https://x.example/a) [y](https://y.example/b) [z](none.md)' }
    const http = () => httpAnswer(404)
    expect(
      (await look(files, { http, ignore: ['https://x.example/**', 'https://y.example/**', 'none.md'] }))
        .status,
    ).toBe('ok')
    expect(await look(files, { http, external: false })).toMatchObject({
      evidence: { broken: [expect.stringContaining('none.md')] },
    })
    expect(
      await look({ 'a.md': '[x](https://x.example/a) [y](https://x.example/b)' }, { 'max-links': 1 }),
    ).toMatchObject({ status: 'warning', reason: 'unknown_limit' })
  })
  test('no document is an error', async () =>
    expect(await look({})).toMatchObject({ status: 'error', reason: 'missing' }))
})
