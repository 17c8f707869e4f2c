import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { addedLines } from '../../../actions/validate-config/changed-lines.ts'
import { runAction, type Ran, type Workspace } from './harness.ts'

const file = '.github/workflows/ci.yml'
const head =
  'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n'
const unpinned = '      - uses: octo-org/deploy@v1'

const ask = async (text: string, more: Workspace = {}): Promise<Ran> =>
  runAction({
    ...more,
    files: { [file]: text, ...more.files },
    inputs: { 'fail-on': 'warning', ...more.inputs },
  })
const rulesOf = ({ findings }: Ran) =>
  findings
    .filter(({ severity }) => severity !== 'notice')
    .map(({ rule, suppressed }) => (suppressed ? `(${rule})` : rule))

describe('suppressions', () => {
  test('with a reason, on the line or on the line before', async () => {
    for (const text of [
      `${head}${unpinned} # validate-config: ignore[unpinned-action] same team\n`,
      `${head}      # validate-config: ignore[unpinned-action] same team\n${unpinned}\n`,
      `${head}      # validate-config: ignore[unpinned-action] same team\n      # more words\n\n${unpinned}\n`,
    ]) {
      const ran = await ask(text)
      expect([ran.code, rulesOf(ran)]).toEqual([0, ['(unpinned-action)']])
      expect(ran.runner.outputs).toMatchObject({
        'suppressed-count': '1',
        'warnings-count': '0',
        'new-count': '0',
      })
      expect(ran.findings.find(({ suppressed }) => suppressed)?.suppressed?.reason).toBe('same team')
    }
  })

  test.each([
    [
      'without a reason',
      '# validate-config: ignore[unpinned-action]',
      ['unpinned-action', 'suppression-reason'],
      'gives no reason',
    ],
    [
      'with only a date',
      '# validate-config: ignore[unpinned-action] until 2027-01-01',
      ['unpinned-action', 'suppression-reason'],
      'gives no reason',
    ],
    [
      'misspelt',
      '# validate-config: ignore[unpined-action] same team',
      ['unpinned-action', 'suppression-unknown'],
      'Did you mean "unpinned-action"?',
    ],
    [
      'unreadable',
      '# validate-config: ignore unpinned-action same team',
      ['unpinned-action', 'suppression-unknown'],
      'cannot be read',
    ],
    [
      'ended',
      '# validate-config: ignore[unpinned-action] until 2026-06-14 waiting',
      ['unpinned-action', 'suppression-expired'],
      'ended on 2026-06-14',
    ],
    [
      'no date',
      '# validate-config: ignore[unpinned-action] until 2026-99-99 waiting',
      ['unpinned-action', 'suppression-unknown'],
      'is not a date',
    ],
    [
      'of another rule',
      '# validate-config: ignore[unpinned-image] same team',
      ['unpinned-action', 'suppression-unused'],
      'Nothing is found here by unpinned-image',
    ],
  ])('%s it suppresses nothing, and is reported', async (_, comment, rules, words) => {
    const ran = await ask(`${head}${unpinned} ${comment}\n`)
    expect([ran.code, rulesOf(ran)]).toEqual([1, rules])
    expect(ran.findings.map(({ message, hint }) => `${message} ${hint}`).join()).toContain(words)
  })

  test('it holds through its last day', async () => {
    const text = `${head}${unpinned} # validate-config: ignore[unpinned-action] until 2026-06-15 waiting\n`
    expect((await ask(text, { now: '2026-06-15T23:59:00Z' })).code).toBe(0)
    expect((await ask(text, { now: '2026-06-16T00:01:00Z' })).code).toBe(1)
  })

  test('one comment may name several rules; those that are off are not missed', async () => {
    const comment = '# validate-config: ignore[unpinned-action, unpinned-image] same team'
    expect(rulesOf(await ask(`${head}${unpinned} ${comment}\n`))).toEqual([
      '(unpinned-action)',
      'suppression-unused',
    ])
    const off = await ask(`${head}${unpinned} ${comment}\n`, { inputs: { rules: 'unpinned-image: off' } })
    expect(rulesOf(off)).toEqual(['(unpinned-action)'])
  })
})

describe('baseline', () => {
  const baseline = 'baseline.json'

  test('what it holds does not fail; what is new does; what is gone is counted', async () => {
    const first = await ask(`${head}${unpinned}\n`, { inputs: { baseline, 'update-baseline': 'true' } })
    expect([first.code, first.report?.valid]).toEqual([0, true])
    const written = new TextDecoder().decode(first.files.content.get(baseline))
    const next = async (text: string) => ask(text, { files: { [baseline]: written }, inputs: { baseline } })

    const moved = await next(`# a comment more\n${head}${unpinned}\n`)
    expect([moved.code, moved.runner.outputs['new-count'], moved.runner.outputs['warnings-count']]).toEqual([
      0,
      '0',
      '1',
    ])
    const again = await next(`${head}${unpinned}\n      - uses: other/deploy@v1\n`)
    expect([again.code, again.runner.outputs['new-count']]).toEqual([1, '1'])
    const repaired = await next(`${head}      - run: echo\n`)
    expect([repaired.code, repaired.report?.counts['fixed']]).toEqual([0, 1])
    expect(repaired.runner.summaryText()).toContain('1 finding fixed since the baseline')
  })

  test('it must be there, and be one', async () => {
    const missing = await ask(`${head}${unpinned}\n`, { inputs: { baseline } })
    expect(missing.runner.failures.join()).toContain('There is no baseline baseline.json.')
    const broken = await ask(`${head}${unpinned}\n`, {
      files: { [baseline]: '{"version":2}' },
      inputs: { baseline },
    })
    expect(broken.runner.failures.join()).toContain('is not a baseline')
    const nowhere = await ask(`${head}${unpinned}\n`, { inputs: { 'update-baseline': 'true' } })
    expect(nowhere.runner.failures.join()).toContain('`update-baseline` needs to know where.')
  })

  test('writing it twice changes nothing', async () => {
    const write = async (files: Record<string, string>) => {
      const ran = await ask(`${head}${unpinned}\n`, {
        files,
        inputs: { baseline, 'update-baseline': 'true' },
      })
      return new TextDecoder().decode(ran.files.content.get(baseline))
    }
    const once = await write({})
    expect(await write({ [baseline]: once })).toBe(once)
  })
})

describe('SARIF', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../fixtures/validate-config/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown>
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // Draft 4 differs from what ajv knows only in its name and in `id`: the schema uses nothing else that changed.
  const { $schema: _, id: __, ...body } = schema
  const validate = ajv.compile(body)

  async function sarif(text: string, more: Workspace = {}): Promise<Log> {
    const { files } = await ask(text, { ...more, inputs: { 'sarif-file': 'out.sarif', ...more.inputs } })
    return JSON.parse(new TextDecoder().decode(files.content.get('out.sarif'))) as Log
  }

  test('is valid for findings of every kind', async () => {
    const comment = '# validate-config: ignore[unpinned-action] same team'
    for (const log of [
      await sarif(`${head}${unpinned} ${comment}\n      - run: echo \${{ github.event.issue.title }}\n`, {
        inputs: { 'required-env': 'ABSENT' },
      }),
      await sarif(`${head}      - run: echo\n`),
      await sarif('on: [\n'),
    ]) {
      validate(log)
      expect(validate.errors).toBeNull()
    }
  })

  test('places, levels, fingerprints, suppressions and rules', async () => {
    const log = await sarif(`${head}${unpinned} # validate-config: ignore[unpinned-action] same team\n`)
    const [run] = log.runs
    const result = run?.results?.find(({ ruleId }) => ruleId === 'unpinned-action')
    expect(result).toMatchObject({
      level: 'warning',
      suppressions: [{ kind: 'inSource', justification: 'same team' }],
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file, uriBaseId: '%SRCROOT%' },
            region: { startLine: 8, startColumn: 15 },
          },
        },
      ],
      partialFingerprints: { 'validateConfig/v1': expect.stringMatching(/^[0-9a-f]{32}$/) as unknown },
    })
    expect(run?.columnKind).toBe('utf16CodeUnits')
    const rule = run?.tool.driver.rules?.[result?.ruleIndex ?? -1]
    expect(rule).toMatchObject({ id: 'unpinned-action', properties: { 'security-severity': '5.0' } })
  })
})

describe('annotations', () => {
  test('changed lines come first', async () => {
    const text =
      head + Array.from({ length: 12 }, (_, i) => `      - uses: octo-org/deploy-${i}@v1\n`).join('')
    const patch =
      '@@ -18,1 +18,2 @@\n       - uses: octo-org/deploy-10@v1\n+      - uses: octo-org/deploy-11@v1'
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': () => [{ filename: file, patch }],
    })
    const inputs = { annotations: '2', 'github-token': 'ghs_aaaaaaaaaaaaaaaaaaaa' }
    const { runner } = await ask(text, { github, inputs, payload: { pull_request: { number: 7 } } })
    expect(runner.annotations.map(({ line }) => line)).toEqual([19, 8])
    const without = await ask(text, { inputs: { annotations: '2' } })
    expect(without.runner.annotations.map(({ line }) => line)).toEqual([8, 9])
  })

  test('the lines that a patch adds', () => {
    expect([
      ...addedLines(
        '@@ -1,3 +1,4 @@\n a\n-b\n+c\n+d\n e\n@@ -10 +11,2 @@ x\n f\n+g\n\\ No newline at end of file',
      ),
    ]).toEqual([2, 3, 12])
  })
})

test('a hostile name of a file or step cannot speak to the runner or leave its cell', async () => {
  const evil = '.github/workflows/a|b\n::error::x.yml'
  const { runner } = await runAction({ files: { [evil]: 'on: psh\n' } })
  expect(
    runner
      .summaryText()
      .split('\n')
      .filter((line) => line.startsWith('::')),
  ).toEqual([])
  expect(runner.annotations.every(({ message }) => !message.includes('\n::'))).toBe(true)
})
