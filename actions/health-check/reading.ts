import { reason, UserError, UserErrors } from '@ecosystem-actions/core/errors'
import type { HistoryRecord, HistoryStore } from '@ecosystem-actions/core/history'
import { Lanes } from '@ecosystem-actions/core/lanes'
import { limitReached } from '@ecosystem-actions/core/resource-limits'
import type { TimeLimit } from '@ecosystem-actions/core/time-limit'
import type { CheckResult, PlannedCheck } from './check.ts'
import { readChecksFile, secretsIn, type ChecksFile } from './checks-file.ts'
import { lookAtAll, type Confirming } from './confirm.ts'
import { allUnanswered, blameRunner, nameIncidents } from './correlation.ts'
import { defaultChecksFile, type Options } from './inputs.ts'
import { isPermissionNeed, withoutOpenWrites } from './permission-needs.ts'
import { unknownNames } from './plan-problems.ts'
import { planInputs, sometimesPlanned, type Plan } from './plan.ts'
import type { Ports } from './ports.ts'
import { earlierOutcomes, healthSeries, observationsOf } from './record.ts'
import { remembering } from './seen-answers.ts'
import { shownUrl, urlSecrets } from './settings.ts'

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

/** Earlier runs; a history that is not to be had is a notice. */
export async function pastOf(
  store: HistoryStore | undefined,
  { notices, limit }: { notices: string[]; limit: TimeLimit },
): Promise<readonly HistoryRecord[]> {
  if (!store) return []
  try {
    const { records, unreadable, complete } = await limit(readingMs, () =>
      store.read({ series: healthSeries }),
    )
    for (const { where, because } of unreadable.slice(0, 5)) notices.push(`History: ${where} ${because}.`)
    if (!complete && unreadable.length === 0) notices.push('The history was not read completely.')
    return records
  } catch (failure) {
    notices.push(`The history could not be read, so this run stands alone: ${reason(failure)}`)
    return []
  }
}

/** A runner has gigabytes and a thousand requests an hour: a health check that needs a fifth of either is itself a fault. */
const limits = { memory: 1_000_000_000, calls: 200 }

/** The results, with the runner's and the providers' share in them named. */
export async function lookedAt(
  checks: readonly PlannedCheck[],
  past: Promise<readonly HistoryRecord[]>,
  { options, ports }: { options: Options; ports: Ports },
): Promise<CheckResult[]> {
  const { clock, limit } = ports
  const probes = { ...ports.probes, github: ports.probes.github && remembering(ports.probes.github) }
  const observations = past.then((records) => (options.mode === 'scheduled' ? observationsOf(records) : []))
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
