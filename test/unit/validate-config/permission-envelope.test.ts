import { describe, expect, test } from '@jest/globals'
import { runAction } from './harness.ts'

const caller = '.github/workflows/caller.yml'
const called = '.github/workflows/called.yml'
const deeper = '.github/workflows/deeper.yml'

const calls = (path: string, { on = 'push', whole = '', job = '' } = {}) =>
  `on: ${on}\n${whole}jobs:\n  deploy:\n${job}    uses: ./${path}\n`
const works = ({ whole = '', job = '' } = {}) =>
  `on: workflow_call\n${whole}jobs:\n  release:\n${job}    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n`

async function found(files: Record<string, string>): Promise<string[]> {
  const { findings } = await runAction({ files })
  return findings
    .filter(({ rule }) => rule === 'reusable-permissions')
    .map(({ file, line, column, severity, message }) => `${file}:${line}:${column} ${severity} ${message}`)
}

const at = (line: number, path = caller) => `${path}:${line}:3`

describe('the permission envelope of called workflows', () => {
  test('a job that asks for more than the calling job has', async () => {
    const files = {
      [caller]: calls(called, { job: '    permissions:\n      contents: read\n' }),
      [called]: works({ job: '    permissions:\n      contents: write\n' }),
    }
    expect(await found(files)).toEqual([
      `${at(3)} error Error calling workflow './${called}'. The nested job 'release' is requesting 'contents: write', but is only allowed 'contents: read'.`,
    ])
  })

  test('a workflow that asks for more than the calling workflow has', async () => {
    const files = {
      [caller]: calls(called, { whole: 'permissions: {}\n' }),
      [called]: works({ whole: 'permissions: { issues: read, id-token: write }\n' }),
    }
    expect(await found(files)).toEqual([
      `${at(4)} error Error calling workflow './${called}'. The workflow './${called}' is requesting 'issues: read, id-token: write', but is only allowed 'issues: none, id-token: none'.`,
    ])
  })

  test('as much, or less, is no finding; the job of the caller wins over its workflow', async () => {
    const job = '    permissions: write-all\n'
    expect(
      await found({
        [caller]: calls(called, { whole: 'permissions: {}\n', job }),
        [called]: works({ whole: 'permissions: read-all\n', job: '    permissions: { contents: write }\n' }),
      }),
    ).toEqual([])
  })

  test('two levels down, shown in the file that calls', async () => {
    const files = {
      [caller]: calls(called, { whole: 'permissions: { actions: write }\n' }),
      [called]: calls(deeper, { on: 'workflow_call', job: '    permissions: { actions: read }\n' }),
      [deeper]: works({ whole: 'permissions: { actions: write }\n' }),
    }
    expect(await found(files)).toEqual([
      `${at(3, called)} error Error calling workflow './${deeper}'. The workflow './${deeper}' is requesting 'actions: write', but is only allowed 'actions: read'.`,
    ])
  })

  test('nothing written down: the default is assumed, so it is only a warning', async () => {
    const ask = (permissions: string) =>
      found({ [caller]: calls(called), [called]: works({ whole: `permissions: ${permissions}\n` }) })
    expect(await ask('{ contents: read, packages: read }')).toEqual([])
    expect(await ask('{ actions: write }')).toEqual([
      expect.stringMatching(/^.*:3:3 warning .*'actions: none'\.$/),
    ])
  })

  test('workflows that call each other, or something unreadable, end', async () => {
    expect(
      await found({ [caller]: calls(called), [called]: calls(caller, { on: 'workflow_call' }) }),
    ).toEqual([])
    expect(await found({ [caller]: calls('octo-org/x/.github/workflows/a.yml@v1') })).toEqual([])
  })
})
