import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'

let bundle: HealthBundle
beforeEach(async () => {
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    tokens: [{ token: 'ghs_run', permissions: { contents: 'write', issues: 'write', actions: 'read' } }],
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
})
afterEach(() => bundle.close())

const inputs = { 'required-files': 'a', issue: 'auto', history: 'artifact' }
const issues = () => bundle.emulator.state().repositories[0]?.issues ?? []
const tellsOfTheLock = ({ said }: BundleRun, number: number) => {
  expect(said).toContain(`#${number} got no comment, because it is locked.`)
  expect(said).not.toContain('issues: write')
  expect(said).not.toMatch(/\n\s+at /)
}

test('an issue that somebody locked is kept without comments: reminded by its text, and closed', async () => {
  await bundle.run(inputs)
  const [{ number } = { number: 0 }] = issues()
  bundle.emulator.setClock({ advance: '25h' })
  bundle.emulator.addFaults([
    {
      match: { method: 'POST', route: '/repos/{owner}/{repo}/issues/{issue_number}/comments' },
      status: 403,
      body: { message: 'Unable to create comment because issue is locked.' },
    },
  ])
  const reminded = await bundle.run(inputs)
  expect(reminded).toMatchObject({ exitCode: 1, outputs: { errors: '1', 'issue-number': String(number) } })
  tellsOfTheLock(reminded, number)
  bundle.emulator.setClock({ advance: '1h' })
  expect((await bundle.run(inputs)).said).not.toContain('it is locked')
  bundle.write('a', 'x')
  const well = await bundle.run(inputs)
  expect(well).toMatchObject({ exitCode: 0, outputs: { 'issue-number': '' } })
  tellsOfTheLock(well, number)
  expect(issues()).toMatchObject([{ state: 'closed', comments: [] }])
}, 60_000)
