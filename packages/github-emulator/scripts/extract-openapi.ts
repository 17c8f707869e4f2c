// Extracts the implemented routes from GitHub's OpenAPI description into test/generated/openapi.json.
// The package unpacks to 394 MB, so it is no dependency: install it outside this repository and pass its folder, as in
//   npm install --prefix FOLDER @octokit/openapi@23.0.2
//   node --conditions=source packages/github-emulator/scripts/extract-openapi.ts FOLDER/node_modules/@octokit/openapi
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routes } from '../src/rest/routes.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

const dropped = new Set([
  'description',
  'examples',
  'example',
  'title',
  'externalDocs',
  'summary',
  'x-github',
])

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Schemas without what only people read. Property names may be any of the dropped words, so those are kept. */
function slim(value: Json, inProperties = false): Json {
  if (Array.isArray(value)) return value.map((entry) => slim(entry))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => inProperties || !dropped.has(key))
  return Object.fromEntries(
    kept.map(([key, entry]) => [key, slim(entry, key === 'properties' && !inProperties)]),
  )
}

function collectReferences(value: Json, into: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) collectReferences(entry, into)
  if (!isObject(value)) return
  const reference = value['$ref']
  if (typeof reference === 'string') into.add(reference)
  for (const entry of Object.values(value)) collectReferences(entry, into)
}

const anonymous = (template: string) => template.replace(/\{[^}]*\}/g, '{}')

function child(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined
}

function resolve(document: JsonObject, reference: string): Json | undefined {
  return reference.slice(2).split('/').reduce<Json | undefined>(child, document)
}

function schemaOf(document: JsonObject, response: Json): Json {
  const reference = child(response, '$ref')
  const resolved = typeof reference === 'string' ? resolve(document, reference) : response
  return child(child(child(resolved, 'content'), 'application/json'), 'schema') ?? null
}

function main(folder: string): void {
  const document = JSON.parse(
    readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8'),
  ) as JsonObject
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const paths = Object.entries(document['paths'] as JsonObject)
  const extracted: { [route: string]: JsonObject } = {}
  const undocumented: string[] = []
  for (const route of routes) {
    const template = route.template.replace(/\/contents\/?$/, '/contents/{path}')
    const found = paths.find(([path]) => anonymous(path) === anonymous(template))
    const operation = child(found?.[1], route.method.toLowerCase())
    const name = `${route.method} ${route.template}`
    if (!isObject(operation)) {
      undocumented.push(name)
      continue
    }
    const responses = Object.entries(operation['responses'] as JsonObject)
    extracted[name] = Object.fromEntries(
      responses.map(([status, response]) => [status, slim(schemaOf(document, response))]),
    )
  }
  const schemas: JsonObject = {}
  const open = new Set<string>()
  collectReferences(extracted, open)
  for (const reference of open) {
    const schema = slim(resolve(document, reference) ?? {})
    schemas[reference.split('/').pop() ?? ''] = schema
    collectReferences(schema, open)
  }
  const output = join(dirname(fileURLToPath(import.meta.url)), '../test/generated/openapi.json')
  mkdirSync(dirname(output), { recursive: true })
  const source = `@octokit/openapi@${version}, api.github.com`
  writeFileSync(
    output,
    `${JSON.stringify({ source, undocumented, routes: extracted, components: { schemas } })}\n`,
  )
  const count = `${Object.keys(extracted).length} routes, ${Object.keys(schemas).length} schemas`
  process.stdout.write(`${count}; undocumented: ${undocumented.join(', ') || 'none'}\n`)
}

const folder = process.argv[2]
if (folder === undefined) {
  process.stderr.write('Usage: extract-openapi.ts FOLDER_OF_@octokit/openapi\n')
  process.exitCode = 2
} else main(folder)
