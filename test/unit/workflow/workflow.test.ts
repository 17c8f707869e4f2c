import { describe, expect, test } from '@jest/globals'
import { asText, evaluate, truthy } from '../../../scripts/workflow/expressions.ts'
import { combinations } from '../../../scripts/workflow/matrix.ts'
import { parseWorkflowFile } from '../../../scripts/workflow/parse.ts'
import { isCheckout, ownAction } from '../../../scripts/workflow/step.ts'

const green = { success: true, failure: false, cancelled: false }
const red = { success: false, failure: true, cancelled: false }

describe('expressions', () => {
  const contexts = {
    github: { ref: 'refs/heads/main', event: { number: 7 } },
    vars: {},
    needs: { a: { result: 'success' } },
  }
  test.each([
    ["github.ref == 'REFS/heads/main'", true],
    ["format('{0}-{1}', github.event.number, vars.none)", '7-'],
    ["join(needs.*.result, ' ')", 'success'],
    ['vars.none', null],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, contexts, green)).toEqual(value)
  })
  test('arithmetic is no part of the language', () => {
    expect(() => evaluate('github.event.number + 0', contexts, green)).toThrow(/Unexpected/)
  })
  test('status functions', () => {
    expect(evaluate('success()', contexts, red)).toBe(false)
    expect(evaluate('failure() && !cancelled()', contexts, red)).toBe(true)
    expect(evaluate('always()', contexts, red)).toBe(true)
  })
  test('truth and text as GitHub has them', () => {
    expect([false, 0, '', null].map(truthy)).toEqual([false, false, false, false])
    expect([true, 1.5, null, 'x'].map(asText)).toEqual(['true', '1.5', '', 'x'])
  })
})

describe('matrix', () => {
  test('no matrix is one run', () => expect(combinations(undefined)).toEqual([{}]))
  test('axes, exclude, include', () => {
    const matrix = {
      os: ['a', 'b'],
      node: [1, 2],
      exclude: [{ os: 'b', node: 1 }],
      include: [
        { os: 'a', extra: true },
        { os: 'c', node: 9 },
      ],
    }
    expect(combinations({ matrix })).toEqual([
      { os: 'a', node: 1, extra: true },
      { os: 'a', node: 2, extra: true },
      { os: 'b', node: 2 },
      { os: 'c', node: 9 },
    ])
  })
  test('only include', () =>
    expect(combinations({ matrix: { include: [{ a: 1 }, { a: 2 }] } })).toEqual([{ a: 1 }, { a: 2 }]))
})

describe('uses', () => {
  test.each([
    ['OWNER/ecosystem-actions/actions/health-check@v1', 'health-check'],
    ['$/actions/auto-merge', 'auto-merge'],
    ['./actions/auto-merge', 'auto-merge'],
    ['OWNER/ecosystem-actions@v1', 'check-repository'],
    ['actions/checkout@v7', undefined],
    ['other/repo/actions/x@v1', undefined],
  ])('%s', (uses, name) => expect(ownAction(uses)).toBe(name))
  test('checkout', () => expect(isCheckout('actions/checkout@3d3c42e')).toBe(true))
})

describe('parseWorkflowFile', () => {
  test('jobs come after the jobs they need; `with` is kept', async () => {
    const text = `on: push
jobs:
  b:
    needs: a
    runs-on: x
    steps: [{ run: echo }]
  a:
    permissions: { contents: read }
    runs-on: x
    steps:
      - uses: actions/checkout@v7
        with: { fetch-depth: 0 }
`
    const workflow = await parseWorkflowFile('w.yml', text)
    expect(workflow.jobs.map(({ id }) => id.value)).toEqual(['a', 'b'])
    expect(workflow.permissions).toEqual({ a: { contents: 'read' }, b: undefined })
    expect(workflow.events).toEqual(['push'])
    expect(workflow.stepToken('a', 0, 'with')).toBeDefined()
    expect(workflow.stepToken('b', 0, 'with')).toBeUndefined()
  })
  test('mistakes come with line and column', async () => {
    await expect(
      parseWorkflowFile('w.yml', 'on: push\njobs:\n  a:\n    steps: []\n    nonsense: 1\n'),
    ).rejects.toThrow(/w\.yml:\d+:\d+: /)
  })
})
