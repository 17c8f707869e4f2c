// The official client, unmodified, as actions use it.
import { expect, test } from '@jest/globals'
import { getOctokit } from '@actions/github'
import { base, onWorld } from './support/emulated.ts'

const world = {
  ...base,
  repositories: [
    {
      name: 'acme/web',
      commits: 3,
      branch_count: { prefix: 'wip/', count: 34 },
      branches: [{ name: 'work', commits: 1 }],
    },
    { name: 'acme/former', renamed_to: 'acme/web' },
  ],
}

test('REST by method, paging by Link, GraphQL, redirects and errors', () =>
  onWorld(world, async (_ask, emulator) => {
    const octokit = getOctokit('ghs_viewer', { baseUrl: emulator.url })
    const here = { owner: 'acme', repo: 'web' }
    const branches = await octokit.paginate(octokit.rest.repos.listBranches, { ...here, per_page: 10 })
    expect(branches).toHaveLength(36)
    const { data } = await octokit.rest.pulls.create({ ...here, title: 'Work', head: 'work', base: 'main' })
    await octokit.rest.issues.addLabels({ ...here, issue_number: data.number, labels: ['ready'] })
    const answer: { repository: { pullRequest: { title: string; labels: { nodes: { name: string }[] } } } } =
      await octokit.graphql(
        'query($n:Int!){repository(owner:"acme",name:"web"){pullRequest(number:$n){title labels(first:5){nodes{name}}}}}',
        { n: data.number },
      )
    expect(answer.repository.pullRequest).toEqual({ title: 'Work', labels: { nodes: [{ name: 'ready' }] } })
    expect((await octokit.rest.repos.get({ owner: 'acme', repo: 'former' })).data.full_name).toBe('acme/web')
    const merged = await octokit.rest.pulls.merge({ ...here, pull_number: data.number, sha: data.head.sha })
    expect(merged.data.merged).toBe(true)
    await expect(octokit.rest.repos.getBranch({ ...here, branch: 'nope' })).rejects.toMatchObject({
      status: 404,
    })
    await expect(octokit.graphql('{repository(owner:"acme",name:"nope"){id}}')).rejects.toThrow(
      /Could not resolve to a Repository/,
    )
  }))

test('the same below /api/v3, as on GitHub Enterprise Server', () =>
  onWorld(world, async (_ask, emulator) => {
    const octokit = getOctokit('ghs_viewer', { baseUrl: `${emulator.url}/api/v3` })
    expect((await octokit.rest.repos.get({ owner: 'acme', repo: 'web' })).status).toBe(200)
    expect(await octokit.graphql('{viewer{login}}')).toEqual({ viewer: { login: 'automation-bot' } })
  }))
