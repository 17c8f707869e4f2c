// Writes COVERAGE.md from the code: which routes and fields the emulator implements, and where they are tested.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { coverageText } from '../src/coverage.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'COVERAGE.md')
const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') || name.endsWith('.table.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(root, 'test', name), 'utf8') }))
const text = coverageText(tests)

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write('COVERAGE.md is stale: run packages/github-emulator/scripts/coverage.ts\n')
    process.exitCode = 1
  }
} else writeFileSync(target, text)
