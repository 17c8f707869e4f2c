import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { branchesBehind, doubled, syncRuns, type SyncRun } from './sync-runs.ts'

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]

export interface KillResult {
  /** Pull requests that stood when the first run was killed. */
  atKill: number
  killed: boolean
  afterwards: number
  doubled: string[]
  unlabelled: number
}

/** Kills a run with SIGKILL some time after its n-th pull request has begun to be created, then runs once more. */
export async function killAndResume(creation: number, delay: number): Promise<KillResult> {
  const repositories = ['acme/web', 'acme/api'].map((name) => ({
    name,
    commits: 30,
    branches: branchesBehind(5),
  }))
  const it = await syncRuns(
    { users, latency_ms: 4, repositories },
    { repositories: ['acme/web', 'acme/api'] },
  )
  try {
    const abort = new AbortController()
    const created = () =>
      it.emulator.requests().filter(({ route }) => route === 'POST /repos/{owner}/{repo}/pulls').length
    const watch = setInterval(() => {
      if (created() < creation) return
      clearInterval(watch)
      setTimeout(() => abort.abort(), delay)
    }, 1)
    const first = await it.sync({ 'create-prs': 'true' }, { signal: abort.signal }).catch(() => undefined)
    clearInterval(watch)
    const pulls = () => it.emulator.state().repositories.flatMap(({ pull_requests: list }) => list)
    const atKill = pulls().length
    await it.sync({ 'create-prs': 'true' })
    const unlabelled = pulls().filter(({ labels }) => !labels.includes('ecosystem-sync')).length
    return {
      atKill,
      killed: first === undefined || first.killedBy === 'SIGKILL',
      afterwards: pulls().length,
      doubled: doubled(it.emulator),
      unlabelled,
    }
  } finally {
    await it.close()
  }
}

/** Kills a scan of 400 repositories with SIGKILL when its state has been written for the first time, then runs once more. */
export async function killInScan(): Promise<{
  killed: boolean
  /** Repositories in the state that the killed run left. */
  counted: number
  /** Requests of a run from nothing. */
  whole: number
  resumed: SyncRun
}> {
  const names = Array.from({ length: 400 }, (_, index) => `acme/r${index}`)
  const repositories = names.map((name) => ({
    name,
    commits: 20,
    pushed_at: '-1h',
    branch_count: { prefix: 'wip/', count: 2, behind: 15, ahead: 1 },
  }))
  const it = await syncRuns({ users, latency_ms: 4, repositories }, { repositories: names })
  try {
    const whole = (await it.sync({ state: 'other.json' })).requests.length
    const file = join(it.workspace, 'state.json')
    const abort = new AbortController()
    const watch = setInterval(() => {
      if (existsSync(file)) abort.abort()
    }, 1)
    const first = await it.sync({ state: 'state.json' }, { signal: abort.signal }).catch(() => undefined)
    clearInterval(watch)
    const left = JSON.parse(readFileSync(file, 'utf8')) as { repositories: object }
    return {
      killed: first === undefined || first.killedBy === 'SIGKILL',
      counted: Object.keys(left.repositories).length,
      whole,
      resumed: await it.sync({ state: 'state.json' }),
    }
  } finally {
    await it.close()
  }
}

/** Kill points from a seed: which creation, and how many milliseconds into it. */
export function killPoints(count: number, seed: number): [creation: number, delay: number][] {
  let state = seed
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
  return Array.from({ length: count }, () => [1 + next(9), next(25)])
}

export interface HalfKill {
  killed: boolean
  /** Repositories in the state that the killed run left. */
  counted: number
  /** Requests of the undisturbed run, of the killed one, and of the one after it. */
  requests: { whole: number; killed: number; resumed: number }
  /** Whether outputs and plan of the resumed run are those of the undisturbed one. */
  same: boolean
  resumed: SyncRun
}

/** Kills a scan with SIGKILL when it has sent half of its requests, then runs once more. */
export async function killAtHalf({
  count,
  branches,
}: {
  count: number
  branches: number
}): Promise<HalfKill> {
  const names = Array.from({ length: count }, (_, index) => `acme/r${index}`)
  const bulk = { prefix: 'wip/', count: branches - 1, behind: 15, ahead: 1 }
  const repositories = names.map((name) => ({ name, commits: 20, pushed_at: '-1h', branch_count: bulk }))
  const it = await syncRuns(
    { users, latency_ms: 4, secondary_limits: false, repositories },
    { repositories: names },
  )
  const planned = (file: string): string =>
    JSON.stringify((JSON.parse(readFileSync(join(it.workspace, file), 'utf8')) as { items: unknown }).items)
  const counts = ({ outputs }: SyncRun) =>
    ['repos-scanned', 'branches-analyzed', 'branches-behind', 'success-rate'].map((name) => outputs[name])
  try {
    const undisturbed = await it.sync({ state: 'other.json', 'plan-file': 'undisturbed.json' })
    const whole = undisturbed.requests.length
    // Both runs together are more than an hour allows.
    it.emulator.setClock({ advance: '61m' })
    const before = it.emulator.requests().length
    const abort = new AbortController()
    const watch = setInterval(() => {
      if (it.emulator.requests().length - before >= whole / 2) abort.abort()
    }, 5)
    const first = await it.sync({ state: 'state.json' }, { signal: abort.signal }).catch(() => undefined)
    clearInterval(watch)
    const killed = it.emulator.requests().length - before
    const left = JSON.parse(readFileSync(join(it.workspace, 'state.json'), 'utf8')) as {
      repositories: object
    }
    const resumed = await it.sync({ state: 'state.json', 'plan-file': 'resumed.json' })
    return {
      killed: first === undefined || first.killedBy === 'SIGKILL',
      counted: Object.keys(left.repositories).length,
      requests: { whole, killed, resumed: resumed.requests.length },
      same:
        planned('undisturbed.json') === planned('resumed.json') &&
        JSON.stringify(counts(undisturbed)) === JSON.stringify(counts(resumed)),
      resumed,
    }
  } finally {
    await it.close()
  }
}
