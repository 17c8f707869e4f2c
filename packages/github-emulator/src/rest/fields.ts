// Reading JSON bodies and queries with GitHub's refusals for what is missing or of the wrong type.
import { Refusal } from '../domain/refusal.ts'
import type { Call } from '../http/router.ts'

type Body = Readonly<Record<string, unknown>>

function invalidRequest(detail: string): Refusal {
  return new Refusal({ status: 422, message: `Invalid request.\n\n${detail}` })
}

function describe(value: unknown): string {
  return value === null ? 'nil' : JSON.stringify(value)
}

export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string')
    throw invalidRequest(`For 'properties/${name}', ${describe(value)} is not a string.`)
  return value
}

/** A text that may be cleared with null. */
export function nullableText(body: Body, name: string): string | null | undefined {
  return body[name] === null ? null : optionalText(body, name)
}

export function text(body: Body, name: string): string {
  const value = body[name]
  if (value === undefined) throw invalidRequest(`"${name}" wasn't supplied.`)
  if (typeof value !== 'string')
    throw invalidRequest(`For 'properties/${name}', ${describe(value)} is not a string.`)
  return value
}

export function flag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean')
    throw invalidRequest(`For 'properties/${name}', ${describe(value)} is not a boolean.`)
  return value
}

export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number')
    throw invalidRequest(`For 'properties/${name}', ${describe(value)} is not an integer.`)
  return value
}

export function textList(body: Body, name: string): string[] | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value))
    throw invalidRequest(`For 'properties/${name}', ${describe(value)} is not an array.`)
  return value.map((entry: unknown) => {
    if (typeof entry === 'string') return entry
    const name = (entry as { name?: unknown } | null)?.name
    if (typeof name === 'string') return name
    throw invalidRequest(`For 'items', ${describe(entry)} is not a string.`)
  })
}

export function oneOf<T extends string>(body: Body, name: string, allowed: readonly T[]): T | undefined {
  const value = optionalText(body, name)
  if (value === undefined) return undefined
  const found = allowed.find((entry) => entry === value)
  if (!found)
    throw invalidRequest(
      `For 'properties/${name}', ${describe(value)} is not a member of ${JSON.stringify(allowed)}.`,
    )
  return found
}

export interface Page {
  page: number
  perPage: number
}

export function pageOf(query: URLSearchParams, standard = 30, most = 100): Page {
  const number = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise)
    return Number.isInteger(value) && value > 0 ? value : otherwise
  }
  return { page: number('page', 1), perPage: Math.min(most, number('per_page', standard)) }
}

/** The `Link` header for a list of that length; undefined when one page holds it. */
export function linkHeader(call: Call, path: string, input: Page & { total: number }): string | undefined {
  const { page, perPage, total } = input
  const last = Math.max(1, Math.ceil(total / perPage))
  const address = (to: number) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    return `<${call.base}${path}?${query.toString()}>`
  }
  const links: string[] = []
  if (page > 1) links.push(`${address(Math.min(page - 1, last))}; rel="prev"`)
  if (page < last) links.push(`${address(page + 1)}; rel="next"`, `${address(last)}; rel="last"`)
  if (page > 1) links.push(`${address(1)}; rel="first"`)
  return links.length > 0 ? links.join(', ') : undefined
}
