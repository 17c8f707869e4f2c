import { GitHubError } from '../errors.ts'
import { reasonWithAdvice } from '../explain.ts'
import { HistoryError } from '../history.ts'
import { changeBranch, type BranchChange, type ChangeResult, type Place } from './commit.ts'
import type { GitHub } from '../ports.ts'
import { parseRepository } from '../repository.ts'

export interface BranchRemote {
  /** The commit that the branch points to, or undefined when there is no branch. */
  head(): Promise<string | undefined>
  /** Paths with the id of their blob. `complete` is false when GitHub cut the listing. */
  tree(commit: string): Promise<{ blobs: ReadonlyMap<string, string>; complete: boolean }>
  blob(id: string): Promise<string>
  change(change: BranchChange): Promise<ChangeResult>
}

const headQuery = `query dataBranch($owner: String!, $repo: String!, $ref: String!) {
  repository(owner: $owner, name: $repo) { ref(qualifiedName: $ref) { target { oid } } }
}`

/** One branch of one repository through the API; never a checkout. Throws HistoryError `forbidden` and `unreachable`. */
export function branchRemote(github: GitHub, repository: string, branch: string): BranchRemote {
  const { owner, name: repo } = parseRepository(repository)
  const place: Place = { github, owner, repo, branch }
  // Until the server shows that it lacks GraphQL's commit (older Enterprise Servers do), it is the way: one request, signed by GitHub.
  const way = { graphql: true }
  return {
    head: () => guarded(() => headOf(place)),
    tree: (commit) => guarded(() => treeOf(place, commit)),
    blob: (id) => guarded(() => blobOf(place, id)),
    change: (change) => guarded(() => changeBranch(place, change, way)),
  }
}

async function guarded<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const refused = [401, 403, 404, 409, 422, 451].includes(error.status)
    const ruled = [409, 422].includes(error.status)
      ? ' The data branch must have no rule against pushes.'
      : ''
    const message = `${reasonWithAdvice(error, 'permissions: contents: write')}${ruled}`
    throw new HistoryError(refused ? 'forbidden' : 'unreachable', message, { cause: error })
  }
}

// GraphQL reads the reference uncached; the REST answer may be seconds old.
async function headOf({ github, owner, repo, branch }: Place): Promise<string | undefined> {
  const variables = { owner, repo, ref: `refs/heads/${branch}` }
  const asked = await github
    .graphql<{ repository: { ref: { target: { oid: string } } | null } | null }>(headQuery, variables)
    .catch((error: unknown) => {
      if (error instanceof GitHubError && [404, 501].includes(error.status)) return undefined
      throw error
    })
  if (asked?.data?.repository && asked.errors.length === 0) return asked.data.repository.ref?.target.oid
  const { status, data } = await github.request<{ object?: { sha?: string } } | undefined>(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { owner, repo, ref: `heads/${branch}` },
    { accept: [404, 409] },
  )
  if (status !== 200) return undefined
  return expected(typeof data?.object?.sha === 'string' && data.object.sha, 'reference of the data branch')
}

// A proxy or a captive portal answers with status 200 too: that is neither an empty branch nor a file.
function expected<T>(found: T | false | undefined, what: string): T {
  if (found !== false && found !== undefined) return found
  const message = `Unexpected answer of the ${what}. See whether a proxy answers in the place of GitHub.`
  throw new HistoryError('unreachable', message)
}

interface TreeAnswer {
  sha: string
  truncated?: boolean
  tree: { path: string; type: string; sha: string }[]
}

async function treeOf({ github, owner, repo }: Place, commit: string): ReturnType<BranchRemote['tree']> {
  const { data } = await github.request<Partial<TreeAnswer> | undefined>(
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo, tree_sha: commit, recursive: '1' },
  )
  const tree = expected(Array.isArray(data?.tree) && data.tree, 'tree of the data branch')
  const blobs = new Map(tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => [path, sha]))
  return { blobs, complete: data?.truncated !== true }
}

async function blobOf({ github, owner, repo }: Place, id: string): Promise<string> {
  const { data } = await github.request<{ content?: string; encoding?: string } | undefined>(
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    { owner, repo, file_sha: id },
  )
  const content = expected(typeof data?.content === 'string' && data.content, 'file of the data branch')
  return data?.encoding === 'base64' ? Buffer.from(content, 'base64').toString('utf8') : content
}
