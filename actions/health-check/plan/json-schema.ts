import { z } from 'zod'
import { kinds } from '../check.ts'
import { checkKinds } from '../checks/index.ts'
import { common, fileShape } from './checks-file.ts'

/** The JSON Schema of the checks file, for editors: one alternative for each kind, so that only its own keys are offered. */
export function checksJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Checks of the health check',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      checks: { type: 'array', items: { oneOf: kinds.map(ofKind) } },
      maintenance: bare(fileShape.maintenance),
      escalation: bare(fileShape.escalation),
    },
  }
}

function ofKind(kind: (typeof kinds)[number]): Record<string, unknown> {
  const [shared, own] = [bare(common), bare(checkKinds[kind].settings)]
  return {
    type: 'object',
    additionalProperties: false,
    required: [...required(shared), ...required(own)],
    properties: { ...properties(shared), kind: { const: kind }, ...properties(own) },
  }
}

// What people write, before defaults are filled in.
function bare(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return rest
}

const properties = (schema: Record<string, unknown>) =>
  (schema['properties'] ?? {}) as Record<string, unknown>
const required = (schema: Record<string, unknown>) => (schema['required'] ?? []) as string[]
