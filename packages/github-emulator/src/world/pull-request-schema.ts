// Pull requests of the world file, with everything that hangs on them.
import { z } from 'zod'
import { timeSchema } from './primitives.ts'

export const conclusion = z.enum([
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
])
export const checkStatus = z.enum(['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'])

export const annotationSchema = z.strictObject({
  level: z.enum(['notice', 'warning', 'failure']).default('failure'),
  message: z.string(),
  path: z.string().default('.github'),
  line: z.int().positive().default(1),
  end_line: z.int().positive().optional(),
  title: z.string().nullable().default(null),
  raw_details: z.string().nullable().default(null),
})

const labelSchema = z.union([
  z.string(),
  z.strictObject({ name: z.string(), by: z.string().optional(), at: timeSchema.optional() }),
])

const reviewSchema = z.strictObject({
  user: z.string().nullable(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  body: z.string().default(''),
  commit: z.string().default('head'),
  submitted_at: timeSchema.optional(),
})

const threadSchema = z.strictObject({
  path: z.string(),
  line: z.int().positive().nullable().default(1),
  resolved: z.boolean().default(false),
  outdated: z.boolean().default(false),
  user: z.string().optional(),
  body: z.string().default('Please look at this.'),
  created_at: timeSchema.optional(),
})

export const checkRunSchema = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string(),
  app_id: z.int().positive().default(15368),
  workflow: z.string().optional(),
  event: z.string().optional(),
  status: checkStatus.default('completed'),
  conclusion: conclusion.nullable().optional(),
  started_at: timeSchema.optional(),
  completed_at: timeSchema.optional(),
  run_id: z.int().positive().optional(),
  details_url: z.string().optional(),
  commit: z.string().default('head'),
  annotations: z.array(annotationSchema).default([]),
})

export const statusSchema = z.strictObject({
  context: z.string().default('default'),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  description: z.string().nullable().default(null),
  target_url: z.string().nullable().default(null),
  creator: z.string().optional(),
  created_at: timeSchema.optional(),
  commit: z.string().default('head'),
})

const commentSchema = z.strictObject({
  user: z.string().optional(),
  body: z.string().default(''),
  created_at: timeSchema.optional(),
})

export const pullRequestSchema = z.strictObject({
  number: z.int().positive().optional(),
  head: z.string().min(1),
  base: z.string().optional(),
  author: z.string().nullable().optional(),
  title: z.string().optional(),
  body: z.string().nullable().default(null),
  draft: z.boolean().default(false),
  locked: z.boolean().default(false),
  created_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
  labels: z.array(labelSchema).default([]),
  assignees: z.array(z.string()).default([]),
  reviews: z.array(reviewSchema).default([]),
  review_requests: z.array(z.string()).default([]),
  review_threads: z.array(threadSchema).default([]),
  check_runs: z.array(checkRunSchema).default([]),
  statuses: z.array(statusSchema).default([]),
  comments: z.array(commentSchema).default([]),
  base_changed_at: timeSchema.optional(),
  head_force_pushed_at: timeSchema.optional(),
  auto_merge: z.union([z.boolean(), z.enum(['merge', 'squash', 'rebase'])]).optional(),
  closed: z.boolean().default(false),
  closed_by: z.string().optional(),
  closed_at: timeSchema.optional(),
  merged: z.boolean().default(false),
  merge_commit: z.string().optional(),
  merged_by: z.string().optional(),
  merged_at: timeSchema.optional(),
})

export type PullRequestFile = z.output<typeof pullRequestSchema>
export type CheckRunFile = z.output<typeof checkRunSchema>
export type StatusFile = z.output<typeof statusSchema>
export type AnnotationFile = z.output<typeof annotationSchema>
