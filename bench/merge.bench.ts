import { mergeScene, ready, type MergeScene } from '../test/support/merge-scene.ts'
import { table } from './figures.ts'
import { byLists, byProtection, naiveClient, naiveSweep, type Naive } from './merge-naive.ts'

export const about =
  'requests and seconds of auto-merge beside two naive gates: explain, merge, delete, sweep of 40; 50 ms latency'

interface Figures {
  requests: number
  seconds: number
}

interface Scenario {
  name: string
  pulls: Parameters<typeof mergeScene>[0]
  ours: (scene: MergeScene) => Promise<unknown>
  naive: (url: string, algorithm: Naive) => Promise<unknown>
  merged: number
}

const token = 'ghs_viewer'
const unreviewed = { reviews: [] }
const forty = Array.from({ length: 40 }, (_, i) => ready({ number: i + 1, head: `f/${i}`, ...unreviewed }))

const scenarios: Scenario[] = [
  {
    name: 'explain',
    pulls: [ready(unreviewed)],
    ours: (scene) => scene.merge(),
    naive: (url, algorithm) => algorithm(naiveClient(url, token), 7, false),
    merged: 0,
  },
  {
    name: 'merge',
    pulls: [ready()],
    ours: (scene) => scene.merge(),
    naive: (url, algorithm) => algorithm(naiveClient(url, token), 7, false),
    merged: 1,
  },
  {
    name: 'merge and delete',
    pulls: [ready()],
    ours: (scene) => scene.merge({ 'delete-branch': 'true' }),
    naive: (url, algorithm) => algorithm(naiveClient(url, token), 7, true),
    merged: 1,
  },
  {
    name: 'sweep of 40',
    pulls: forty,
    ours: (scene) => scene.merge({}, { event: 'schedule', payload: {} }),
    naive: (url, algorithm) => naiveSweep(naiveClient(url, token), algorithm),
    merged: 0,
  },
]

async function measure(scenario: Scenario, work: (scene: MergeScene) => Promise<unknown>): Promise<Figures> {
  const scene = await mergeScene(scenario.pulls, {}, { latency_ms: 50 })
  try {
    const started = performance.now()
    await work(scene)
    const seconds = (performance.now() - started) / 1000
    const requests = scene.emulator
      .requests()
      .filter(({ kind }) => kind === 'rest' || kind === 'graphql').length
    const [web] = scene.emulator.state().repositories
    const merged = web?.pull_requests.filter((pull) => pull.merged).length
    if (merged !== scenario.merged)
      throw new Error(`${scenario.name}: ${merged} merged instead of ${scenario.merged}.`)
    return { requests, seconds }
  } finally {
    await scene.close()
  }
}

const shown = ({ requests, seconds }: Figures) => [String(requests), seconds.toFixed(2)]

/** Seconds of ours hold the start of the bundle; the naive ones run inside this process. */
export async function run(): Promise<void> {
  const rows: string[][] = []
  for (const scenario of scenarios) {
    const ours = await measure(scenario, scenario.ours)
    const lists = await measure(scenario, ({ emulator }) => scenario.naive(emulator.url, byLists))
    const protection = await measure(scenario, ({ emulator }) => scenario.naive(emulator.url, byProtection))
    const ratio = (other: Figures) => `${(other.requests / ours.requests).toFixed(1)}×`
    rows.push([
      scenario.name,
      ...shown(ours),
      ...shown(lists),
      ratio(lists),
      ...shown(protection),
      ratio(protection),
    ])
  }
  console.log(table(['', 'ours', 's', 'by lists', 's', 'ratio', 'by protection', 's', 'ratio'], rows))
}
