// Commits and comparisons.
import { userOfSignature } from '../domain/authorship.ts'
import { pullsOfCommit } from '../domain/commit-pulls.ts'
import { fullName } from '../domain/model.ts'
import { conflict, notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { branchNames, branchTip, network, resolveRevision } from '../domain/revisions.ts'
import { htmlUrl, type World } from '../domain/world.ts'
import { diffTrees } from '../git/diff.ts'
import { compareCommits, history } from '../git/graph.ts'
import type { Commit } from '../git/objects.ts'
import { entryAt } from '../git/trees.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { linkHeader, pageOf } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { commitView, fileView, gitCommitView, statsOf } from './views/commits.ts'
import { pullView } from './views/pulls.ts'
import { apiUrl } from './views/repositories.ts'

/** Splits `base...head`; either side may be `owner:branch` or `owner:repo:branch`. */
function sides(call: RepositoryCall): [string, string] {
  const [base, head] = (call.params['basehead'] ?? '').split('...')
  if (!base || !head) throw notFound()
  return [base, head]
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  if (repository.refs.size === 0) throw notFound()
  const [baseText, headText] = sides(call)
  const base = await resolveRevision(world, repository, baseText)
  const head = await resolveRevision(world, repository, headText)
  if (!base || !head) throw notFound()
  const comparison = await compareCommits(world.store, base, head)
  const mergeBase = comparison.mergeBases[0]
  if (!mergeBase)
    throw new Refusal({ status: 404, message: `No common ancestor between ${baseText} and ${headText}.` })
  const pagedForm = query.has('page') || query.has('per_page')
  const { page, perPage } = pageOf(query, 250, 250)
  const { commits } = comparison
  // Without paging GitHub answers the newest 250 commits (REST docs, "Compare two commits").
  const shown = pagedForm ? commits.slice((page - 1) * perPage, page * perPage) : commits.slice(-250)
  const files = page === 1 ? await diffTrees(world.store, mergeBase, head) : []
  const api = apiUrl(world, repository)
  const html = htmlUrl(world, repository)
  const label = `${baseText}...${headText}`
  const link = pagedForm
    ? linkHeader(call, repositoryPath(call), { page, perPage, total: commits.length })
    : undefined
  return {
    status: 200,
    ...(link ? { headers: { link } } : {}),
    body: {
      url: `${api}/compare/${label}`,
      html_url: `${html}/compare/${label}`,
      permalink_url: `${html}/compare/${repository.owner.login}:${base.slice(0, 7)}...${repository.owner.login}:${head.slice(0, 7)}`,
      diff_url: `${html}/compare/${label}.diff`,
      patch_url: `${html}/compare/${label}.patch`,
      base_commit: commitView(world, repository, world.store.loaded(base)),
      merge_base_commit: commitView(world, repository, world.store.loaded(mergeBase)),
      status: comparison.status,
      ahead_by: comparison.ahead,
      behind_by: comparison.behind,
      total_commits: comparison.ahead,
      commits: shown.map((commit) => commitView(world, repository, commit)),
      ...(page === 1
        ? { files: files.slice(0, 300).map((change) => fileView(world, repository, { change, ref: head })) }
        : {}),
    },
  }
}

/** The commit a route names, or GitHub's refusal: 409 when empty, 422 for an unknown sha. */
export async function commitNamed(call: RepositoryCall, ref: string): Promise<Commit> {
  const { world, repository } = call
  if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
  const oid = await resolveRevision(world, repository, ref)
  if (!oid) throw unprocessable(`No commit found for SHA: ${ref}`)
  return world.store.loaded(oid)
}

async function singleCommit(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const commit = await commitNamed(call, call.params['ref'] ?? '')
  if (String(call.headers['accept'] ?? '').includes('application/vnd.github.sha'))
    return { status: 200, body: commit.oid }
  const parent = commit.parents[0] ? world.store.loaded(commit.parents[0]).tree : null
  const changes = await diffTrees(world.store, parent, commit.tree)
  return ok({
    ...commitView(world, repository, commit),
    stats: statsOf(changes),
    files: changes.slice(0, 300).map((change) => fileView(world, repository, { change, ref: commit.oid })),
  })
}

/** Whether a commit changed the path, against its first parent. */
async function touches(world: World, commit: Commit, path: string): Promise<boolean> {
  const now = (await entryAt(world.store, commit.tree, path))?.oid
  const parents = commit.parents.map((parent) => world.store.loaded(parent).tree)
  if (parents.length === 0) return now !== undefined
  for (const tree of parents) if ((await entryAt(world.store, tree, path))?.oid === now) return false
  return true
}

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
  const start = await resolveRevision(world, repository, query.get('sha') ?? repository.defaultBranch)
  if (!start) throw notFound()
  const [path, author] = [query.get('path'), query.get('author')]
  const since = Date.parse(query.get('since') ?? '') || -Infinity
  const until = Date.parse(query.get('until') ?? '') || Infinity
  const { page, perPage } = pageOf(query)
  const enough = page * perPage + 1
  const found: Commit[] = []
  for await (const commit of history(world.store, start)) {
    const { date } = commit.committer
    if (date < since || date > until) continue
    if (author && !isBy(world, commit, author)) continue
    if (path && !(await touches(world, commit, path))) continue
    found.push(commit)
    // The last page's number needs the whole list; beyond 10,000 commits the emulator stops counting.
    if (found.length >= Math.max(enough, 10_000)) break
  }
  return paged(call, {
    items: found,
    path: repositoryPath(call),
    view: (commit) => commitView(world, repository, commit),
  })
}

function isBy(world: World, commit: Commit, author: string): boolean {
  const user = userOfSignature(world, commit.author)
  return user?.login.toLowerCase() === author.toLowerCase() || commit.author.email === author
}

export const compareRoutes: readonly Route[] = [
  repositoryRoute('GET', '/compare/{basehead}', 'contents:read', compare),
  repositoryRoute('GET', '/commits', 'contents:read', listCommits),
  repositoryRoute('GET', '/commits/{ref}', 'contents:read', singleCommit),
  repositoryRoute(
    'GET',
    '/commits/{commit_sha}/pulls',
    ['pull_requests:read', 'contents:read'],
    async (call) => {
      const { world, repository } = call
      const commit = await commitNamed(call, call.params['commit_sha'] ?? '')
      const items = pullsOfCommit(repository, commit.oid, world)
      return paged(call, {
        items,
        path: repositoryPath(call),
        view: (pull) => pullView(world, repository, pull),
      })
    },
  ),
  repositoryRoute('GET', '/commits/{commit_sha}/branches-where-head', 'contents:read', async (call) => {
    const { world, repository } = call
    const commit = await commitNamed(call, call.params['commit_sha'] ?? '')
    const names = branchNames(repository).filter((name) => branchTip(repository, name) === commit.oid)
    const url = `${apiUrl(world, repository)}/commits/${commit.oid}`
    return ok(names.map((name) => ({ name, commit: { sha: commit.oid, url }, protected: false })))
  }),
  repositoryRoute('GET', '/git/commits/{commit_sha}', 'contents:read', async (call) => {
    const { world, repository } = call
    const sha = call.params['commit_sha'] ?? ''
    if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
    const oid = /^[0-9a-f]{40}$/.test(sha) ? await resolveRevision(world, repository, sha) : undefined
    if (!oid) throw notFound()
    return ok(gitCommitView(world, repository, world.store.loaded(oid)))
  }),
  repositoryRoute('GET', '/forks', 'metadata:read', (call) => {
    const forks = network(call.world, call.repository).filter((other) => other.forkOf === call.repository)
    return paged(call, {
      items: forks,
      path: repositoryPath(call),
      view: (fork) => ({ id: fork.id, full_name: fullName(fork) }),
    })
  }),
]
