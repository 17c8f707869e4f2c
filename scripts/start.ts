// npm start: the whole monitor on the example ecosystem of the embedded emulator. No token, no network.
// npm start -- --live --config FILE: the same as a dry run on real repositories, with GITHUB_TOKEN.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmulator } from '@ecosystem-actions/github-emulator'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace, livePlace, type Place } from './action/identity.ts'
import { CommandError, type ActionOptions } from './action/options.ts'
import { root } from './house.ts'
import { result, type StepResult } from './monitor/result.ts'
import { createScreen } from './monitor/screen.ts'
import { steps, type Step } from './monitor/steps.ts'

const usage = `Usage: npm start                              the monitor on the example ecosystem
       npm start -- --live [--config FILE]    a dry run on real repositories, with GITHUB_TOKEN and --repository OWNER/NAME`

const folder = join(root, 'out', 'monitor')
const workspace = join(folder, 'workspace')

interface Started {
  /** Where a step runs; the emulator makes the payload of its event. */
  placeOf: (step: Step) => Promise<Place>
  close: () => Promise<void>
}

const noOptions: ActionOptions = {
  name: '',
  world: undefined,
  url: undefined,
  live: false,
  event: 'schedule',
  payload: {},
  workspace: undefined,
  repository: undefined,
  token: undefined,
  inputs: {},
  env: {},
  json: false,
}

async function emulated(): Promise<Started> {
  const emulator = await startEmulator(join(root, 'scripts/monitor/world.yml'))
  const placeOf = ({ event }: Step) => {
    const options = event ? { ...noOptions, event: event.name, payload: event.payload } : noOptions
    return emulatedPlace(emulator.url, 'acme/automation', options)
  }
  return { placeOf, close: () => emulator.close() }
}

async function onGitHub(repository: string | undefined): Promise<Started> {
  const place = await livePlace({ ...noOptions, live: true, repository })
  return { placeOf: () => Promise.resolve(place), close: () => Promise.resolve() }
}

function perform(
  step: Step,
  { place, live, tell }: { place: Place; live: boolean; tell: (line: string) => void },
): Promise<ActionResult> {
  const inputs = { ...step.inputs, ...(live ? step.live : {}) }
  // Waits between writes are GitHub's courtesy rules; against the emulator they only cost time.
  const env: Record<string, string> = live ? {} : { ECOSYSTEM_ACTIONS_TIME_SCALE: '50' }
  return runAction({
    metadataFile: join(root, 'actions', step.action, 'action.yml'),
    run: place.run,
    inputs,
    workspace,
    env,
    expression: (path) => (path === 'github.token' ? place.token : ''),
    onLine: (line) => (line.startsWith('::') ? undefined : tell(line)),
  })
}

async function monitor(live: boolean, started: Started): Promise<boolean> {
  const screen = createScreen(process.stdout, process.env)
  screen.heading(
    live
      ? 'Ecosystem monitor, dry run on real repositories'
      : 'Ecosystem monitor on the example ecosystem (embedded emulator, nothing leaves this machine)',
  )
  screen.line()
  const done: StepResult[] = []
  const chosen = steps.filter(({ event }) => !live || event === undefined)
  for (const step of chosen) {
    const place = await started.placeOf(step)
    const body = (tell: (line: string) => void) => perform(step, { place, live, tell })
    const ran = await screen.step(step.title, body, (action) => step.verdict(action))
    writeFileSync(join(folder, `${step.name}.md`), ran.summary)
    writeFileSync(join(folder, `${step.name}.log`), `${ran.log}\n`)
    done.push({ step, result: ran })
    if (ran.exitCode !== 0 && step.gate) break
  }
  writeFileSync(join(folder, 'summary.md'), done.map(({ result: ran }) => ran.summary).join('\n\n'))
  screen.line()
  for (const line of result(done, {
    workspace,
    shown: (path) => relative(process.cwd(), path),
    folder,
    live,
  }))
    screen.line(line)
  return (
    done.length === chosen.length && done.every(({ step, result: ran }) => ran.exitCode === 0 || step.mayFail)
  )
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      live: { type: 'boolean' },
      config: { type: 'string' },
      repository: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(usage)
  const missing = steps.filter(({ action }) => !existsSync(join(root, 'dist', action, 'index.js')))
  if (missing.length > 0)
    throw new CommandError(
      `No bundle of ${missing.map(({ action }) => action).join(', ')}: run "npm run build" first.`,
    )
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'scripts/monitor/workspace'), workspace, { recursive: true })
  const live = values.live ?? false
  if (values.config !== undefined) {
    if (!existsSync(values.config)) throw new CommandError(`There is no file ${values.config}.`)
    writeFileSync(join(workspace, 'config', 'ecosystem-repos.json'), readFileSync(resolve(values.config)))
  } else if (live)
    throw new CommandError('--live needs --config FILE: which repositories? See config/ecosystem-repos.json.')
  const repository = values.repository ?? process.env['GITHUB_REPOSITORY']
  const started = live ? await onGitHub(repository) : await emulated()
  try {
    if (!(await monitor(live, started))) process.exitCode = 1
  } finally {
    await started.close()
  }
}

try {
  await main()
} catch (error) {
  const mistake =
    error instanceof CommandError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  if (!mistake) throw error
  console.error(`${(error as Error).message}\n\n${usage.replace('npm start', basename('npm start'))}`)
  process.exitCode = 2
}
