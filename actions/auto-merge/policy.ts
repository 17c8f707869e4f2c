import type { Permission } from './facts.ts'
import type { Dispatch } from './afterwards/dispatch.ts'
import type { Inputs } from './inputs.ts'
import type { MergeWindow } from './merge/window.ts'

/** What the workflow asks for; the rules of the repository come on top. */
export interface Policy {
  label: string
  blockingLabels: readonly string[]
  requiredApprovals: number
  checks: 'all' | 'required'
  ignoreChecks: readonly string[]
  allowNoChecks: boolean
  settleSeconds: number
  trustedBots: readonly number[]
  autoApproveBots: boolean
  readyAfterSeconds: number | undefined
  mergeMethod: 'squash' | 'merge' | 'rebase' | 'auto'
  commitTitle: string
  commitMessage: string
  requireUpToDate: boolean
  updateBranch: boolean
  requireResolvedConversations: boolean
  staleApprovals: 'reject' | 'allow-clean-update' | 'allow'
  labelActorPermission: Permission | 'any'
  mergeWindow: MergeWindow
  timeZone: string
  minimumAge: number
  deleteBranch: boolean
  /** Set and taken away after the merge. */
  addLabels: readonly string[]
  removeLabels: readonly string[]
  comment: boolean
  dispatchAfterMerge: readonly Dispatch[]
  mergeQueue: 'auto' | 'off'
  armAutoMerge: boolean
  baseBranches: readonly string[]
  dryRun: boolean
  doctor: boolean
  maxPullRequests: number
}

/** When and where the decision is made. */
export interface Situation {
  now: Date
  /** Id of the workflow run that decides; its own checks do not count. */
  runId: number | undefined
  /** Name of the workflow that decides; '' outside a workflow. */
  workflow: string
  /** Name of its file, when that is known. */
  workflowFile?: string | undefined
}

export function policyOf(inputs: Inputs): Policy {
  return {
    label: inputs.label,
    blockingLabels: inputs['blocking-labels'],
    requiredApprovals: inputs['required-approvals'],
    checks: inputs.checks,
    ignoreChecks: inputs['ignore-checks'],
    allowNoChecks: inputs['allow-no-checks'],
    settleSeconds: inputs['settle-seconds'],
    trustedBots: inputs['trusted-bots'],
    autoApproveBots: inputs['auto-approve-bots'],
    readyAfterSeconds: inputs['ready-after-seconds'],
    mergeMethod: inputs['merge-method'],
    commitTitle: inputs['commit-title'],
    commitMessage: inputs['commit-message'],
    requireUpToDate: inputs['require-up-to-date'],
    updateBranch: inputs['update-branch'],
    requireResolvedConversations: inputs['require-resolved-conversations'],
    staleApprovals: inputs['stale-approvals'],
    labelActorPermission: inputs['label-actor-permission'],
    mergeWindow: inputs['merge-window'],
    timeZone: inputs['time-zone'],
    minimumAge: inputs['minimum-age'],
    deleteBranch: inputs['delete-branch'],
    addLabels: inputs['add-labels'],
    removeLabels: inputs['remove-labels'],
    comment: inputs.comment,
    dispatchAfterMerge: inputs['dispatch-after-merge'],
    mergeQueue: inputs['merge-queue'],
    armAutoMerge: inputs['arm-auto-merge'],
    baseBranches: inputs['base-branches'],
    dryRun: inputs['dry-run'],
    doctor: inputs.doctor,
    maxPullRequests: inputs['max-pull-requests'],
  }
}
