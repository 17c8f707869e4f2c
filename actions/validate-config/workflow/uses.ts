import type { Node } from 'yaml'
import type { Source } from './source.ts'

export interface RepositoryUse {
  kind: 'repository'
  owner: string
  name: string
  /** `owner/name` in lower case. */
  slug: string
  /** What follows the repository, without slashes at the ends: a sub-action or a workflow file. */
  path: string
  ref: string | undefined
  /** The version a comment behind the reference names (`# v4.2.0`). */
  version: string | undefined
}
export type Use = RepositoryUse | { kind: 'docker'; image: string } | { kind: 'local'; path: string }

export const fullSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

/** What a `uses:` value refers to, or undefined when it is none of the three forms or holds an expression. */
export function parseUse(source: Source, node: Node | undefined): Use | undefined {
  const text = source.string(node)?.trim()
  if (text === undefined || text.includes('${{')) return undefined
  if (text.startsWith('docker://')) return { kind: 'docker', image: text.slice('docker://'.length) }
  if (/^(?:\.|\$)\//.test(text) || text === '.' || text === './') {
    return { kind: 'local', path: text.replace(/^\.\/|^\$\//, '').replace(/\/+$/, '') }
  }
  const match = /^([\w.-]+)\/([\w.-]+)((?:\/[^@]*)?)(?:@(.+))?$/.exec(text)
  const [, owner, name, path, ref] = match ?? []
  if (owner === undefined || name === undefined) return undefined
  return {
    kind: 'repository',
    owner,
    name,
    slug: `${owner}/${name}`.toLowerCase(),
    path: (path ?? '').replace(/^\/+|\/+$/g, ''),
    ref,
    version: versionComment(source, node),
  }
}

function versionComment(source: Source, node: Node | undefined): string | undefined {
  const end = node?.range?.[1]
  if (end === undefined) return undefined
  const line = source.text.slice(
    end,
    source.text.indexOf('\n', end) === -1 ? undefined : source.text.indexOf('\n', end),
  )
  return /^['"]?\s+#\s*(?:\S+[@=])?\s*(v?\d+(?:\.\d+){0,3}\S{0,40})/.exec(line)?.[1]
}

/** The major version of `v4`, `4.1.0` or `releases/v1`, or undefined. */
export function majorOf(ref: string | undefined): number | undefined {
  const digits = /^(?:\w+\/)?v?(\d+)(?:$|[.\-+])/i.exec(ref ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}
