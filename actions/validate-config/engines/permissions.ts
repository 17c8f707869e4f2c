import type { Node } from 'yaml'
import type { ParsedFile } from '../workflow/file.ts'

/** Levels by scope; a scope that is not named is `none`. */
export type Permissions = Readonly<Record<string, Level>>
export type Level = 'none' | 'read' | 'write'

// The order in which GitHub lists them.
const scopes = [
  'actions',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'statuses',
  'security-events',
  'id-token',
  'attestations',
  'models',
] as const

const levels: readonly Level[] = ['none', 'read', 'write']

/** What a repository gives to workflows that ask for nothing, unless its owner chose otherwise. */
export const restrictedDefault: Permissions = { contents: 'read', packages: 'read' }

/** What a `permissions:` asks for; undefined when it is absent or not readable, e.g. an expression. */
export function permissionsOf(file: ParsedFile, node: Node | undefined): Permissions | undefined {
  if (node === undefined) return undefined
  const word = file.source.string(node)
  if (word === 'read-all' || word === 'write-all') {
    const level: Level = word === 'read-all' ? 'read' : 'write'
    return Object.fromEntries(scopes.map((scope) => [scope, level]))
  }
  if (word !== undefined) return undefined
  const asked = file.source.fields(node).flatMap(({ name, value }) => {
    const level = levels.find((one) => one === file.source.string(value))
    return level ? [[name, level] as const] : []
  })
  return Object.fromEntries(asked)
}

/** The scopes in which `asked` goes beyond `allowed`, in GitHub's order. */
export function beyond(asked: Permissions, allowed: Permissions): string[] {
  const over = (scope: string) =>
    levels.indexOf(asked[scope] ?? 'none') > levels.indexOf(allowed[scope] ?? 'none')
  const known = scopes.filter(over)
  return [
    ...known,
    ...Object.keys(asked).filter((scope) => !(scopes as readonly string[]).includes(scope) && over(scope)),
  ]
}

export function listed(names: readonly string[], permissions: Permissions): string {
  return names.map((scope) => `${scope}: ${permissions[scope] ?? 'none'}`).join(', ')
}
