// Classic branch protection, and rulesets as GitHub's API spells them.
import { z } from 'zod'

export const protectionSchema = z.strictObject({
  required_approving_review_count: z.int().min(0).max(6).optional(),
  dismiss_stale_reviews: z.boolean().default(false),
  require_code_owner_reviews: z.boolean().default(false),
  require_last_push_approval: z.boolean().default(false),
  required_status_checks: z
    .strictObject({
      strict: z.boolean().default(false),
      contexts: z.array(z.string()).default([]),
      checks: z
        .array(z.strictObject({ context: z.string(), app_id: z.int().nullable().default(null) }))
        .default([]),
    })
    .nullable()
    .default(null),
  required_conversation_resolution: z.boolean().default(false),
  required_linear_history: z.boolean().default(false),
  required_signatures: z.boolean().default(false),
  enforce_admins: z.boolean().default(true),
  allow_force_pushes: z.boolean().default(false),
  allow_deletions: z.boolean().default(false),
  lock_branch: z.boolean().default(false),
  merge_queue: z.boolean().default(false),
  restrictions: z.array(z.string()).nullable().default(null),
})

export const rulesetSchema = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string().default('ruleset'),
  target: z.enum(['branch', 'tag', 'push']).default('branch'),
  enforcement: z.enum(['active', 'evaluate', 'disabled']).default('active'),
  source_type: z.string().optional(),
  source: z.string().optional(),
  conditions: z
    .strictObject({
      ref_name: z
        .strictObject({
          include: z.array(z.string()).default(['~DEFAULT_BRANCH']),
          exclude: z.array(z.string()).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  bypass_actors: z
    .array(
      z.strictObject({
        actor_id: z.int().nullable().default(null),
        actor_type: z.string(),
        bypass_mode: z.string().default('always'),
      }),
    )
    .default([]),
  rules: z
    .array(z.strictObject({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() }))
    .default([]),
})

export type ProtectionFile = z.output<typeof protectionSchema>
export type RulesetFile = z.output<typeof rulesetSchema>
