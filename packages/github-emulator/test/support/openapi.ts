// Holds answers against GitHub's OpenAPI description (extracted; see scripts/extract-openapi.ts).
import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

type Schema = { [key: string]: unknown }

interface Extract {
  source: string
  routes: Record<string, Record<string, Schema | null>>
  components: { schemas: Record<string, Schema> }
}

export const description = JSON.parse(
  readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8'),
) as Extract

/** OpenAPI 3.0's `nullable` in the words of JSON Schema. */
function modern(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modern)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value as Schema
  const schema = Object.fromEntries(Object.entries(rest).map(([key, entry]) => [key, modern(entry)]))
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema({ $id: 'openapi', components: modern(description.components) as Schema })

const compiled = new Map<string, ValidateFunction>()

function validatorOf(schema: Schema): ValidateFunction {
  const text = JSON.stringify(modern(schema)).replaceAll('"#/components/', '"openapi#/components/')
  const known = compiled.get(text)
  if (known) return known
  const validate = ajv.compile(JSON.parse(text) as Schema)
  compiled.set(text, validate)
  return validate
}

/** Where the description itself is wrong about GitHub, and why. Each is matched against a whole deviation. */
const wrongInDescription: readonly { pattern: RegExp; because: string }[] = [
  {
    pattern: /labels\/\d+\/description must be string/,
    because: 'A label without description has null; other schemas of the description say so (label, issue).',
  },
  {
    pattern: /^GET \/search\/issues 200 \/items\/\d+\/body must be string/,
    because: 'An issue without text has a null body, as the schema of issues says.',
  },
  {
    pattern: /^GET \/app\/installations 200 \/\d+\/account/,
    because:
      'The list joins user and enterprise by allOf, which nothing satisfies; the single installation says anyOf.',
  },
]

const basicError: Schema = { $ref: '#/components/schemas/basic-error' }

/** What is wrong with an answer of a route; an empty list when it is as described. */
export function deviations(route: string, status: number, body: unknown): string[] {
  const responses = description.routes[route]
  if (!responses) return [`${route} is not in the description`]
  if (status === 204 || status === 304 || status === 302) return []
  const described = String(status) in responses ? responses[String(status)] : responses['default']
  const schema = described === undefined && status >= 400 ? basicError : described
  if (schema === undefined)
    return [`${route} does not answer ${status} (it answers ${Object.keys(responses).join(', ')})`]
  if (schema === null) return []
  const validate = validatorOf(schema)
  if (validate(body)) return []
  const errors = (validate.errors ?? []).filter(
    (error) => error.keyword !== 'anyOf' && error.keyword !== 'oneOf',
  )
  const found = errors.map(
    (error) => `${route} ${status} ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
  return [...new Set(found)].filter((text) => !wrongInDescription.some(({ pattern }) => pattern.test(text)))
}
