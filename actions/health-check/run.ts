import { recordId, type HistoryRecord } from '@ecosystem-actions/core/history'
import { secretsIn } from './plan/checks-file.ts'
import type { Options } from './inputs.ts'
import { totalsOf, type Outcome } from './outcome.ts'
import { permissionChecks } from './plan/permission-needs.ts'
import type { Ports } from './ports.ts'
import { checksFile, inputSecrets, lookedAt, namedSecrets, pastOf, plannedByInputs } from './reading.ts'
import { healthSeries, observationsOf, recordBody, sharesOf } from './trend/record.ts'
import { besideReport } from './report-file.ts'
import { rememberedShelf } from './seen-answers.ts'
import { tell } from './trend/story.ts'
import { append, issueFor, metricsOf, redacted, writeReports } from './writing.ts'

/** Looks at everything, judges it against the history, and keeps history, issue and report. */
export async function run(options: Options, outer: Ports): Promise<Outcome> {
  const { shelf } = outer.probes
  const ports = { ...outer, probes: { ...outer.probes, shelf: shelf && rememberedShelf(shelf) } }
  const started = ports.clock.monotonic()
  const notices: string[] = []
  const short = await plannedByInputs(options, ports)
  notices.push(...short.notices)
  const file = await checksFile(options, short.checks, ports)
  for (const secret of [
    ...secretsIn(file.checks),
    ...inputSecrets(options),
    ...namedSecrets(file.checks, ports.probes.env),
  ])
    ports.mask(secret)
  const own = [...short.checks, ...file.checks]
  const checks = [...own, ...permissionChecks(own, options, ports.probes.repository)]
  const store = options.history === 'none' ? undefined : ports.history?.((sentence) => notices.push(sentence))
  // The history is read while the checks run: only what fails needs to know how it fared before.
  const reading = pastOf(store, { notices, limit: ports.limit, clock: ports.clock })
  // Whatever a service answered: nothing of it leaves with a secret in it.
  const results = redacted(await lookedAt(checks, reading, { options, ports }), ports)
  const past = await reading
  const timestamp = ports.clock.now().toISOString()
  const record: HistoryRecord = {
    id: recordId(ports.context, 0, () => ports.clock.random()),
    at: timestamp,
    series: healthSeries,
    body: redacted(recordBody(results, { mode: options.mode, healthy: totalsOf(results).healthy }), ports),
  }
  const now = ports.clock.now()
  const windows = [...options.maintenance, ...file.maintenance]
  const stories = tell(
    observationsOf([...past.records, { ...record, body: { ...record.body, mode: 'scheduled' } }]),
    { now, windows },
  )
  if (store && !options['dry-run']) await append(store, record, { notices, limit: ports.limit })
  const issue = await issueFor({ options, ports, stories, results, file, notices })
  const outcome: Outcome = {
    timestamp,
    results,
    notices: redacted(notices, ports),
    metrics: await metricsOf(checks, ports.probes),
    durationMs: ports.clock.monotonic() - started,
    requests: ports.github?.usage().requests ?? 0,
    stories,
    shares: sharesOf(past, record, now),
    historyPath: store ? besideReport(options['report-file'], 'history') : '',
    reportPath: options['report-file'],
    unwritten: [],
    issue,
    dryRun: options['dry-run'],
  }
  return writeReports(outcome, [...past.records, record], ports)
}
