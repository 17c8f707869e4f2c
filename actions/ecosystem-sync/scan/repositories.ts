import type { Refused, Repository, RepositoryRead, RepositoryStatus, Target } from '../model.ts'

/** Repositories as results of a scan, each with its status in words. */
export function baseOf(target: Target, read: RepositoryRead): { name: string; oid: string } | undefined {
  const name = target.base ?? read.defaultBranch
  const oid = read.branches.find((branch) => branch.name === name)?.oid
  return oid === undefined ? undefined : { name, oid }
}

export function found(target: Target, read: RepositoryRead, seenAt: string): Repository {
  const renamed = read.nameWithOwner.toLowerCase() !== target.repository.toLowerCase()
  const [status, message, remedy] = standing(read, renamed)
  return {
    target,
    status,
    message,
    remedy,
    repository: read.nameWithOwner,
    fromState: false,
    seenAt,
    read,
    branches: [],
    failures: [],
  }
}

function standing(read: RepositoryRead, renamed: boolean): [RepositoryStatus, string, string] {
  if (read.disabled)
    return ['disabled', 'GitHub disabled it', 'Take it out of the configuration or ask GitHub.']
  if (read.archived)
    return [
      'archived',
      'is archived, so nothing can be written',
      'Take it out of the configuration or unarchive it.',
    ]
  if (read.locked)
    return ['locked', 'is locked, usually by a migration', 'Run again when the migration is done.']
  if (read.empty) return ['empty', 'has no commit yet', '']
  if (renamed)
    return ['renamed', `is now ${read.nameWithOwner}`, 'Write the new name into the configuration.']
  return ['ok', '', '']
}

export function withoutBase(repository: Repository): Repository {
  const name = repository.target.base ?? repository.read?.defaultBranch ?? ''
  return {
    ...repository,
    status: 'no-base',
    message: `has no branch "${name}" to compare with`,
    remedy: 'Correct `base` in the configuration.',
  }
}

export function refusedRepository(target: Target, { problem, message, remedy }: Refused): Repository {
  return {
    target,
    status: problem,
    message,
    remedy,
    repository: target.repository,
    fromState: false,
    branches: [],
    failures: [],
  }
}

export function left(target: Target): Repository {
  return {
    target,
    status: 'left',
    message: 'a limit ended the run first',
    remedy: '',
    repository: target.repository,
    fromState: false,
    branches: [],
    failures: [],
  }
}
