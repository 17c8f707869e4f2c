import type { Policy } from '../policy.ts'
import {
  advice,
  githubActions,
  mapping,
  missing,
  type Finding,
  type Mapping,
  type Patient,
} from './finding.ts'

const levels = ['none', 'read', 'write']

// Another token brings its own permissions, which the workflow file does not show.
export function usesJobToken({ repository }: Patient): boolean {
  return repository?.viewer === undefined || repository.viewer.id === githubActions
}

/** Permissions that the job does not give to its token. */
export function permissionFindings(file: Mapping, { job, policy }: Patient): Finding[] {
  const given = mapping(mapping(file['jobs'])[job])['permissions'] ?? file['permissions']
  if (given === undefined)
    return [
      advice(
        'The workflow names no permissions; the default of the repository is used.',
        'Name them under permissions:',
      ),
    ]
  const dispatches = policy.dispatchAfterMerge.some(({ kind }) => kind === 'workflow')
  const needed = {
    contents: 'write',
    'pull-requests': 'write',
    checks: 'read',
    statuses: 'read',
    actions: dispatches ? 'write' : 'read',
  }
  const lacking = Object.entries(needed).filter(([name, level]) => !allows(given, name, level))
  if (lacking.length === 0) return []
  const lines = lacking.map(([name, level]) => `${name}: ${level}`).join(', ')
  return [missing(`The job lacks permissions: ${lines}.`, `Add to the job: permissions: { ${lines} }`)]
}

function allows(given: unknown, name: string, level: string): boolean {
  if (given === 'write-all') return true
  if (given === 'read-all') return level === 'read'
  const has = mapping(given)[name]
  return levels.indexOf(typeof has === 'string' ? has : 'none') >= levels.indexOf(level)
}

/** Inputs and settings of the repository that contradict each other. */
export function settingFindings({ policy, repository }: Patient): Finding[] {
  const found: Finding[] = []
  if (policy.armAutoMerge && policy.checks === 'all')
    found.push(
      missing(
        'arm-auto-merge does nothing while checks is all: GitHub waits for required checks only.',
        'Set checks to required.',
      ),
    )
  if (!repository) return found
  const { methods, autoMergeAllowed, viewer, deletesBranches } = repository
  const { mergeMethod } = policy
  if (mergeMethod !== 'auto' && !methods.includes(mergeMethod))
    found.push(
      missing(
        `The repository does not allow ${mergeMethod}.`,
        `Allow it in the settings, or set merge-method to ${methods[0] ?? 'auto'}.`,
      ),
    )
  if (!methods.includes('merge'))
    found.push(
      advice(
        'Pull requests of ecosystem-sync cannot be merged: merge commits are not allowed.',
        'Allow merge commits in the settings.',
      ),
    )
  if (policy.armAutoMerge && !autoMergeAllowed)
    found.push(missing('The repository does not allow auto-merge.', 'Allow auto-merge in the settings.'))
  if (policy.deleteBranch && deletesBranches)
    found.push(advice('The repository deletes merged branches by itself.', 'delete-branch can be left out.'))
  if (viewer?.id === githubActions) found.push(...jobTokenFindings(policy))
  return found
}

function jobTokenFindings(policy: Policy): Finding[] {
  const found: Finding[] = []
  const app = 'Give github-token the token of an app.'
  if (policy.updateBranch)
    found.push(
      missing('An update of a branch by the token of a workflow starts no checks, so none is made.', app),
    )
  if (policy.autoApproveBots)
    found.push(
      advice(
        'GitHub must allow workflows to approve.',
        'Settings, Actions, General: Allow GitHub Actions to create and approve pull requests.',
      ),
    )
  if (policy.dispatchAfterMerge.length === 0)
    found.push(
      advice(
        'A merge by the token of a workflow starts no other workflow.',
        'Name them in dispatch-after-merge, or give github-token the token of an app.',
      ),
    )
  return found
}
