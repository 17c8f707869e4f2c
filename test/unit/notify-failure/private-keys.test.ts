import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { bestAnnotation } from '../../../actions/notify-failure/runs/annotations.ts'
import { LogScan } from '../../../actions/notify-failure/explanation/error-lines.ts'
import { privateKeyMask } from '../../../actions/notify-failure/explanation/private-keys.ts'

const key = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey.trim()
const lines = key.split('\n')
const secret = lines.slice(1, -1)
const leaks = (text: string) => secret.filter((line) => text.includes(line.slice(0, 12)))

describe('private keys in what is told of a failure', () => {
  test.each([
    ['whole', lines],
    ['indented and quoted', lines.map((line) => `    | ${line}`)],
    ['without its beginning', lines.slice(5)],
    ['without its end', lines.slice(0, -1)],
  ])('%s: no line of it stays, and what follows does', (_, given) => {
    const masked = [...given, 'Error: it is not valid.'].map(privateKeyMask())
    expect(leaks(masked.join('\n'))).toEqual([])
    expect(masked.at(-1)).toBe('Error: it is not valid.')
  })

  test('what only looks like one stays', () => {
    const given = [
      'f'.repeat(64),
      `sha256:${'0a'.repeat(32)}`,
      'npm error code ERESOLVE',
      'AssertionError: 1',
    ]
    expect(given.map(privateKeyMask())).toEqual(given)
  })

  test('in the window around the error of a log', () => {
    const scan = new LogScan()
    scan.push([...lines, 'Error: cannot read the key', ...lines].join('\n'))
    const told = JSON.stringify(scan.result())
    expect(told).toContain('Error: cannot read the key')
    expect(leaks(told)).toEqual([])
  })

  test('in an annotation', () => {
    const message = `Error: bad key\n${key}`
    const told = bestAnnotation([{ level: 'failure', title: '', message, path: '', line: 0 }])
    expect(told?.line).toBe('Error: bad key')
    expect(leaks(JSON.stringify(told))).toEqual([])
  })
})
