// Which fault acts on a request. How it acts is decided in `fault-effects.ts`.
import type { Clock } from '../domain/clock.ts'
import type { FaultFile } from '../world/fault-schema.ts'
import { resolveTime } from '../world/primitives.ts'
import { seededRandom } from './random.ts'

export interface FaultSubject {
  method: string
  /** Template without the method, or the path when no route matched. */
  route: string
  path: string
  repository: string | null
  token: string | null
  /** Query text and variables of a GraphQL request. */
  graphql: { query: string; variables: string } | null
}

interface Armed {
  file: FaultFile
  left: number
  skip: number
  until: number | null
  random: () => number
}

export class FaultQueue {
  readonly #armed: Armed[] = []
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(faults: readonly FaultFile[]): void {
    for (const file of faults)
      this.#armed.push({
        file,
        left: file.times ?? Infinity,
        skip: file.skip,
        until: file.until === undefined ? null : resolveTime(file.until, this.#clock.now()),
        random: seededRandom(file.seed),
      })
  }

  clear(): void {
    this.#armed.length = 0
  }

  get size(): number {
    return this.#armed.length
  }

  /** The faults for one request: all that change the world before it, and at most one that spoils it. */
  take(
    subject: FaultSubject,
    concerns: (file: FaultFile) => boolean = () => true,
  ): { before: FaultFile[]; fault: FaultFile | null } {
    const before: FaultFile[] = []
    let fault: FaultFile | null = null
    for (const armed of this.#armed) {
      const { file } = armed
      const spoils = file.fault !== undefined || file.status !== undefined
      if ((fault && spoils) || !concerns(file)) continue
      if (!this.#acts(armed, subject)) continue
      if (file.before_effect !== undefined) before.push(file)
      if (spoils) fault = file
    }
    return { before, fault }
  }

  #acts(armed: Armed, subject: FaultSubject): boolean {
    if (armed.left <= 0) return false
    if (armed.until !== null && this.#clock.now() > armed.until) return false
    if (!matches(armed.file, subject)) return false
    if (armed.skip > 0) {
      armed.skip -= 1
      return false
    }
    if (armed.file.probability < 1 && armed.random() >= armed.file.probability) return false
    armed.left -= 1
    return true
  }
}

function matches({ match, when }: FaultFile, subject: FaultSubject): boolean {
  if (match.method !== undefined && match.method !== '*' && match.method.toUpperCase() !== subject.method)
    return false
  if (match.route !== undefined && !routeMatches(match.route, subject)) return false
  if (match.token !== undefined && match.token !== subject.token) return false
  if (match.repository !== undefined && !repositoryMatches(match.repository, subject)) return false
  if (match.graphql !== undefined && !(subject.graphql && word(match.graphql).test(subject.graphql.query)))
    return false
  if (when?.aliases_over !== undefined && countFields(match.graphql, subject) <= when.aliases_over)
    return false
  return true
}

function routeMatches(given: string, subject: FaultSubject): boolean {
  const route = given.replace(/^[A-Z]+ /, '')
  if (route === subject.route || route === subject.path) return true
  const loose = (text: string) => text.replace(/\{[^}]*\}/g, '{}')
  if (loose(route) === loose(subject.route)) return true
  if (!route.includes('*')) return false
  const pattern = new RegExp(
    `^${route
      .split(/(\*\*|\*)/)
      .map((part) =>
        part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  )
  return pattern.test(subject.route) || pattern.test(subject.path)
}

function repositoryMatches(name: string, subject: FaultSubject): boolean {
  const wanted = name.toLowerCase()
  if (subject.repository?.toLowerCase() === wanted) return true
  if (!subject.graphql) return false
  const text = `${subject.graphql.query}\n${subject.graphql.variables}`.toLowerCase()
  const [owner = '', repository = ''] = wanted.split('/')
  return text.includes(`"${wanted}"`) || (text.includes(`"${owner}"`) && text.includes(`"${repository}"`))
}

function word(name: string): RegExp {
  return new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`)
}

/** How many times a field is asked for; without a name, how many aliases the query has. */
function countFields(name: string | undefined, subject: FaultSubject): number {
  const query = subject.graphql?.query ?? ''
  const pattern = name === undefined ? /\w+\s*:\s*\w+\s*[({]/g : new RegExp(`\\b${name}\\s*\\(`, 'g')
  return [...query.matchAll(pattern)].length
}
