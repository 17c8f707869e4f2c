import {
  amount,
  boolean,
  choice,
  count,
  integer,
  lines,
  parsed,
  secret,
  text,
} from '@ecosystem-actions/core/inputs'
import { readDocument } from '@ecosystem-actions/core/document'
import { z } from 'zod'
import { parsePostgresUrl, parseRedisUrl } from './judgement/database-url.ts'
import { maintenanceSchema, type MaintenanceWindow } from './plan/maintenance-shape.ts'
import { hostPort, shownUrl, urlProblem } from './plan/settings.ts'
import { shapeProblem } from './plan/shape-words.ts'

export const defaultChecksFile = '.github/health-check.yml'
export const defaultMetricsFile = 'automation_metrics.json'

const items = (raw: string) =>
  raw
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

/** One item per line; every wrong line is named. */
const each = (problemOf: (line: string) => string | undefined) =>
  parsed((raw, refuse) => {
    const found = items(raw)
    const problems = found.flatMap((line) => problemOf(line) ?? [])
    if (problems.length > 1)
      return refuse(
        `has ${problems.length} lines that are not right:\n${problems.map((one) => `  - ${one}`).join('\n')}`,
      )
    return problems.length > 0 ? refuse(`has ${problems[0]}`) : found
  })

const webAddresses = () =>
  each((line) => {
    const problem = urlProblem(line)
    return problem ? `${JSON.stringify(shownUrl(line).slice(0, 80))}, which ${problem}.` : undefined
  })

const hostsAndPorts = () =>
  each((line) =>
    hostPort(line) ? undefined : `${JSON.stringify(line.slice(0, 80))}, which must be written as host:port.`,
  )

/** Addresses of databases hold passwords: masked whole, and never shown in a problem. */
const databaseAddress = (problemOf: (text: string) => string | undefined) =>
  parsed(
    (raw, refuse) => {
      const value = raw.trim()
      const problem = value === '' ? undefined : problemOf(value)
      return problem ? refuse(`${problem}.`) : value
    },
    { secret: true },
  )

const problemIn = (place: object): string | undefined =>
  'problem' in place ? String(place.problem) : undefined

const unknownKeys = (keys: readonly string[]) =>
  `has ${keys.map((key) => JSON.stringify(key)).join(', ')}, which is no key of a window`

const windows = () =>
  parsed((raw, refuse): MaintenanceWindow[] => {
    if (raw.trim() === '') return []
    const { value, problems } = readDocument(raw, 'maintenance.yml')
    const [problem] = problems
    if (problem) return refuse(`is no YAML: ${problem.message}`)
    const list: unknown[] = Array.isArray(value) ? value : [value]
    const result = maintenanceSchema.safeParse(list)
    if (result.success) return result.data
    const said = result.error.issues.map((issue) => {
      const [index = 0, ...rest] = issue.path
      const part = rest.length > 0 ? `: \`${rest.join('.')}\`` : ''
      const problem = issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys) : shapeProblem(issue, list)
      return `window ${Number(index) + 1}${part} ${problem}`
    })
    return refuse(`is not right: ${said.join('; ')}.`)
  })

export const Inputs = z.strictObject({
  checks: text({ default: defaultChecksFile }),
  'required-files': lines(),
  'optional-files': lines(),
  'executable-files': lines(),
  'metrics-file': text({ default: defaultMetricsFile }),
  'metrics-artifact': text(),
  'max-metrics-age-hours': amount({ default: '24', min: 0.01 }),
  'success-rate-warning': amount({ default: '90', min: 0, max: 100 }),
  'success-rate-error': amount({ default: '70', min: 0, max: 100 }),
  'rate-limit-warning': amount({ default: '50', min: 0, max: 100 }),
  'rate-limit-error': amount({ default: '20', min: 0, max: 100 }),
  endpoints: webAddresses(),
  tcp: hostsAndPorts(),
  'postgres-url': databaseAddress((value) => problemIn(parsePostgresUrl(value))),
  'redis-url': databaseAddress((value) => problemIn(parseRedisUrl(value))),
  workflows: lines(),
  links: lines(),
  content: lines(),
  backups: lines(),
  'status-pages': webAddresses(),
  'planned-requests': count({ default: '0' }),
  'allow-private-addresses': boolean({ default: 'false' }),
  mode: choice(['scheduled', 'pre', 'post'], { default: 'scheduled' }),
  attempts: integer({ min: 1, max: 1000, default: '30' }),
  'interval-seconds': amount({ default: '10', min: 0, max: 3600 }),
  'timeout-seconds': amount({ default: '10', min: 0.1, max: 120 }),
  'deadline-minutes': amount({ default: '8', min: 0.01, max: 350 }),
  concurrency: count({ default: '10', min: 1, max: 500 }),
  history: choice(['artifact', 'branch', 'none'], { default: 'artifact' }),
  issue: choice(['off', 'auto'], { default: 'off' }),
  maintenance: windows(),
  'fail-on': choice(['error', 'warning', 'never'], { default: 'error' }),
  'report-file': text({ default: 'automation_health.json' }),
  'dry-run': boolean({ default: 'false' }),
  'github-token': secret(),
})

export type Options = z.output<typeof Inputs>
