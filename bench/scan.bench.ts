import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { runAction } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace } from '../scripts/action/identity.ts'
import { root } from '../scripts/house.ts'
import { table } from './figures.ts'

export const about =
  'the scan of R repositories × B branches beside the naive algorithm, 50 ms latency (scan 4x12 104x12 1000x12 10000x12)'

const latency = 50
/** Beyond this many requests the naive algorithm is computed by its formula instead of run. */
const naiveLimit = 2000

// Not resourceUsage().maxRSS: on Linux a new process begins with the peak of the one that started it, which here holds the whole world.
const peak = `import{readFileSync}from'node:fs';const peak=()=>{try{return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1])/1024}catch{return process.memoryUsage().rss/1048576}}`

interface Figures {
  requests: number
  seconds: number
  megabytes: number
  behind: number
}

interface Ours extends Figures {
  /** Of the processor, start of Node included; the machine's other work does not count. */
  cpu: number
}

interface Size {
  repositories: number
  branches: number
}

function sizeOf(text: string): Size {
  const [, repositories, branches] = /^(\d+)[x×](\d+)$/.exec(text) ?? []
  if (repositories === undefined || branches === undefined)
    throw new Error(`"${text}" is no size; write REPOSITORIESxBRANCHES, for example 104x12.`)
  return { repositories: Number(repositories), branches: Number(branches) }
}

/** One request per repository, per page of its branches and per branch that is not the default one. */
function naiveFormula({ repositories, branches }: Size): number {
  return repositories * (1 + Math.ceil(branches / 30) + branches - 1)
}

async function start({ repositories, branches }: Size): Promise<{ emulator: Emulator; names: string[] }> {
  const names = Array.from({ length: repositories }, (_, index) => `acme/r${index}`)
  const bulk = { prefix: 'wip/', count: branches - 1, behind: 30, ahead: 1 }
  const emulator = await startEmulator({
    now: '2026-01-11T00:00:00Z',
    latency_ms: latency,
    // The naive scan asks more than 900 times a minute and would spend most of its time waiting.
    secondary_limits: false,
    repositories: names.map((name) => ({ name, commits: 40, pushed_at: '-1d', branch_count: bulk })),
  })
  return { emulator, names }
}

async function ours(emulator: Emulator, workspace: string): Promise<Ours> {
  const place = await emulatedPlace(emulator.url, 'acme/r0', {
    event: 'schedule',
    payload: {},
    token: undefined,
  })
  const memory = join(workspace, 'memory')
  const hook = `import{writeFileSync}from'node:fs';${peak};process.on('exit',()=>{const{user,system}=process.cpuUsage();writeFileSync(process.env.MEMORY,JSON.stringify([peak(),(user+system)/1e6]))})`
  const before = emulator.requests().length
  const started = performance.now()
  const result = await runAction({
    metadataFile: join(root, 'actions/ecosystem-sync/action.yml'),
    run: place.run,
    inputs: { config: 'ecosystem.json', state: 'state.json', 'upload-artifact': 'false' },
    expression: () => place.token,
    workspace,
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`, MEMORY: memory },
  })
  const seconds = (performance.now() - started) / 1000
  const requests = emulator
    .requests(before)
    .filter(({ kind }) => kind === 'rest' || kind === 'graphql').length
  if (result.exitCode !== 0) throw new Error(`The bundle failed:\n${result.log.slice(-2000)}`)
  if (result.outputs['api-calls-made'] !== String(requests))
    throw new Error(
      `The bundle counted ${result.outputs['api-calls-made']} requests, the emulator ${requests}.`,
    )
  if (result.outputs['remaining'] !== '0')
    throw new Error(`A limit left ${result.outputs['remaining']} repositories.`)
  const [megabytes = Number.NaN, cpu = Number.NaN] = JSON.parse(readFileSync(memory, 'utf8')) as number[]
  return {
    requests,
    seconds,
    megabytes,
    cpu,
    behind: Number(result.outputs['branches-behind']),
  }
}

function naive(emulator: Emulator, names: readonly string[]): Promise<Figures> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'bench/scan-naive.ts'), emulator.url, 'ghs_viewer'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  child.stdin.end(names.join('\n'))
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () =>
      text === '' ? reject(new Error('The naive scan failed.')) : resolve(JSON.parse(text) as Figures),
    )
  })
}

async function measure(size: Size): Promise<string[][]> {
  const label = `${size.repositories}×${size.branches}`
  const built = performance.now()
  const { emulator, names } = await start(size)
  console.log(`${label}: world built in ${((performance.now() - built) / 1000).toFixed(1)} s`)
  const workspace = mkdtempSync(join(tmpdir(), 'scan-'))
  writeFileSync(join(workspace, 'ecosystem.json'), JSON.stringify({ repositories: names }))
  try {
    const formula = naiveFormula(size)
    const beside = formula <= naiveLimit ? await naive(emulator, names) : undefined
    const cold = await ours(emulator, workspace)
    if (beside && beside.behind !== cold.behind)
      throw new Error(`The naive scan found ${beside.behind} branches behind, the bundle ${cold.behind}.`)
    emulator.setClock({ advance: '1h' })
    const changed = Math.ceil(names.length / 20)
    const push = async (): Promise<void> => {
      for (const name of names.slice(0, changed)) await emulator.add(name, { commits: 1 })
    }
    await push()
    // A run is started by its schedule, not by the pushes.
    emulator.setClock({ advance: '1m' })
    const warm = await ours(emulator, workspace)
    const idle = await ours(emulator, workspace)
    // GitHub tells the time of a push in whole seconds, so one that is younger than five is looked at once more.
    await push()
    const young = await ours(emulator, workspace)
    const again = await ours(emulator, workspace)
    emulator.setClock({ advance: '1m' })
    const settled = await ours(emulator, workspace)
    const requests = beside?.requests ?? formula
    const row = (name: string, figures: Ours) => [
      `${label} ${name}`,
      String(figures.requests),
      figures.seconds.toFixed(1),
      figures.cpu.toFixed(1),
      figures.megabytes.toFixed(0),
      `${(requests / figures.requests).toFixed(0)}×`,
      beside ? `${(beside.seconds / figures.seconds).toFixed(0)}×` : '',
    ]
    const naiveRow = beside
      ? [
          `${label} naive`,
          String(beside.requests),
          beside.seconds.toFixed(1),
          '',
          beside.megabytes.toFixed(0),
          '',
          '',
        ]
      : [`${label} naive (by its formula, not run)`, String(formula), '', '', '', '', '']
    return [
      naiveRow,
      row('cold', cold),
      row(`${changed} changed`, warm),
      row('idle, right after it', idle),
      row(`${changed} changed in the last seconds`, young),
      row('idle, right after it', again),
      row('idle, a minute later', settled),
    ]
  } finally {
    await emulator.close()
    rmSync(workspace, { recursive: true, force: true })
  }
}

export async function run(args: string[]): Promise<void> {
  const rows: string[][] = []
  for (const text of args.length > 0 ? args : ['4x12', '104x12']) rows.push(...(await measure(sizeOf(text))))
  console.log(`latency ${latency} ms; secondary rate limits are off, which only the naive scan would reach`)
  console.log(table(['', 'requests', 'seconds', 'CPU s', 'MB', 'fewer', 'faster'], rows))
}
