import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { command } from '../support/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function workspace(name: string, files: Record<string, string>): string {
  const place = join(folder, name)
  mkdirSync(place)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), content)
  }
  return place
}

const goodWorkflow =
  'name: CI\non: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - run: echo hi\n'

function world(conclusion: string): string {
  const file = join(folder, `${conclusion}.yml`)
  writeFileSync(
    file,
    `now: 2026-01-11T00:00:00Z
tokens:
  - { token: ghs_readonly, kind: github_token, repository: acme/web, permissions: { contents: read, actions: read } }
repositories:
  - name: acme/web
    files: { README.md: "# web", .github/workflows/ci.yml: "on: push" }
    workflows: [{ path: .github/workflows/ci.yml, state: active }]
    workflow_runs:
      - { id: 1, workflow: .github/workflows/ci.yml, name: CI, run_number: 1, event: push, head_branch: main, head_sha: main, status: completed, conclusion: ${conclusion}, created_at: -2h, run_started_at: -2h, updated_at: -1h }
`,
  )
  return file
}

interface Result {
  exitCode: number
  outputs: Record<string, string>
  summary: string
  annotations: { level: string; message: string; file?: string }[]
  requests: { total: number; byRoute: Record<string, number> }
}

async function check(place: string, ...args: string[]): Promise<Result> {
  const { stdout, stderr } = await command('action.ts', [
    'check-repository',
    '--workspace',
    place,
    '--token',
    'ghs_readonly',
    ...args,
    '--json',
  ])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Result
}

describe('the root action, without any configuration', () => {
  test('a repository in order is green, with read requests only', async () => {
    const place = workspace('good', { '.github/workflows/ci.yml': goodWorkflow })
    const { exitCode, outputs, summary, requests } = await check(place, '--world', world('success'))
    expect({ exitCode, valid: outputs['valid'], healthy: outputs['healthy'] }).toEqual({
      exitCode: 0,
      valid: 'true',
      healthy: 'true',
    })
    expect(summary).toMatch(
      /^# ✅ This repository is in order[\s\S]+## Configuration is valid[\s\S]+All checks/,
    )
    expect(Object.keys(requests.byRoute).filter((route) => !/^(?:GET |POST \/graphql)/.test(route))).toEqual(
      [],
    )
  })

  test('a broken workflow is red on its line', async () => {
    const place = workspace('bad', { '.github/workflows/ci.yml': goodWorkflow.replace('runs-on', 'run-on') })
    const { exitCode, outputs, annotations, summary } = await check(place, '--world', world('success'))
    expect({ exitCode, valid: outputs['valid'] }).toEqual({ exitCode: 1, valid: 'false' })
    expect(
      annotations.some(({ level, file }) => level === 'error' && file === '.github/workflows/ci.yml'),
    ).toBe(true)
    expect(summary).toMatch(/^# ❌/)
  })

  test('a mistake in the first half does not hide the second', async () => {
    const place = workspace('missing', { '.github/workflows/ci.yml': goodWorkflow })
    const { exitCode, summary, outputs } = await check(
      place,
      '--world',
      world('success'),
      '--with',
      'config=nope.json',
    )
    expect(exitCode).toBe(1)
    expect(summary).toContain('nope.json')
    expect(outputs['healthy']).toBe('true')
  })

  test('a missing required file is red although the configuration is valid', async () => {
    const place = workspace('file', { '.github/workflows/ci.yml': goodWorkflow })
    const { exitCode, outputs } = await check(
      place,
      '--world',
      world('success'),
      '--with',
      'required-files=LICENSE',
    )
    expect({ exitCode, valid: outputs['valid'], healthy: outputs['healthy'] }).toEqual({
      exitCode: 1,
      valid: 'true',
      healthy: 'false',
    })
  })

  test('fail-on: never keeps findings green', async () => {
    const place = workspace('never', {
      '.github/workflows/ci.yml': goodWorkflow.replace('runs-on', 'run-on'),
    })
    expect((await check(place, '--world', world('success'), '--with', 'fail-on=never')).exitCode).toBe(0)
  })

  test('nothing to check is never green', async () => {
    const { exitCode, annotations } = await check(
      workspace('empty', {}),
      '--world',
      world('success'),
      '--with',
      'fail-on=never',
    )
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message).join()).toContain('Nothing was found to check')
  })
})
