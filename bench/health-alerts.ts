import {
  defaultRules,
  tell,
  type AlertRules,
  type Observation,
  type Said,
} from '../actions/health-check/trend/story.ts'
import { table } from './figures.ts'

/** Runs of 30 days at four a day, and months that are simulated of each kind. */
const [runs, months] = [120, 200]
const start = Date.UTC(2026, 0, 1)
const sixHours = 21_600_000

type Noise = (n: number, random: () => number) => Said

const kinds: Record<string, Noise> = {
  'noise of 1 %': (_, random) => (random() < 0.01 ? 'error' : 'ok'),
  'noise of 5 %': (_, random) => (random() < 0.05 ? 'error' : 'ok'),
  'flappy, 40 %': (_, random) => (random() < 0.4 ? 'error' : 'ok'),
  'outage of 48 h': (n) => (n >= 60 && n < 68 ? 'error' : 'ok'),
}

interface Policy {
  /** State after each run. */
  alarms: (observations: readonly Observation[]) => boolean[]
}

const ours = (rules: Partial<AlertRules>): Policy => ({
  alarms: (observations) => {
    const states: boolean[] = []
    let open = false
    for (let n = 1; n <= observations.length; n++) {
      const [story] = tell(observations.slice(Math.max(0, n - 40), n), {
        now: new Date(0),
        windows: [],
        rules: { ...defaultRules, ...rules },
      })
      // Flapping leaves the issue as it is.
      if (story?.state !== 'flapping') open = story?.state === 'failing' || story?.state === 'recovering'
      states.push(open)
    }
    return states
  },
})

/** Alarm after so many failures in a row, calm after so many good ones. */
const consecutive = (bad: number, good: number): Policy => ({
  alarms: (observations) => {
    let [open, badInRow, goodInRow] = [false, 0, 0]
    return observations.map(({ checks }) => {
      const failed = checks.get('x')?.said === 'error'
      badInRow = failed ? badInRow + 1 : 0
      goodInRow = failed ? 0 : goodInRow + 1
      open = open ? goodInRow < good : badInRow >= bad
      return open
    })
  },
})

const policies: Record<string, Policy> = {
  'ours (errors)': ours({}),
  'ours (warnings: 2 runs)': ours({ errorRuns: 2 }),
  'upptime (1 / 1)': consecutive(1, 1),
  'gatus (3 / 2)': consecutive(3, 2),
  'uptime-kuma (retries 3 / 1)': consecutive(4, 1),
}

/** A generator of its own, so that the figures are the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function month(noise: Noise, seed: number): Observation[] {
  const random = seeded(seed)
  return Array.from({ length: runs }, (_, n) => ({
    at: new Date(start + n * sixHours),
    checks: new Map([['x', { said: noise(n, random), message: '', provider: false }]]),
  }))
}

/** Alarms raised in a month, and the runs that an outage waits for its alarm. */
export async function alertMonth(): Promise<void> {
  const rows = Object.entries(policies).map(([name, policy]) => {
    const cells = Object.entries(kinds).map(([kind, noise]) => {
      const each = Array.from({ length: kind.startsWith('outage') ? 1 : months }, (_, seed) =>
        policy.alarms(month(noise, seed + 1)),
      )
      const raised = each.map((open) => open.filter((now, n) => now && !open[n - 1]).length)
      if (!kind.startsWith('outage'))
        return (raised.reduce((sum, count) => sum + count, 0) / raised.length).toFixed(2)
      const first = each[0]?.indexOf(true) ?? -1
      return first < 0 ? 'never' : `${(first - 60) * 6} h`
    })
    return [name, ...cells]
  })
  console.log(
    `\nA month at four runs a day, mean of ${months} months: alarms raised (with noise each one is false), and the delay of a real outage`,
  )
  console.log(table(['rule', ...Object.keys(kinds)], rows))
  console.log(`\nOne probe with blips of a minute, two a day, exponential: chance that a run sees a failure`)
  console.log(table(['confirmation', 'false alarms a year at four runs a day'], confirmations()))
  await Promise.resolve()
}

/** Blips come as a Poisson process and last exponentially; a run alarms when every try falls into one that never ended between. */
function confirmations(): string[][] {
  const tries: [string, number[]][] = [
    ['1 try', [0]],
    ['3 tries (2 s, 10 s)', [0, 2, 12]],
    ['5 × 15 s', [0, 15, 30, 45, 60]],
    ['30 × 10 s (ours)', Array.from({ length: 30 }, (_, n) => n * 10)],
  ]
  const random = seeded(5)
  const exponential = (mean: number) => -mean * Math.log(1 - random())
  const [samples, blip, gap] = [400_000, 60, 43_200]
  const busy = (2 * blip) / 86_400
  return tries.map(([name, at]) => {
    let failed = 0
    const last = at.at(-1) ?? 0
    // Only runs that begin inside a blip can fail; the rest of it is exponential again.
    for (let n = 0; n < samples; n++)
      if (exponential(blip) > last || secondBlip(at, exponential, [blip, gap])) failed++
    return [name, ((failed / samples) * busy * 4 * 365).toFixed(3)]
  })
}

function secondBlip(
  at: readonly number[],
  exponential: (mean: number) => number,
  [blip = 60, gap = 43_200]: readonly number[],
): boolean {
  let [time, down] = [0, true]
  let until = exponential(blip)
  for (const wanted of at) {
    while (until < wanted) {
      time = until
      down = !down
      until = time + exponential(down ? blip : gap)
    }
    if (!down) return false
  }
  return true
}
