// Pull requests of a world entry, with reviews, checks and threads on their commits.
import { WorldMistake, within } from './mistake.ts'
import { pullEvent } from '../domain/events.ts'
import { builtWithWorld } from '../domain/mergeability.ts'
import type { PullRequest, Repository } from '../domain/model.ts'
import { newPull } from '../domain/pull-requests.ts'
import { adoptCommits, branchTip, resolveRevision } from '../domain/revisions.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { addCheckRun, addStatus } from './build-checks.ts'
import { finish } from './build-closed-pulls.ts'
import { buildHistory } from './build-git.ts'
import { addParts } from './build-issues.ts'
import { emptyRepository } from './build-repository.ts'
import { resolveTime } from './primitives.ts'
import type { PullRequestFile } from './pull-request-schema.ts'
import { repositoryFields, type RepositoryFile } from './schema.ts'
import { z } from 'zod'

export async function buildPulls(world: World, repository: Repository, file: RepositoryFile): Promise<void> {
  const numbers = [...file.pull_requests, ...file.issues].flatMap((entry) => entry.number ?? [])
  repository.nextNumber = Math.max(repository.nextNumber, ...numbers.map((number) => number + 1))
  for (const [i, entry] of file.pull_requests.entries())
    await within(['pull_requests', i], () => buildPull(world, repository, entry))
}

/** The head's repository and branch; both are made when the world names them only here. */
async function headOf(world: World, repository: Repository, entry: PullRequestFile) {
  const match = /^(?:fork:)?([^:/]+\/[^:]+):(.+)$/.exec(entry.head)
  const source = match ? await forkNamed(world, repository, match[1] ?? '') : repository
  const branch = match?.[2] ?? entry.head
  const base = entry.base ?? repository.defaultBranch
  const baseSha = branchTip(repository, base)
  if (!baseSha)
    throw new WorldMistake(
      `${repository.owner.login}/${repository.name}: pull request into ${base}, which is no branch of this repository`,
    )
  if (!branchTip(source, branch)) {
    const start = world.store.loaded(baseSha)
    const plan = { message: entry.title ?? `Work on ${branch}`, author: entry.author ?? undefined, files: {} }
    const extra = z
      .strictObject(repositoryFields)
      .parse({ branches: [{ name: branch, from: start.oid, commits: [plan] }], empty: true })
    source.network.commits.add(start.oid)
    await buildHistory(world, source, { file: { ...extra, name: '' }, folder: '' })
  }
  return { source, branch, base, baseSha, sha: branchTip(source, branch) ?? baseSha }
}

async function forkNamed(world: World, repository: Repository, name: string): Promise<Repository> {
  const known = world.repositories.get(name.toLowerCase())
  if (known) return known
  const file = { ...z.strictObject(repositoryFields).parse({}), name }
  const fork = emptyRepository(world, file)
  fork.forkOf = repository
  fork.network = repository.network
  for (const [ref, oid] of repository.refs) if (!ref.startsWith('refs/pull/')) fork.refs.set(ref, oid)
  world.repositories.set(name.toLowerCase(), fork)
  return fork
}

async function buildPull(world: World, repository: Repository, entry: PullRequestFile): Promise<void> {
  const now = world.clock.now()
  const { source, branch, base, baseSha, sha } = await headOf(world, repository, entry)
  const next = repository.nextNumber
  if (entry.number !== undefined) repository.nextNumber = entry.number
  const pull = newPull(world, repository, {
    title: entry.title ?? `Merge ${branch} into ${base}`,
    body: entry.body,
    base,
    baseSha,
    draft: entry.draft,
    head: { repository: source, branch, sha },
    user: entry.author === null ? null : userByLogin(world, entry.author ?? repository.owner.login),
  })
  repository.nextNumber = Math.max(next, pull.number + 1)
  pull.createdAt = entry.created_at === undefined ? now - 86_400_000 : resolveTime(entry.created_at, now)
  pull.updatedAt = pull.createdAt
  pull.locked = entry.locked
  pull.mergeability.askedAt = builtWithWorld
  repository.pulls.set(pull.number, pull)
  repository.refs.set(`refs/pull/${pull.number}/head`, sha)
  await adoptCommits(world, repository, sha)
  addParts(world, { repository, subject: pull, parts: entry })
  addMoves(world, pull, entry)
  await addReviews(world, { repository, pull, entry })
  for (const run of entry.check_runs) await addCheckRun(world, { repository, pull, entry: run })
  for (const status of entry.statuses) await addStatus(world, { repository, pull, entry: status })
  if (entry.merged || entry.closed) await finish(world, { repository, pull, entry })
  if (entry.updated_at !== undefined) pull.updatedAt = resolveTime(entry.updated_at, now)
}

function addMoves(world: World, pull: PullRequest, entry: PullRequestFile): void {
  const now = world.clock.now()
  if (entry.base_changed_at !== undefined)
    pull.events.push(pullEvent(world, 'base_ref_changed', pull.user, resolveTime(entry.base_changed_at, now)))
  if (entry.head_force_pushed_at !== undefined)
    pull.events.push(
      pullEvent(world, 'head_ref_force_pushed', pull.user, resolveTime(entry.head_force_pushed_at, now)),
    )
  if (entry.auto_merge !== undefined && entry.auto_merge !== false)
    pull.autoMerge = {
      enabledBy: world.viewer,
      enabledAt: pull.createdAt,
      method: entry.auto_merge === true ? 'merge' : entry.auto_merge,
      commitTitle: null,
      commitMessage: null,
    }
}

async function addReviews(
  world: World,
  input: { repository: Repository; pull: PullRequest; entry: PullRequestFile },
): Promise<void> {
  const { repository, pull, entry } = input
  const now = world.clock.now()
  for (const [i, review] of entry.reviews.entries()) {
    const at =
      review.submitted_at === undefined
        ? Math.min(now - 60_000, pull.createdAt + (i + 1) * 60_000)
        : resolveTime(review.submitted_at, now)
    pull.reviews.push({
      id: nextId(world),
      user: review.user === null ? null : userByLogin(world, review.user),
      state: review.state,
      body: review.body,
      commitId: await reviewedCommit(world, { repository, pull, commit: review.commit }),
      submittedAt: review.state === 'PENDING' ? null : at,
      updatedAt: at,
    })
    pull.updatedAt = Math.max(pull.updatedAt, at)
  }
  pull.reviewRequests = entry.review_requests.map((login) => userByLogin(world, login))
  for (const thread of entry.review_threads) {
    const createdAt = thread.created_at === undefined ? pull.createdAt : resolveTime(thread.created_at, now)
    const user = userByLogin(world, thread.user ?? repository.owner.login)
    pull.threads.push({
      id: nextId(world),
      path: thread.path,
      line: thread.line,
      commitId: pull.headSha,
      resolved: thread.resolved,
      resolvedBy: thread.resolved ? user : null,
      outdated: thread.outdated,
      comments: [
        {
          id: nextId(world),
          user,
          body: thread.body,
          createdAt,
          updatedAt: createdAt,
          reviewId: null,
          inReplyToId: null,
        },
      ],
    })
  }
}

/** `head`, `stale` (the commit before the head) or any revision. */
async function reviewedCommit(
  world: World,
  input: { repository: Repository; pull: PullRequest; commit: string },
): Promise<string> {
  const { repository, pull, commit } = input
  if (commit === 'head') return pull.headSha
  if (commit === 'stale') return world.store.loaded(pull.headSha).parents[0] ?? pull.headSha
  const oid = await resolveRevision(world, repository, commit)
  if (!oid)
    throw new WorldMistake(
      `Pull request ${pull.number}: ${commit} is no revision of ${repository.owner.login}/${repository.name}`,
    )
  return oid
}
