import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Flag } from './expectations.ts'

/** What GitHub enforces on one branch, from rulesets and from branch protection together. */
export interface LiveRules {
  reviews: number
  checks: Set<string>
  flags: Set<Flag>
  /** Branch protection could be read; rulesets anybody can read who can read the repository. */
  complete: boolean
}

interface Rule {
  type: string
  parameters?: {
    required_approving_review_count?: number
    dismiss_stale_reviews_on_push?: boolean
    require_code_owner_review?: boolean
    require_last_push_approval?: boolean
    required_review_thread_resolution?: boolean
    strict_required_status_checks_policy?: boolean
    required_status_checks?: { context: string }[]
  }
}

type Enabled = { enabled?: boolean } | undefined

interface Protection {
  required_pull_request_reviews?: {
    required_approving_review_count?: number
    dismiss_stale_reviews?: boolean
    require_code_owner_reviews?: boolean
    require_last_push_approval?: boolean
  }
  required_status_checks?: { strict?: boolean; contexts?: string[]; checks?: { context: string }[] } | null
  enforce_admins?: Enabled
  required_linear_history?: Enabled
  required_signatures?: Enabled
  required_conversation_resolution?: Enabled
  allow_force_pushes?: Enabled
  allow_deletions?: Enabled
}

interface Asked {
  owner: string
  repo: string
  branch: string
}

/** Reads both kinds of rules. A token that may not read branch protection leaves the answer incomplete. */
export async function readLiveRules(github: GitHub, asked: Asked): Promise<LiveRules> {
  const live: LiveRules = { reviews: 0, checks: new Set(), flags: new Set(), complete: true }
  for await (const rule of github.pages<Rule>('GET /repos/{owner}/{repo}/rules/branches/{branch}', {
    ...asked,
    per_page: 100,
  }))
    addRule(live, rule)
  try {
    const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection'
    const { status, data } = await github.request<Protection>(route, { ...asked }, { accept: [404] })
    // Without protection GitHub answers 404, and so it does for a branch that is not there.
    if (status !== 404) addProtection(live, data)
    else if (live.checks.size === 0 && live.flags.size === 0 && live.reviews === 0) live.complete = true
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 403) throw error
    live.complete = false
  }
  return live
}

function addRule(live: LiveRules, { type, parameters = {} }: Rule): void {
  const on = (flag: Flag, set: boolean | undefined) => void (set && live.flags.add(flag))
  on('linear', type === 'required_linear_history')
  on('signatures', type === 'required_signatures')
  on('noForcePushes', type === 'non_fast_forward')
  on('noDeletions', type === 'deletion')
  if (type === 'pull_request') {
    live.reviews = Math.max(live.reviews, parameters.required_approving_review_count ?? 0)
    on('dismissStale', parameters.dismiss_stale_reviews_on_push)
    on('codeOwners', parameters.require_code_owner_review)
    on('lastPush', parameters.require_last_push_approval)
    on('conversations', parameters.required_review_thread_resolution)
  }
  if (type === 'required_status_checks') {
    on('strict', parameters.strict_required_status_checks_policy)
    for (const { context } of parameters.required_status_checks ?? []) live.checks.add(context)
  }
}

function addProtection(live: LiveRules, rules: Protection): void {
  const on = (flag: Flag, set: boolean | undefined) => void (set && live.flags.add(flag))
  const pull = rules.required_pull_request_reviews
  live.reviews = Math.max(live.reviews, pull?.required_approving_review_count ?? 0)
  on('dismissStale', pull?.dismiss_stale_reviews)
  on('codeOwners', pull?.require_code_owner_reviews)
  on('lastPush', pull?.require_last_push_approval)
  on('admins', rules.enforce_admins?.enabled)
  on('linear', rules.required_linear_history?.enabled)
  on('signatures', rules.required_signatures?.enabled)
  on('conversations', rules.required_conversation_resolution?.enabled)
  on('noForcePushes', rules.allow_force_pushes?.enabled === false)
  on('noDeletions', rules.allow_deletions?.enabled === false)
  const checks = rules.required_status_checks
  on('strict', checks?.strict)
  for (const context of checks?.contexts ?? []) live.checks.add(context)
  for (const { context } of checks?.checks ?? []) live.checks.add(context)
}
