// Workflows, runs, jobs, steps, logs and artifacts of the world file.
import { z } from 'zod'
import { timeSchema } from './primitives.ts'
import { annotationSchema, checkStatus, conclusion } from './pull-request-schema.ts'

const stepSchema = z.strictObject({
  name: z.string(),
  number: z.int().positive().optional(),
  status: checkStatus.optional(),
  conclusion: conclusion.nullable().optional(),
  started_at: timeSchema.optional(),
  completed_at: timeSchema.optional(),
})

export const jobSchema = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string().default('build'),
  status: checkStatus.optional(),
  conclusion: conclusion.nullable().optional(),
  created_at: timeSchema.optional(),
  started_at: timeSchema.optional(),
  completed_at: timeSchema.optional(),
  labels: z.array(z.string()).default(['ubuntu-latest']),
  runner_name: z.string().nullable().default(null),
  steps: z.array(stepSchema).default([]),
  annotations: z.array(annotationSchema).default([]),
  log: z.string().nullable().default(null),
})

const artifactSchema = z.strictObject({
  id: z.int().positive().optional(),
  name: z.string(),
  files: z.record(z.string(), z.string()).default({}),
  created_at: timeSchema.optional(),
  expires_at: timeSchema.optional(),
  expired: z.boolean().optional(),
})

const attemptSchema = z.strictObject({
  run_attempt: z.int().positive(),
  status: checkStatus.default('completed'),
  conclusion: conclusion.nullable().optional(),
  run_started_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
  actor: z.string().optional(),
  jobs: z.array(jobSchema).default([]),
})

export const workflowRunSchema = z.strictObject({
  id: z.int().positive().optional(),
  workflow: z.string().default('.github/workflows/ci.yml'),
  name: z.string().optional(),
  display_title: z.string().optional(),
  run_number: z.int().positive().optional(),
  run_attempt: z.int().positive().default(1),
  event: z.string().default('push'),
  head_branch: z.string().nullable().optional(),
  head_sha: z.string().optional(),
  head_repository: z.string().optional(),
  status: checkStatus.default('completed'),
  conclusion: conclusion.nullable().optional(),
  created_at: timeSchema.optional(),
  run_started_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
  actor: z.string().optional(),
  triggering_actor: z.string().optional(),
  previous_attempts: z.array(attemptSchema).default([]),
  jobs: z.array(jobSchema).default([]),
  artifacts: z.array(artifactSchema).default([]),
  deleted: z.boolean().default(false),
})

export const workflowSchema = z.strictObject({
  path: z.string(),
  id: z.int().positive().optional(),
  name: z.string().optional(),
  state: z
    .enum(['active', 'disabled_fork', 'disabled_inactivity', 'disabled_manually', 'deleted'])
    .default('active'),
  created_at: timeSchema.optional(),
  updated_at: timeSchema.optional(),
})

export type WorkflowRunFile = z.output<typeof workflowRunSchema>
export type WorkflowFile = z.output<typeof workflowSchema>
export type JobFile = z.output<typeof jobSchema>
