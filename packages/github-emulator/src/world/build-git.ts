// Builds a repository's history: same entry and `now`, same object ids.
import { WorldMistake, within } from './mistake.ts'
import { webFlow } from '../domain/mergeability.ts'
import { personOf } from '../domain/commits.ts'
import type { Repository } from '../domain/model.ts'
import { branchRef, branchTip, resolveRevision } from '../domain/revisions.ts'
import { emulatedSignature } from '../domain/signature.ts'
import { userByLogin, type World } from '../domain/world.ts'
import type { Commit } from '../git/objects.ts'
import { editTree, fileEdits } from '../git/trees.ts'
import { importFixture } from './build-fixture.ts'
import { resolveTime } from './primitives.ts'
import type { CommitsFile, RepositoryFile } from './schema.ts'
import { resolve } from 'node:path'

const [day, rotatingFiles] = [86_400_000, 20]

interface Planned {
  message: string
  author: string | undefined
  committer: string | undefined
  date: number
  files: Record<string, string | null>
  verified: boolean | undefined
}

function planCommits(
  world: World,
  input: { commits: CommitsFile; label: string; from: number; step: number },
): Planned[] {
  const { commits, label, from, step } = input
  if (typeof commits === 'number')
    return Array.from({ length: commits }, (_, i) => ({
      message: `${label} ${i + 1}`,
      author: undefined,
      committer: undefined,
      date: from + (i + 1) * step,
      files: { [`log/${String(i % rotatingFiles).padStart(2, '0')}.txt`]: `${label} ${i + 1}\n` },
      verified: undefined,
    }))
  return commits.map((commit, i) => ({
    message: commit.message,
    author: commit.author,
    committer: commit.committer,
    date: commit.date === undefined ? from + (i + 1) * step : resolveTime(commit.date, world.clock.now()),
    files:
      Object.keys(commit.files).length > 0
        ? commit.files
        : { [`log/${slug(label)}-${i + 1}.txt`]: `${commit.message}\n` },
    verified: commit.verified,
  }))
}

function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-')
}

async function addCommit(
  world: World,
  repository: Repository,
  parent: Commit | null,
  plan: Planned,
): Promise<Commit> {
  const author = userByLogin(world, plan.author ?? repository.owner.login)
  const verified = plan.verified ?? author.type === 'Bot'
  const committer =
    verified && !plan.committer
      ? webFlow
      : personOf(userByLogin(world, plan.committer ?? author.login), plan.date)
  const tree = await editTree(world.store, parent?.tree ?? null, fileEdits(world.store, plan.files))
  return world.store.writeCommit({
    tree,
    parents: parent ? [parent.oid] : [],
    author: personOf(author, plan.date),
    committer: { ...committer, date: plan.date },
    message: plan.message.endsWith('\n') ? plan.message : `${plan.message}\n`,
    signature: verified ? emulatedSignature : null,
  })
}

async function addCommits(
  world: World,
  repository: Repository,
  start: Commit | null,
  plans: Planned[],
): Promise<Commit | null> {
  let tip = start
  for (const plan of plans) {
    tip = await addCommit(world, repository, tip, plan)
    repository.network.commits.add(tip.oid)
  }
  return tip
}

/** Writes branches and tags. `folder` is where relative fixture paths start. */
export async function buildHistory(
  world: World,
  repository: Repository,
  input: { file: RepositoryFile; folder: string },
): Promise<void> {
  const { file } = input
  if (repository.renamedTo !== null) return
  if (file.fork_of && !file.files && !file.git_fixture) copyFork(repository)
  else if (file.git_fixture) await importFixture(world, repository, resolve(input.folder, file.git_fixture))
  else if (!file.empty) await buildDefaultBranch(world, repository, file)
  if (repository.refs.size === 0) return
  for (const [i, branch] of file.branches.entries())
    await within(['branches', i], () => buildBranch(world, repository, { from: undefined, ...branch }))
  for (const bulk of [file.branch_count ?? []].flat()) await buildBulk(world, repository, bulk)
  for (const [name, rev] of Object.entries(file.tags)) {
    const oid = await resolveRevision(world, repository, rev)
    if (!oid)
      throw new WorldMistake(`Tag ${name} points to ${rev}, which is no revision of this repository`, [
        'tags',
        name,
      ])
    repository.refs.set(`refs/tags/${name}`, oid)
  }
}

function copyFork(repository: Repository): void {
  const source = repository.forkOf
  if (!source) return
  for (const [ref, oid] of source.refs) if (!ref.startsWith('refs/pull/')) repository.refs.set(ref, oid)
}

async function buildDefaultBranch(world: World, repository: Repository, file: RepositoryFile): Promise<void> {
  const now = world.clock.now()
  const files = file.files ?? { 'README.md': `# ${repository.name}\n` }
  const count = typeof file.commits === 'number' ? file.commits : file.commits.length
  const start = now - 10 * day
  const first: Planned = {
    message: 'Initial commit',
    author: undefined,
    committer: undefined,
    date: start,
    files,
    verified: undefined,
  }
  const step = Math.floor((9 * day) / Math.max(1, count + 1) / 1000) * 1000
  const plans = planCommits(world, { commits: file.commits, label: 'Change', from: start, step })
  const tip = await addCommits(world, repository, null, [first, ...plans])
  if (tip) repository.refs.set(branchRef(repository.defaultBranch), tip.oid)
}

async function startOf(
  world: World,
  repository: Repository,
  from: string | undefined,
  branch: string,
): Promise<Commit> {
  const rev = from ?? repository.defaultBranch
  const oid = await resolveRevision(world, repository, rev)
  if (!oid)
    throw new WorldMistake(
      `${repository.owner.login}/${repository.name}: branch ${branch} starts from ${rev}, which is no revision of this repository`,
    )
  return world.store.loaded(oid)
}

async function buildBranch(
  world: World,
  repository: Repository,
  branch: { name: string; from?: string | undefined; commits: CommitsFile },
): Promise<void> {
  const start =
    branch.from === undefined && branchTip(repository, branch.name)
      ? await startOf(world, repository, branch.name, branch.name)
      : await startOf(world, repository, branch.from, branch.name)
  const step = Math.max(
    1000,
    Math.min(3_600_000, Math.floor((world.clock.now() - start.committer.date) / 100)),
  )
  const label = typeof branch.commits === 'number' ? `Work on ${branch.name}` : branch.name
  const plans = planCommits(world, { commits: branch.commits, label, from: start.committer.date, step })
  if (typeof branch.commits === 'number')
    plans.forEach(
      (plan, i) =>
        (plan.files = { [`work/${slug(branch.name)}-${i % rotatingFiles}.txt`]: `${plan.message}\n` }),
    )
  const tip = await addCommits(world, repository, start, plans)
  repository.refs.set(branchRef(branch.name), (tip ?? start).oid)
}

async function buildBulk(
  world: World,
  repository: Repository,
  bulk: { prefix: string; count: number; behind: number; ahead: number },
): Promise<void> {
  let start = await startOf(world, repository, undefined, bulk.prefix)
  for (let i = 0; i < bulk.behind && start.parents[0]; i += 1) start = world.store.loaded(start.parents[0])
  const width = String(bulk.count).length
  for (let i = 1; i <= bulk.count; i += 1) {
    const name = `${bulk.prefix}${String(i).padStart(width, '0')}`
    await buildBranch(world, repository, { name, from: start.oid, commits: bulk.ahead })
  }
}
