import { reason, UserError, UserErrors } from '@ecosystem-actions/core/errors'
import { newest, type HistoryRecord, type HistoryStore } from '@ecosystem-actions/core/history'
import { carriedRecords } from '@ecosystem-actions/core/history/artifacts'
import type { Bucket, DigestQuery } from '@ecosystem-actions/core/history/bucket'
import { digested } from '@ecosystem-actions/core/history/digest'
import { Lanes } from '@ecosystem-actions/core/safeguards/lanes'
import { limitReached } from '@ecosystem-actions/core/safeguards/resource-limits'
import type { CheckResult, PlannedCheck } from './check.ts'
import { readChecksFile, secretsIn, type ChecksFile } from './plan/checks-file.ts'
import { lookAtAll, type Confirming } from './confirm.ts'
import { allUnanswered, blameRunner, nameIncidents } from './judgement/correlation.ts'
import { defaultChecksFile, type Options } from './inputs.ts'
import { isPermissionNeed, withoutOpenWrites } from './plan/permission-needs.ts'
import { monthOfShares } from './trend/ok-share.ts'
import { unknownNames } from './plan/plan-problems.ts'
import { planInputs, sometimesPlanned, type Plan } from './plan/plan.ts'
import type { Ports } from './ports.ts'
import { earlierOutcomes, healthSeries, measured, observationsOf } from './trend/record.ts'
import { remembering } from './seen-answers.ts'
import { shownUrl, urlSecrets } from './plan/settings.ts'

/** The file of the input `checks`; an empty one when it does not exist at its default path. Throws UserErrors. */
export async function checksFile(
  options: Options,
  planned: readonly PlannedCheck[],
  { files }: Ports,
): Promise<ChecksFile> {
  const path = options.checks
  const text = path === '' ? undefined : await files.read(path, 1_000_000)
  if (text === undefined && path !== '' && path !== defaultChecksFile)
    throw new UserError(`The checks file ${path} is missing.`, 'Check the input `checks`.')
  const sometimes = sometimesPlanned(options)
  const file = readChecksFile(text ?? '', path || defaultChecksFile, { planned, sometimes })
  const known = new Set([...planned, ...file.checks].map(({ name }) => name).concat(sometimes))
  const problems = options.maintenance
    .flatMap(({ checks = [] }) => unknownNames([checks].flat(), known))
    .map(({ message, hint }) => new UserError(`Input "maintenance" ${message}`, hint))
  if (problems.length > 0) throw new UserErrors('The inputs are not right:', problems)
  return file
}

/** Passwords in the addresses of inputs. */
export const inputSecrets = ({
  'postgres-url': postgres,
  'redis-url': redis,
  endpoints,
  'status-pages': pages,
}: Options) => secretsIn([postgres, redis, ...endpoints, ...pages].map((url) => ({ settings: { url } })))

/** What the checks file takes from the environment: a workflow may have filled it from anywhere, also where nobody masked it. */
export function namedSecrets(
  checks: readonly PlannedCheck[],
  env: (name: string) => string | undefined,
): string[] {
  return checks.flatMap(({ settings }) => {
    const names = [settings['url-env'], settings['authorization-env']].filter(
      (name) => typeof name === 'string',
    )
    return names.flatMap((name) => {
      const value = env(name) ?? ''
      return [value, ...urlSecrets(value)].filter((part) => part !== '')
    })
  })
}

/** The checks of the short inputs. */
export async function plannedByInputs(options: Options, ports: Ports): Promise<Plan> {
  const metricsExist = (await ports.files.stat(options['metrics-file'])) !== undefined
  return planInputs(options, { metricsExist })
}

const readingMs = 60_000

export interface Past {
  /** Of the last runs, oldest first: what the verdict stands on. */
  records: readonly HistoryRecord[]
  /** Counts by the day, of runs that `records` may not hold any more. */
  days: readonly Bucket[]
}

const nothing: Past = { records: [], days: [] }

/** Earlier runs; a history that is not to be had is a notice. */
export async function pastOf(
  store: HistoryStore | undefined,
  { notices, limit, clock }: Pick<Ports, 'limit' | 'clock'> & { notices: string[] },
): Promise<Past> {
  if (!store) return nothing
  try {
    return await limit(readingMs, async () => {
      // An artifact holds hundreds of records, whether they are wanted or not; the branch counts them by the day.
      const series = healthSeries
      const counted = store.kind === 'branch'
      const reading = await store.read({ series, ...(counted ? {} : { limit: carriedRecords }) })
      const { records, unreadable, complete } = reading
      for (const { where, because } of unreadable.slice(0, 5)) notices.push(`History: ${where} ${because}.`)
      if (!complete && unreadable.length === 0) notices.push('The history was not read completely.')
      const since = monthOfShares(clock.now())
      const buckets = await countedDays(store, { series, by: 'day', since }, notices)
      const days = digested(buckets, records, { by: 'day', measure: measured })
      return { records: newest(records, { series }), days }
    })
  } catch (failure) {
    notices.push(`The history could not be read, so this run stands alone: ${reason(failure)}`)
    return nothing
  }
}

async function countedDays(
  store: HistoryStore,
  query: DigestQuery,
  notices: string[],
): Promise<readonly Bucket[]> {
  try {
    return (await store.buckets?.(query)) ?? []
  } catch (failure) {
    notices.push(`The counts of earlier days could not be read: ${reason(failure)}`)
    return []
  }
}

/** A runner has gigabytes and a thousand requests an hour: a health check that needs a fifth of either is itself a fault. */
const limits = { memory: 1_000_000_000, calls: 200 }

/** The results, with the runner's and the providers' share in them named. */
export async function lookedAt(
  checks: readonly PlannedCheck[],
  past: Promise<Past>,
  { options, ports }: { options: Options; ports: Ports },
): Promise<CheckResult[]> {
  const { clock, limit } = ports
  const probes = { ...ports.probes, github: ports.probes.github && remembering(ports.probes.github) }
  const observations = past.then(({ records }) =>
    options.mode === 'scheduled' ? observationsOf(records) : [],
  )
  const attempts = options.attempts ?? 30
  const confirming: Confirming = {
    probes,
    clock,
    limit,
    lanes: new Lanes(options.concurrency),
    attempts: options.mode === 'pre' ? Math.min(3, attempts) : attempts,
    intervalMs: options['interval-seconds'] * 1000,
    timeoutMs: options['timeout-seconds'] * 1000,
    deadline: clock.monotonic() + options['deadline-minutes'] * 60_000,
    full: () =>
      limitReached({ memory: ports.memory(), calls: ports.github?.usage().requests ?? 0, time: 0 }, limits),
    earlier: async (name) => earlierOutcomes(await observations, name),
  }
  const own = checks.filter((check) => !isPermissionNeed(check))
  const looked = await lookAtAll(own, confirming)
  const permissions = await lookAtAll(checks.filter(isPermissionNeed), confirming)
  const results = withoutOpenWrites([...looked, ...permissions])
  // Only when nothing at all answered is it worth asking whether this runner has a network.
  if (allUnanswered(results) && !(await ports.canary()))
    return blameRunner(results, shownUrl(ports.context.apiUrl))
  return nameIncidents(results)
}
