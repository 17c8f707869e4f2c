// Commits, branches, issues, labels and deployments of the world file.
import { timeSchema } from './primitives.ts'
import { z } from 'zod'

export const filesSchema = z.record(z.string().min(1), z.string().nullable())

export const commitSchema = z.strictObject({
  message: z.string().default('Update'),
  author: z.string().optional(),
  committer: z.string().optional(),
  date: timeSchema.optional(),
  files: filesSchema.default({}),
  verified: z.boolean().optional(),
})

export const commitsSchema = z.union([z.int().min(0).max(100_000), z.array(commitSchema)])

export const branchSchema = z.strictObject({
  name: z.string().min(1),
  from: z.string().optional(),
  commits: commitsSchema.default([]),
})

export const branchCountSchema = z.strictObject({
  prefix: z.string().default('branch-'),
  count: z.int().min(0).max(10_000),
  behind: z.int().min(0).default(0),
  ahead: z.int().min(0).default(1),
})

const commentSchema = z.strictObject({
  user: z.string().optional(),
  body: z.string().default(''),
  created_at: timeSchema.optional(),
})

export const issueSchema = z.strictObject({
  number: z.int().positive().optional(),
  title: z.string().default('An issue'),
  body: z.string().nullable().default(null),
  labels: z
    .array(
      z.union([
        z.string(),
        z.strictObject({ name: z.string(), by: z.string().optional(), at: timeSchema.optional() }),
      ]),
    )
    .default([]),
  user: z.string().optional(),
  assignees: z.array(z.string()).default([]),
  state: z.enum(['open', 'closed']).default('open'),
  state_reason: z.enum(['completed', 'not_planned', 'reopened', 'duplicate']).optional(),
  locked: z.boolean().default(false),
  created_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
  closed_at: timeSchema.optional(),
  closed_by: z.string().optional(),
  comments: z.array(commentSchema).default([]),
})

export const labelSchema = z.union([
  z.string(),
  z.strictObject({
    name: z.string(),
    color: z.string().default('ededed'),
    description: z.string().nullable().default(null),
  }),
])

export const deploymentSchema = z.strictObject({
  environment: z.string().default('production'),
  ref: z.string().optional(),
  description: z.string().nullable().default(null),
  state: z.string().default('success'),
  creator: z.string().optional(),
  created_at: timeSchema.optional(),
})
