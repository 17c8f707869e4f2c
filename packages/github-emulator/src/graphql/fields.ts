// How resolvers are written down: one table per GraphQL type, one function per field.
import type { GraphQLResolveInfo } from 'graphql'
import type { Session } from './session.ts'

/** Arguments are typed by each resolver; graphql-js has checked them against the schema before. */
export type Resolve<S> = (source: S, args: never, session: Session, info: GraphQLResolveInfo) => unknown

export type FieldTable<S> = Readonly<Record<string, Resolve<S>>>

export interface Mutation {
  /** Members of the payload this mutation answers, besides `clientMutationId`. */
  payload: readonly string[]
  run: (input: never, session: Session) => unknown
}

export type MutationTable = Readonly<Record<string, Mutation>>

/** Fields that are just members of the source. */
export function members<S extends object>(...names: (keyof S & string)[]): FieldTable<S> {
  return Object.fromEntries(names.map((name) => [name, (source: S) => source[name]]))
}

/** Fields with the same answer for everything, where GitHub's default is meant. */
export function constants(values: Record<string, unknown>): FieldTable<unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value]))
}

/** GraphQL tells a missing argument from a null one; GitHub's resolvers do not, and neither do these: nulls are left out. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  )
}
