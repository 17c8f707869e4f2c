import { z } from 'zod'

const flag = z.boolean().nullable().optional()
const names = z.array(z.string().min(1).max(200)).optional()

export const reviews = z.strictObject({
  required_approving_review_count: z.int().min(0).max(6).optional(),
  dismiss_stale_reviews: flag,
  require_code_owner_reviews: flag,
  require_last_push_approval: flag,
  dismissal_restrictions: z.unknown().optional(),
  bypass_pull_request_allowances: z.unknown().optional(),
})

export const checks = z.strictObject({
  strict: flag,
  contexts: names,
  checks: z
    .array(z.strictObject({ context: z.string().min(1), app_id: z.int().nullable().optional() }))
    .optional(),
})

/** What one branch must have: the short form, and the body of GitHub's own request. */
const shared = {
  required_reviews: z.int().min(0).max(6).optional(),
  dismiss_stale_reviews: flag,
  require_code_owner_reviews: flag,
  enforce_admins: flag,
  restrictions: z.unknown().optional(),
  required_pull_request_reviews: reviews.nullable().optional(),
  required_linear_history: flag,
  required_signatures: flag,
  required_conversation_resolution: flag,
  allow_force_pushes: flag,
  allow_deletions: flag,
  block_creations: flag,
  lock_branch: flag,
  allow_fork_syncing: flag,
}
export const shortForm = z.strictObject({
  ...shared,
  required_status_checks: z.array(z.string().min(1).max(200)).optional(),
})
export const gitHubForm = z.strictObject({ ...shared, required_status_checks: checks.nullable().optional() })
