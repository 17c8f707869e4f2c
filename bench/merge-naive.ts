// Two ways in which gates of this field commonly ask, written after what they are seen to request, not after their code.

export interface NaiveClient {
  get<T>(path: string): Promise<T>
  send(method: string, path: string, body?: unknown): Promise<number>
}

interface Pull {
  number: number
  head: { sha: string; ref: string }
  base: { ref: string }
  mergeable_state: string
  labels: { name: string }[]
}

export function naiveClient(url: string, token: string): NaiveClient {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' }
  return {
    async get<T>(path: string) {
      const answer = await fetch(`${url}/repos/acme/web${path}`, { headers })
      return (await answer.json()) as T
    },
    async send(method, path, body) {
      const answer = await fetch(`${url}/repos/acme/web${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return answer.status
    },
  }
}

export type Naive = (client: NaiveClient, number: number, deleteBranch: boolean) => Promise<boolean>

/** Reads the pull request, its reviews, check runs and statuses, then merges. */
export const byLists: Naive = async (client, number, deleteBranch) => {
  const pull = await client.get<Pull>(`/pulls/${number}`)
  const reviews = await client.get<{ state: string }[]>(`/pulls/${number}/reviews?per_page=100`)
  const runs = await client.get<{ check_runs: { conclusion: string | null }[] }>(
    `/commits/${pull.head.sha}/check-runs?per_page=100`,
  )
  const status = await client.get<{ state: string; statuses: unknown[] }>(`/commits/${pull.head.sha}/status`)
  const approved = reviews.filter(({ state }) => state === 'APPROVED').length >= 2
  const green =
    runs.check_runs.every(({ conclusion }) => conclusion === 'success') &&
    (status.statuses.length === 0 || status.state === 'success')
  if (!approved || !green) return false
  return finish(client, pull, deleteBranch)
}

/** The same behind the protection of the branch and the files of the pull request, with a last look before the merge. */
export const byProtection: Naive = async (client, number, deleteBranch) => {
  await client.get('')
  const pull = await client.get<Pull>(`/pulls/${number}`)
  await client.get(`/branches/${pull.base.ref}`)
  await client.get(`/rules/branches/${pull.base.ref}`)
  const reviews = await client.get<{ state: string }[]>(`/pulls/${number}/reviews?per_page=100`)
  await client.get(`/pulls/${number}/commits?per_page=100`)
  const runs = await client.get<{ check_runs: { conclusion: string | null }[] }>(
    `/commits/${pull.head.sha}/check-runs?per_page=100`,
  )
  await client.get(`/commits/${pull.head.sha}/status`)
  const ready =
    reviews.filter(({ state }) => state === 'APPROVED').length >= 2 &&
    runs.check_runs.every(({ conclusion }) => conclusion === 'success')
  if (!ready) return false
  await client.get(`/pulls/${number}`)
  return finish(client, pull, deleteBranch)
}

async function finish(client: NaiveClient, pull: Pull, deleteBranch: boolean): Promise<boolean> {
  const status = await client.send('PUT', `/pulls/${pull.number}/merge`, { merge_method: 'squash' })
  if (status === 200 && deleteBranch) await client.send('DELETE', `/git/refs/heads/${pull.head.ref}`)
  return status === 200
}

/** One after the other over all that are open, as both do on a schedule. */
export async function naiveSweep(client: NaiveClient, algorithm: Naive): Promise<void> {
  const open = await client.get<Pull[]>('/pulls?state=open&per_page=100')
  for (const { number, labels } of open)
    if (labels.some(({ name }) => name === 'automerge')) await algorithm(client, number, false)
}
