export interface JsonAssertion {
  /** `$.a.b[0].c`; the `$.` may be left out. */
  path: string
  equals?: string | number | boolean | null | undefined
  matches?: string | undefined
  min?: number | undefined
  max?: number | undefined
  exists?: boolean | undefined
}

/** Why a JSON text fails an assertion, as the end of a sentence; undefined when it fails none. */
export function assertJson(text: string, assertions: readonly JsonAssertion[]): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'the answer is not valid JSON.'
  }
  for (const assertion of assertions) {
    const problem = problemOf(valueAt(value, assertion.path), assertion)
    if (problem) return `${assertion.path} ${problem}.`
  }
  return undefined
}

/** The value at a path; undefined when there is none. Own keys only: `__proto__` is a key like any other. */
export function valueAt(value: unknown, path: string): unknown {
  const steps = [
    ...path.replace(/^\$\.?/, '').matchAll(/\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\]|\[(-?\d+)\]|([^.[\]]+)/g),
  ]
  let at = value
  for (const [, double, single, index, key] of steps) {
    if (Array.isArray(at) && (index ?? key) !== undefined) at = (at as unknown[]).at(Number(index ?? key))
    else {
      const name = double ?? single ?? key ?? index ?? ''
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
      at = (at as Record<string, unknown>)[name]
    }
  }
  return at
}

function problemOf(value: unknown, { equals, matches, min, max, exists }: JsonAssertion): string | undefined {
  const shown = JSON.stringify(value)?.slice(0, 100) ?? 'missing'
  if (exists === false) return value === undefined ? undefined : `is there: ${shown}`
  if (value === undefined) return 'is missing'
  if (equals !== undefined && value !== equals) return `is ${shown}, expected ${JSON.stringify(equals)}`
  if (matches !== undefined && !(typeof value === 'string' && new RegExp(matches, 'u').test(value)))
    return `is ${shown}, expected a text like /${matches}/`
  if (min !== undefined && !(typeof value === 'number' && value >= min))
    return `is ${shown}, expected at least ${min}`
  if (max !== undefined && !(typeof value === 'number' && value <= max))
    return `is ${shown}, expected at most ${max}`
  return undefined
}
