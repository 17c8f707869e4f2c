import { describe, expect, test } from '@jest/globals'
import { breaches, circles, importsOf, sources, type Source } from './rules.ts'

const house = sources('actions', 'packages/core/src')

describe('the house as it stands', () => {
  test('there is something to look at', () => expect(house.length).toBeGreaterThan(20))
  test('no breach', () => expect(breaches(house)).toEqual([]))
  test('no file imports itself by way of others', () => expect(circles(house)).toEqual([]))
  test('emulator files stay small', () => {
    const long = breaches(sources('packages/github-emulator/src')).filter((breach) =>
      breach.includes('over 200'),
    )
    expect(long).toEqual([])
  })
})

describe('each rule fails on a breach', () => {
  const cases: [name: string, file: Source, breach: string][] = [
    [
      'core imports an action',
      { path: 'packages/core/src/x.ts', text: "import { a } from '../../../actions/y/run.ts'\n" },
      'core imports',
    ],
    [
      'an action imports another',
      { path: 'actions/a/run.ts', text: "import { a } from '../b/run.ts'\n" },
      'imports the action b',
    ],
    [
      'run imports an adapter',
      { path: 'actions/a/run.ts', text: "import { a } from './adapters/smtp.ts'\n" },
      'only main.ts',
    ],
    [
      'run imports a core adapter',
      { path: 'actions/a/run.ts', text: "import { a } from '@ecosystem-actions/core/adapters/files'\n" },
      'only main.ts',
    ],
    [
      'the disk outside adapters',
      { path: 'actions/a/run.ts', text: "import { readFile } from 'node:fs/promises'\n" },
      'belongs in adapters',
    ],
    [
      'a lazy toolkit',
      { path: 'actions/a/run.ts', text: "const x = await import('@actions/core')\n" },
      'belongs in adapters',
    ],
    [
      'the environment',
      { path: 'packages/core/src/x.ts', text: 'const x = process.env.HOME\n' },
      'process.env',
    ],
    ['the clock', { path: 'actions/a/run.ts', text: 'const x = new Date()\n' }, 'new Date()'],
    ['fetch', { path: 'actions/a/run.ts', text: 'const x = await fetch(url)\n' }, 'fetch('],
    ['exit', { path: 'actions/a/run.ts', text: 'process.exit(1)\n' }, 'process.exit'],
    ['201 lines', { path: 'actions/a/run.ts', text: '\n'.repeat(201) }, '201 lines'],
  ]
  test.each(cases)('%s', (_, file, breach) => expect(breaches([file]).join('\n')).toContain(breach))
  test('a circle of imports', () => {
    const file = (name: string, to: string): Source => ({
      path: `actions/a/${name}.ts`,
      text: `import { x } from '${to}'\n`,
    })
    const house = [file('run', './b.ts'), file('b', './c.ts'), file('c', './b.ts')]
    expect(circles(house)).toEqual(['actions/a/b.ts <-> actions/a/c.ts'])
  })
  test('type imports of adapters are allowed', () => {
    const file = { path: 'actions/a/run.ts', text: "import type { Mail } from './adapters/smtp.ts'\n" }
    expect(importsOf(file)).toEqual(['actions/a/adapters/smtp.ts'])
    expect(breaches([file])).toEqual([])
  })
})
