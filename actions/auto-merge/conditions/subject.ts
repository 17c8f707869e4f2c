import { matchesAny } from '../glob.ts'
import { met, off, unmet, type Case, type Condition } from './condition.ts'

/** Whether this pull request is there to be merged at all. */
export function subjectConditions({ facts, policy }: Case): Condition[] {
  return [open(facts), baseBranch(facts, policy)]
}

function open({ state, repository }: Case['facts']): Condition {
  const nobody = { who: '', next: '' }
  if (state === 'MERGED')
    return unmet('open', 'skip', { reason: 'already_merged', detail: 'It is merged already.', ...nobody })
  if (state !== 'OPEN') return unmet('open', 'skip', { reason: 'closed', detail: 'It is closed.', ...nobody })
  if (repository.archived) {
    return unmet('open', 'block', {
      reason: 'repository_archived',
      detail: 'The repository is archived.',
      who: 'an administrator',
      next: 'Unarchive the repository.',
    })
  }
  return met('open', 'The pull request is open.')
}

function baseBranch({ base }: Case['facts'], { baseBranches }: Case['policy']): Condition {
  if (baseBranches.length === 0) return off('base-branch', 'Every base branch is looked at.')
  if (matchesAny(base.name, baseBranches)) return met('base-branch', `The base is ${base.name}.`)
  return unmet('base-branch', 'skip', {
    reason: 'base_branch',
    detail: `The base is ${base.name}; looked at: ${baseBranches.join(', ')}.`,
    who: 'the author',
    next: 'Change the base, or add the branch to base-branches.',
  })
}
