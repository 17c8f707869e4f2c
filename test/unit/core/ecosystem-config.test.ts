import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ecosystemJsonSchema, repositoriesOf } from '@ecosystem-actions/core/ecosystem-config'
import { parseEcosystemConfig, readEcosystemConfig } from '@ecosystem-actions/core/ecosystem-config/reading'
import { UserErrors } from '@ecosystem-actions/core/errors'

const found = (text: string, file = 'config.json') =>
  readEcosystemConfig(text, file).problems.map(
    ({ rule, severity, range }) => `${range.line}:${range.column} ${severity} ${rule}`,
  )
const minimal = { repositories: ['octo-org/web'] }
const withKey = (key: string, value: unknown) => JSON.stringify({ ...minimal, [key]: value }, null, 2)

const original = `{
  "repositories": ["octo-org/web", "octo-org/api"],
  "sync_interval_minutes": 15,
  "auto_merge_threshold_commits": 10,
  "pulse_interval_seconds": 9,
  "categories": { "financial_services": 1, "utility_services": 1 },
  "automation_config": {
    "auto_mark_ready_delay_seconds": 60,
    "auto_approve_bot_user_id": 41898282,
    "conflict_resolution_enabled": true,
    "ecosystem_sync_enabled": true,
    "pulse_heartbeat_enabled": true
  }
}
`

describe('the ecosystem configuration', () => {
  test('the original shape is valid, in JSON and in YAML, with and without a byte order mark', () => {
    expect(found(original)).toEqual([])
    expect(found(`\uFEFF${original}`)).toEqual([])
    expect(found(original, 'config.yml')).toEqual([])
    expect(found('repositories:\n  - octo-org/web\npulse_interval_minutes: 15\n', 'a.yaml')).toEqual([])
  })

  test.each([
    ['{\n  "repositories": ["a/b",]\n}', '2:25 error config-syntax'],
    ['{\n  "repositories": ["a/b"]\n  "sync_interval_minutes": 1\n}', '3:3 error config-syntax'],
    ['{\n  "repositories": ["a/b"],\n}', '2:26 error config-syntax'],
    ['{ invalid json }', '1:3 error config-syntax'],
    ['', '1:1 error config-syntax'],
    ['// note\n{ "repositories": ["a/b"] }', '1:1 error config-syntax'],
    ['"text"', '1:1 error config-type'],
    ['["a/b"]', '1:1 error config-type'],
    ['{\n "repositories": []\n}', '2:18 error config-range'],
    ['{}', '1:1 error config-required'],
    ['{ "repositories": ["a/b"], "repositories": ["c/d"] }', '1:28 error config-duplicate-key'],
    ['{\n "repositories": ["a/b",\n  "A/B"]\n}', '3:3 error config-duplicate-repository'],
    ['{ "repositories": [7] }', '1:20 error config-type'],
    ['{ "repositories": [null] }', '1:20 error config-type'],
    ['{ "repositories": [{ "threshold": 3 }] }', '1:20 error config-value'],
    ['{ "repositories": [{ "name": "a/b", "repository": "a/b" }] }', '1:20 error config-value'],
    ['{ "repositories": [{ "name": "a/b", "treshold": 3 }] }', '1:37 error config-unknown-key'],
    ['{ "repositories": [{ "name": "a/b", "strategy": "merg" }] }', '1:49 error config-value'],
    ['{ "repositories": [{ "name": "a/b", "threshold": true }] }', '1:50 error config-type'],
    ['{ "repositories": [{ "name": "a b/c d" }] }', '1:30 error config-repository'],
  ])('%j has its problem where it stands', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test.each([
    'a b/c d',
    '-x/y',
    'a/..',
    ' a/b ',
    'a/b.git',
    'ä/b',
    '@a/b',
    'a',
    'a/b/c',
    '/b',
    'a/',
    'a--b/c',
  ])('%j is no repository', (name) => {
    expect(found(`{ "repositories": [${JSON.stringify(name)}] }`)).toEqual(['1:20 error config-repository'])
  })

  test.each([
    ['sync_interval_minutes', 1440, 1441],
    ['sync_interval_minutes', 1, 0],
    ['auto_merge_threshold_commits', 1000, 1001],
    ['auto_merge_threshold_commits', 1, 0],
    ['pulse_interval_seconds', 3600, 3601],
    ['pulse_interval_seconds', 1, 0],
    ['pulse_interval_minutes', 1440, 1441],
  ])('%s may be %d and not %d', (key, good, bad) => {
    expect(found(withKey(key, good))).toEqual([])
    expect(found(withKey(key, bad))).toEqual([expect.stringMatching(/^5:\d+ error config-range$/)])
  })

  test.each([true, '15', 1.5, null, [], {}])('%j is no number of minutes', (value) => {
    expect(found(withKey('sync_interval_minutes', value))).toEqual(['5:28 error config-type'])
  })

  test('YAML: NaN, duplicate keys, aliases and broken text', () => {
    expect(found('repositories: [a/b]\nsync_interval_minutes: .nan\n', 'c.yml')).toEqual([
      '2:24 error config-type',
    ])
    expect(found('repositories: [a/b]\nrepositories: [c/d]\n', 'c.yml')).toEqual([
      '2:1 error config-duplicate-key',
    ])
    expect(found('repositories: [&a a/b,\n  *a]\n', 'c.yml')).toEqual([
      '2:3 error config-duplicate-repository',
    ])
    expect(found('repositories: [a/b\n', 'c.yml')).toEqual([expect.stringMatching(/error config-syntax$/)])
    expect(found('repositories: [a/b]\n\tx: 1\n', 'c.yml')).toEqual([
      expect.stringMatching(/error config-syntax$/),
    ])
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghijkl'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefghijk'[i]}, `.repeat(9)}]`),
    ]
    expect(found(bomb.join('\n'), 'c.yml')).toEqual(['1:1 error config-syntax'])
  })

  test('nesting without end is a problem, not a crash', () => {
    expect(found('['.repeat(100_000))).toEqual([expect.stringMatching(/error config-syntax$/)])
  })

  test('a misspelt key is an error with the word that was meant; a foreign one is only a warning', () => {
    const [typo] = readEcosystemConfig(withKey('sync_interval_minute', 15), 'c.json').problems
    expect(typo).toMatchObject({ severity: 'error', hint: 'Did you mean "sync_interval_minutes"?' })
    const reading = readEcosystemConfig(withKey('faa_zones', []), 'c.json')
    expect(reading.problems).toMatchObject([{ severity: 'warning', range: { line: 5, column: 3 } }])
    expect(reading.config).toEqual(minimal)
  })

  test('categories that do not add up are a warning', () => {
    expect(found(withKey('categories', { web: 1 }))).toEqual([])
    expect(found(withKey('categories', { web: 3 }))).toEqual(['5:3 warning config-categories'])
  })

  test('all problems come at once, in the order of the file', () => {
    expect(
      found('{\n"repositories": ["a"],\n"pulse_interval_seconds": 0,\n"sync_interval_minutes": "x"\n}'),
    ).toEqual(['2:18 error config-repository', '3:27 error config-range', '4:26 error config-type'])
  })

  test('parse throws every error with its place, and tells warnings', () => {
    const warnings: string[] = []
    const text = withKey('notes', 1)
    expect(parseEcosystemConfig(text, 'c.json', ({ message }) => warnings.push(message))).toEqual(minimal)
    expect(warnings).toEqual(['Key "notes" is not known.'])
    expect(() => parseEcosystemConfig('{}', 'config/x.json')).toThrow(UserErrors)
    expect(() => parseEcosystemConfig('{}', 'config/x.json')).toThrow(
      'config/x.json:1:1: "repositories" is required.',
    )
  })

  test("a repository's own settings win over the defaults, and those over the file's threshold", () => {
    const config = parseEcosystemConfig(
      JSON.stringify({
        repositories: ['a/b', { name: 'c/d', threshold: 1 }, { repository: 'e/f', labels: ['x'] }],
        auto_merge_threshold_commits: 7,
        defaults: { base: 'develop' },
      }),
      'c.json',
    )
    expect(repositoriesOf(config)).toEqual([
      { repository: 'a/b', index: 0, settings: { threshold: 7, base: 'develop' } },
      { repository: 'c/d', index: 1, settings: { threshold: 1, base: 'develop' } },
      { repository: 'e/f', index: 2, settings: { threshold: 7, base: 'develop', labels: ['x'] } },
    ])
  })
})

describe('the published JSON Schema', () => {
  const committed = new URL('../../../schemas/ecosystem-config.schema.json', import.meta.url)

  test('is fresh', () => {
    expect(JSON.parse(readFileSync(committed, 'utf8'))).toEqual(ecosystemJsonSchema())
  })

  test('agrees with the action on good and bad files', () => {
    const validate = new Ajv2020({ strict: false }).compile(ecosystemJsonSchema())
    expect(validate(JSON.parse(original))).toBe(true)
    expect(validate({ repositories: [] })).toBe(false)
    expect(validate({ ...minimal, sync_interval_minutes: 0 })).toBe(false)
    expect(validate({ ...minimal, sync_interval_minute: 1 })).toBe(false)
    expect(validate({ repositories: ['no slash'] })).toBe(false)
  })
})
