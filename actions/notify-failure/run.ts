import { colourOwn, colourRun, type Coloured } from './runs/colouring.ts'
import { cleaner, mapStrings } from './message/compose.ts'
import { identityOf, publicTexts } from './message/identity.ts'
import { incidentKey } from './incident/key.ts'
import type { Inputs } from './inputs.ts'
import { investigate, mostReads, reasoned, type Investigation } from './incident/investigation.ts'
import { silent, type Outcome, type Result } from './outcome.ts'
import type { Ports } from './ports.ts'
import { Reading } from './runs/reading.ts'
import type { Run } from './runs/run-facts.ts'
import { select } from './incident/selection.ts'
import { selfTest } from './delivery/self-test.ts'
import { isMute, settingOf, type Setting } from './setting.ts'
import { defaultBranch, subjectOf, type Subject } from './incident/subject.ts'
import { sweep } from './sweep.ts'
import { tell } from './tell.ts'

/** One step: finds its subject, decides, explains and tells. */
export async function run(inputs: Inputs, ports: Ports): Promise<Outcome> {
  const setting = settingOf(inputs, ports)
  const reading = new Reading(ports.reads, ports.logs, {
    repository: setting.repository,
    timeout: Math.min(10_000, inputs['timeout-seconds'] * 250),
  })
  const subject = subjectOf(inputs, ports.context)
  if (subject.kind !== 'by-id')
    know(subject.kind === 'run' || subject.kind === 'own' ? [subject.run] : [], setting)
  const found = inputs['self-test']
    ? await selfTest(setting)
    : subject.kind === 'sweep'
      ? await sweep(setting, reading)
      : [await speak(subject, setting, reading)]
  // Names of jobs, branches and workflows stand in reasons too.
  const results = mapStrings(found, cleaner(ports.redact)) as Result[]
  for (const { about, decided } of results)
    ports.journal.record({
      kind: 'decided',
      subject: about,
      because: decided.reason,
      action: decided.decision,
    })
  const { 'dry-run': dryRun, 'self-test': isSelfTest } = inputs
  return {
    results,
    notes: reading.notes.map(cleaner(ports.redact)),
    mute: isMute(inputs),
    dryRun,
    selfTest: isSelfTest,
  }
}

async function speak(
  subject: Exclude<Subject, { kind: 'sweep' }>,
  setting: Setting,
  reading: Reading,
): Promise<Result> {
  if (subject.kind === 'nothing') return silent('', subject.reason)
  const found = subject.kind === 'by-id' ? await reading.run(subject.id) : subject.run
  // `run-id` costs one request more than an event that brings its run along.
  reading.spent = 0
  if (subject.kind === 'by-id') know(typeof found === 'object' ? [found] : [], setting)
  if (found === 'missing') return missing(subject, reading)
  if (found === undefined) return silent('', 'The run could not be read.')
  const { inputs, ports, repository } = setting
  const selected = select(found, {
    repository,
    defaultBranch: defaultBranch(ports.context),
    branches: inputs.branches,
    workflows: inputs.workflows,
    prComment: inputs['pr-comment'] === 'auto',
  })
  const key = incidentKey(found, repository)
  if (selected.kind === 'none') return silent(found.workflowName, selected.reason, key)
  const coloured = await colour(subject.kind === 'own', found, { setting, reading })
  if (coloured.colour === 'transparent') return silent(found.workflowName, coloured.reason, key)
  const investigation = await investigate(coloured, setting, reading)
  const checked = await checkRecovery(investigation, { setting, reading })
  const channels = selected.kind === 'pull-request' ? 'pull-request' : 'all'
  return await tell(reasoned(checked), { channels, prefix: '' }, { setting, reading })
}

/** From here on it is known what is public about the run, and every other random-looking variable is a secret. */
function know(runs: readonly Run[], { ports, repository }: Setting): void {
  ports.concealEnvironment(publicTexts(ports.context, runs))
  ports.spare(runs.flatMap((run) => identityOf(run, repository, ports.context.serverUrl)))
}

function missing(subject: Subject, reading: Reading): Result {
  const id = subject.kind === 'by-id' ? subject.id : 0
  const reason = `Run ${id} does not exist: it was deleted, or \`run-id\` is of another repository.`
  reading.notes.push(reason)
  return silent('', reason)
}

interface Means {
  setting: Setting
  reading: Reading
}

async function colour(isOwn: boolean, run: Run, { setting, reading }: Means): Promise<Coloured> {
  if (!isOwn) return await colourRun(run, reading)
  return await colourOwn(run, ownOf(setting, setting.inputs.mode === 'step'), reading)
}

function ownOf({ inputs, ports }: Setting, trustStep: boolean) {
  const { needs, 'job-id': jobId, 'job-status': jobStatus } = inputs
  return { jobId, jobKey: ports.context.job, jobStatus, trustStep, needs }
}

/** A step that passed trusts itself for silence; before it says "fixed" it looks at the other jobs. */
async function checkRecovery(found: Investigation, { setting, reading }: Means): Promise<Investigation> {
  if (!found.unchecked || found.decided.decision !== 'recover') return found
  reading.most = mostReads(found)
  const again = await colourOwn(found.run, ownOf(setting, false), reading)
  if (again.colour === 'green') return { ...found, ...again, run: found.run }
  return { ...found, decided: { ...found.decided, decision: 'ignore', reason: again.reason } }
}
