// Two things that GitHub does by itself around a merge: it waits for deployments, and moves what stands on a branch it deletes.
import { expect, test } from '@jest/globals'
import type { WorldInput } from '../src/index.ts'
import { base, onWorld, type Ask } from './support/emulated.ts'

type Repository = NonNullable<WorldInput['repositories']>[number]

const commit = (path: string) => [{ message: path, author: 'alice', files: { [path]: 'x\n' } }]
const world = (more: Partial<Repository>): WorldInput => ({
  ...base,
  repositories: [
    {
      name: 'acme/web',
      collaborators: { alice: 'write' },
      files: { 'README.md': 'x\n' },
      branches: [
        { name: 'lower', commits: commit('a') },
        { name: 'upper', from: 'lower', commits: commit('b') },
        { name: 'same', from: 'lower', commits: commit('c') },
      ],
      pull_requests: [
        { number: 1, head: 'lower', author: 'alice' },
        { number: 2, head: 'upper', base: 'lower', author: 'alice' },
      ],
      ...more,
    },
  ],
})

async function events(ask: Ask, number: number): Promise<unknown> {
  const query = `query { repository(owner: "acme", name: "web") { pullRequest(number: ${number}) { state baseRefName
    timelineItems(last: 10, itemTypes: [AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, AUTOMATIC_BASE_CHANGE_FAILED_EVENT]) { nodes {
      __typename
      ... on AutomaticBaseChangeSucceededEvent { oldBase newBase }
      ... on AutomaticBaseChangeFailedEvent { oldBase newBase }
    } } } } }`
  const { body } = await ask('POST', '/graphql', { query })
  expect(body.errors).toBeUndefined()
  return body.data.repository.pullRequest
}

test('a required deployment holds the merge back until it has succeeded for the head', () => {
  const rules = [
    { type: 'required_deployments', parameters: { required_deployment_environments: ['staging'] } },
  ]
  return onWorld(world({ rulesets: [{ rules }], environments: ['staging'] }), async (ask) => {
    const pull = '/repos/acme/web/pulls/1'
    const { mergeable_state: state, head } = (await ask('GET', pull)).body
    expect(state).toBe('blocked')
    const refused = await ask('PUT', `${pull}/merge`, {})
    expect([refused.status, refused.body.message]).toEqual([
      405,
      'Repository rule violations found\n\nMissing successful active staging deployment.\n\n',
    ])
    const asked = { ref: 'lower', environment: 'staging', auto_merge: false, required_contexts: [] }
    const deployment = await ask('POST', '/repos/acme/web/deployments', asked)
    expect([deployment.status, deployment.body.sha]).toEqual([201, head.sha])
    const statuses = `/repos/acme/web/deployments/${deployment.body.id}/statuses`
    await ask('POST', statuses, { state: 'in_progress' })
    expect((await ask('GET', pull)).body.mergeable_state).toBe('blocked')
    await ask('POST', statuses, { state: 'success' })
    expect((await ask('GET', pull)).body.mergeable_state).toBe('clean')
    expect((await ask('PUT', `${pull}/merge`, {})).status).toBe(200)
  })
})

test('what is based on a branch that GitHub deletes after the merge moves to its base', () =>
  onWorld(world({ delete_branch_on_merge: true }), async (ask) => {
    expect((await ask('PUT', '/repos/acme/web/pulls/1/merge', { merge_method: 'squash' })).status).toBe(200)
    expect((await ask('GET', '/repos/acme/web/branches/lower')).status).toBe(404)
    expect(await events(ask, 2)).toEqual({
      state: 'OPEN',
      baseRefName: 'main',
      timelineItems: {
        nodes: [{ __typename: 'AutomaticBaseChangeSucceededEvent', oldBase: 'lower', newBase: 'main' }],
      },
    })
  }))

test('what cannot stand on the other base closes with the branch', () => {
  const pull_requests = [
    { number: 1, head: 'lower', author: 'alice' },
    { number: 2, head: 'upper', base: 'lower', author: 'alice' },
    { number: 3, head: 'upper', base: 'main', author: 'alice' },
  ]
  return onWorld(world({ delete_branch_on_merge: true, pull_requests }), async (ask) => {
    await ask('PUT', '/repos/acme/web/pulls/1/merge', { merge_method: 'squash' })
    expect(await events(ask, 2)).toMatchObject({
      state: 'CLOSED',
      baseRefName: 'lower',
      timelineItems: { nodes: [{ __typename: 'AutomaticBaseChangeFailedEvent' }] },
    })
  })
})

test('a branch that somebody deletes over the API closes them', () =>
  onWorld(world({}), async (ask) => {
    await ask('PUT', '/repos/acme/web/pulls/1/merge', { merge_method: 'squash' })
    expect((await ask('DELETE', '/repos/acme/web/git/refs/heads/lower')).status).toBe(204)
    expect(await events(ask, 2)).toMatchObject({ state: 'CLOSED', timelineItems: { nodes: [] } })
  }))
