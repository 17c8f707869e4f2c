import type { PlannedCheck } from '../check.ts'
import { checkKinds } from '../checks/index.ts'
import { defaultMetricsFile, type Options } from '../inputs.ts'
import { readsName, writesName } from './permission-needs.ts'
import { hostPort, shownUrl } from './settings.ts'

export interface Situation {
  /** Whether the metrics file stands in the workspace. */
  metricsExist: boolean
}

export interface Plan {
  checks: PlannedCheck[]
  notices: string[]
}

type Bare = Pick<PlannedCheck, 'kind'> & {
  about: string
  settings: Record<string, unknown>
  severity?: 'warning'
}

/** The checks of the short inputs. Their names are `kind: what`, so that a history follows them from run to run. */
export function planInputs(options: Options, { metricsExist }: Situation): Plan {
  const notices: string[] = []
  const bare: Bare[] = [
    ...options['required-files'].map((path): Bare => ({ kind: 'file', about: path, settings: { path } })),
    ...options['optional-files'].map((path): Bare => ({
      kind: 'file',
      about: path,
      settings: { path },
      severity: 'warning',
    })),
    ...options['executable-files'].map((path): Bare => ({
      kind: 'executable',
      about: path,
      settings: { path },
    })),
    ...metrics(options, metricsExist, notices),
    ...access(options),
    ...options.workflows.map((workflow): Bare => ({
      kind: 'workflow',
      about: workflow,
      settings: { workflow },
    })),
    ...options.endpoints.map((url): Bare => ({ kind: 'http', about: shownUrl(url), settings: { url } })),
    ...options.tcp.map((line): Bare => ({ kind: 'tcp', about: line, settings: { ...hostPort(line) } })),
    ...databases(options),
    ...options.links.map((path): Bare => ({ kind: 'link', about: path, settings: { path } })),
    ...options.content.map((path): Bare => ({ kind: 'content', about: path, settings: { path } })),
    ...options.backups.map((path): Bare => ({ kind: 'backup', about: path, settings: { path } })),
    ...options['status-pages'].map((url): Bare => ({
      kind: 'status-page',
      about: shownUrl(url),
      settings: { url },
    })),
  ]
  const seen = new Map<string, number>()
  const checks = bare.map(({ kind, about, settings, severity }): PlannedCheck => {
    const base = `${kind}: ${about}`.slice(0, 120)
    const n = (seen.get(base) ?? 0) + 1
    seen.set(base, n)
    const name = n === 1 ? base : `${base} (${n})`
    return {
      name,
      kind,
      settings: checkKinds[kind].settings.parse(settings),
      dependsOn: [],
      severity: severity ?? 'error',
    }
  })
  return { checks, notices }
}

function metrics(options: Options, exist: boolean, notices: string[]): Bare[] {
  const [file, artifact] = [options['metrics-file'], options['metrics-artifact']]
  if (!artifact && !exist && file === defaultMetricsFile) {
    notices.push(`${file} is not there, so no metrics were checked.`)
    return []
  }
  const source = { file, ...(artifact ? { artifact } : {}) }
  const about = artifact || file
  return [
    {
      kind: 'metrics-freshness',
      about,
      settings: { ...source, 'max-age-hours': options['max-metrics-age-hours'] },
    },
    {
      kind: 'success-rate',
      about,
      settings: { ...source, warning: options['success-rate-warning'], error: options['success-rate-error'] },
    },
  ]
}

function access(options: Options): Bare[] {
  const planned = options['planned-requests']
  if (options['github-token'] === '' && planned === 0) return []
  const settings = {
    warning: options['rate-limit-warning'],
    error: options['rate-limit-error'],
    'planned-requests': planned,
  }
  return [{ kind: 'rate-limit', about: 'GitHub', settings }]
}

function databases(options: Options): Bare[] {
  const [postgres, redis] = [options['postgres-url'], options['redis-url']]
  return [
    ...(postgres
      ? [{ kind: 'postgres' as const, about: shownUrl(postgres), settings: { url: postgres } }]
      : []),
    ...(redis ? [{ kind: 'redis' as const, about: shownUrl(redis), settings: { url: redis } }] : []),
  ]
}

/** Names that a maintenance window may give although this run has no such check: whether it has depends on token and workspace. */
export function sometimesPlanned(options: Options): string[] {
  const about = options['metrics-artifact'] || options['metrics-file']
  return [
    `metrics-freshness: ${about}`,
    `success-rate: ${about}`,
    'rate-limit: GitHub',
    readsName,
    writesName,
  ]
}
