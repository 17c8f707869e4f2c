// The client that actions use, unmodified.
import { getOctokit } from '@actions/github'
import { expect, test } from '@jest/globals'
import { withRepositories } from '../support/graphql.ts'

test('the official client reads, and throws GitHub’s errors with what was answered', () =>
  withRepositories([{ name: 'acme/web' }], async ({ emulator }) => {
    const octokit = getOctokit('ghs_viewer', { baseUrl: emulator.url })
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('{viewer{login}}')
    expect(viewer.login).toBe('automation-bot')
    const text =
      'query($n:String!){a:repository(owner:"acme",name:"web"){name} b:repository(owner:"acme",name:$n){name}}'
    await expect(octokit.graphql(text, { n: 'gone' })).rejects.toMatchObject({
      name: 'GraphqlResponseError',
      data: { a: { name: 'web' }, b: null },
      errors: [{ type: 'NOT_FOUND', path: ['b'] }],
    })
    const enterprise = getOctokit('ghs_viewer', { baseUrl: `${emulator.url}/api/v3` })
    expect(await enterprise.graphql('{rateLimit{limit}}')).toEqual({ rateLimit: { limit: 5000 } })
  }))
