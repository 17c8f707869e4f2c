import { afterEach, expect, test } from '@jest/globals'
import { healthBundle, type HealthBundle } from '../../support/health-bundle.ts'

let bundle: HealthBundle
afterEach(() => bundle.close())

const start = async () => {
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    tokens: [{ token: 'ghs_people', permissions: { issues: 'write' } }],
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
}
const inputs = { 'required-files': 'none', issue: 'auto', history: 'artifact' }
const issues = () => bundle.emulator.state().repositories[0]?.issues ?? []
const byHand = (path: string, method: string, body?: object) =>
  fetch(`${bundle.emulator.url}/repos/acme/web/issues/${issues()[0]?.number}${path}`, {
    method,
    headers: { authorization: 'Bearer ghs_people' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

test('closed by a person while it fails: quiet for a day, then open again', async () => {
  await start()
  await bundle.run(inputs)
  bundle.emulator.setClock({ advance: '1h' })
  expect((await byHand('', 'PATCH', { state: 'closed' })).ok).toBe(true)
  bundle.emulator.setClock({ advance: '6h' })
  const quiet = await bundle.run(inputs)
  expect(quiet.log).toContain('because somebody closed it less than a day ago')
  expect(issues()).toMatchObject([{ state: 'closed' }])
  bundle.emulator.setClock({ advance: '25h' })
  await bundle.run(inputs)
  expect(issues()).toMatchObject([{ state: 'open' }])
}, 60_000)

test('where issues are switched off the verdict stands, and a notice says why', async () => {
  await start()
  const body = { message: 'Issues has been disabled in this repository.' }
  bundle.emulator.addFaults([{ match: { route: '/repos/{owner}/{repo}/issues' }, status: 410, body }])
  const run = await bundle.run(inputs)
  expect(run.outputs).toMatchObject({ errors: '1', 'issue-number': '' })
  expect(run.said).toContain('The issue was not kept: Issues has been disabled in this repository.')
  expect(run.said).not.toContain('issues: write')
  expect(run.said).not.toMatch(/\n\s+at /)
}, 60_000)
