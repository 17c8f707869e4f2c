// Runs git without a shell and without the user's configuration, so that a world means the same on every machine.
import { spawn } from 'node:child_process'
import { devNull } from 'node:os'

export interface GitResult {
  code: number
  stdout: Buffer
  stderr: string
}

/** The environment every git process of the emulator gets; the caller's `GIT_*` variables are dropped. */
export function gitEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('GIT_'))
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    ...extra,
  }
}

/** Runs git to its end; a non-zero exit code is an answer, not an exception. */
export function runGit(
  args: readonly string[],
  options: { directory?: string; input?: string | Buffer; environment?: Record<string, string> } = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: options.directory, env: gitEnvironment(options.environment) })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}

/** Runs git and throws when it fails: for steps that cannot fail unless the machine or the emulator is broken. */
export async function mustGit(
  args: readonly string[],
  options: Parameters<typeof runGit>[1] = {},
): Promise<string> {
  const result = await runGit(args, options)
  if (result.code !== 0) throw new Error(`git ${args[0]} ended with ${result.code}: ${result.stderr.trim()}`)
  return result.stdout.toString('utf8')
}
