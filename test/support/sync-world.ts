import { Journal } from '@ecosystem-actions/core/journal'
import type { RunContext } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { readInputs } from '@ecosystem-actions/core/inputs'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { Inputs } from '../../actions/ecosystem-sync/inputs.ts'
import type { Outcome } from '../../actions/ecosystem-sync/outcome.ts'
import { run } from '../../actions/ecosystem-sync/run.ts'
import type { MemoryForge } from './memory-forge.ts'

export const context = {
  repository: 'acme/control',
  runId: 42,
  runAttempt: 1,
  serverUrl: 'https://github.com',
} as RunContext

export function inputsOf(given: Record<string, string> = {}): Inputs {
  return readInputs(
    Inputs,
    memoryRunner({ config: 'ecosystem.json', 'upload-artifact': 'false', ...given }),
    () => undefined,
  )
}

export interface World {
  forge: MemoryForge
  files: ReturnType<typeof memoryFiles>
  clock: ReturnType<typeof manualClock>
  /** The forge that an owner's token reaches; the world's only one unless a test says otherwise. */
  forgeOf: (owner: string) => MemoryForge
  /** One run of the action on this world; files and clock stay for the next. */
  sync(given?: Record<string, string>): Promise<Outcome>
}

export function world(forge: MemoryForge, config: object, random: () => number = () => 0.5): World {
  const files = memoryFiles({ 'ecosystem.json': JSON.stringify(config) })
  const clock = manualClock('2026-01-11T00:00:00Z', random)
  const it: World = {
    forge,
    files,
    clock,
    forgeOf: () => forge,
    sync: (given = {}) =>
      run(inputsOf(given), {
        clock,
        files,
        journal: new Journal(clock),
        context,
        forgeOf: async (owner) => Promise.resolve(it.forgeOf(owner)),
        usage: () => ({ requests: forge.calls.length, byRoute: {}, retries: 0, pools: {} }),
        artifacts: undefined,
        state:
          given['state'] === undefined
            ? undefined
            : {
                remote: false,
                read: async () => (await files.read(given['state'] ?? ''))?.split('\n'),
                write: (text) => files.write(given['state'] ?? '', text),
              },
      }),
  }
  return it
}
