import { GitHubError } from '../errors.ts'
import { HistoryError } from '../history.ts'
import type { GitHub, RequestOptions } from '../ports.ts'

/** A commit to one branch that only takes effect when the branch still points to `head` (undefined: does not exist yet). */
export interface BranchChange {
  head: string | undefined
  additions: ReadonlyMap<string, string>
  deletions: readonly string[]
  message: string
}

/** `stale`: somebody else was faster, nothing was written. `unknown`: the answer was lost, it may have been written. */
export type ChangeResult =
  { kind: 'done'; head: string } | { kind: 'stale'; because: string } | { kind: 'unknown'; because: string }

/** One branch of one repository. */
export interface Place {
  github: GitHub
  owner: string
  repo: string
  branch: string
}

const commitMutation = `mutation addRecords($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`

const once: RequestOptions = { idempotent: false, attempts: 1 }

/** Moves the branch by one commit, or says why not; never forces. */
export async function changeBranch(
  place: Place,
  change: BranchChange,
  way: { graphql: boolean },
): Promise<ChangeResult> {
  try {
    if (change.head !== undefined && way.graphql) {
      const result = await commitOnBranch(place, change)
      if (result) return result
      way.graphql = false
    }
    return await commitByObjects(place, change)
  } catch (error) {
    const lost = error instanceof GitHubError && (error.status === 0 || error.status >= 500)
    if (lost && error.status !== 501) return { kind: 'unknown', because: error.message }
    throw error
  }
}

/** Undefined when the server cannot do it. */
async function commitOnBranch(place: Place, change: BranchChange): Promise<ChangeResult | undefined> {
  const { github, owner, repo, branch } = place
  const additions = [...change.additions].map(([path, text]) => ({
    path,
    contents: Buffer.from(text).toString('base64'),
  }))
  const deletions = change.deletions.map((path) => ({ path }))
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
    message: { headline: change.message },
    expectedHeadOid: change.head,
    fileChanges: { additions, deletions },
  }
  const answer = await github
    .graphql<{ createCommitOnBranch: { commit: { oid: string } } | null }>(commitMutation, { input }, once)
    .catch((error: unknown) => {
      if (error instanceof GitHubError && [404, 501].includes(error.status)) return undefined
      throw error
    })
  if (!answer) return undefined
  const oid = answer.data?.createCommitOnBranch?.commit.oid
  if (oid) return { kind: 'done', head: oid }
  const [problem] = answer.errors
  const because = problem?.message ?? 'GitHub answered without a commit'
  if (problem?.type === 'STALE_DATA' || /expected branch to point to/i.test(because))
    return { kind: 'stale', because }
  if (problem?.type === 'FORBIDDEN' || /not accessible|protected|rule violation/i.test(because))
    throw new HistoryError(
      'forbidden',
      `${because.replace(/\.*$/, '.')} The data branch needs \`permissions: contents: write\`.`,
    )
  return undefined
}

async function commitByObjects(place: Place, change: BranchChange): Promise<ChangeResult> {
  const { github, owner, repo, branch } = place
  const at = { owner, repo }
  const added = [...change.additions].map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    content,
  }))
  const deleted = change.deletions.map((path) => ({ path, mode: '100644', type: 'blob', sha: null }))
  const base = change.head ? { base_tree: change.head } : {}
  // Trees and commits are harmless to make twice: without a reference nobody sees them.
  const tree = await github.request<{ sha: string }>(
    'POST /repos/{owner}/{repo}/git/trees',
    { ...at, ...base, tree: [...added, ...deleted] },
    { idempotent: true },
  )
  const commit = await github.request<{ sha: string }>(
    'POST /repos/{owner}/{repo}/git/commits',
    { ...at, message: change.message, tree: tree.data.sha, parents: change.head ? [change.head] : [] },
    { idempotent: true },
  )
  const { sha } = commit.data
  const moved = change.head
    ? await github.request(
        'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
        { ...at, ref: `heads/${branch}`, sha, force: false },
        { ...once, accept: [409, 422] },
      )
    : await github.request(
        'POST /repos/{owner}/{repo}/git/refs',
        { ...at, ref: `refs/heads/${branch}`, sha },
        { ...once, accept: [409, 422] },
      )
  if (moved.status < 300) return { kind: 'done', head: sha }
  const because = (moved.data as { message?: string } | null)?.message ?? `HTTP ${moved.status}`
  if (/fast.forward|already exists|does not exist|cannot be updated|is at .* but expected/i.test(because))
    return { kind: 'stale', because }
  throw new HistoryError(
    'forbidden',
    `${because.replace(/\.*$/, '.')} The data branch must accept pushes of this token.`,
  )
}
