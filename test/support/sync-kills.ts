import { branchesBehind, doubled, syncRuns } from './sync-runs.ts'

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

/** Kill points from a seed: which creation, and how many milliseconds into it. */
export function killPoints(count: number, seed: number): [creation: number, delay: number][] {
  let state = seed
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
  return Array.from({ length: count }, () => [1 + next(9), next(25)])
}
