import { describe, expect, test } from '@jest/globals'
import { runAction } from './harness.ts'

const path = 'config/ecosystem-repos.json'
const good = '{ "repositories": ["octo-org/web"] }'
const bad = '{\n  "repositories": ["octo-org/web", "Octo-Org/Web"]\n}\n'
const odd = '{ "repositories": ["octo-org/web"], "zones": [] }'

describe('the own configuration', () => {
  test('a good file is green and counted', async () => {
    const { code, report, runner } = await runAction({ files: { [path]: good } })
    expect(code).toBe(0)
    expect(report).toMatchObject({ valid: true, counts: { errors: 0, files: 1 } })
    expect(runner.outputs).toMatchObject({
      valid: 'true',
      'errors-count': '0',
      'report-file': 'validate_report.json',
    })
  })

  test('a mistake is red, annotated on its place, and in report, outputs, summary and log', async () => {
    const { code, lines, runner } = await runAction({ files: { [path]: bad } })
    expect(code).toBe(1)
    expect(lines).toEqual([`${path}:2:36 error config-duplicate-repository`])
    expect(runner.annotations).toMatchObject([
      { level: 'error', file: path, line: 2, column: 36, endColumn: 50 },
    ])
    expect(runner.outputs).toMatchObject({ valid: 'false', 'errors-count': '1', 'new-count': '1' })
    expect(runner.summaryText()).toContain(`${path}:2:36`)
    expect(runner.logged.join('\n')).toContain(
      `${path}:2:36: error: Repository "Octo-Org/Web" is listed twice`,
    )
  })

  test('config: another file, as path, glob, absolute path or YAML', async () => {
    const files = { [path]: good, 'other/a.json': bad, 'other/b.yml': 'repositories: [a]\n' }
    for (const [config, found] of [
      ['other/a.json', ['other/a.json:2:36']],
      ['./other/*.json', ['other/a.json:2:36']],
      ['/workspace/other/a.json', ['other/a.json:2:36']],
      ['other/a.json\nother/b.yml', ['other/a.json:2:36', 'other/b.yml:1:16']],
      ['other/*.{json,yml}', ['other/a.json:2:36', 'other/b.yml:1:16']],
    ] as const) {
      const { code, lines } = await runAction({ files, inputs: { config } })
      expect(code).toBe(1)
      expect(lines.map((line) => line.split(' ')[0])).toEqual(found)
    }
  })

  test('config: a path that matches nothing is an error, the default is not', async () => {
    const files = { 'README.md': 'x', 'a.json': good }
    const { code, lines } = await runAction({ files, inputs: { config: 'a.json\nconfig/missing.json' } })
    expect([code, lines]).toEqual([1, [':1:1 error nothing-matched']])
  })

  test('nothing to check is not green', async () => {
    const { code, lines } = await runAction({ files: { 'README.md': 'x' } })
    expect([code, lines]).toEqual([1, [':1:1 error nothing-checked']])
  })
})

describe('required environment and files', () => {
  test('required-env: set, unset and empty; no value is shown', async () => {
    const inputs = { 'required-env': 'PRESENT, EMPTY\nABSENT' }
    const env = { PRESENT: 'topsecret', EMPTY: ' ' }
    const { code, findings, runner } = await runAction({ inputs, env })
    expect(code).toBe(1)
    expect(findings.map(({ message }) => message)).toEqual([
      'The environment variable ABSENT is not set.',
      'The environment variable EMPTY is empty.',
    ])
    expect(JSON.stringify([findings, runner.logged, runner.summaryText()])).not.toContain('topsecret')
    expect((await runAction({ inputs: { 'required-env': 'PRESENT' }, env })).code).toBe(0)
  })

  test('required-files: paths, globs and folders', async () => {
    const files = { 'docs/Guide.md': 'x', 'src/a.ts': 'x' }
    const ask = async (wanted: string) => {
      const { code, findings } = await runAction({ files, inputs: { 'required-files': wanted } })
      return [code, findings.map(({ message }) => message)]
    }
    expect(await ask('docs/Guide.md\nsrc/*.ts\ndocs/')).toEqual([0, []])
    expect(await ask('guide.md')).toEqual([1, ['"guide.md" does not exist.']])
    expect(await ask('Guide.md')).toEqual([1, ['"Guide.md" does not exist, but "docs/Guide.md" does.']])
    expect(await ask('src')).toEqual([1, ['"src" is a folder; end it with / if a folder is meant.']])
    expect(await ask('lib/\n*.js')).toEqual([1, ['"*.js" does not exist.', '"lib/" does not exist.']])
  })
})

describe('severities', () => {
  test('fail-on decides what is red', async () => {
    const codes = []
    for (const failOn of ['error', 'warning', 'notice', 'never']) {
      codes.push((await runAction({ files: { [path]: odd }, inputs: { 'fail-on': failOn } })).code)
    }
    expect(codes).toEqual([0, 1, 1, 0])
    const { code, report, runner } = await runAction({
      files: { [path]: bad },
      inputs: { 'fail-on': 'never' },
    })
    expect([code, report?.valid, runner.outputs['valid']]).toEqual([0, false, 'false'])
  })

  test('rules changes and silences severities', async () => {
    const codes = []
    for (const rules of [
      'config-unknown-key: error',
      'config-unknown-key: off',
      'config-unknown-key: notice',
    ]) {
      const { code, lines } = await runAction({ files: { [path]: odd }, inputs: { rules } })
      codes.push([code, lines.length])
    }
    expect(codes).toEqual([
      [1, 1],
      [0, 0],
      [0, 1],
    ])
  })

  test('rules: unknown ids and words are told with what was meant', async () => {
    const rules = 'config-unknow-key: error\nconfig-typ: off'
    expect((await runAction({ files: { [path]: good }, inputs: { rules } })).runner.failures.join()).toMatch(
      /config-unknow-key.*Did you mean "config-unknown-key".*config-typ.*Did you mean "config-type"/s,
    )
    const wrong = await runAction({ files: { [path]: good }, inputs: { rules: 'config-type: erorr\nx' } })
    expect(wrong.runner.failures.join()).toMatch(/"erorr".*Did you mean "error".*"x" is not written as/s)
    const broken = await runAction({ files: { [path]: good }, inputs: { rules: 'internal-error: off' } })
    expect(broken.code).toBe(1)
  })
})

describe('annotations, report and SARIF', () => {
  const many = JSON.stringify({ repositories: Array.from({ length: 15 }, (_, i) => `x${i}`) }, null, 1)

  test('annotations: the budget is kept and the rest counted', async () => {
    const seen = []
    for (const annotations of ['', '3', '0']) {
      const { runner } = await runAction({ files: { [path]: many }, inputs: { annotations } })
      seen.push(runner.annotations.length)
      expect(runner.logged.join('\n')).toContain(
        `${15 - runner.annotations.length} findings without an annotation`,
      )
    }
    expect(seen).toEqual([10, 3, 0])
  })

  test('report-file and sarif-file are written where they were asked for', async () => {
    const inputs = { 'report-file': 'out/r.json', 'sarif-file': 'out/r.sarif' }
    const { files, runner } = await runAction({ files: { [path]: bad }, inputs })
    expect([...files.content.keys()]).toEqual([path, 'out/r.sarif', 'out/r.json'])
    expect(runner.outputs).toMatchObject({ 'report-file': 'out/r.json', 'sarif-file': 'out/r.sarif' })
  })
})

describe('pin-policy', () => {
  const steps = (uses: string) =>
    `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - uses: ${uses}\n`
  const ask = async (uses: string, inputs: Record<string, string> = {}, env: Record<string, string> = {}) => {
    const files = { '.github/workflows/a.yml': steps(uses) }
    const ran = await runAction({ files, inputs: { 'fail-on': 'warning', ...inputs }, env })
    return ran.findings.some(({ rule }) => rule === 'unpinned-action') ? ran.code : 'quiet'
  }

  test('the default: commits, and tags for GitHub itself', async () => {
    expect(await ask('octo-org/deploy@v1')).toBe(1)
    expect(await ask('octo-org/deploy@a1b2c3d4e5f60718293a4b5c6d7e8f9012345678')).toBe('quiet')
  })

  test('an owner can be trusted; lines beside it keep the default for others', async () => {
    const inputs = { 'pin-policy': 'octo-org/*: any' }
    expect(await ask('octo-org/deploy@v1', inputs)).toBe('quiet')
    expect(await ask('other/deploy@v1', inputs)).toBe(1)
    expect(await ask('octo-org/deploy@v1', { 'pin-policy': '*: any\nocto-org/deploy: sha' })).toBe(1)
  })

  test('the repository of this action, and the placeholder of documentation, may use a tag', async () => {
    expect(await ask('octo-org/deploy@v1', {}, { GITHUB_ACTION_REPOSITORY: 'Octo-Org/deploy' })).toBe(0)
    expect(await ask('OWNER/deploy@v1')).toBe(0)
  })

  test('mistakes are told with what was meant', async () => {
    const { runner } = await runAction({ inputs: { 'pin-policy': 'octo-org/*: shaa\nnonsense' } })
    expect(runner.failures.join()).toMatch(/"shaa".*Did you mean "sha".*"nonsense" is not written as/s)
  })
})

describe('what works on GitHub is no error', () => {
  const job = (more: string, step: string) =>
    `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n${more}    steps:\n      - run: echo\n${step}`
  const errors = async (text: string) =>
    (await runAction({ files: { '.github/workflows/a.yml': text } })).findings.filter(
      ({ severity }) => severity === 'error',
    )

  test('max-parallel: 0 limits nothing', async () => {
    expect(
      await errors(job('    strategy:\n      max-parallel: 0\n      matrix:\n        x: [1, 2]\n', '')),
    ).toEqual([])
  })

  test('a shell of another system in a step with a condition', async () => {
    expect(await errors(job('', "        if: runner.os == 'Windows'\n        shell: powershell\n"))).toEqual(
      [],
    )
    expect(await errors(job('', '        shell: powershell\n'))).toHaveLength(1)
  })
})

test('one mistake is one finding, in the words of GitHub', async () => {
  const ask = async (text: string) =>
    (await runAction({ files: { '.github/workflows/a.yml': text } })).findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, line }) => `${line} ${rule}`)
  const head = 'on: push\npermissions: {}\njobs:\n  a:\n'
  expect(
    await ask(`${head}    runs-on: x\n    if: \${{ github.ref }} == 'a'\n    steps:\n      - run: echo\n`),
  ).toEqual(['6 literal-in-condition'])
  expect(await ask(`${head}    runs-on: x\n    steps:\n      - run: echo \${{ a. }}\n`)).toHaveLength(1)
})
