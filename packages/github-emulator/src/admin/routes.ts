// Admin routes for tests, benchmarks and people. Faults never touch them.
import { z } from 'zod'
import { timestamp } from '../domain/clock.ts'
import { exclusively, type World } from '../domain/world.ts'
import { errorBody, type Answer } from '../http/answer.ts'
import { readBody, render, send, type Exchange } from '../http/exchange.ts'
import { addToWorld } from '../world/add-to-world.ts'
import { faultSchema } from '../world/fault-schema.ts'
import { WorldError } from '../world/load.ts'
import { parseDuration, resolveTime } from '../world/primitives.ts'
import { eventOf, type EventRequest } from './event.ts'
import { worldState } from './state.ts'

export const clockSchema = z
  .strictObject({ now: z.string().optional(), advance: z.union([z.string(), z.number()]).optional() })
  .refine(
    (change) => change.now !== undefined || change.advance !== undefined,
    'Give `now` (a time) or `advance` (a duration or milliseconds)',
  )

export type ClockChange = z.input<typeof clockSchema>

/** Moves the clock: to a time, or on by a duration. Throws when the value is neither. */
export function moveClock(world: World, change: ClockChange): string {
  const { now, advance } = clockSchema.parse(change)
  if (now !== undefined) {
    const time = resolveTime(now, world.clock.now())
    if (Number.isNaN(time)) throw new Error(`${now} is no time`)
    world.clock.set(time)
  }
  if (advance !== undefined) {
    const duration = typeof advance === 'number' ? advance : parseDuration(advance)
    if (duration === undefined) throw new Error(`${advance} is no duration (for example 2h or 15m)`)
    world.clock.advance(duration)
  }
  return timestamp(world.clock.now())
}

const faultsSchema = z.union([faultSchema.transform((fault) => [fault]), z.array(faultSchema)])

export type FaultsInput = z.input<typeof faultsSchema>

export function addFaults(world: World, faults: unknown): number {
  world.faults.add(faultsSchema.parse(faults))
  return world.faults.size
}

async function answerOf(exchange: Exchange): Promise<Answer> {
  const { world, path, method, request } = exchange
  const text = (await readBody(request)).toString('utf8')
  const body = (): unknown => JSON.parse(text === '' ? '{}' : text)
  const route = `${method} ${path.replace('/_emulator/', '')}`
  if (route === 'GET state') return { status: 200, body: worldState(world) }
  if (route === 'GET requests') return { status: 200, body: world.log.entries }
  if (route === 'POST faults') return { status: 201, body: { faults: addFaults(world, body()) } }
  if (route === 'DELETE faults') {
    world.faults.clear()
    return { status: 204 }
  }
  if (route === 'GET clock') return { status: 200, body: { now: timestamp(world.clock.now()) } }
  if (route === 'POST clock') return { status: 200, body: { now: moveClock(world, body() as ClockChange) } }
  if (route === 'POST world') {
    const { name, ...part } = body() as Record<string, unknown>
    await exclusively(world, async () => addToWorld(world, String(name), part))
    return { status: 201, body: { name } }
  }
  if (route === 'POST event') return { status: 200, body: await eventOf(world, body() as EventRequest) }
  if (route === 'GET world') return { status: 200, body: world.file }
  return { status: 404, body: errorBody(`There is no admin route ${method} ${path}`, 404) }
}

export async function serveAdmin(exchange: Exchange): Promise<void> {
  exchange.entry.route = `${exchange.method} ${exchange.path}`
  let answer: Answer
  try {
    answer = await answerOf(exchange)
  } catch (error) {
    const message =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof WorldError
          ? error.message
          : String(error)
    answer = { status: 400, body: errorBody(message, 400) }
  }
  send(exchange, render(exchange.world, answer))
}
