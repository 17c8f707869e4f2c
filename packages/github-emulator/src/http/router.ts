// Routes with GitHub's own templates. Parameters whose values hold slashes match several segments.
import type { Actor } from '../domain/access.ts'
import type { Level, Repository } from '../domain/model.ts'
import type { World } from '../domain/world.ts'
import type { Answer } from './answer.ts'

export interface Call {
  world: World
  actor: Actor | null
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** The JSON body; an empty object when there is none. */
  body: Readonly<Record<string, unknown>>
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Set by faults. */
  staleRefs: boolean
  searchLag: boolean
  /** Origin and prefix of links in answers. */
  base: string
  /** What follows `/repos/{owner}/{repo}` in the address, with the query. */
  tail: string
}

export interface RepositoryCall extends Call {
  repository: Repository
}

export type Need = `${string}:${Exclude<Level, 'none'>}`

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  template: string
  /** Any one of these permissions is enough; none: no repository permission is asked. */
  needs: readonly Need[]
  ofRepository: boolean
  /** Works on an archived repository although it writes. */
  harmless: boolean
  run(call: RepositoryCall): Promise<Answer> | Answer
}

type Method = Route['method']

/** A route below `/repos/{owner}/{repo}`: the server finds the repository and asks for the permission first. */
export function repositoryRoute(
  method: Method,
  path: string,
  needs: Need | readonly Need[],
  run: (call: RepositoryCall) => Promise<Answer> | Answer,
): Route {
  const list = typeof needs === 'string' ? [needs] : needs
  return {
    method,
    template: `/repos/{owner}/{repo}${path}`,
    needs: list,
    ofRepository: true,
    harmless: false,
    run,
  }
}

/** A route that belongs to no repository. */
export function plainRoute(
  method: Method,
  template: string,
  run: (call: Call) => Promise<Answer> | Answer,
): Route {
  return { method, template, needs: [], ofRepository: false, harmless: true, run }
}

const manySegments = new Set(['path', 'ref', 'branch', 'basehead', 'environment_name', 'name+'])

interface Compiled {
  route: Route
  pattern: RegExp
  names: string[]
  weight: number
}

function compile(route: Route): Compiled {
  const names: string[] = []
  const source = route.template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.+?^$()|[\]\\]/g, '\\$&')
      const name = part.slice(1, -1)
      names.push(name)
      return manySegments.has(name) ? '(.+?)' : '([^/]+)'
    })
    .join('')
  const weight =
    names.reduce((sum, name) => sum + (manySegments.has(name) ? 10 : 1), 0) - route.template.length / 1000
  return { route, pattern: new RegExp(`^${source}$`), names, weight }
}

export interface Found {
  route: Route
  params: Record<string, string>
}

export class Router {
  readonly #byMethod = new Map<string, Compiled[]>()

  constructor(routes: readonly Route[]) {
    for (const route of routes)
      this.#byMethod.set(route.method, [...(this.#byMethod.get(route.method) ?? []), compile(route)])
    for (const list of this.#byMethod.values()) list.sort((a, b) => a.weight - b.weight)
  }

  find(method: string, path: string): Found | undefined {
    for (const { route, pattern, names } of this.#byMethod.get(method === 'HEAD' ? 'GET' : method) ?? []) {
      const match = pattern.exec(path)
      if (!match) continue
      const params: Record<string, string> = {}
      names.forEach((name, i) => (params[name] = decode(match[i + 1] ?? '')))
      return { route, params }
    }
    return undefined
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
