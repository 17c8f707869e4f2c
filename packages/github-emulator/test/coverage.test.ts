import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { coverageText } from '../src/coverage.ts'
import { worldSchema } from '../src/world/schema.ts'

const root = new URL('..', import.meta.url).pathname

test('COVERAGE.md is what the code says', () => {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') || name.endsWith('.table.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, 'test', name), 'utf8') }))
  expect(readFileSync(join(root, 'COVERAGE.md'), 'utf8')).toBe(coverageText(tests))
})

test('every route has a test', () => {
  const rows = readFileSync(join(root, 'COVERAGE.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([])
})

test('the published JSON Schema of the world is the one that is checked', () => {
  const published: unknown = JSON.parse(readFileSync(join(root, 'world.schema.json'), 'utf8'))
  expect(published).toEqual(
    JSON.parse(JSON.stringify(z.toJSONSchema(worldSchema, { io: 'input', unrepresentable: 'any' }))),
  )
})
