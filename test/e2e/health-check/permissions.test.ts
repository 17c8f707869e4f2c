import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { healthBundle, type HealthBundle } from '../../support/health-bundle.ts'

const path = '.github/workflows/run.yml'
const uses = 'octo/ecosystem-actions/actions/health-check@v1'

/** The workflow that the run itself comes from, with these permissions. */
const workflow = (permissions: string) =>
  `on: push\n${permissions}\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n`

let bundle: HealthBundle
const start = async (permissions: string) => {
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    tokens: [
      { token: 'ghs_run', permissions: { contents: 'write', issues: 'write', actions: 'read' } },
      { token: 'ghs_bad', permissions: { contents: 'read' } },
    ],
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n', [path]: workflow(permissions) } }],
  })
  bundle.write('a', 'x')
}
afterEach(() => bundle.close())

const inputs = { 'required-files': 'a', history: 'branch', issue: 'auto' }
const told = async (token = 'ghs_run') => {
  const { checks, said } = await bundle.run(inputs, { token })
  const found = checks.filter(({ kind }) => kind === 'permissions')
  return { said, found: found.map(({ status, reason, message }) => [status, reason, message]) }
}

describe("what the workflow's own `permissions:` do not give", () => {
  test('is told before it is needed, with the lines that give it', async () => {
    await start('permissions: { contents: read }')
    const { found, said } = await told()
    expect(found).toEqual([['warning', 'forbidden', 'The token may not write contents, issues of acme/web.']])
    expect(said).toContain('`contents: write` and `issues: write`')
  })

  test('nothing is told where they give it', async () => {
    await start('permissions: { contents: write, issues: write }')
    expect((await told()).found).toEqual([])
  })

  test('nor where nothing stands there: the settings of the repository decide', async () => {
    await start('env: {}')
    expect((await told()).found).toEqual([])
  })
})

describe('a run of its own', () => {
  beforeEach(() => start('permissions: { contents: write, issues: write, actions: read }'))

  test('with the history on the branch and the issue costs fourteen requests, seven of them for the history', async () => {
    await bundle.run(inputs, { token: 'ghs_run' })
    const before = bundle.emulator.requests().length
    const run = await bundle.run(inputs, { token: 'ghs_run' })
    expect(run.outputs).toMatchObject({ healthy: 'true' })
    const api = bundle.emulator
      .requests(before)
      .filter(({ kind }) => kind === 'rest' || kind === 'graphql')
      .map(({ route }) => route ?? '')
    // The other store, the limits, what the token may do (three) and the issue (two).
    expect(api.length).toBeLessThanOrEqual(14)
    const history = api.filter((route) => /graphql|git\/(?:trees|blobs|ref)/.test(route))
    expect(history).toHaveLength(7)
  })

  test('two at once lose no record', async () => {
    await bundle.run(inputs, { token: 'ghs_run' })
    const other = { ...inputs, 'report-file': 'other.json' }
    const runs = await Promise.all([
      bundle.run(inputs, { token: 'ghs_run' }),
      bundle.run(other, { token: 'ghs_run' }),
    ])
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    const last = await bundle.run(inputs, { token: 'ghs_run' })
    expect(last.summary).toContain('▁▁▁▁')
  })

  test('without a token what needs one is unknown, and the rest stands', async () => {
    const run = await bundle.run({ ...inputs, 'github-token': '', workflows: 'run.yml' }, {})
    expect(run.checks.find(({ kind }) => kind === 'file')?.status).toBe('ok')
    expect(run.checks.find(({ kind }) => kind === 'workflow')?.status).toMatch(/ok|warning|error/)
  })
})
