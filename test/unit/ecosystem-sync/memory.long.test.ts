import { Session } from 'node:inspector/promises'
import { expect, test } from '@jest/globals'
import type { Outcome } from '../../../actions/ecosystem-sync/outcome.ts'
import { report } from '../../../actions/ecosystem-sync/report.ts'
import { largeForge } from '../../support/large-forge.ts'
import { inputsOf, world } from '../../support/sync-world.ts'

const [repositories, branches] = [10_000, 12]

/** What is alive, in megabytes: measured after the garbage was collected. */
async function liveHeap(): Promise<number> {
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.collectGarbage')
  session.disconnect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

test(`${repositories} × ${branches} branches are scanned, planned and remembered in few requests and little memory`, async () => {
  const forge = largeForge({ repositories, branches })
  const it = world(forge, { repositories: [...forge.names] })
  const before = await liveHeap()
  let [reads, most] = [0, 0]
  forge.onCall = async (call) => {
    if (call === 'read' && ++reads % 40 === 0) most = Math.max(most, await liveHeap())
    return undefined
  }
  const inputs = { 'plan-file': 'plan.json', state: 'state.json' }
  const outcome: Outcome = await it.sync(inputs)
  const { outputs } = report(outcome, inputsOf(inputs))
  // The files in memory lie outside of the heap.
  const atEnd = await liveHeap()
  expect(outputs).toMatchObject({ 'repos-scanned': 10_000, 'branches-analyzed': 110_000, remaining: 0 })
  expect(forge.calls.length).toBeLessThanOrEqual(2700)
  expect(outcome.plan).toHaveLength(110_000)
  const { items } = JSON.parse((await it.files.read('plan.json')) ?? '') as { items: unknown[] }
  expect(items).toHaveLength(110_000)
  // The lower bounds show that something is measured.
  for (const grown of [most - before, atEnd - before]) {
    expect(grown).toBeGreaterThan(10)
    expect(grown).toBeLessThan(100)
  }
  const calls = forge.calls.length
  const idle = await it.sync(inputs)
  expect(forge.calls.length - calls).toBeLessThanOrEqual(2)
  expect(idle.plan).toHaveLength(110_000)
})
