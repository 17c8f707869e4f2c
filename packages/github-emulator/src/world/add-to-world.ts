// Adds parts of a repository to a running world: for `before_effect` and for tests that let somebody else act.
import type { Repository } from '../domain/model.ts'
import { branchRef, resolveRevision } from '../domain/revisions.ts'
import { moveRef } from '../domain/refs.ts'
import type { World } from '../domain/world.ts'
import { buildHistory } from './build-git.ts'
import { buildIssues } from './build-issues.ts'
import { buildPulls } from './build-pulls.ts'
import { protectionOf, rulesetOf } from './build-repository.ts'
import { buildRuns } from './build-runs.ts'
import { addRepositories } from './build-world.ts'
import { parseWorld } from './load.ts'
import type { RepositoryFile } from './schema.ts'

const settings = {
  archived: 'archived',
  disabled: 'disabled',
  locked: 'locked',
  missing: 'missing',
  blocked: 'blocked',
  visibility: 'visibility',
  description: 'description',
  allow_merge_commit: 'allowMergeCommit',
  allow_squash_merge: 'allowSquashMerge',
  allow_rebase_merge: 'allowRebaseMerge',
  allow_auto_merge: 'allowAutoMerge',
  delete_branch_on_merge: 'deleteBranchOnMerge',
  default_branch: 'defaultBranch',
} as const

/** Merges a part of a repository entry (same spelling as in the world file) into the world. Throws `WorldError`. */
export async function addToWorld(world: World, name: string, part: Record<string, unknown>): Promise<void> {
  const file = parseWorld({ repositories: [{ ...part, name }] }).repositories[0]
  if (!file) return
  const repository = world.repositories.get(name.toLowerCase())
  if (!repository) {
    await addRepositories(world, [file], world.directory)
    return
  }
  for (const [given, known] of Object.entries(settings))
    if (given in part) Object.assign(repository, { [known]: file[given as keyof typeof settings] })
  await addBranches(world, repository, { file, part })
  await buildPulls(world, repository, file)
  await buildRuns(world, repository, file)
  await buildIssues(world, repository, file)
  repository.protection.push(
    ...Object.entries(file.protection).map(([pattern, rule]) => protectionOf(pattern, rule)),
  )
  repository.rulesets.push(...file.rulesets.map((ruleset) => rulesetOf(world, ruleset)))
  for (const [login, role] of Object.entries(file.collaborators))
    repository.collaborators.set(login.toLowerCase(), role)
}

/** New tips are pushes, so pull requests follow them; `commits` are pushed to the default branch. */
async function addBranches(
  world: World,
  repository: Repository,
  input: { file: RepositoryFile; part: Record<string, unknown> },
): Promise<void> {
  const { file, part } = input
  const branches = [...file.branches]
  if ('commits' in part)
    branches.push({ name: repository.defaultBranch, commits: file.commits, from: repository.defaultBranch })
  const before = new Map(repository.refs)
  for (const branch of branches) {
    const current = await resolveRevision(world, repository, branchRef(branch.name))
    const from = 'from' in branch && branch.from !== undefined ? branch.from : current
    await buildHistory(world, repository, {
      file: {
        ...file,
        fork_of: undefined,
        files: undefined,
        git_fixture: undefined,
        empty: true,
        branch_count: undefined,
        tags: {},
        branches: [{ ...branch, ...(from ? { from } : {}) }],
      },
      folder: world.directory,
    })
    const after = repository.refs.get(branchRef(branch.name)) ?? null
    const old = before.get(branchRef(branch.name))
    if (old) repository.refs.set(branchRef(branch.name), old)
    else repository.refs.delete(branchRef(branch.name))
    await moveRef(world, repository, { ref: branchRef(branch.name), after, user: repository.owner })
  }
}
