import { expect, test } from '@jest/globals'
import { runAction } from '../harness.ts'

const file = '.github/workflows/ci.yml'
const head =
  'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n'

async function rulesOnLine(
  text: string,
  line: number,
  inputs: Record<string, string> = {},
): Promise<string[]> {
  const { findings } = await runAction({ files: { [file]: text }, inputs })
  return findings.filter((finding) => finding.line === line).map(({ rule }) => rule)
}

test('where GitHub refuses a line, our own word for it is left out', async () => {
  const text = `${head}      - run: make\n        with:\n          a: b\n`
  expect(await rulesOnLine(text, 9)).toEqual(['workflow-syntax'])
})

test('it is back when the word of GitHub is switched off', async () => {
  const text = `${head}      - run: make\n        with:\n          a: b\n`
  expect(await rulesOnLine(text, 9, { rules: 'workflow-syntax: off' })).toEqual(['step-shape'])
})

test('what GitHub lets pass on another line stays', async () => {
  const text = `${head}      - run: make\n        timeout-minutes: -1\n`
  expect(await rulesOnLine(text, 9)).toContain('time-limit')
})
