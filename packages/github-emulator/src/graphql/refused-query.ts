// Queries that GitHub refuses before it answers anything: its words for what graphql-js finds.
import { GraphQLError, Kind, visit, type ASTNode, type DocumentNode } from 'graphql'
import type { AnsweredError } from './errors.ts'

interface Wording {
  pattern: RegExp
  say: (match: string[]) => { message: string; extensions: Record<string, unknown> }
}

const wordings: Wording[] = [
  {
    pattern: /^Cannot query field "(.+?)" on type "(.+?)"/,
    say: ([, fieldName = '', typeName = '']) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  },
  {
    pattern: /^Unknown argument "(.+?)" on field "(.+?)\.(.+?)"/,
    say: ([, argumentName = '', , name = '']) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  },
  {
    pattern: /^Field "(.+?)" argument "(.+?)" of type ".+?" is required/,
    say: ([, name = '', argument = '']) => ({
      message: `Field '${name}' is missing required arguments: ${argument}`,
      extensions: { code: 'missingRequiredArguments', className: 'Field', name, arguments: argument },
    }),
  },
  {
    pattern: /^Field "(.+?)" of type "(.+?)" must have a selection of subfields/,
    say: ([, name = '', type = '']) => {
      const bare = type.replace(/[![\]]/g, '')
      return {
        message: `Field must have selections (field '${name}' returns ${bare} but has no selections. Did you mean '${name} { ... }'?)`,
        extensions: { code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: bare },
      }
    },
  },
  {
    pattern: /^Field "(.+?)" is not defined by type "(.+?)"/,
    say: ([, argumentName = '', typeName = '']) => ({
      message: `InputObject '${typeName}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name: typeName, typeName: 'InputObject', argumentName },
    }),
  },
  {
    pattern: /^Unknown type "(.+?)"/,
    say: ([, typeName = '']) => ({
      message: `No such type ${typeName}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName },
    }),
  },
]

/** A validation error as GitHub answers it, with the path of the part it is about. */
export function refusedPart(document: DocumentNode, error: GraphQLError): AnsweredError {
  const at = { path: pathOf(document, error.nodes?.[0]), locations: error.locations }
  for (const { pattern, say } of wordings) {
    const match = pattern.exec(error.message)
    if (match) return { ...at, ...say(match) }
  }
  return { ...at, message: error.message }
}

/** Names from the operation down to a node of the document. */
function pathOf(document: DocumentNode, target: ASTNode | undefined): string[] {
  const path: string[] = []
  let found: string[] | null = null
  visit(document, {
    enter(node) {
      const step = stepOf(node)
      if (step !== null) path.push(step)
      if (node === target) found ??= [...path]
    },
    leave(node) {
      if (stepOf(node) !== null) path.pop()
    },
  })
  return found ?? []
}

function stepOf(node: ASTNode): string | null {
  if (node.kind === Kind.OPERATION_DEFINITION)
    return node.name ? `${node.operation} ${node.name.value}` : node.operation
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return node.name.value
  if (node.kind === Kind.INLINE_FRAGMENT)
    return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...'
  return null
}

/** Variables that are missing or do not fit. */
export function refusedVariable(error: GraphQLError): AnsweredError {
  const at = { locations: error.locations }
  const missing =
    /^Variable "(\$.+?)" of (?:required|non-null) type "(.+?)" (?:was not provided|must not be null)/.exec(
      error.message,
    )
  const wrong = /^Variable "(\$.+?)" got invalid value (.+?); (.+)$/s.exec(error.message)
  const type = missing?.[2] ?? ''
  if (missing)
    return {
      ...at,
      extensions: { value: null, problems: [{ path: [], explanation: 'Expected value to not be null' }] },
      message: `Variable ${missing[1]} of type ${type} was provided invalid value`,
    }
  if (wrong)
    return {
      ...at,
      extensions: { value: wrong[2], problems: [{ path: [], explanation: wrong[3] }] },
      message: `Variable ${wrong[1]} was provided invalid value (${wrong[3]})`,
    }
  return { ...at, message: error.message }
}
