import { reason } from '../errors.ts'

export interface Way<T> {
  name: string
  go: () => Promise<T>
}

export interface Arrival<T> {
  value: T
  way: string
  /** Why each earlier way did not lead there; never empty words. */
  failures: readonly { way: string; because: string }[]
}

/** The first way that works, and why the ones before it did not. When none does, the error names all of them. */
export async function firstThatWorks<T>(ways: readonly Way<T>[]): Promise<Arrival<T>> {
  const failures: { way: string; because: string; error: unknown }[] = []
  for (const { name, go } of ways) {
    try {
      const value = await go()
      return { value, way: name, failures: failures.map(({ way, because }) => ({ way, because })) }
    } catch (error) {
      failures.push({ way: name, because: reason(error), error })
    }
  }
  const said = failures.map(({ way, because }) => `${way}: ${because}`).join(' ')
  throw new AggregateError(
    failures.map(({ error }) => error),
    said || 'There is no way.',
  )
}
