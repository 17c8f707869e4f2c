import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { actionsRunner } from '@ecosystem-actions/core/adapters/runner'
import type { Runner } from '@ecosystem-actions/core/ports'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { parseFileCommand } from '@ecosystem-actions/github-emulator/runner/file-commands'
import { readCommands } from '@ecosystem-actions/github-emulator/runner/workflow-commands'

interface Told {
  outputs: Record<string, string>
  summary: string
  annotations: unknown[]
  log: string[]
  masks: string[]
  failed: boolean
}

interface Subject {
  runner: Runner
  told: () => Told
}

const inputs = { 'github-token': 'a b ', empty: '' }
let folder = ''
let printed = ''

function memory(): Subject {
  const runner = memoryRunner(inputs, { HOME: 'h' })
  const failures = () => runner.failures.map((message) => ({ level: 'error', message }))
  return {
    runner,
    told: () => ({
      outputs: runner.outputs,
      summary: runner.summaryText(),
      annotations: [...runner.annotations, ...failures()],
      log: runner.logged,
      masks: runner.masks,
      failed: runner.failures.length > 0,
    }),
  }
}

function actions(): Subject {
  const runner = actionsRunner((text) => text, {
    ...process.env,
    'INPUT_GITHUB-TOKEN': 'a b ',
    INPUT_EMPTY: '',
    HOME: 'h',
  })
  return {
    runner,
    told: () => {
      const { annotations, lines, masks } = readCommands(printed)
      const said = lines.filter((line) => !/^(?:Error|Warning|Notice): /.test(line) && line !== '')
      const failed = process.exitCode === 1
      return {
        outputs: parseFileCommand(readFileSync(join(folder, 'output'), 'utf8')),
        summary: readFileSync(join(folder, 'summary'), 'utf8').trimEnd(),
        annotations,
        log: said,
        masks,
        failed,
      }
    },
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-'))
  printed = ''
  for (const name of ['output', 'summary', 'state']) writeFileSync(join(folder, name), '')
  Object.assign(process.env, {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_STATE: join(folder, 'state'),
  })
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  process.exitCode = 0
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE']) delete process.env[name]
  rmSync(folder, { recursive: true, force: true })
})

const subjects: [string, () => Subject][] = [
  ['memory', memory],
  ['the toolkit', actions],
]

describe.each(subjects)('Runner: %s', (_, create) => {
  test('inputs come as they are, by lower-case name', () => {
    const { runner } = create()
    expect([runner.input('github-token'), runner.input('empty'), runner.input('other')]).toEqual([
      'a b ',
      '',
      '',
    ])
    expect(runner.inputNames().sort()).toEqual(['empty', 'github-token'])
    expect(runner.env('HOME')).toBe('h')
  })
  test('outputs, also of several lines', () => {
    const { runner, told } = create()
    runner.setOutput('one', '1')
    runner.setOutput('more', 'a\nb=c')
    expect(told().outputs).toEqual({ one: '1', more: 'a\nb=c' })
  })
  test('the summary grows', async () => {
    const { runner, told } = create()
    await runner.summary('# a\n')
    await runner.summary('b')
    expect(told().summary).toBe('# a\nb')
  })
  test('annotations with their places', () => {
    const { runner, told } = create()
    const annotation = {
      level: 'warning' as const,
      message: 'a: b,\nc',
      title: 't',
      file: 'f.yml',
      line: 2,
      endLine: 3,
      column: 4,
      endColumn: 5,
    }
    runner.annotate(annotation)
    expect(told().annotations).toEqual([annotation])
  })
  test('masks and failures', () => {
    const { runner, told } = create()
    runner.mask('s3cret')
    runner.fail('broken')
    expect(told()).toMatchObject({
      masks: ['s3cret'],
      failed: true,
      annotations: [{ level: 'error', message: 'broken' }],
    })
  })
})

test('text of others cannot speak to the runner', () => {
  const { runner, told } = actions()
  runner.log('::set-output name=x::y\n  ::error::no\n##[error]no\n::add-mask::e')
  expect(told().annotations).toEqual([])
  expect(told().masks).toEqual([])
})
