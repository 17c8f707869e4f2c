import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { kinds } from '../../../actions/health-check/check.ts'
import { readChecksFile, secretsIn } from '../../../actions/health-check/plan/checks-file.ts'
import { checksJsonSchema } from '../../../actions/health-check/plan/json-schema.ts'

const read = (text: string) => readChecksFile(text, '.github/health-check.yml')

function problems(text: string): string {
  try {
    read(text)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

const whole = `
checks:
  - { name: API, kind: http, url: 'https://api.example.com/health', json: [{ path: $.status, equals: ok }] }
  - { name: Cert, kind: tls, host: api.example.com, depends-on: API }
  - { name: Guide, kind: content, path: docs/**/*.md, optional: true }
  - { name: Audit, kind: postgres, url-env: DATABASE_URL, query: SELECT 1, expect: { max-age-hours: 1 } }
maintenance:
  - { from: '02:00', to: '04:00', tz: Europe/Berlin, recurrence: sun, checks: [API] }
escalation: { mention: [octo-org/on-call], webhook-env: ON_CALL }
`

describe('a checks file', () => {
  test('becomes a plan', () => {
    const { checks, maintenance, escalation } = read(whole)
    expect(checks.map(({ name, severity, dependsOn }) => [name, severity, dependsOn])).toEqual([
      ['API', 'error', []],
      ['Cert', 'error', ['API']],
      ['Guide', 'warning', []],
      ['Audit', 'error', []],
    ])
    expect(maintenance).toHaveLength(1)
    expect(escalation).toEqual({ mention: ['octo-org/on-call'], webhookEnv: 'ON_CALL' })
  })

  test('empty is allowed and has no checks', () => {
    expect(read('').checks).toEqual([])
    expect(read('checks:\n').checks).toEqual([])
  })

  test.each([
    [
      'checks: [{ name: a, kind: htp, url: "https://x.example" }]',
      /:1:21: Kind "htp" is not known.*Did you mean "http"/,
    ],
    [
      'checks: [{ name: a, kind: http, ulr: "https://x.example" }]',
      /Key "ulr" is not known here\. Did you mean "url"/,
    ],
    ['checks: [{ name: a, kind: http, url: example.com }]', /must start with https:\/\//],
    ['checks: [{ name: a, kind: http, url: "ftp://example.com" }]', /not ftp:/],
    ['checks: [{ name: a, kind: http }]', /`url` is required/],
    ['checks: [{ kind: tcp, host: a, port: 1 }]', /`name` is required/],
    ['checks: [{ name: a, kind: tcp, host: a, port: 70000 }]', /`port` must be at most 65535\./],
    ['checks: [{ name: a, kind: tcp, host: a, port: 0 }]', /`port` must be at least 1\./],
    [
      'checks: [{ name: a, kind: tcp, host: a, port: "80" }]',
      /`port` must be a number, not a text: write 80 without quotes\./,
    ],
    ['checks: [{ name: a, kind: file }]', /`path` is required\./],
    ['checks: [{ name: a, kind: file, path: 5 }]', /`path` must be a text or a list, not a number\./],
    ['checks: [{ name: a, kind: file, path: "" }]', /`path` must not be empty\./],
    [
      'checks: [{ name: a, kind: file, path: [5] }]',
      /`path` has an entry that must be a text, not a number\./,
    ],
    [
      'checks: [{ name: a, kind: file, path: x, optional: "yes" }]',
      /`optional` must be true or false, not a text/,
    ],
    [
      'checks: [{ name: a, kind: http, url: "https://a.example", method: PUT }]',
      /`method` must be one of GET/,
    ],
    ['checks: []\nmaintenance: [1]', /:2:15: Entry 1 of `maintenance` must be an object, not a number\./],
    ['checks: [{ name: a, kind: http, url: "https://x.example", body-matches: "(" }]', /regular expression/],
    ['checks: [{ name: a, kind: postgres }]', /either url or url-env/],
    ['check: []', /Key "check" is not known\. Did you mean "checks"/],
    ['checks: {}', /must be a list/],
    ['checks: [1]', /Each check must be an object/],
    ['checks: [', /:1/],
    ['- a', /must hold `checks:`/],
    ['checks: []\nmaintenance: [{ from: "1", to: "2" }]', /:2:23: /],
    [
      'checks: [{name: a, kind: tcp, host: h, port: 1}, {name: a, kind: tcp, host: h, port: 2}]',
      /Two checks are named "a"/,
    ],
    [
      'checks: [{name: web, kind: tcp, host: h, port: 1, depends-on: wbe}]',
      /"wbe", which does not exist\. Did you mean "web"/,
    ],
  ])('%s', (text, message) => expect(problems(text)).toMatch(message))

  test('a circle of dependencies is named whole', () => {
    const one = (name: string, parent: string) =>
      `{name: ${name}, kind: tcp, host: h, port: 1, depends-on: ${parent}}`
    expect(problems(`checks: [${one('a', 'b')}, ${one('b', 'c')}, ${one('c', 'a')}]`)).toContain(
      'a → b → c → a',
    )
    expect(problems(`checks: [${one('a', 'a')}]`)).toContain('a → a')
  })

  test('names, dependencies, circles and windows are told beside all others, each with its line and column', () => {
    const text = `checks:
  - { name: a, kind: tcp, host: h, depends-on: b }
  - { name: b, kind: tcp, host: h, port: 1, depends-on: a }
  - { name: c, kind: tcp, host: h, port: 1, depends-on: c }
  - { name: c, kind: file, path: x, depends-on: [a, bb] }
maintenance:
  - { from: '02:00', to: '04:00', recurrence: daily, checks: [cc, 'tcp: *'] }
  - { from: '02:00', to: '04:00', recurrence: daily, checks: ['*', 'rate-limit: GitHub'] }
`
    const beside = { planned: [], sometimes: ['rate-limit: GitHub'] }
    expect(() => readChecksFile(text, 'h.yml', beside)).toThrow(
      [
        'h.yml is not right:',
        '- h.yml:2:5: `port` is required.',
        '- h.yml:5:7: Two checks are named "c". Give each its own name.',
        '- h.yml:5:37: Check "c" depends on "bb", which does not exist. Did you mean "b"?',
        '- h.yml:2:36: These checks depend on each other in a circle: a → b → a. Take one `depends-on` out.',
        '- h.yml:4:45: These checks depend on each other in a circle: c → c. Take one `depends-on` out.',
        '- h.yml:7:54: A window names the check "cc", which does not exist. Did you mean "c"?',
        '- h.yml:7:54: A window names the check "tcp: *", which does not exist. Only "*" alone stands for all checks.',
      ].join('\n'),
    )
  })

  test('checks of the inputs may be named', () => {
    const text = 'checks: [{ name: a, kind: file, path: x, depends-on: "http: https://x.example" }]'
    const planned = [{ name: 'http: https://x.example', dependsOn: [] }]
    expect(readChecksFile(text, 'h.yml', { planned, sometimes: [] }).checks).toHaveLength(1)
  })

  test('all problems come at once, each with its line and column', () => {
    const text =
      'checks:\n  - { name: a, kind: htp }\n  - { name: b, kind: tcp, host: h }\n  - { name: c, kind: file, path: x, foo: 1 }\n'
    expect(problems(text)).toMatch(/:2:16: [\s\S]*:3:5: [\s\S]*:4:37: /)
  })

  test('passwords in addresses are found for masking', () => {
    const { checks } = read('checks: [{ name: a, kind: http, url: "https://user:p%40ss@x.example" }]')
    expect(secretsIn(checks)).toEqual(['p%40ss', 'p@ss'])
  })
})

describe('the published schema', () => {
  const schema = JSON.parse(readFileSync('schemas/health-check.schema.json', 'utf8')) as object

  test('is fresh', () => expect(schema).toEqual(JSON.parse(JSON.stringify(checksJsonSchema()))))

  test('takes what the reader takes and refuses what it refuses', () => {
    const valid = new Ajv2020({ strict: false }).compile(schema)
    expect(valid(parse(whole))).toBe(true)
    expect(valid({ checks: [{ name: 'a', kind: 'htp', url: 'https://x.example' }] })).toBe(false)
    expect(valid({ checks: [{ name: 'a', kind: 'http', ulr: 'x' }] })).toBe(false)
    expect(valid({ checks: [{ name: 'a', kind: 'tcp', host: 'h' }] })).toBe(false)
  })

  test('has an alternative for each kind', () => {
    expect(JSON.stringify(schema).match(/"const":"[a-z-]+"/g)).toEqual(
      kinds.map((kind) => `"const":"${kind}"`),
    )
  })
})
