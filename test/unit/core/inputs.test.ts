import { describe, expect, test } from '@jest/globals'
import { UserErrors } from '@ecosystem-actions/core/errors'
import {
  amount,
  boolean,
  choice,
  count,
  inputMeta,
  integer,
  lines,
  list,
  readInputs,
  repository,
  secret,
  text,
} from '@ecosystem-actions/core/inputs'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { z } from 'zod'

const Inputs = z.strictObject({
  'github-token': secret({ required: true }),
  config: text({ default: 'config.json' }),
  paths: lines(),
  labels: list({ default: 'a, b' }),
  'dry-run': boolean({ default: 'false' }),
  threshold: count({ default: '10', min: 1, max: 1000 }),
  'max-age': integer({}),
  share: amount({ default: '0.2', min: 0, max: 1 }),
  mode: choice(['auto', 'never'], { default: 'auto' }),
  home: repository(),
})

function read(given: Record<string, string>) {
  const masked: string[] = []
  const values = readInputs(Inputs, memoryRunner(given), (value) => masked.push(value))
  return { values, masked }
}

function problems(given: Record<string, string>): string[] {
  try {
    read(given)
  } catch (error) {
    if (error instanceof UserErrors) return error.message.split('\n')
    throw error
  }
  return []
}

describe('readInputs', () => {
  test('defaults where nothing, or nothing but space, is given', () => {
    expect(read({ 'github-token': 't0ken', config: '  ', threshold: '' }).values).toEqual({
      'github-token': 't0ken',
      config: 'config.json',
      paths: [],
      labels: ['a', 'b'],
      'dry-run': false,
      threshold: 10,
      'max-age': undefined,
      share: 0.2,
      mode: 'auto',
      home: '',
    })
  })
  test('reads each kind', () => {
    const given = {
      'github-token': 'x',
      paths: 'a.txt\r\n\n# no\n b c ',
      labels: 'x,y\nz',
      'dry-run': 'True',
      threshold: '7',
      'max-age': '24',
      share: '.5',
      mode: 'never',
      home: 'octo/web',
    }
    expect(read(given).values).toMatchObject({
      paths: ['a.txt', 'b c'],
      labels: ['x', 'y', 'z'],
      'dry-run': true,
      threshold: 7,
      'max-age': 24,
      share: 0.5,
      mode: 'never',
      home: 'octo/web',
    })
  })
  test('only ASCII space is trimmed', () => {
    expect(read({ 'github-token': 'x', config: '\u00A0a\uFEFF ' }).values.config).toBe('\u00A0a\uFEFF')
  })
  test('all problems at once, in the words of the workflow', () => {
    expect(
      problems({ confg: 'x', 'dry-run': 'yes', threshold: '1.5', share: '2', mode: 'autoo', home: 'web' }),
    ).toEqual([
      '7 inputs of this step are not right:',
      '- Input "confg" is not known. Did you mean "config"?',
      '- Input "github-token" is required.',
      '- Input "dry-run" must be true or false, not "yes".',
      '- Input "threshold" must be a whole number, not "1.5".',
      '- Input "share" must be from 0 to 1, not 2.',
      '- Input "mode" must be one of auto, never, not "autoo". Did you mean "auto"?',
      '- Input "home" must be written as owner/name, not "web".',
    ])
  })
  test('bounds and wild numbers', () => {
    for (const threshold of ['0', '1001', '-1', 'NaN', '1e3', '0x10', '99999999999999999999']) {
      expect(problems({ 'github-token': 'x', threshold }).length).toBe(2)
    }
  })
  test('a secret is masked even when another input is wrong, and no error shows it', () => {
    const masked: string[] = []
    const bad = () =>
      readInputs(Inputs, memoryRunner({ 'github-token': 's3cret', threshold: 'x' }), (value) =>
        masked.push(value),
      )
    expect(bad).toThrow(UserErrors)
    expect(bad).not.toThrow(/s3cret/)
    expect(masked).toContain('s3cret')
  })
  test('pieces say what action.yml must say', () => {
    expect(inputMeta(Inputs.shape['github-token'])).toEqual({ default: '', required: true, secret: true })
    expect(inputMeta(Inputs.shape.threshold)).toEqual({ default: '10', required: false, secret: false })
  })
})
