// Reads and checks the text of a query, and keeps what it found.
import {
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql'
import { refusedPart } from './refused-query.ts'
import { githubSchema } from './schema.ts'

type Read = { document: DocumentNode; operation: OperationDefinitionNode } | { refused: unknown[] }
type Checked = { document: DocumentNode } | { refused: unknown[] }

/** Queries that were read and checked before: actions ask the same text again and again. */
const checked = new Map<string, Checked>()
const mostChecked = 200

function check(query: string): Checked {
  const known = checked.get(query)
  if (known) return known
  const fresh = checkAnew(query)
  const [oldest] = checked.keys()
  if (checked.size >= mostChecked && oldest !== undefined) checked.delete(oldest)
  checked.set(query, fresh)
  return fresh
}

function checkAnew(query: string): Checked {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { locations, message } = error
    return { refused: [{ locations, message: message.replace(/^Syntax Error/, 'Parse error') }] }
  }
  const errors = validate(githubSchema(), document, undefined, { maxErrors: 50 })
  return errors.length > 0 ? { refused: errors.map((error) => refusedPart(document, error)) } : { document }
}

/** The document and the operation to execute, or the errors for which GitHub refuses the whole query. */
export function readQuery(body: { query: string; operationName: string | null }): Read {
  const found = check(body.query)
  if ('refused' in found) return found
  const operation = getOperationAST(found.document, body.operationName)
  if (operation) return { document: found.document, operation }
  const message =
    body.operationName === null
      ? 'An operation name is required'
      : `No operation named "${body.operationName}"`
  return { refused: [{ message }] }
}
