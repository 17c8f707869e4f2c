// The algorithm of a PyGithub-style script: each repository, its branch listing, one compare per branch. Usage: URL TOKEN, names on stdin.
import { readFileSync } from 'node:fs'

const [url = '', token = ''] = process.argv.slice(2)
const names = readFileSync(0, 'utf8').split('\n').filter(Boolean)
let requests = 0

async function get<T>(path: string): Promise<{ data: T; next: string | undefined }> {
  requests++
  const answer = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'naive' },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  const next = /<([^<>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  return { data: (await answer.json()) as T, next }
}

function peak(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
  } catch {
    return process.memoryUsage().rss / 1_048_576
  }
}

const started = performance.now()
let behind = 0
for (const name of names) {
  const { data: repository } = await get<{ default_branch: string }>(`/repos/${name}`)
  for (let page: string | undefined = `/repos/${name}/branches`; page !== undefined;) {
    const { data: branches, next }: { data: { name: string }[]; next: string | undefined } = await get(page)
    for (const branch of branches) {
      if (branch.name === repository.default_branch) continue
      const pair = `${encodeURIComponent(repository.default_branch)}...${encodeURIComponent(branch.name)}`
      const { data } = await get<{ behind_by: number }>(`/repos/${name}/compare/${pair}`)
      if (data.behind_by > 10) behind++
    }
    page = next
  }
}
console.log(
  JSON.stringify({
    requests,
    seconds: (performance.now() - started) / 1000,
    behind,
    megabytes: peak(),
  }),
)
