// GitHub's official GraphQL schema, built once, when the first request needs it (0.1 to 0.3 seconds).
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, GraphQLError, isScalarType, type GraphQLSchema } from 'graphql'
import { timestamp } from '../domain/clock.ts'

let built: GraphQLSchema | undefined

/** The schema of `@octokit/graphql-schema`, with the scalars that need reading or writing. */
export function githubSchema(): GraphQLSchema {
  built ??= dressed(buildSchema(schemaText(), { assumeValidSDL: true }))
  return built
}

/** The package exports no path to the file, and its module reads four megabytes more than are needed here. */
function schemaText(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const file = join(folder, 'node_modules', '@octokit', 'graphql-schema', 'schema.graphql')
    if (existsSync(file)) return readFileSync(file, 'utf8')
    if (dirname(folder) === folder) throw new Error('The package @octokit/graphql-schema is not installed')
    folder = dirname(folder)
  }
}

function dressed(schema: GraphQLSchema): GraphQLSchema {
  const time = (value: unknown) => (typeof value === 'number' ? timestamp(value) : value)
  for (const name of ['DateTime', 'PreciseDateTime', 'GitTimestamp']) {
    const scalar = schema.getType(name)
    if (isScalarType(scalar)) scalar.serialize = time
  }
  const oid = schema.getType('GitObjectID')
  if (isScalarType(oid)) oid.parseValue = parseOid
  return schema
}

function parseOid(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{40}$/i.test(value)) return value.toLowerCase()
  throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to GitObjectID`)
}
