import { expect, test } from '@jest/globals'
import { acme, globex, rsaKey, whenSeen, withApp } from '../../support/sync-app.ts'
import { branchesBehind } from '../../support/sync-runs.ts'

const both = [acme, globex]
const create = 'POST /repos/{owner}/{repo}/pulls'
const creating = { method: 'POST', route: '/repos/{owner}/{repo}/pulls' }
const refused = ({ requests }: { requests: readonly { status: number }[] }) =>
  requests.filter(({ status }) => status === 401).length

test('an app mints a token per owner; where it is not installed the others go on', () =>
  withApp({ installations: [acme] }, async ({ sync, given, created }) => {
    const run = await sync(given)
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created()).toMatchObject({ 'acme/web': 2, 'globex/api': 0 })
    expect(run.summary).toContain('The app is not installed on globex. Install it there')
    expect(run.log + run.summary).not.toContain('PRIVATE KEY')
  }))

test('a repository that the app may not see, or that is gone, takes nothing from its owner', () =>
  withApp(
    {
      installations: [{ ...acme, repositories: ['acme/web'] }],
      names: ['acme/gone', 'acme/web'],
      world: {
        repositories: [
          { name: 'acme/web', commits: 30, visibility: 'private', branches: branchesBehind(2) },
          { name: 'acme/gone', missing: true },
        ],
      },
    },
    async ({ sync, given, created }) => {
      const run = await sync(given)
      expect(created()).toMatchObject({ 'acme/web': 2 })
      expect(run.outputs).toMatchObject({ 'errors-encountered': '1' })
      expect(run.summary).toContain('does not exist, or the token may not see it')
    },
  ))

test('a limit while the token of one owner is minted ends only the part of that owner', () =>
  withApp({ installations: both }, async ({ emulator, sync, given, created }) => {
    const minting = { route: '/app/installations/{installation_id}/access_tokens' }
    emulator.addFaults([{ match: minting, fault: 'primary_limit', skip: 1 }])
    const run = await sync({ ...given, 'deadline-minutes': '1' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created()).toMatchObject({ 'acme/web': 2, 'globex/api': 0 })
    expect(run.outputs).toMatchObject({ remaining: '1', 'repos-scanned': '1', 'errors-encountered': '0' })
    expect(run.summary).toMatch(/^\*\*Stopped cleanly/)
  }))

test('a well-formed key that is not the key of the app is an error that says so, and shows no key', () =>
  withApp({ installations: both }, async ({ sync, given, created }) => {
    const run = await sync({ ...given, 'private-key': rsaKey().key })
    expect(run).toMatchObject({ exitCode: 1 })
    expect(created()).toMatchObject({ 'acme/web': 0, 'globex/api': 0 })
    expect(run.summary).toContain('did not accept `private-key` as a key of the app 7')
    expect(run.summary).toContain('Check that `app-id` and `private-key` belong to the same app')
    expect(run.log + run.summary).not.toMatch(/PRIVATE KEY|\n\s+at /)
  }))

test('a suspended installation ends its owner only, with the fix', () =>
  withApp({ installations: [{ ...acme, suspended_at: '-1d' }, globex] }, async ({ sync, given, created }) => {
    const run = await sync(given)
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created()).toMatchObject({ 'acme/web': 0, 'globex/api': 2 })
    expect(run.summary).toContain('The app is suspended on acme')
    expect(run.summary).toContain('Unsuspend it in the settings of acme')
  }))

test('a token that dies between reads and between writes is minted anew, and nothing is lost', () =>
  withApp({ installations: both }, async ({ emulator, sync, given, created, minted }) => {
    emulator.addFaults([
      { match: { graphql: 'compare' }, status: 401, times: 1 },
      { match: creating, status: 401, times: 1, skip: 1 },
    ])
    const run = await sync(given)
    expect(run).toMatchObject({ exitCode: 0 })
    expect(run.outputs).toMatchObject({ 'prs-created': '4', 'errors-encountered': '0' })
    expect(created()).toMatchObject({ 'acme/web': 2, 'globex/api': 2 })
    expect(refused(run)).toBe(2)
    expect(minted()).toBe(4)
  }))

test.each([
  ['reads', { graphql: 'Repositories', repository: 'acme/web' }],
  ['comparisons', { graphql: 'compare', repository: 'acme/web' }],
  ['writes', { ...creating, repository: 'acme/web' }],
])('where GitHub refuses the new token for %s too, only that owner ends, with the fix', (_, match) =>
  withApp({ installations: both }, async ({ emulator, sync, given, created, minted }) => {
    emulator.addFaults([{ match, status: 401 }])
    const run = await sync(given)
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created()).toMatchObject({ 'acme/web': 0, 'globex/api': 2 })
    expect(Number(run.outputs['errors-encountered'])).toBeGreaterThan(0)
    expect(run.outputs).toMatchObject({ 'success-rate': '50' })
    expect(run.summary).toContain('GitHub did not accept the token, nor a new one (Bad credentials)')
    expect(run.summary).toContain('Check that the app is still installed on acme')
    // The first one, and the one in its place; no more, however much there was still to ask.
    expect(refused(run)).toBe(2)
    expect(minted()).toBe(3)
  }),
)

test('an app that is suspended in the middle of a run is not asked again', () =>
  withApp({ installations: [{ ...acme, suspended_at: '+30m' }, globex] }, async (it) => {
    const { emulator, sync, given, created, minted } = it
    emulator.addFaults([
      { match: { ...creating, repository: 'acme/web' }, fault: 'slow', delay_ms: 300, times: 1 },
    ])
    const ended = whenSeen(it, { route: create, times: 1 }, () => emulator.setClock({ advance: '31m' }))
    const run = await sync(given)
    ended()
    expect(created()).toMatchObject({ 'acme/web': 1, 'globex/api': 2 })
    expect(run.summary).toContain('This installation has been suspended')
    expect(run.summary).toContain('Unsuspend the app in the settings of the owner')
    expect(minted()).toBe(2)
    expect(run.requests.filter(({ status }) => status === 403)).toHaveLength(1)
  }))

// The bundle waits a thousand times faster; the emulator's clock goes along.
test.each([
  ['almost an hour renews its token before it expires', 'secondary_limit', 3300, { advance: '55m' }, 0],
  [
    'an hour, which its token does not outlive, gets a new one',
    'primary_limit',
    3600,
    { advance: '3602s' },
    1,
  ],
] as const)('a run that waits for %s', (_, fault, seconds, clock, refusals) =>
  withApp({ installations: [acme], names: ['acme/web'] }, async (it) => {
    it.emulator.addFaults([{ match: creating, fault, times: 1, skip: 1, retry_after: seconds }])
    const ended = whenSeen(it, { route: create, times: 2 }, () => it.emulator.setClock(clock))
    const run = await it.sync({ ...it.given, 'deadline-minutes': '200' })
    ended()
    expect(run.outputs).toMatchObject({ 'prs-created': '2', 'errors-encountered': '0' })
    expect(it.created()).toMatchObject({ 'acme/web': 2 })
    expect(refused(run)).toBe(refusals)
    expect(it.minted()).toBe(2)
  }),
)
