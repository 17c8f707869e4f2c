// Random changes through GraphQL: what is refused changes nothing, and REST, GraphQL and git tell the same afterwards.
// Shared by the gate's short run and the long one.
import { execFileSync } from 'node:child_process'
import { expect } from '@jest/globals'
import fc from 'fast-check'
import { withRepositories, type Tools } from './graphql.ts'

const branches = ['main', 'a', 'b', 'c']
const web = {
  name: 'acme/web',
  files: { 'f0.txt': '0\n', 'f1.txt': '0\n' },
  commits: 4,
  allow_auto_merge: true,
  protection: { b: { required_approving_review_count: 1 } },
  branches: ['a', 'b', 'c'].map((name, i) => ({
    name,
    from: `main~${i}`,
    commits: [{ files: { [`${name}.txt`]: 'x\n' } }],
  })),
}

interface Step {
  kind: 'commit' | 'open' | 'merge' | 'close' | 'draft' | 'update' | 'move' | 'join' | 'arm'
  base: string
  head: string
  pick: number
  text: string
}

const step = fc.record<Step>({
  kind: fc.constantFrom('commit', 'open', 'merge', 'close', 'draft', 'update', 'move', 'join', 'arm'),
  base: fc.constantFrom(...branches),
  head: fc.constantFrom(...branches),
  pick: fc.nat(3),
  text: fc.constantFrom('1\n', '2\n', '3\n'),
})

const facts = `{repository(owner:"acme",name:"web"){id refs(refPrefix:"refs/heads/",first:20){nodes{name target{oid}}} pullRequests(first:50){nodes{id number state isDraft baseRefName headRefName headRefOid mergeable mergeStateStatus merged autoMergeRequest{enabledAt} mergeCommit{oid}}}}}`

type Facts = {
  id: string
  refs: { nodes: { name: string; target: { oid: string } }[] }
  pullRequests: { nodes: Record<string, unknown>[] }
}

async function read({ query }: Tools): Promise<Facts> {
  await query(facts)
  const { data, errors } = await query(facts)
  expect(errors).toEqual([])
  return data.repository
}

function mutationOf(now: Facts, { kind, base, head, pick, text }: Step): [string, Record<string, unknown>] {
  const tip = (name: string) => now.refs.nodes.find((ref) => ref.name === name)?.target.oid ?? '0'.repeat(40)
  const pulls = now.pullRequests.nodes
  const pull = pulls[pick % Math.max(1, pulls.length)]?.['id'] ?? 'PR_none'
  const onPull = (field: string, more = '') =>
    [`mutation($p:ID!){x:${field}(input:{pullRequestId:$p${more}}){clientMutationId}}`, { p: pull }] as [
      string,
      Record<string, unknown>,
    ]
  switch (kind) {
    case 'commit':
      return [
        'mutation($i:CreateCommitOnBranchInput!){x:createCommitOnBranch(input:$i){clientMutationId}}',
        {
          i: {
            branch: { repositoryNameWithOwner: 'acme/web', branchName: base },
            expectedHeadOid: tip(pick === 0 ? head : base),
            message: { headline: `Change ${base}` },
            fileChanges: {
              additions: [{ path: `f${pick % 2}.txt`, contents: Buffer.from(text).toString('base64') }],
            },
          },
        },
      ]
    case 'open':
      return [
        'mutation($r:ID!,$b:String!,$h:String!){x:createPullRequest(input:{repositoryId:$r,baseRefName:$b,headRefName:$h,title:"t"}){clientMutationId}}',
        { r: now.id, b: base, h: head },
      ]
    case 'move':
      return [
        'mutation($r:ID!,$m:[RefUpdate!]!){x:updateRefs(input:{repositoryId:$r,refUpdates:$m}){clientMutationId}}',
        {
          r: now.id,
          m: [{ name: `refs/heads/${base}`, beforeOid: tip(pick === 0 ? head : base), afterOid: tip(head) }],
        },
      ]
    case 'join':
      return [
        'mutation($r:ID!,$b:String!,$h:String!){x:mergeBranch(input:{repositoryId:$r,base:$b,head:$h}){clientMutationId}}',
        { r: now.id, b: base, h: head },
      ]
    case 'merge':
      return onPull('mergePullRequest', `,mergeMethod:${['MERGE', 'SQUASH', 'REBASE'][pick % 3]}`)
    case 'close':
      return onPull(pick % 2 ? 'closePullRequest' : 'reopenPullRequest')
    case 'draft':
      return onPull(pick % 2 ? 'convertPullRequestToDraft' : 'markPullRequestReadyForReview')
    case 'update':
      return onPull('updatePullRequestBranch')
    default:
      return onPull('enablePullRequestAutoMerge')
  }
}

async function compareWithRest(tools: Tools, now: Facts): Promise<void> {
  const mergeable: Record<string, unknown> = { MERGEABLE: true, CONFLICTING: false, UNKNOWN: null }
  for (const pull of now.pullRequests.nodes) {
    const { body } = await tools.ask('GET', `/repos/acme/web/pulls/${String(pull['number'])}`)
    expect({
      state: body.merged ? 'MERGED' : body.state.toUpperCase(),
      draft: body.draft,
      head: body.head.sha,
      id: body.node_id,
      ...(body.state === 'open'
        ? { mergeable: body.mergeable, why: body.mergeable_state.toUpperCase() }
        : {}),
    }).toEqual({
      state: pull['state'],
      draft: pull['isDraft'],
      head: pull['headRefOid'],
      id: pull['id'],
      ...(pull['state'] === 'OPEN'
        ? { mergeable: mergeable[String(pull['mergeable'])], why: pull['mergeStateStatus'] }
        : {}),
    })
  }
}

async function compareWithGit({ query, emulator }: Tools, now: Facts): Promise<void> {
  const heads = now.refs.nodes.map(({ target }) => target.oid)
  const aliases = heads.map((oid, i) => `c${i}:compare(headRef:"${oid}"){aheadBy behindBy}`).join(' ')
  const { data } = await query(
    `{repository(owner:"acme",name:"web"){defaultBranchRef{target{oid} ${aliases}}}}`,
  )
  const found = data.repository.defaultBranchRef
  heads.forEach((oid, i) => {
    const args = ['rev-list', '--left-right', '--count', `${found.target.oid}...${oid}`]
    const counted = execFileSync('git', args, { cwd: emulator.world.store.directory, encoding: 'utf8' })
    expect(`${found[`c${i}`].behindBy}\t${found[`c${i}`].aheadBy}`).toBe(counted.trim())
  })
}

/** Runs that many random sequences; fails when one of them leaves the three of different minds. */
export async function agree(runs: number): Promise<{ done: number; refused: number }> {
  const told = { done: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), (steps) =>
      withRepositories([web], async (tools) => {
        for (const one of steps) told[await take(tools, one)] += 1
        const now = await read(tools)
        await compareWithRest(tools, now)
        await compareWithGit(tools, now)
      }),
    ),
    { numRuns: runs },
  )
  return told
}

async function take(tools: Tools, one: Step): Promise<'done' | 'refused'> {
  const before = await read(tools)
  const { data, errors } = await tools.query(...mutationOf(before, one))
  if (errors.length === 0) return 'done'
  expect([data, await read(tools)]).toEqual([{ x: null }, before])
  expect(errors[0]?.type).toMatch(/^(NOT_FOUND|FORBIDDEN|UNPROCESSABLE|STALE_DATA)$/)
  return 'refused'
}
