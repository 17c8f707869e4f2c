import { describe, expect, test } from '@jest/globals'
import { GitHubError } from '@ecosystem-actions/core/errors'
import type { Rights, TokenOrigin } from '../../../actions/ecosystem-sync/forge.ts'
import { permissionRemedy, unseenRemedy, unusedTokens } from '../../../actions/ecosystem-sync/remedies.ts'
import { targetsOf } from '../../../actions/ecosystem-sync/targets.ts'
import { writeRefusal } from '../../../actions/ecosystem-sync/write/refusals.ts'
import { inputsOf } from '../../support/sync-world.ts'

const app = 'Resource not accessible by integration'
const person = 'Resource not accessible by personal access token'
const rights = 'Must have push access to view repository collaborators.'
const workflow =
  'refusing to allow a GitHub App to update workflow `.github/workflows/ci.yml` without `workflows` permission'
const job: Rights = { kind: 'job-token', only: 'acme/web' }

describe('what to do about a missing permission depends on the token that was used', () => {
  test.each<[string, TokenOrigin, Rights | undefined, string, string, string]>([
    ["the job's own", 'step', job, app, 'contents=write', 'Add to the job: permissions: { contents: write }'],
    [
      "the job's own, two permissions",
      'step',
      job,
      app,
      'contents=write,pull_requests=write',
      'Add to the job: permissions: { contents: write, pull-requests: write }',
    ],
    ["the job's own, workflows", 'step', job, workflow, '', "The job's own token can never change workflows"],
    [
      "an app's in `github-token`",
      'step',
      { kind: 'installation' },
      app,
      'contents=write',
      'Give `github-token` the permission "contents: write" on acme.',
    ],
    [
      "a person's in `github-token`",
      'step',
      { kind: 'personal' },
      person,
      'contents=write',
      'Give `github-token` the permission "contents: write" for acme/web (a classic token: the scope `repo`).',
    ],
    [
      "a person's in `tokens`",
      'tokens',
      { kind: 'personal' },
      person,
      '',
      'Give the token of acme in `tokens` the permission "contents: write" for acme/web',
    ],
    [
      "a person's without rights",
      'tokens',
      undefined,
      rights,
      '',
      'Give the account behind the token of acme in `tokens` write access to acme/web.',
    ],
    [
      'minted by the app',
      'app',
      { kind: 'installation' },
      app,
      'pull_requests=write',
      'Give the app the permission "pull-requests: write" and accept it for its installation on acme.',
    ],
    [
      'minted by the app, workflows',
      'app',
      undefined,
      workflow,
      '',
      'Give the app the permission "workflows: write" and accept it for its installation on acme.',
    ],
  ])('%s', (_title, origin, known, message, accepted, remedy) => {
    const headers = accepted ? { 'x-accepted-github-permissions': accepted } : {}
    const route = 'POST /repos/{owner}/{repo}/merges'
    const refusal = writeRefusal(new GitHubError(message, { status: 403, method: 'POST', route, headers }))
    if (refusal.kind !== 'permission') throw new Error(`"${message}" was read as ${refusal.kind}`)
    expect(permissionRemedy(refusal.lack, { repository: 'acme/web', origin, rights: known })).toContain(
      remedy,
    )
  })
})

test.each<[TokenOrigin, string]>([
  ['app', 'select it in the installation of the app on acme'],
  ['tokens', 'let the token of acme in `tokens` see it'],
  ['step', 'a line "acme: …" in `tokens`'],
])('what to do about a repository that the token of %s does not see', (origin, remedy) => {
  expect(unseenRemedy({ repository: 'acme/web', origin })).toContain(remedy)
})

describe('a line of `tokens` that nothing uses is named', () => {
  const warnings = (tokens: string) => {
    const inputs = inputsOf({ tokens })
    return unusedTokens(inputs.tokens, targetsOf({ repositories: ['acme/web', 'Globex/api'] }, inputs))
  }

  test('with the owner that was meant, where one is near', () => {
    expect(warnings('acme: a\r\n\r\nGlobx: b\r\nnobody: c')).toEqual([
      'Input "tokens": line 3 is for "Globx", an owner of no configured repository. Did you mean "Globex"?',
      'Input "tokens": line 4 is for "nobody", an owner of no configured repository.',
    ])
  })

  test('and the case of an owner does not matter', () => {
    expect(warnings('ACME: a\nglobex: b')).toEqual([])
  })

  test('but never a token that was written in the place of the owner', () => {
    const reversed = `ghp_${'a1'.repeat(18)}`
    expect(() => inputsOf({ tokens: `${reversed}: acme` })).toThrow('must be written as "owner: token"')
    expect(() => inputsOf({ tokens: `${reversed}: acme` })).not.toThrow(reversed)
  })
})
