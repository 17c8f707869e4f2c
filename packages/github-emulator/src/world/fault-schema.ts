// Faults: what goes wrong on purpose, and on which requests.
import { z } from 'zod'
import { timeSchema } from './primitives.ts'

export const faultKinds = [
  'reset',
  'hang',
  'truncate',
  'slow',
  'secondary_limit',
  'primary_limit',
  'resource_limit',
  'html',
  'stale_ref',
  'search_lag',
] as const

export const faultSchema = z
  .strictObject({
    match: z
      .strictObject({
        method: z.string().optional(),
        route: z.string().optional(),
        repository: z.string().optional(),
        graphql: z.string().optional(),
        token: z.string().optional(),
      })
      .default({}),
    when: z.strictObject({ aliases_over: z.int().min(0).optional() }).optional(),
    status: z.int().min(200).max(599).optional(),
    fault: z.enum(faultKinds).optional(),
    after_effect: z.boolean().default(false),
    before_effect: z.record(z.string(), z.unknown()).optional(),
    times: z.int().positive().optional(),
    skip: z.int().min(0).default(0),
    probability: z.number().min(0).max(1).default(1),
    seed: z.int().default(1),
    headers: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    body: z.unknown().optional(),
    retry_after: z.number().min(0).optional(),
    delay_ms: z.number().min(0).optional(),
    until: timeSchema.optional(),
  })
  .refine(
    (fault) => fault.status !== undefined || fault.fault !== undefined || fault.before_effect !== undefined,
    'A fault needs `status`, `fault` or `before_effect`',
  )

export type FaultFile = z.output<typeof faultSchema>
export type FaultInput = z.input<typeof faultSchema>
