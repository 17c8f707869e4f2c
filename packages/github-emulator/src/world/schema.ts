// The world file's shape. Names are GitHub's own; everything but a repository's name has a default.
import {
  filesSchema,
  commitsSchema,
  branchSchema,
  branchCountSchema,
  issueSchema,
  labelSchema,
  deploymentSchema,
} from './content-schema.ts'
import { faultSchema } from './fault-schema.ts'
import { permissionsSchema, repositoryName, timeSchema } from './primitives.ts'
import { protectionSchema, rulesetSchema } from './protection-schema.ts'
import { pullRequestSchema } from './pull-request-schema.ts'
import { workflowRunSchema, workflowSchema } from './run-schema.ts'
import { z } from 'zod'

export { commitSchema } from './content-schema.ts'

const role = z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none'])

const userSchema = z.strictObject({
  login: z.string().min(1),
  id: z.int().positive().optional(),
  type: z.enum(['User', 'Bot', 'Organization', 'Mannequin']).default('User'),
  name: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  created_at: timeSchema.optional(),
})

const tokenFields = {
  kind: z.enum(['installation', 'github_token', 'pat', 'fine_grained']).default('installation'),
  permissions: permissionsSchema.optional(),
  repository: repositoryName.optional(),
  repositories: z.array(repositoryName).optional(),
  owner: z.string().optional(),
  expires_at: timeSchema.optional(),
}

const tokenSchema = z.strictObject({
  token: z.string().min(1),
  login: z.string().optional(),
  user: z.string().optional(),
  ...tokenFields,
})

const viewerSchema = z.strictObject({
  login: z.string().min(1).default('automation-bot'),
  id: z.int().positive().default(90001),
  type: z.enum(['User', 'Bot']).default('Bot'),
  token: z.string().min(1).default('ghs_viewer'),
  name: z.string().nullable().optional(),
  ...tokenFields,
})

export const repositoryFields = {
  description: z.string().nullable().default(null),
  default_branch: z.string().min(1).default('main'),
  visibility: z.enum(['public', 'private', 'internal']).default('public'),
  archived: z.boolean().default(false),
  locked: z.boolean().default(false),
  disabled: z.boolean().default(false),
  empty: z.boolean().default(false),
  missing: z.boolean().default(false),
  blocked: z.boolean().default(false),
  fork_of: repositoryName.optional(),
  renamed_to: repositoryName.optional(),
  created_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
  pushed_at: timeSchema.optional(),
  allow_merge_commit: z.boolean().default(true),
  allow_squash_merge: z.boolean().default(true),
  allow_rebase_merge: z.boolean().default(true),
  allow_auto_merge: z.boolean().default(false),
  allow_update_branch: z.boolean().default(false),
  delete_branch_on_merge: z.boolean().default(false),
  actions_can_create_pull_requests: z.boolean().default(true),
  collaborators: z.record(z.string(), role).default({}),
  files: filesSchema.optional(),
  git_fixture: z.string().optional(),
  commits: commitsSchema.default([]),
  branches: z
    .array(
      z.union([
        z
          .string()
          .min(1)
          .transform((name) => ({ name, commits: [] as [] })),
        branchSchema,
      ]),
    )
    .default([]),
  branch_count: z.union([branchCountSchema, z.array(branchCountSchema)]).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  labels: z.array(labelSchema).default([]),
  pull_requests: z.array(pullRequestSchema).default([]),
  issues: z.array(issueSchema).default([]),
  protection: z.record(z.string(), protectionSchema).default({}),
  rulesets: z.array(rulesetSchema).default([]),
  workflows: z.array(workflowSchema).default([]),
  workflow_runs: z.array(workflowRunSchema).default([]),
  deployments: z.array(deploymentSchema).default([]),
  environments: z.array(z.string()).default([]),
}

const repositorySchema = z.strictObject({ name: repositoryName, ...repositoryFields })

const pool = z.strictObject({
  limit: z.int().min(0).optional(),
  remaining: z.int().min(0).optional(),
  reset_in: z.number().min(0).optional(),
})

const secondary = z.strictObject({
  concurrent: z.int().positive().default(100),
  rest_points_per_minute: z.int().positive().default(900),
  graphql_points_per_minute: z.int().positive().default(2000),
  content_per_minute: z.int().positive().default(80),
  content_per_hour: z.int().positive().default(500),
})

const appSchema = z.strictObject({
  id: z.int().positive(),
  slug: z.string().optional(),
  name: z.string().optional(),
  private_key_file: z.string().optional(),
  public_key: z.string().optional(),
  installations: z
    .array(
      z.strictObject({
        id: z.int().positive(),
        owner: z.string(),
        permissions: permissionsSchema.default({}),
        repositories: z.array(repositoryName).optional(),
        /** Since when, or from when on, the owner has it suspended: it gets no token, and those it has are refused. */
        suspended_at: timeSchema.optional(),
      }),
    )
    .default([]),
})

export const worldSchema = z.strictObject({
  $schema: z.string().optional(),
  now: timeSchema.optional(),
  viewer: viewerSchema.prefault({}),
  tokens: z.array(tokenSchema).default([]),
  users: z.array(userSchema).default([]),
  repositories: z.array(repositorySchema).default([]),
  rate_limit: z
    .strictObject({ core: pool.optional(), graphql: pool.optional(), search: pool.optional() })
    .prefault({}),
  /** GitHub's secondary limits; `false` switches them off, for measurements. */
  secondary_limits: z.union([z.literal(false), secondary]).prefault({}),
  graphql_limits: z
    .strictObject({
      max_aliases: z.int().positive().optional(),
      compare_cost_ms: z.number().min(0).optional(),
      timeout_ms: z.number().positive().default(10_000),
    })
    .prefault({}),
  search_lag_seconds: z.number().min(0).default(0),
  apps: z.array(appSchema).default([]),
  latency_ms: z
    .union([z.number().min(0), z.strictObject({ p50: z.number().min(0), p95: z.number().min(0) })])
    .default(0),
  faults: z.array(faultSchema).default([]),
})

export type WorldInput = z.input<typeof worldSchema>
export type WorldFile = z.output<typeof worldSchema>
export type RepositoryFile = z.output<typeof repositorySchema>
export type CommitsFile = z.output<typeof commitsSchema>
export type IssueFile = z.output<typeof issueSchema>
