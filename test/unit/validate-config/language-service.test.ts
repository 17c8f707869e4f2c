import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { languageServiceVersion } from '../../../actions/validate-config/engines/language-service-version.ts'
import { runAction } from './harness.ts'

const head = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n'
const file = '.github/workflows/ci.yml'

async function found(text: string, more: Record<string, string> = {}): Promise<string[]> {
  const { lines } = await runAction({ files: { [file]: text, ...more } })
  return lines.filter((line) => /(?:syntax|access|interval|sha|condition|internal-error)$/.test(line))
}

test('the version that is reported is the one that is installed', () => {
  const { dependencies } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  ) as {
    dependencies: Record<string, string>
  }
  expect(languageServiceVersion).toBe(dependencies['@actions/languageservice'])
})

test('what GitHub refuses is an error on its place, with the word that was meant', async () => {
  const { code, findings } = await runAction({
    files: { [file]: 'on: psh\njobs:\n  a:\n    run-on: x\n    steps: []\n' },
  })
  expect(code).toBe(1)
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'workflow-syntax', line: 1, column: 5, hint: 'Did you mean "push"?' }),
  )
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'workflow-syntax', line: 4, column: 5, hint: 'Did you mean "runs-on"?' }),
  )
})

test('a workflow that GitHub runs has no finding', async () => {
  expect(await found(`${head}    steps:\n      - run: echo hello\n`)).toEqual([])
})

test('F1: environment, secrets, variables and events are not known before the run', async () => {
  const run = [
    'env.FROM_A_STEP',
    'secrets.ANY',
    'vars.ANY',
    'github.event.anything.at_all',
    'github.repository_visibility',
  ]
  const steps = run.map((name) => `      - run: echo \${{ ${name} }}\n`).join('')
  expect(await found(`${head}    steps:\n${steps}`)).toEqual([])
})

test('steps, needs and matrix values that do not exist are a warning', async () => {
  const steps = ['steps.nope.outputs.x', 'needs.nope.result', 'strategy.nope']
    .map((name) => `      - run: echo \${{ ${name} }}\n`)
    .join('')
  expect(await found(`${head}    steps:\n${steps}`)).toEqual([
    `${file}:7:19 warning context-access`,
    `${file}:8:19 warning context-access`,
    `${file}:9:19 warning context-access`,
  ])
})

test('F2: an expression in the place of a mapping is no error', async () => {
  expect(await found(`${head}    env: \${{ fromJSON('{}') }}\n    steps:\n      - run: echo\n`)).toEqual([])
  expect(
    await found(
      `on:\n  workflow_dispatch:\n    inputs:\n      x:\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: x\n`,
    ),
  ).toEqual([])
})

test('F2: what follows from it is no error either', async () => {
  const services = `    services: \${{ fromJSON('{}') }}\n    steps:\n      - run: echo\n`
  const next = '  next:\n    needs: build\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n'
  expect(await found(`${head}${services}`)).toEqual([])
  expect(await found(`${head}${services}${next}`)).toEqual([])
  expect(await found(`${head}    needs: next\n    steps:\n      - run: echo\n${next}`)).toEqual([
    `${file}:3:3 error workflow-syntax`,
  ])
  expect(
    await found(`on: [push, repository_dispatch]\n${head.slice(9)}    steps:\n      - run: echo\n`),
  ).toEqual([])
})

test('F3: outputs of a workflow elsewhere are not known; those of a local one are', async () => {
  const caller = (uses: string) =>
    `on: push\njobs:\n  call:\n    uses: ${uses}\n  next:\n    needs: call\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo \${{ needs.call.outputs.x }}\n`
  const called = (output: string) =>
    `on:\n  workflow_call:\n    outputs:\n      ${output}:\n        value: '1'\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n`
  const local = './.github/workflows/called.yml'
  expect(await found(caller('octo-org/shared/.github/workflows/a.yml@main'))).toEqual([])
  expect(await found(caller(local), { '.github/workflows/called.yml': called('x') })).toEqual([])
  expect(await found(caller(local), { '.github/workflows/called.yml': called('y') })).toEqual([
    `${file}:9:19 warning context-access`,
  ])
  expect(await found(caller(local))).toEqual([`${file}:4:11 error workflow-syntax`])
  const broken = await found(caller(local), {
    '.github/workflows/called.yml': 'on: workflow_call\njobs:\n  a: 1\n',
  })
  expect(broken).toEqual([
    '.github/workflows/called.yml:3:6 error workflow-syntax',
    `${file}:9:19 warning context-access`,
  ])
})

test('syntax that is new is accepted', async () => {
  expect(await found(`${head}    steps:\n      - run: echo \${{ case(true, 'a', 'b') }}\n`)).toEqual([])
})

test('an action is checked as an action', async () => {
  const { code, lines } = await runAction({
    files: { 'tools/x/action.yml': 'name: x\ndescription: x\nruns:\n  using: node99\n  main: a.js\n' },
  })
  expect([code, lines]).toEqual([1, ['tools/x/action.yml:4:10 error action-syntax']])
})

test('action-metadata: the default looks four folders deep', async () => {
  const bad = 'name: x\nruns:\n  using: node99\n'
  const files = { 'a/b/c/d/action.yml': bad, 'a/b/c/d/e/action.yml': bad, 'node_modules/x/action.yml': bad }
  const { findings } = await runAction({ files })
  expect(new Set(findings.map((finding) => finding.file))).toEqual(new Set(['a/b/c/d/action.yml']))
  const all = await runAction({ files, inputs: { 'action-metadata': '**/e/action.yml' } })
  expect(new Set(all.findings.map((finding) => finding.file))).toEqual(new Set(['a/b/c/d/e/action.yml']))
})

test('what GitHub ignores is a warning', async () => {
  const rest = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n'
  const lines = async (text: string) =>
    (await runAction({ files: { [file]: text } })).lines.filter((line) => line.endsWith('ignored-setting'))
  expect(await lines(`on:\n  create:\n    tags: [v1]\n${rest}`)).toEqual([
    `${file}:3:5 warning ignored-setting`,
  ])
  expect(await lines(`on:\n  workflow_dispatch:\n    other: 1\n${rest}`)).toEqual([
    `${file}:3:5 warning ignored-setting`,
  ])
  expect(await lines(`on:\n  push:\n    tags: [v1]\n${rest}`)).toEqual([])
})

test('limits and types that the service does not know', async () => {
  const long = (size: number) =>
    `${head}    steps:\n      - run: echo \${{ github.sha }} ${'x'.repeat(size)}\n`
  expect(await found(long(21_000))).toEqual([`${file}:7:14 error workflow-syntax`])
  expect(await found(long(20_000))).toEqual([])
  const called = `on:\n  workflow_call:\n    inputs:\n      n:\n        type: number\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n`
  const caller = (value: string) =>
    found(
      `on: push\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n    with:\n      n: ${value}\n`,
      {
        '.github/workflows/called.yml': called,
      },
    )
  expect(await caller('many')).toEqual([`${file}:6:10 error workflow-syntax`])
  expect(await caller('3')).toEqual([])
  expect(await caller('${{ github.run_id }}')).toEqual([])
})

test('branding colours that GitHub documents are no error', async () => {
  const text = (color: string) =>
    `name: x\ndescription: x\nbranding:\n  icon: check\n  color: ${color}\nruns:\n  using: node24\n  main: a.js\n`
  const lines = async (color: string) => (await runAction({ files: { 'action.yml': text(color) } })).lines
  expect(await lines('black')).toEqual([])
  expect(await lines('pink')).toEqual(['action.yml:5:10 error action-syntax'])
})

test('a name that two contexts share is held against the right one', async () => {
  const on = 'on:\n  issues:\n  workflow_dispatch:\n    inputs:\n      issue:\n        type: string\n'
  const job = head.slice(head.indexOf('jobs:'))
  const step = (value: string): string =>
    `    steps:\n      - run: make\n        env:\n          N: \${{ ${value} }}\n`
  expect(await found(on + job + step('inputs.issue || github.event.issue.number'))).toEqual([])
  expect(await found(on + job + step('inputs.isue || github.event.issue.number'))).not.toEqual([])
})

test('a name that is computed cannot be held against anything', async () => {
  const steps = "    steps:\n      - run: echo ${{ env[format('A_{0}', github.job)] }}\n"
  expect(await found(head + steps)).toEqual([])
})
