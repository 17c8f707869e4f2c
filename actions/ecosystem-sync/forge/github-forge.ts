import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GraphQLAnswer } from '@ecosystem-actions/core/ports'
import type { Forge, Pushed, Rights } from '../forge.ts'
import type { SyncPullRequest } from '../model.ts'
import { pullOf, type PullNode } from './answers.ts'
import { openPullsDocument } from './branch-documents.ts'
import { allFeatures } from './documents.ts'
import { compare } from './compare-reads.ts'
import { lookAtBranches, readPages, readRepositories } from './reads.ts'
import { mutationError } from './mutations.ts'

interface PullAnswer {
  number: number
  head: { sha: string }
}

/** GitHub through one token. `job` is the repository whose workflow this is: what a job's own token is bound to. */
export function githubForge(github: GitHub, job: string): Forge {
  const features = { ...allFeatures }
  return {
    readRepositories: (asks) => readRepositories(github, asks, features),
    readPages: (asks) => readPages(github, asks),
    compare: (asks) => compare(github, asks),
    lookAtBranches: (asks) => lookAtBranches(github, asks),
    pushedSince: (owner, since) => pushedSince(github, owner, since),
    rights: () => rights(github, job),
    async tip(repository, branch) {
      const { status, data } = await github.request<{ object?: { sha: string } }>(
        'GET /repos/{owner}/{repo}/git/ref/{ref}',
        { ...split(repository), ref: `heads/${branch}` },
        { accept: [404, 409] },
      )
      return status === 200 ? data.object?.sha : undefined
    },
    async parents(repository, oid) {
      const { data } = await github.request<{ parents: readonly unknown[] }>(
        'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
        { ...split(repository), commit_sha: oid },
      )
      return data.parents.length
    },
    async moveBranches({ id }, moves) {
      const refUpdates = moves.map(({ branch, before, after }) => ({
        name: `refs/heads/${branch}`,
        beforeOid: before,
        afterOid: after,
        force: false,
      }))
      const { errors } = await github.graphql(
        'mutation MoveBranches($id:ID!,$moves:[RefUpdate!]!){updateRefs(input:{repositoryId:$id,refUpdates:$moves}){clientMutationId}}',
        { id, moves: refUpdates },
      )
      if (errors[0]) throw mutationError(errors[0], 'updateRefs')
    },
    async merge(repository, { base, head, message }) {
      const parameters = { ...split(repository), base, head, commit_message: message }
      const { status, data } = await github.request<{ sha?: string }>(
        'POST /repos/{owner}/{repo}/merges',
        parameters,
        { accept: [409] },
      )
      if (status === 201) return { kind: 'merged', oid: data.sha ?? '' }
      return { kind: status === 204 ? 'nothing' : 'conflict' }
    },
    findPullRequest: (repository, pair) => findPullRequest(github, repository, pair),
    async createPullRequest(repository, pull) {
      const { data } = await github.request<PullAnswer>('POST /repos/{owner}/{repo}/pulls', {
        ...split(repository),
        ...pull,
      })
      return { number: data.number, head: data.head.sha }
    },
    async changePullRequest(repository, number, change) {
      // Setting the same text or state again does no harm, so a lost answer may be asked for again.
      await github.request(
        'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
        { ...split(repository), pull_number: number, ...change },
        { idempotent: true },
      )
    },
    async addLabels(repository, number, labels) {
      await github.request(
        'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
        { ...split(repository), issue_number: number, labels: [...labels] },
        { idempotent: true },
      )
    },
  }
}

function split(repository: string): { owner: string; repo: string } {
  const slash = repository.indexOf('/')
  return { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) }
}

interface OpenPullsAnswer {
  repository: { pullRequests: { nodes: readonly (PullNode | null)[] } } | null
}

/** By GraphQL, because only there GitHub says whether it was this token that opened it. Forks have branches of the same names. */
async function findPullRequest(
  github: GitHub,
  repository: string,
  { head, base }: { head: string; base: string },
): Promise<SyncPullRequest | undefined> {
  const { owner, repo: name } = split(repository)
  const { data, errors } = await github.graphql<OpenPullsAnswer>(openPullsDocument, {
    owner,
    name,
    head,
    base,
  })
  if (!data?.repository && errors[0]) throw mutationError(errors[0], 'pullRequests')
  const pulls = (data?.repository?.pullRequests.nodes ?? []).flatMap((node) => (node ? [pullOf(node)] : []))
  return pulls.find(({ fork }) => !fork)
}

interface OwnerAnswer {
  repositoryOwner: {
    repositories: {
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      nodes: readonly ({ nameWithOwner: string; pushedAt: string | null } | null)[]
    }
  } | null
}

const pushedQuery = `query Pushed($owner:String!,$after:String){repositoryOwner(login:$owner){repositories(first:100,after:$after,ownerAffiliations:[OWNER],orderBy:{field:PUSHED_AT,direction:DESC}){pageInfo{hasNextPage endCursor} nodes{nameWithOwner pushedAt}}}}`

/** What the list would have spared is read instead where it is not to be had, and there each repository says for itself why not. */
async function pushedSince(
  github: GitHub,
  owner: string,
  since: string,
): Promise<readonly Pushed[] | undefined> {
  try {
    return await listPushes(github, owner, since)
  } catch (error) {
    if (error instanceof GitHubError) return undefined
    throw error
  }
}

async function listPushes(
  github: GitHub,
  owner: string,
  since: string,
): Promise<readonly Pushed[] | undefined> {
  const found: Pushed[] = []
  for (let after: string | null = null; ;) {
    const answer: GraphQLAnswer<OwnerAnswer> = await github.graphql<OwnerAnswer>(pushedQuery, {
      owner,
      after,
    })
    const list: OwnerAnswer['repositoryOwner'] | undefined = answer.data?.repositoryOwner
    if (!list) return undefined
    for (const node of list.repositories.nodes) {
      if (node && (node.pushedAt ?? '') <= since) return found
      if (node) found.push({ repository: node.nameWithOwner, pushedAt: node.pushedAt ?? '' })
    }
    if (!list.repositories.pageInfo.hasNextPage) return found
    after = list.repositories.pageInfo.endCursor
  }
}

interface InstallationAnswer {
  total_count: number
  repositories: readonly { full_name: string }[]
}

/**
 * A job's token is an installation token that sees exactly the repository of its workflow
 * (https://docs.github.com/en/actions/concepts/security/github_token), and GitHub gives it a smaller limit than to apps.
 */
async function rights(github: GitHub, job: string): Promise<Rights> {
  const answer = await github.request<InstallationAnswer>(
    'GET /installation/repositories',
    { per_page: 2 },
    { accept: [401, 403, 404, 501] },
  )
  if (answer.status !== 200) return { kind: answer.status === 403 ? 'personal' : 'unknown' }
  const [first] = answer.data.repositories
  const alone = answer.data.total_count === 1 && first?.full_name.toLowerCase() === job.toLowerCase()
  return alone && first ? { kind: 'job-token', only: first.full_name } : { kind: 'installation' }
}
