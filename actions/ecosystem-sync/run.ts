import type { EcosystemConfig } from '@ecosystem-actions/core/ecosystem-config'
import { UserError } from '@ecosystem-actions/core/errors'
import type { Journal } from '@ecosystem-actions/core/journal'
import type { Artifacts, Clock, Files, GitHubUsage, RunContext } from '@ecosystem-actions/core/ports'
import { creationsOf, recallCreations } from './state/creations.ts'
import { examine } from './doctor.ts'
import type { Forge } from './forge.ts'
import type { Inputs } from './inputs.ts'
import { journalScan } from './journal-scan.ts'
import type { Repository, Target } from './model.ts'
import { lookedAtNothing, type Outcome } from './outcome.ts'
import type { PlanContext, PlanItem } from './plan/item.ts'
import { inOrder, planRepository } from './plan/plan.ts'
import { startJournal } from './state/reconcile.ts'
import { remember, unfinishedState } from './state/remember.ts'
import { scanAll, type WholeScan } from './scan/all.ts'
import { inspectMerged } from './scan/merged.ts'
import { lookAtWritten } from './scan/written-branches.ts'
import { checkpoints, keepState, readState, type StateStore } from './state/keep.ts'
import type { State } from './state/state.ts'
import { unusedTokens } from './remedies.ts'
import { targetsOf } from './targets.ts'
import { checkFiles, journalPath, writeFiles } from './files.ts'
import { carryOut, type CarriedOut } from './write/carry-out.ts'

export interface Ports {
  clock: Clock
  files: Files
  journal: Journal
  context: RunContext
  /** The client of an owner's token; `repository` is one of the owner's, for looking up an app's installation. */
  forgeOf: (owner: string, repository: string) => Promise<Forge>
  usage: () => GitHubUsage
  artifacts: Artifacts | undefined
  state: StateStore | undefined
}

/** Read, decide, write, remember. */
export async function run(inputs: Inputs, ports: Ports): Promise<Outcome> {
  const { clock, journal, files } = ports
  const [startedAt, began] = [clock.now(), clock.monotonic()]
  const warnings: string[] = []
  const config = await readConfig(files, inputs.config, warnings)
  const targets = targetsOf(config, inputs)
  warnings.push(...unusedTokens(inputs.tokens, targets))
  const paths = { metrics: inputs['metrics-file'], plan: inputs['plan-file'], journal: journalPath(inputs) }
  await checkFiles(files, inputs)
  const state = await readState(ports.state, warnings)
  const { unfinished } = await startJournal({
    files,
    journal,
    path: paths.journal,
    runId: ports.context.runId ?? 0,
  })

  const context = planContext(inputs, { state, now: startedAt })
  const writes = !inputs['dry-run'] && (inputs['create-prs'] || inputs['auto-sync'])
  const needsRead = (repository: Repository) =>
    unfinished.has(repository.repository.toLowerCase()) ||
    (writes && planRepository(repository, context).some(isWrite))
  const checkpoint = checkpoints((seen) => unfinishedState(state, { seen, targets, startedAt }), {
    store: ports.state,
    warnings,
  })
  const scan = await scanAll(targets, {
    clock,
    startedAt,
    state,
    needsRead,
    chain: inputs['pr-head'] === 'auto',
    forgeOf: ports.forgeOf,
    ...(checkpoint ? { checkpoint } : {}),
  })
  recallCreations(scan.forges.values(), state, startedAt)
  await lookAtWritten(scan, { clock, plan: (repository) => planRepository(repository, context) })
  await inspectMerged(scan, { state, journal, threshold: (target: Target) => target.threshold })
  journalScan(scan.repositories, { journal, now: startedAt })

  const nothing = scan.stopped ? undefined : lookedAtNothing(scan.repositories)
  if (nothing) warnings.push(nothing)

  const plan = inOrder(
    scan.repositories.flatMap((repository) => planRepository(repository, context)),
    inputs['max-prs-per-run'],
  )
  const done: Written = writes
    ? await write(plan, { scan, inputs, ports })
    : { results: new Map(), notes: [] }
  warnings.push(...done.notes)
  const stopped = scan.stopped ?? done.stopped
  const next = remember(state, {
    repositories: scan.repositories,
    results: done.results,
    watermarks: scan.watermarks,
    created: creationsOf(scan.forges.values(), state, clock.now()),
    startedAt,
    now: clock.now(),
  })
  await keepState(next, { before: state, dryRun: inputs['dry-run'], store: ports.state, warnings })
  const due = clock.now().getTime() + (config.sync_interval_minutes ?? 60) * 60_000
  const outcome: Outcome = {
    startedAt,
    endedAt: clock.now(),
    durationMs: clock.monotonic() - began,
    dryRun: inputs['dry-run'],
    repositories: scan.repositories,
    plan,
    results: done.results,
    entries: journal.entries,
    usage: ports.usage(),
    nextDue: new Date(stopped?.resumeAt ? Math.min(due, stopped.resumeAt.getTime()) : due),
    warnings,
    serverUrl: ports.context.serverUrl,
    files: paths,
    ...(stopped ? { stopped } : {}),
  }
  return writeFiles(outcome, { files, artifacts: ports.artifacts, context: ports.context })
}

async function readConfig(files: Files, path: string, warnings: string[]): Promise<EcosystemConfig> {
  const text = await files.read(path, 8 * 1024 * 1024)
  if (text === undefined)
    throw new UserError(
      `There is no configuration file ${path}.`,
      'Check out the repository first, or set `config` to the right path.',
    )
  // Reading YAML is a part of its own: it loads while GitHub is still far away, and the bundle's entry stays small.
  const { parseEcosystemConfig } = await import('@ecosystem-actions/core/ecosystem-config/reading')
  return parseEcosystemConfig(
    text,
    path,
    ({ message, range }) => void warnings.push(`${path}:${range.line}:${range.column}: ${message}`),
  )
}

function planContext(inputs: Inputs, { state, now }: { state: State; now: Date }): PlanContext {
  return {
    flags: { createPrs: inputs['create-prs'], autoSync: inputs['auto-sync'] },
    now,
    ours: writesOf(state),
    squashed: (mergeCommit) => state.squashed[mergeCommit] === true,
  }
}

/** Most runs have written nothing of late, and need no name of every branch to find that out. */
function writesOf({ ours }: State): PlanContext['ours'] {
  if (Object.keys(ours).length === 0) return () => undefined
  return (repository, branch) => ours[`${repository}:${branch}`]
}

function isWrite({ action }: PlanItem): boolean {
  return action !== 'none' && action !== 'report'
}

interface WriteInput {
  scan: WholeScan
  inputs: Inputs
  ports: Ports
}

type Written = Omit<CarriedOut, 'notes'> & { notes: string[] }

async function write(plan: readonly PlanItem[], { scan, inputs, ports }: WriteInput): Promise<Written> {
  const work = plan.filter((item) => isWrite(item) && !item.deferred)
  if (work.length === 0) return { results: new Map(), notes: [] }
  const byName = new Map(scan.repositories.map((repository) => [repository.repository, repository]))
  const repositoryOf = (item: PlanItem): Repository => byName.get(item.repository)!
  const forgeOf = (repository: Repository): Forge => scan.forges.get(repository)!
  const { journal, clock, context } = ports
  const { barred, notes, rights } = await examine(work, { journal, repositoryOf, forgeOf })
  const runUrl =
    context.runId === undefined
      ? ''
      : `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`
  const settings = {
    runId: context.runId ?? 0,
    autoSync: inputs['auto-sync'],
    prHead: inputs['pr-head'],
    runUrl,
  }
  const done = await carryOut(work, {
    clock,
    journal,
    settings,
    breaker: new Map(),
    opened: {},
    mostPullRequests: inputs['max-prs-per-run'],
    barred,
    rights,
    repositoryOf,
    forgeOf,
  })
  return { ...done, notes: [...notes, ...done.notes] }
}
