import { parseArgs } from 'node:util'

export const about =
  'health-check: concurrent writers of the history, 200 checks at once, a simulated month of noise'

// Loaded by name, so that the emulator does not count in the memory of the checks.
const parts = {
  checks: async () => (await import('./health-checks.ts')).concurrentChecks(),
  alerts: async () => (await import('./health-alerts.ts')).alertMonth(),
  writers: async () => (await import('./health-writers.ts')).concurrentWriters(),
}

/** `npm run bench -- health [checks|alerts|writers]…`; all without a name. */
export async function run(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const names = Object.keys(parts) as (keyof typeof parts)[]
  const unknown = positionals.filter((name) => !names.some((known) => known === name))
  if (unknown.length > 0)
    throw new Error(`Not a part of this benchmark: ${unknown.join(', ')}. Parts: ${names.join(', ')}`)
  for (const name of names) if (positionals.length === 0 || positionals.includes(name)) await parts[name]()
}
