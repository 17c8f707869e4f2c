// One step of a job: an action of ours, a checkout from the emulator, or a script under bash.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stepEnvironment, type RunIdentity } from '@ecosystem-actions/github-emulator/runner/environment'
import { parseFileCommand } from '@ecosystem-actions/github-emulator/runner/file-commands'
import { runAction } from '@ecosystem-actions/github-emulator/runner/run-action'
import { metadataFile, root, rootAction } from '../house.ts'

export interface StepRequest {
  run: RunIdentity
  token: string
  workspace: string
  env: Record<string, string>
  onLine: (line: string) => void
}

export interface StepDone {
  ok: boolean
  outputs: Record<string, string>
  exportedEnv: Record<string, string>
  summary: string
}

const nothing: StepDone = { ok: true, outputs: {}, exportedEnv: {}, summary: '' }
const own = /^(?:\$|\.|[\w-]+\/ecosystem-actions)(?:\/actions\/([\w-]+))?(?:@.+)?$/

/** The folder of an action of ours that `uses` names, or undefined when it is somebody else's. */
export function ownAction(uses: string): string | undefined {
  const match = own.exec(uses.replace(/^(\$|\.)\/$/, '$1'))
  return match ? (match[1] ?? rootAction) : undefined
}

export function isCheckout(uses: string): boolean {
  return uses.startsWith('actions/checkout@')
}

export async function useAction(
  name: string,
  inputs: Record<string, string>,
  request: StepRequest,
): Promise<StepDone> {
  const file = join(root, metadataFile(name))
  const { run, workspace, env, token, onLine } = request
  const expression = (path: string) => (path === 'github.token' ? token : '')
  const done = await runAction({ metadataFile: file, run, inputs, workspace, env, expression, onLine })
  return {
    ok: done.exitCode === 0,
    outputs: done.outputs,
    exportedEnv: done.exportedEnv,
    summary: done.summary,
  }
}

/** Clones the run's repository from the emulator at the run's commit. */
export async function checkout(inputs: Record<string, string>, request: StepRequest): Promise<StepDone> {
  const { run, token, workspace } = request
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  const config = [
    '-c',
    `http.extraHeader=Authorization: basic ${basic}`,
    '-c',
    'init.defaultBranch=main',
    '-c',
    'advice.detachedHead=false',
  ]
  const git = (...args: string[]) =>
    execute('git', [...config, ...args], { ...request, env: { ...request.env, GIT_TERMINAL_PROMPT: '0' } })
  const depth = inputs['fetch-depth'] === '0' ? [] : ['--depth=1']
  const address = `${run.apiUrl}/${inputs['repository'] || run.repository}.git`
  const target = inputs['ref'] || (run.ref.startsWith('refs/pull/') ? run.ref : run.sha)
  const steps = [
    ['init', '--quiet', workspace],
    ['-C', workspace, 'fetch', '--quiet', ...depth, address, target],
    ['-C', workspace, 'checkout', '--quiet', '--detach', 'FETCH_HEAD'],
  ]
  for (const args of steps) if ((await git(...args)) !== 0) return { ...nothing, ok: false }
  return nothing
}

/** `run:` under `bash -e`, as the runner does by default. */
export async function runScript(
  script: string,
  directory: string | undefined,
  request: StepRequest,
): Promise<StepDone> {
  const temporary = mkdtempSync(join(tmpdir(), 'step-'))
  const file = (name: string) => join(temporary, name)
  writeFileSync(file('event.json'), JSON.stringify(request.run.payload))
  writeFileSync(file('script.sh'), script)
  const commands = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_PATH: file('path'),
  }
  for (const path of Object.values(commands)) writeFileSync(path, '')
  const env = {
    ...stepEnvironment(request.run, { workspace: request.workspace, temporary }),
    ...commands,
    ...request.env,
  }
  try {
    const cwd = directory ? join(request.workspace, directory) : request.workspace
    if (!existsSync(cwd)) request.onLine(`There is no folder ${directory}`)
    const code = existsSync(cwd)
      ? await execute('bash', ['-e', file('script.sh')], { ...request, env, workspace: cwd })
      : 1
    const read = (path: string) => readFileSync(path, 'utf8')
    return {
      ok: code === 0,
      outputs: parseFileCommand(read(commands.GITHUB_OUTPUT)),
      exportedEnv: parseFileCommand(read(commands.GITHUB_ENV)),
      summary: read(commands.GITHUB_STEP_SUMMARY),
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function execute(program: string, args: string[], { workspace, env, onLine }: StepRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: workspace,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const tell = (chunk: Buffer) => chunk.toString().split('\n').filter(Boolean).forEach(onLine)
    child.stdout.on('data', tell)
    child.stderr.on('data', tell)
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
