// The emulator as a library: for tests, benchmarks and the commands.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { addFaults, moveClock, type ClockChange, type FaultsInput } from './admin/routes.ts'
import { worldState, type WorldState } from './admin/state.ts'
import { exclusively, type World } from './domain/world.ts'
import type { RequestEntry } from './http/request-log.ts'
import { listen } from './http/server.ts'
import { runtimeToken } from './results/runtime-token.ts'
import { addToWorld } from './world/add-to-world.ts'
import { buildWorld } from './world/build-world.ts'
import { loadWorld, parseWorld, placed, unplaced, WorldError, type WorldProblem } from './world/load.ts'
import { WorldMistakes } from './world/mistake.ts'
import type { WorldFile, WorldInput } from './world/schema.ts'

export { loadWorld, runtimeToken, WorldError }
export type { RequestEntry, WorldFile, WorldInput, WorldProblem, WorldState }

export interface EmulatorOptions {
  /** 0 (the default) takes a free port. */
  port?: number
  /** Where repositories are kept; a temporary folder that `close` removes unless given. */
  workDirectory?: string
  /** Where relative paths of a world that is given as a value start. */
  folder?: string
}

export interface Emulator {
  /** Origin of REST (also below /api/v3), GraphQL (/graphql), git and the results service. */
  url: string
  port: number
  workDirectory: string
  /** For looking into; change it only through the routes or `add`. */
  world: World
  state(): WorldState
  /** All requests so far, or those after the given number of entries. */
  requests(since?: number): RequestEntry[]
  addFaults(faults: FaultsInput): void
  clearFaults(): void
  /** Moves the emulator's clock; answers its time. */
  setClock(change: ClockChange): string
  /** Adds a part of a repository, spelled as in the world file: somebody else acts. */
  add(name: string, part: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

/** Starts an emulator on a world (a value, or the path of a YAML or JSON file). Throws `WorldError` when it is no world. */
export async function startEmulator(
  input: WorldInput | string,
  options: EmulatorOptions = {},
): Promise<Emulator> {
  const text = typeof input === 'string' ? readFileSync(input, 'utf8') : null
  const file = typeof input === 'string' ? loadWorld(text ?? '', input) : parseWorld(input)
  const folder = typeof input === 'string' ? dirname(resolve(input)) : (options.folder ?? process.cwd())
  const workDirectory = options.workDirectory ?? mkdtempSync(join(tmpdir(), 'github-emulator-'))
  const remove = () => {
    if (options.workDirectory === undefined)
      rmSync(workDirectory, { recursive: true, force: true, maxRetries: 3 })
  }
  const world = await buildWorld(file, workDirectory, folder).catch((error: unknown) => {
    remove()
    if (!(error instanceof WorldMistakes)) throw error
    throw typeof input === 'string' ? placed(text ?? '', input, error.mistakes) : unplaced(error.mistakes)
  })
  const listening = await listen(world, options.port ?? 0)
  world.url = `http://127.0.0.1:${listening.port}`
  world.storageUrl = listening.storageUrl
  return {
    url: world.url,
    port: listening.port,
    workDirectory,
    world,
    state: () => worldState(world),
    requests: (since = 0) => world.log.entries.slice(since),
    addFaults: (faults) => void addFaults(world, faults),
    clearFaults: () => world.faults.clear(),
    setClock: (change) => moveClock(world, change),
    add: (name, part) => exclusively(world, async () => addToWorld(world, name, part)),
    close: async () => {
      await listening.close()
      world.store.close()
      remove()
    },
  }
}
