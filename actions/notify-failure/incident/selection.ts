import picomatch from 'picomatch'
import { branchName, eventClass } from './key.ts'
import type { Run } from '../runs/run-facts.ts'

export interface Selection {
  repository: string
  /** '' when nobody could say. */
  defaultBranch: string
  /** Patterns; empty is the default branch alone. */
  branches: readonly string[]
  workflows: readonly string[]
  /** The comment on a pull request is wanted whatever its branch. */
  prComment: boolean
}

export type Selected =
  | { kind: 'all' }
  /** Only the comment on its pull request. */
  | { kind: 'pull-request' }
  | { kind: 'none'; reason: string }

/** Whether a run is spoken about at all, and where. */
export function select(run: Run, selection: Selection): Selected {
  const { workflows, branches, repository, defaultBranch, prComment } = selection
  const names = [run.workflowName, run.workflowPath, run.workflowPath.split('/').at(-1) ?? '']
  if (workflows.length > 0 && !names.some((name) => matches(name, workflows)))
    return { kind: 'none', reason: `The workflow "${run.workflowName}" is not among \`workflows\`.` }
  const branch = branchName(run, repository)
  const ofPullRequest = eventClass(run.event) === 'pull_request'
  const chosen =
    branches.length > 0 ? matches(branch, branches) : !ofPullRequest && isDefault(run, branch, defaultBranch)
  if (chosen) return { kind: 'all' }
  if (ofPullRequest && prComment) return { kind: 'pull-request' }
  if (run.branch === '') return { kind: 'none', reason: 'The run names no branch.' }
  const wanted = branches.length > 0 ? 'among `branches`' : 'the default branch'
  const what = ofPullRequest && branches.length === 0 ? `a pull request from "${branch}"` : `"${branch}"`
  return { kind: 'none', reason: `It ran on ${what}, which is not ${wanted}.` }
}

// Without a name of the default branch a failure is rather told than lost.
function isDefault({ branch: own }: Run, branch: string, defaultBranch: string): boolean {
  return defaultBranch === '' || (branch === defaultBranch && own === branch)
}

/** Patterns as in workflow triggers; a lone `*` is everything, `!` takes away. */
function matches(name: string, patterns: readonly string[]): boolean {
  let found = patterns.every((pattern) => pattern.startsWith('!'))
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith('!')
    const bare = isNegative ? pattern.slice(1) : pattern
    const hit = bare === name || bare === '*' || picomatch.isMatch(name, bare, { dot: true, nonegate: true })
    if (hit) found = !isNegative
  }
  return found
}
