// Runs a JavaScript action as the runner does: pre, main and post as processes of their own, inputs and file commands by environment.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stepEnvironment, type RunIdentity } from './environment.ts'
import { parseFileCommand } from './file-commands.ts'
import { readMetadata, type ActionMetadata } from './metadata.ts'
import { readCommands, type SeenAnnotation } from './workflow-commands.ts'

export interface RunActionRequest {
  /** Path of action.yml. */
  metadataFile: string
  run: RunIdentity
  /** As written under `with:`. */
  inputs: Readonly<Record<string, string>>
  /** Fills `${{ path }}` in the defaults of action.yml, e.g. `github.token`. */
  expression?: (path: string) => string
  /** An empty temporary folder unless given. */
  workspace?: string
  /** Wins over everything the harness sets. */
  env?: Readonly<Record<string, string>>
  /** Milliseconds after which the action is killed; default ten minutes. */
  timeout?: number
  onLine?: (line: string) => void
  signal?: AbortSignal
}

export interface ActionResult {
  exitCode: number
  /** The signal that ended it, if one did. */
  killedBy: string | null
  outputs: Record<string, string>
  summary: string
  annotations: SeenAnnotation[]
  /** As a person reads it on GitHub. */
  log: string
  /** Every byte the action wrote to stdout and stderr. */
  rawLog: string
  masks: string[]
  exportedEnv: Record<string, string>
  /** Set, but not declared in action.yml. */
  undeclaredOutputs: string[]
  /** Given, but not declared in action.yml. */
  unexpectedInputs: string[]
  workspace: string
}

const commandFiles = ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY'] as const
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
const summaryLimit = 1024 * 1024

/** Runs all stages; a failing main still runs post, as on GitHub. */
export async function runAction(request: RunActionRequest): Promise<ActionResult> {
  const action = readMetadata(request.metadataFile)
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'))
  const workspace = request.workspace ?? join(temporary, 'workspace')
  mkdirSync(workspace, { recursive: true })
  writeFileSync(join(temporary, 'event.json'), JSON.stringify(request.run.payload))
  const env = {
    ...stepEnvironment(request.run, { workspace, temporary }),
    GITHUB_ACTION_PATH: action.folder,
    ...inputVariables(action, request),
    ...request.env,
  }
  const total: Stage = { exitCode: 0, killedBy: null, raw: '', outputs: {}, env: {}, state: {}, summary: '' }
  const stages = [action.pre, action.main, action.post].filter((entry) => entry !== undefined)
  for (const entry of stages) {
    if (total.exitCode !== 0 && entry !== action.post) continue
    const states = Object.fromEntries(
      Object.entries(total.state).map(([name, value]) => [`STATE_${name}`, value]),
    )
    const stage = await runStage(entry, { request, temporary, env: { ...env, ...states, ...total.env } })
    merge(total, stage)
  }
  if (request.workspace === undefined) keepWorkspace(temporary)
  else rmSync(temporary, { recursive: true, force: true })
  return resultOf(total, { action, request, workspace })
}

interface Stage {
  exitCode: number
  killedBy: string | null
  raw: string
  outputs: Record<string, string>
  env: Record<string, string>
  state: Record<string, string>
  summary: string
}

function merge(total: Stage, stage: Stage): void {
  total.exitCode ||= stage.exitCode
  total.killedBy ??= stage.killedBy
  total.raw += stage.raw
  total.summary += stage.summary
  for (const part of ['outputs', 'env', 'state'] as const) Object.assign(total[part], stage[part])
}

interface StageRequest {
  request: RunActionRequest
  temporary: string
  env: Record<string, string>
}

async function runStage(entry: string, { request, temporary, env }: StageRequest): Promise<Stage> {
  const files = Object.fromEntries(
    commandFiles.map((name) => [`GITHUB_${name}`, join(temporary, `${name}-${Date.now()}-${Math.random()}`)]),
  )
  for (const file of Object.values(files)) writeFileSync(file, '')
  const child = spawn(process.execPath, [entry], {
    cwd: env['GITHUB_WORKSPACE'],
    env: { ...env, ...files, ...request.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: request.timeout ?? 600_000,
    killSignal: 'SIGKILL',
    ...(request.signal ? { signal: request.signal } : {}),
  })
  const raw = collect(child, request.onLine)
  const [exitCode, killedBy] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)))
    child.on('close', (code, signal) => resolve([code, signal]))
  })
  const read = (name: string) => (existsSync(files[name]!) ? readFileSync(files[name]!, 'utf8') : '')
  const summary = read('GITHUB_STEP_SUMMARY')
  return {
    exitCode: exitCode ?? 1,
    killedBy,
    raw: raw(),
    outputs: parseFileCommand(read('GITHUB_OUTPUT')),
    env: parseFileCommand(read('GITHUB_ENV')),
    state: parseFileCommand(read('GITHUB_STATE')),
    // GitHub drops a summary that is too long, whole.
    summary: Buffer.byteLength(summary) > summaryLimit ? '' : summary,
  }
}

function collect(
  child: ReturnType<typeof spawn>,
  onLine: ((line: string) => void) | undefined,
): () => string {
  let raw = ''
  let rest = ''
  const take = (chunk: Buffer) => {
    raw += chunk.toString()
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  child.on('close', () => (rest === '' ? undefined : onLine?.(rest)))
  return () => raw
}

function inputVariables(
  action: ActionMetadata,
  { inputs, expression = () => '' }: RunActionRequest,
): Record<string, string> {
  const fill = (text: string) =>
    text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => expression(path))
  const defaults = Object.entries(action.inputs).map(([name, { default: value }]) => [
    name,
    fill(value ?? ''),
  ])
  const all = { ...Object.fromEntries(defaults), ...inputs } as Record<string, string>
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  )
}

// The files of a run in a temporary folder are looked at by whoever started it; only the runner's own go.
function keepWorkspace(temporary: string): void {
  for (const name of commandFiles) rmSync(join(temporary, name), { force: true })
  rmSync(join(temporary, 'event.json'), { force: true })
}

function resultOf(
  total: Stage,
  { action, request, workspace }: { action: ActionMetadata; request: RunActionRequest; workspace: string },
): ActionResult {
  const { annotations, masks, legacyOutputs, lines } = readCommands(total.raw)
  const outputs = { ...legacyOutputs, ...total.outputs }
  return {
    exitCode: total.exitCode,
    killedBy: total.killedBy,
    outputs,
    summary: total.summary,
    annotations,
    log: lines.join('\n'),
    rawLog: total.raw,
    masks,
    exportedEnv: total.env,
    undeclaredOutputs: Object.keys(outputs).filter((name) => !action.outputs.includes(name)),
    unexpectedInputs: Object.keys(request.inputs).filter((name) => !(name in action.inputs)),
    workspace,
  }
}
