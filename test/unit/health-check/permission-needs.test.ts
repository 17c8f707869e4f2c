import { answer, scriptedGitHub, type Script } from '@ecosystem-actions/core/testing/github'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { describe, expect, test } from '@jest/globals'
import { healthScene, runHealth } from '../../support/health-scene.ts'

const token = { 'github-token': 'ghs_12345678901234567890', history: 'none', 'required-files': 'a' }
const routes = {
  contents: 'GET /repos/{owner}/{repo}/branches?per_page=1',
  actions: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=1',
  issues: 'GET /repos/{owner}/{repo}/issues?per_page=1',
}
const scene = (script: Script = {}, checks = '') => {
  const github = scriptedGitHub({
    ...Object.fromEntries(Object.values(routes).map((r) => [r, () => []])),
    ...script,
  })
  const files = memoryFiles({ a: 'x', ...(checks ? { '.github/health-check.yml': checks } : {}) })
  return { ...healthScene({ github, files }), github }
}
const forbidden = () => answer(403, { message: 'Resource not accessible by integration' })
const found = async (given: ReturnType<typeof scene>, inputs: Record<string, string>) => {
  const { report } = await runHealth(given, { ...token, ...inputs })
  const checks = report.checks.filter(({ kind }) => kind === 'permissions')
  const asked = given.github.calls.filter(({ route }) => Object.values(routes).includes(route))
  return { checks, asked: asked.map(({ route }) => route) }
}

describe('permissions that the run needs', () => {
  test('nothing needs one: no check and no request', async () => {
    expect(await found(scene(), {})).toEqual({ checks: [], asked: [] })
  })
  test.each([
    ['workflows', { workflows: 'ci.yml' }, 'actions', 'read', 'error'],
    ['metrics-artifact', { 'metrics-artifact': 'm' }, 'actions', 'read', 'error'],
    ['history', { history: 'branch' }, 'contents', 'write', 'warning'],
    ['issue', { issue: 'auto' }, 'issues', 'write', 'warning'],
  ] as const)('%s: a refusal names the line', async (_, inputs, permission, level, status) => {
    const { checks, asked } = await found(scene({ [routes[permission]]: forbidden }), inputs)
    expect(checks).toMatchObject([
      { status, reason: 'forbidden', evidence: { refused: [`${permission}: ${level}`] } },
    ])
    expect(asked).toEqual([routes[permission]])
  })
  test('a read that is granted is ok; a write that nothing shows is left out', async () => {
    const { checks } = await found(scene(), { workflows: 'ci.yml', issue: 'auto', history: 'branch' })
    expect(checks).toMatchObject([{ name: 'permissions: checks', status: 'ok' }])
  })
  test('the scopes of a classic token show a write', async () => {
    const listed = () => answer(200, [], { 'x-oauth-scopes': 'repo' })
    const { checks } = await found(scene({ [routes.issues]: listed }), { issue: 'auto' })
    expect(checks).toMatchObject([{ status: 'ok', message: 'The token may write issues of acme/web.' }])
  })
  test.each([
    ['a dry run', { issue: 'auto', history: 'branch', 'dry-run': 'true' }],
    ['a gate', { issue: 'auto', mode: 'pre' }],
    ['no token', { workflows: 'ci.yml', 'github-token': '' }],
  ])('%s asks for none', async (_, inputs) => {
    expect(await found(scene(), inputs)).toEqual({ checks: [], asked: [] })
  })
  test('a check of the file counts, by its severity; what the file asks itself is not asked twice', async () => {
    const check = 'checks:\n  - { name: CI, kind: workflow, workflow: ci.yml, severity: warning }\n'
    const refusing = { [routes.actions]: forbidden }
    expect((await found(scene(refusing, check), {})).checks).toMatchObject([
      { status: 'warning', reason: 'forbidden' },
    ])
    const own = `${check}  - { name: Rights, kind: permissions, read: [actions] }\n`
    const { checks, asked } = await found(scene(refusing, own), {})
    expect(checks).toMatchObject([{ name: 'Rights', status: 'error' }])
    expect(asked).toEqual([routes.actions])
  })
  test('an answer that a check got is not asked for again', async () => {
    const workflow = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}'
    const runs = `${workflow}/runs`
    const good = { [workflow]: () => ({ state: 'active', path: 'x' }), [runs]: () => ({ workflow_runs: [] }) }
    const granted = await found(scene(good), { workflows: 'ci.yml' })
    expect(granted).toMatchObject({ checks: [{ status: 'ok' }], asked: [] })
    const refused = await found(scene({ ...good, [runs]: forbidden }), { workflows: 'ci.yml' })
    expect(refused).toMatchObject({ checks: [{ reason: 'forbidden' }], asked: [] })
  })
  test('a check of another repository needs nothing of this one', async () => {
    const check = 'checks:\n  - { name: CI, kind: workflow, workflow: ci.yml, repository: acme/other }\n'
    expect((await found(scene({}, check), {})).checks).toEqual([])
  })
  const steps = 'steps: [{ uses: acme/eco/health-check@v1 }]'
  test.each([
    ['the job gives less', `jobs: { check: { permissions: { contents: read }, ${steps} } }`, 'forbidden'],
    ['the workflow gives less', `permissions: read-all\njobs: { check: { ${steps} } }`, 'forbidden'],
    ['the job gives it', `permissions: {}\njobs: { check: { permissions: write-all, ${steps} } }`, undefined],
    ['nothing stands there', `jobs: { check: { ${steps} } }`, undefined],
    [
      'another token',
      "permissions: {}\njobs: { check: { steps: [{ uses: a/health-check@v1, with: { github-token: '${{ secrets.BOT }}' } }] } }",
      undefined,
    ],
    ['another job', `permissions: {}\njobs: { other: { ${steps} } }`, undefined],
    [
      'a called workflow',
      `permissions: {}\njobs: { check: { ${steps} }, more: { uses: ./a.yml } }`,
      undefined,
    ],
    ['no YAML', ': [', undefined],
  ])('a write by the workflow file: %s', async (_, text, reason) => {
    const file = 'GET /repos/{owner}/{repo}/contents/{path}'
    const given = scene({ [file]: () => ({ content: Buffer.from(text).toString('base64') }) })
    const env: Record<string, string> = {
      GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/h.yml@refs/heads/main',
      GITHUB_WORKFLOW_SHA: 'a'.repeat(40),
      GITHUB_JOB: 'check',
    }
    const { checks } = await found({ ...given, env }, { issue: 'auto' })
    expect(given.github.calls.filter(({ route }) => route === file)).toHaveLength(1)
    const refusal = { status: 'warning', reason, evidence: { refused: ['issues: write'] } }
    expect(checks).toMatchObject(reason ? [refusal] : [])
    expect(checks).toHaveLength(reason ? 1 : 0)
  })
  test('a write that was asked for by the file and cannot be known is a warning', async () => {
    const own = 'checks:\n  - { name: Rights, kind: permissions, write: [issues] }\n'
    expect((await found(scene({}, own), { issue: 'auto' })).checks).toMatchObject([
      { name: 'Rights', status: 'warning', reason: 'unknown_write' },
    ])
  })
})
