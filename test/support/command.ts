import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../scripts/house.ts'

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs one of the project's scripts as `npm run` would. */
export function command(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const flags = [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', script),
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags, ...args], { cwd: root, env: { ...process.env, ...env } })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
