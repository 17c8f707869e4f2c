import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { RunIdentity } from '../../src/runner/environment.ts'
import { readMetadata } from '../../src/runner/metadata.ts'
import { runAction } from '../../src/runner/run-action.ts'

const folder = mkdtempSync(join(tmpdir(), 'harness-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run: RunIdentity = {
  repository: 'acme/web',
  repositoryId: 7,
  actor: { login: 'alice', id: 1001 },
  event: 'pull_request',
  payload: { number: 3, pull_request: { head: { ref: 'topic' }, base: { ref: 'main' } } },
  sha: 'a'.repeat(40),
  ref: 'refs/pull/3/merge',
  apiUrl: 'http://127.0.0.1:1',
  graphqlUrl: 'http://127.0.0.1:1/graphql',
  serverUrl: 'http://github.localhost:1',
  resultsUrl: 'http://127.0.0.1:1',
  workflow: 'CI',
  workflowPath: '.github/workflows/ci.yml',
  job: 'test',
  runId: 5,
  runNumber: 6,
  runAttempt: 1,
  now: '2026-01-11T00:00:00Z',
}

function action(name: string, source: string, more = ''): string {
  const place = join(folder, name)
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), '{"type":"module"}')
  writeFileSync(join(place, 'index.js'), source)
  writeFileSync(
    join(place, 'action.yml'),
    `name: ${name}\ndescription: d\ninputs:\n  greeting: { description: g, default: hello }\n  token: { description: t, default: "\${{ github.token }}" }\noutputs:\n  said: { description: s }\nruns: { using: node24, main: index.js${more} }\n`,
  )
  return join(place, 'action.yml')
}

describe('runAction', () => {
  test('inputs, defaults, expressions, environment, event and outputs', async () => {
    const metadataFile = action(
      'echo',
      `import { appendFileSync, readFileSync } from 'node:fs'
       const e = process.env
       const event = JSON.parse(readFileSync(e.GITHUB_EVENT_PATH, 'utf8'))
       appendFileSync(e.GITHUB_OUTPUT, 'said=' + [e.INPUT_GREETING, e.INPUT_TOKEN, event.number, e.GITHUB_HEAD_REF, e.GITHUB_REF_NAME, e.ECOSYSTEM_ACTIONS_NOW].join(' ') + '\\nother=1\\n')
       appendFileSync(e.GITHUB_STEP_SUMMARY, '# hi')
       console.log('::warning::careful')
       process.exitCode = 3`,
    )
    const lines: string[] = []
    const result = await runAction({
      metadataFile,
      run,
      inputs: { surprise: 'x' },
      expression: (path) => `<${path}>`,
      onLine: (line) => lines.push(line),
    })
    expect(result).toMatchObject({
      exitCode: 3,
      killedBy: null,
      outputs: { said: 'hello <github.token> 3 topic 3/merge 2026-01-11T00:00:00Z', other: '1' },
      summary: '# hi',
      annotations: [{ level: 'warning', message: 'careful' }],
      log: 'Warning: careful',
      undeclaredOutputs: ['other'],
      unexpectedInputs: ['surprise'],
    })
    expect(lines).toEqual(['::warning::careful'])
  })

  test('nothing of the person who runs it reaches the action, and env wins', async () => {
    process.env['SECRET_OF_MINE'] = 'x'
    const source = `console.log(process.env.SECRET_OF_MINE === undefined, process.env.GITHUB_SHA)`
    const result = await runAction({
      metadataFile: action('env', source),
      run,
      inputs: {},
      env: { GITHUB_SHA: 'mine' },
    })
    delete process.env['SECRET_OF_MINE']
    expect(result.log).toBe('true mine')
  })

  test('state goes from main to post, and post runs after a failure', async () => {
    const source = `import { appendFileSync } from 'node:fs'; appendFileSync(process.env.GITHUB_STATE, 'seen=yes\\n'); process.exitCode = 1`
    const metadataFile = action('post', source, ', post: post.js')
    writeFileSync(join(folder, 'post', 'post.js'), `console.log('state', process.env.STATE_seen)`)
    const result = await runAction({ metadataFile, run, inputs: {} })
    expect(result).toMatchObject({ exitCode: 1, log: 'state yes' })
  })

  test('a workspace that was given is used and kept', async () => {
    const workspace = join(folder, 'work')
    const source = `import { writeFileSync } from 'node:fs'; writeFileSync('made.txt', process.env.GITHUB_WORKSPACE)`
    const result = await runAction({ metadataFile: action('files', source), run, inputs: {}, workspace })
    expect(result.exitCode).toBe(0)
    expect(readFileSync(join(workspace, 'made.txt'), 'utf8')).toBe(workspace)
  })

  test('what never ends is killed, and that is no success', async () => {
    const result = await runAction({
      metadataFile: action('hang', 'setInterval(() => {}, 1000)'),
      run,
      inputs: {},
      timeout: 300,
    })
    expect(result).toMatchObject({ exitCode: 1, killedBy: 'SIGKILL' })
  })

  test('a summary over GitHub’s limit is lost, as on GitHub', async () => {
    const source = `import { appendFileSync } from 'node:fs'; appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1))`
    expect((await runAction({ metadataFile: action('long', source), run, inputs: {} })).summary).toBe('')
  })

  test('composite actions are refused', () => {
    const file = join(folder, 'composite.yml')
    writeFileSync(file, 'name: x\nruns: { using: composite, steps: [] }\n')
    expect(() => readMetadata(file)).toThrow('is not a JavaScript action (runs.using: composite)')
  })
})
