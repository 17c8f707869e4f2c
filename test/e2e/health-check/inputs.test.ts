// Every input of action.yml through the bundle, with a value that shows and with one that is refused or judged.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../../scripts/house.ts'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'
import { oddServices, type OddServices } from '../../support/odd-services.ts'

const declared = Object.keys(
  (parse(readFileSync(join(root, 'actions/health-check/action.yml'), 'utf8')) as { inputs: object }).inputs,
)

let bundle: HealthBundle
let services: OddServices
beforeAll(async () => {
  services = await oddServices()
  const ci = '.github/workflows/ci.yml'
  const done = { workflow: ci, name: 'CI', event: 'push', status: 'completed', conclusion: 'success' }
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    repositories: [
      {
        name: 'acme/web',
        files: {
          'README.md': '# web\n',
          [ci]: "on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n",
        },
        workflow_runs: [{ ...done, id: 9001, run_number: 1, created_at: '-1h', updated_at: '-1h' }],
      },
    ],
  })
  bundle.write('a', 'x')
})
afterAll(async () => {
  services.close()
  await bundle.close()
})

/** Refused before anything is looked at: the value, and how the sentence about it begins after the input's name. */
const refused: Record<string, [value: string, said: string]> = {
  'max-metrics-age-hours': ['soon', 'must be a number, not "soon".'],
  'success-rate-warning': ['101', 'must be from 0 to 100, not 101.'],
  'success-rate-error': ['-1', 'must be from 0 to 100, not -1.'],
  'rate-limit-warning': ['x', 'must be a number, not "x".'],
  'rate-limit-error': ['1000', 'must be from 0 to 100, not 1000.'],
  endpoints: ['example.com', 'has "example.com", which must start with https:// or http://'],
  tcp: ['nowhere', 'has "nowhere", which must be written as host:port.'],
  'postgres-url': ['mysql://me:geheim-1@h/d', 'must be written as postgres://host:port/database'],
  'redis-url': ['http://me:geheim-2@h', 'must be written as redis://host:port'],
  'status-pages': ['ftp://a', 'has "ftp://a", which must start with https:// or http://'],
  'planned-requests': ['many', 'must be a whole number, not "many".'],
  'allow-private-addresses': ['perhaps', 'must be true or false, not "perhaps".'],
  mode: ['sometimes', 'must be one of scheduled, pre, post, not "sometimes".'],
  attempts: ['0', 'must be from 1 to 1000, not 0.'],
  'interval-seconds': ['-1', 'must be from 0 to 3600, not -1.'],
  'timeout-seconds': ['0', 'must be from 0.1 to 120, not 0.'],
  'deadline-minutes': ['0', 'must be from 0.01 to 350, not 0.'],
  concurrency: ['0', 'must be from 1 to 500, not 0.'],
  history: ['disk', 'must be one of artifact, branch, none, not "disk".'],
  issue: ['on', 'must be one of off, auto, not "on".'],
  maintenance: ['[{ from: noon, to: "04:00" }]', 'is not right: window 1: `from` must be a time such as'],
  'fail-on': ['notice', 'must be one of error, warning, never, not "notice".'],
  'dry-run': ['maybe', 'must be true or false, not "maybe".'],
}

/** Any text is a value, but what it names is not there: told with its fix. */
const judged: Record<string, [value: string, said: string]> = {
  checks: ['none.yml', 'The checks file none.yml is missing. Check the input `checks`.'],
  'required-files': ['none', 'none is missing. Add none, or take it out of the list.'],
  'optional-files': ['none', 'none is missing.'],
  'executable-files': ['none.sh', 'none.sh'],
  'metrics-file': ['none.json', 'There are no metrics: none.json is missing.'],
  'metrics-artifact': [
    'none',
    'artifact none is missing. Run ecosystem-sync first, or check `metrics-artifact`.',
  ],
  workflows: ['none.yml', 'Workflow none.yml was not found. Check its file name.'],
  links: ['none.md', 'No document matches. Check the pattern.'],
  content: ['none/**', 'none/**'],
  backups: ['none/*.gz', 'There is no backup that matches none/*.gz.'],
  'report-file': ['a/r.json', 'Cannot write a/r.json'],
  'github-token': ['wrong', 'Set `github-token` to a token that is still valid.'],
}

const good = (): Record<string, string> => ({
  checks: 'own.yml',
  'required-files': 'a',
  'optional-files': 'a',
  'executable-files': 'run.sh',
  'metrics-file': 'm.json',
  'max-metrics-age-hours': '2',
  'success-rate-warning': '60',
  'success-rate-error': '40',
  'rate-limit-warning': '100',
  'rate-limit-error': '0',
  endpoints: `${services.web}/ok`,
  tcp: new URL(services.web).host,
  workflows: 'ci.yml',
  links: 'a.md',
  content: 'docs/**',
  backups: 'b-*.txt',
  'status-pages': `${services.web}/status`,
  'planned-requests': '10',
  'allow-private-addresses': 'true',
  mode: 'post',
  attempts: '2',
  'interval-seconds': '1',
  'timeout-seconds': '5',
  'deadline-minutes': '1',
  concurrency: '4',
  history: 'branch',
  issue: 'auto',
  maintenance: '[{ from: "22:00", to: "02:00", recurrence: daily, checks: "file: a" }]',
  'fail-on': 'warning',
  'report-file': 'out.json',
  'dry-run': 'true',
})

/** Those whose good value needs a server or an artifact have it in the tests named here. */
const elsewhere = ['postgres-url', 'redis-url', 'metrics-artifact', 'github-token']

test('no input of action.yml is left out, and each stands in one list of bad values', () => {
  expect([...Object.keys(refused), ...Object.keys(judged)].sort()).toEqual(declared.toSorted())
  expect([...Object.keys(good()), ...elsewhere].sort()).toEqual(declared.toSorted())
})

const valuesOf = (table: Record<string, [string, string]>) =>
  Object.fromEntries(Object.entries(table).map(([name, [value]]) => [name, value]))

test('all that can be refused is refused at once, each input once with what is wanted, and no secret is told', async () => {
  const run = await bundle.run(valuesOf(refused))
  expect(run).toMatchObject({ exitCode: 1, checks: [] })
  const [error = { message: '' }, ...more] = run.annotations.filter(({ level }) => level === 'error')
  expect(more).toEqual([])
  const lines = error.message.split('\n').filter((line) => line.startsWith('- '))
  expect(lines).toHaveLength(Object.keys(refused).length)
  for (const [name, [, said]] of Object.entries(refused))
    expect(lines.filter((line) => line.startsWith(`- Input "${name}" ${said}`))).toHaveLength(1)
  expect(run.said.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('geheim')
}, 60_000)

test('what names something that is not there is told with its fix', async () => {
  // A missing checks file and a report that cannot be written end the run: each for itself.
  const alone = ['checks', 'report-file', 'github-token', 'metrics-artifact']
  const { checks: _, ...others } = valuesOf(judged)
  for (const name of alone) delete others[name]
  const runs: BundleRun[] = [await bundle.run({ ...others, 'allow-private-addresses': 'false' })]
  for (const name of alone)
    runs.push(await bundle.run({ 'required-files': 'a', [name]: judged[name]?.[0] ?? '' }))
  const said = runs
    .map((run) => run.annotations.map(({ message }) => message).join('\n') + run.summary)
    .join()
  for (const [, words] of Object.values(judged)) expect(said).toContain(words)
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1, 1])
}, 120_000)

test('a good value for every input in one run, each seen in what it does', async () => {
  bundle.write('own.yml', 'checks: [{ name: own, kind: file, path: a }]')
  bundle.write('run.sh', '#!/bin/sh\n')
  bundle.write('m.json', JSON.stringify({ success_rate: 50, start_time: '2026-01-10T22:30:00Z' }))
  bundle.write('a.md', '# Top\n\n[t](#top)\n')
  bundle.write('docs/a.md', 'x')
  bundle.write('b-2026-01-10T23.txt', 'x')
  bundle.git('init', '-q')
  bundle.git('add', '-A')
  bundle.git('update-index', '--chmod=+x', 'run.sh')
  bundle.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x', '--date', '2026-01-10T00:00Z')
  const run = await bundle.run(good())
  const bad = run.checks.filter(({ status }) => status !== 'ok')
  // Below 60 and above 40; fewer than all requests are left.
  expect(bad.map(({ kind, status, reason }) => [kind, status, reason])).toEqual([
    ['success-rate', 'warning', 'low'],
    ['rate-limit', 'warning', 'low'],
  ])
  expect(run.checks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'metrics-freshness',
      'http',
      'tcp',
      'workflow',
      'link',
      'content',
      'backup',
      'status-page',
    ]),
  )
  expect(run.checks.map(({ name }) => name)).toContain('own')
  expect(run).toMatchObject({
    exitCode: 1,
    outputs: { healthy: 'true', status: 'warning', 'report-path': 'out.json', 'issue-number': '' },
  })
  const [{ branches, issues } = { branches: {}, issues: [] }] = bundle.emulator.state().repositories
  expect([Object.keys(branches), issues]).toEqual([['main'], []])
}, 60_000)
