import { reason } from '@ecosystem-actions/core/errors'
import { reasonWithAdvice } from '@ecosystem-actions/core/explain'
import type { HistoryRecord, HistoryStore } from '@ecosystem-actions/core/history'
import type { TimeLimit } from '@ecosystem-actions/core/safeguards/time-limit'
import type { CheckResult, PlannedCheck } from './check.ts'
import type { ChecksFile } from './plan/checks-file.ts'
import type { Options } from './inputs.ts'
import { keepIssue } from './issue/keep.ts'
import { readMetrics, type MetricsSource } from './judgement/metrics-file.ts'
import type { IssueOutcome, Outcome } from './outcome.ts'
import type { Ports } from './ports.ts'
import type { Probes } from './probes.ts'
import { besideReport, healthJson, reportJson } from './report-file.ts'
import type { Story } from './trend/story.ts'

const spentOnWriting = 60_000
// The branch store takes up to two minutes of tries before it gives up, and then the artifact store has its turn.
const appendingMs = 180_000

/** A record that no store can hold is a notice: the verdict of this run stands all the same. */
export async function append(
  store: HistoryStore,
  record: HistoryRecord,
  { notices, limit }: { notices: string[]; limit: TimeLimit },
): Promise<void> {
  try {
    await limit(appendingMs, () => store.append([record]))
  } catch (failure) {
    notices.push(`This run is not in the history: ${reason(failure)}`)
  }
}

interface IssueKeeping {
  options: Options
  ports: Ports
  stories: readonly Story[]
  results: readonly CheckResult[]
  file: ChecksFile
  notices: string[]
}

/** The issue, when it is wanted; what keeps it from being kept is a notice. */
export async function issueFor({
  options,
  ports,
  stories,
  results,
  file,
  notices,
}: IssueKeeping): Promise<IssueOutcome> {
  const none = { number: undefined, did: [] }
  if (options.issue === 'off' || options.mode !== 'scheduled') return none
  if (!ports.github || ports.context.repository === '') {
    notices.push('The issue was not kept: that needs `github-token` and a repository.')
    return none
  }
  if (options.history === 'none')
    notices.push('Without a history a warning opens no issue, because that takes two runs in a row.')
  try {
    const { context, clock, github, webhook, redactor } = ports
    const redact = (text: string) => redactor.redact(text)
    return await limited(ports, () =>
      keepIssue({
        context,
        clock,
        github,
        webhook,
        redact,
        stories,
        results,
        escalation: file.escalation,
        dryRun: options['dry-run'],
        notice: (sentence) => notices.push(sentence),
      }),
    )
  } catch (failure) {
    notices.push(`The issue was not kept: ${reasonWithAdvice(failure, 'permissions: issues: write')}`)
    return none
  }
}

const limited = <T>({ limit }: Ports, body: () => Promise<T>): Promise<T> => limit(spentOnWriting, body)

/** The figures of all metrics that were checked, for the report; of two with one key the first. */
export async function metricsOf(
  checks: readonly PlannedCheck[],
  probes: Probes,
): Promise<Record<string, unknown>> {
  const sources = checks
    .filter(({ kind }) => kind === 'metrics-freshness' || kind === 'success-rate')
    .map(({ settings }): MetricsSource => ({
      file: settings['file'] as string,
      artifact: settings['artifact'] as string | undefined,
    }))
  const distinct = new Map(sources.map((source) => [JSON.stringify(source), source]))
  const readings = await Promise.all([...distinct.values()].map((source) => readMetrics(source, probes)))
  const figures = readings.flatMap((reading) => ('verdict' in reading ? [] : Object.entries(reading.value)))
  return Object.fromEntries(
    figures.filter(([, value]) => typeof value === 'number' || typeof value === 'string').toReversed(),
  )
}

/** The report, its health+json form, and the history it stands on: each for itself. Says what could not be written. */
export async function writeReports(
  outcome: Outcome,
  records: readonly HistoryRecord[],
  ports: Ports,
): Promise<Outcome> {
  const unwritten: string[] = []
  const write = async (path: string, value: unknown): Promise<string> => {
    try {
      await ports.files.write(path, `${JSON.stringify(redacted(value, ports), null, 2)}\n`)
      return path
    } catch (failure) {
      unwritten.push(reason(failure))
      return ''
    }
  }
  const reportPath = await write(outcome.reportPath, reportJson(outcome))
  await write(besideReport(outcome.reportPath, 'health'), healthJson(outcome))
  const historyPath = outcome.historyPath === '' ? '' : await write(outcome.historyPath, records)
  return { ...outcome, reportPath, historyPath, unwritten }
}

/** Every text of a value without secrets; the shape stays. */
export function redacted<T>(value: T, { redactor }: Pick<Ports, 'redactor'>): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? redactor.redact(part) : part,
  ) as T
}
