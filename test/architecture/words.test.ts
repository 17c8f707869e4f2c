import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../scripts/house.ts'

const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && !path.startsWith('dist/') && !/\.(?:png|pem)$/.test(path))

function hits(pattern: RegExp, files: readonly string[]): string[] {
  return files.filter((path) => {
    try {
      return pattern.test(readFileSync(join(root, path), 'utf8'))
    } catch {
      return false
    }
  })
}

test('the lock file holds no download addresses', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})

test('no test is switched off or alone', () => {
  const tests = tracked.filter((path) => path.endsWith('.test.ts') && !path.endsWith('words.test.ts'))
  expect(tests.length).toBeGreaterThan(5)
  expect(hits(/\b(?:it|test|describe)\.(?:only|skip|todo)\(|\bx(?:it|test|describe)\(/, tests)).toEqual([])
})

test('no source is a stub', () => {
  const code = tracked.filter(
    (path) => /^(?:actions|packages|scripts)\/.*\.ts$/.test(path) && !path.includes('/generated/'),
  )
  expect(hits(/\b(?:TODO|FIXME|XXX)\b/, code)).toEqual([])
})
