// Random sequences of pushes, pull requests, reviews, merges and updates, judged by git itself.
import fc from 'fast-check'
import { runGit } from '../../src/git/git.ts'
import type { Emulator, WorldInput } from '../../src/index.ts'
import { onWorld, type Ask } from './emulated.ts'

export interface Operation {
  kind:
    | 'write'
    | 'branch'
    | 'open'
    | 'review'
    | 'merge'
    | 'update'
    | 'delete'
    | 'close'
    | 'mergeBranches'
    | 'move'
  a: number
  b: number
  c: number
}

const branches = ['main', 'one', 'two', 'three']
const methods = ['merge', 'squash', 'rebase']

export const operations = fc.array(
  fc.record<Operation>({
    kind: fc.constantFrom(
      'write',
      'write',
      'branch',
      'open',
      'open',
      'review',
      'merge',
      'merge',
      'update',
      'delete',
      'close',
      'mergeBranches',
      'move',
    ),
    a: fc.nat({ max: 11 }),
    b: fc.nat({ max: 11 }),
    c: fc.nat({ max: 11 }),
  }),
  { minLength: 5, maxLength: 14 },
)

export const worldOf = (count: number): WorldInput => ({
  now: '2026-01-11T00:00:00Z',
  secondary_limits: false,
  rate_limit: { core: { limit: 10_000_000 } },
  tokens: [{ token: 'bob', kind: 'pat', user: 'bob' }],
  users: [{ login: 'bob', id: 1002 }],
  repositories: Array.from({ length: count }, (_, i) => ({
    name: `acme/r${i}`,
    collaborators: { bob: 'write' as const },
    files: { 'a.txt': '1\n2\n3\n', 'b.txt': 'b\n' },
    commits: 2,
    branches: [
      { name: 'one', from: 'main~1', commits: 1 },
      { name: 'two', from: 'main', commits: [{ message: 'two', files: { 'a.txt': '1\ntwo\n3\n' } }] },
    ],
    pull_requests: [
      { number: 1, head: 'one', author: 'bob' },
      { number: 2, head: 'two', author: 'bob' },
      { number: 3, head: 'one', base: 'two', author: 'bob' },
    ],
    ...(i % 3 === 0 ? { protection: { main: { required_approving_review_count: 1 } } } : {}),
  })),
})

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? ''

/** The request an operation stands for. */
async function perform(ask: Ask, repo: string, { kind, a, b, c }: Operation) {
  const [base, head] = [pick(branches, a), pick(branches, b)]
  const number = 1 + (a % 4)
  const tip = async (name: string) =>
    ((await ask('GET', `${repo}/git/ref/heads/${name}`)).body?.object?.sha ?? '0'.repeat(40)) as string
  if (kind === 'write') {
    const path = `${pick(['a', 'b', 'c'], c)}.txt`
    const old = await ask('GET', `${repo}/contents/${path}?ref=${base}`)
    const content = Buffer.from(`${b}\n${c}\n3\n`).toString('base64')
    return ask('PUT', `${repo}/contents/${path}`, {
      message: `write ${b} ${c}`,
      content,
      branch: base,
      ...(old.status === 200 ? { sha: old.body.sha } : {}),
    })
  }
  if (kind === 'branch')
    return ask('POST', `${repo}/git/refs`, { ref: `refs/heads/${base}`, sha: await tip(head) })
  if (kind === 'open')
    return ask('POST', `${repo}/pulls`, { title: `${base} ${head}`, base, head, draft: c === 0 })
  if (kind === 'review')
    return ask(
      'POST',
      `${repo}/pulls/${number}/reviews`,
      { event: c % 2 ? 'APPROVE' : 'REQUEST_CHANGES', body: 'x' },
      c % 3 ? 'bob' : 'ghs_viewer',
    )
  if (kind === 'merge') return ask('PUT', `${repo}/pulls/${number}/merge`, { merge_method: pick(methods, c) })
  if (kind === 'update') return ask('PUT', `${repo}/pulls/${number}/update-branch`, {})
  if (kind === 'delete') return ask('DELETE', `${repo}/git/refs/heads/${base}`)
  if (kind === 'close') return ask('PATCH', `${repo}/pulls/${number}`, { state: c % 2 ? 'closed' : 'open' })
  if (kind === 'mergeBranches') return ask('POST', `${repo}/merges`, { base, head })
  return ask('PATCH', `${repo}/git/refs/heads/${base}`, { sha: await tip(head), force: c === 1 })
}

/** Everything that a refused request must leave as it was. */
function snapshot(emulator: Emulator, name: string): string {
  const repository = emulator.world.repositories.get(name)
  if (!repository) throw new Error(`there is no ${name}`)
  const pulls = [...repository.pulls.values()].map((pull) => [
    pull.number,
    pull.state,
    pull.merged,
    pull.draft,
    pull.base,
    pull.headSha,
    pull.title,
    pull.reviews.map((review) => review.state),
  ])
  const refs = [...repository.refs].filter(([ref]) => !ref.endsWith('/merge'))
  return JSON.stringify({ refs, pulls, issues: repository.issues.size })
}

async function git(emulator: Emulator, ...args: string[]) {
  const result = await runGit(args, { directory: emulator.world.store.directory })
  return { code: result.code, text: result.stdout.toString('utf8').trim() }
}

/** What git says about the moves, merges and distances of one repository; an empty list when all is well. */
async function judge(emulator: Emulator, ask: Ask, name: string): Promise<string[]> {
  const repository = emulator.world.repositories.get(name)
  const problems: string[] = []
  // Each look at git costs a process; the last moves of each repository are enough over many sequences.
  for (const entry of repository?.activity.slice(-5) ?? []) {
    if (/^0+$/.test(entry.before) || /^0+$/.test(entry.after) || entry.type === 'force_push') continue
    if ((await git(emulator, 'merge-base', '--is-ancestor', entry.before, entry.after)).code !== 0)
      problems.push(`${entry.type} of ${entry.ref} was no fast forward`)
  }
  for (const pull of repository?.pulls.values() ?? []) {
    if (!pull.merged || pull.mergeMethod !== 'merge' || !pull.mergeCommitSha) continue
    const parents = (
      await git(emulator, 'rev-parse', `${pull.mergeCommitSha}^1`, `${pull.mergeCommitSha}^2`)
    ).text.split('\n')
    const merged = await git(emulator, 'merge-tree', '--write-tree', ...parents)
    const tree = await git(emulator, 'rev-parse', `${pull.mergeCommitSha}^{tree}`)
    if (merged.text !== tree.text) problems.push(`the tree of merge #${pull.number} is not what git merges`)
  }
  const names = branches
    .slice(1)
    .filter((branch) => repository?.refs.has(`refs/heads/${branch}`))
    .slice(0, 2)
  for (const head of names) {
    const compared = await ask('GET', `/repos/${name}/compare/main...${head}`)
    const [base, tip] = [
      repository?.refs.get('refs/heads/main') ?? '',
      repository?.refs.get(`refs/heads/${head}`) ?? '',
    ]
    const counted = await git(emulator, 'rev-list', '--left-right', '--count', `${base}...${tip}`)
    const told = `${compared.body.behind_by}\t${compared.body.ahead_by}`
    if (told !== counted.text)
      problems.push(`compare main...${head} told ${told}, git counts ${counted.text}`)
  }
  return problems
}

/** Runs sequences, one repository each, and holds them against git. Throws with the smallest failing sequence. */
export async function holdsForRandomOperations(count: number): Promise<{ merged: number; refused: number }> {
  const seen = { merged: 0, refused: 0 }
  await onWorld(worldOf(count * 2), async (ask, emulator) => {
    let next = 0
    const property = fc.asyncProperty(operations, async (sequence) => {
      const name = `acme/r${next++ % (count * 2)}`
      for (const operation of sequence) {
        const before = snapshot(emulator, name)
        const answer = await perform(ask, `/repos/${name}`, operation)
        if (answer.status >= 400) seen.refused += 1
        else if (operation.kind === 'merge') seen.merged += 1
        if (answer.status >= 500)
          throw new Error(`${operation.kind}: ${answer.status} ${JSON.stringify(answer.body)}`)
        if (answer.status >= 400 && snapshot(emulator, name) !== before)
          throw new Error(`${operation.kind} was refused with ${answer.status} and changed the world`)
      }
      const problems = await judge(emulator, ask, name)
      if (problems.length > 0) throw new Error(problems.join('\n'))
    })
    await fc.assert(property, { numRuns: count })
  })
  return seen
}
