import { didYouMean } from '@ecosystem-actions/core/suggest'

export type Path = (string | number)[]

/** A check as far as others name it; `path` is its place in the checks file. */
export interface Named {
  name: string
  dependsOn: readonly string[]
  path?: Path
}

export interface NamingWindow {
  checks: readonly string[]
  path: Path
}

export interface PlanProblem {
  path: Path
  message: string
  hint: string
}

/** Names that stand twice, dependencies that do not exist, circles, and windows of checks that do not exist. */
export function planProblems(
  checks: readonly Named[],
  windows: readonly NamingWindow[],
  sometimes: readonly string[],
): PlanProblem[] {
  const names = new Set(checks.map(({ name }) => name))
  const problems: PlanProblem[] = []
  const seen = new Set<string>()
  for (const { name, dependsOn, path = [] } of checks) {
    if (seen.has(name))
      problems.push({
        path: [...path, 'name'],
        message: `Two checks are named ${JSON.stringify(name)}.`,
        hint: 'Give each its own name.',
      })
    seen.add(name)
    for (const parent of dependsOn.filter((parent) => !names.has(parent)))
      problems.push({
        path: [...path, 'depends-on'],
        message: `Check ${JSON.stringify(name)} depends on ${JSON.stringify(parent)}, which does not exist.`,
        hint: didYouMean(parent, names),
      })
  }
  for (const circle of findCircles(checks))
    problems.push({
      path: [...(checks.find(({ name }) => name === circle[0])?.path ?? []), 'depends-on'],
      message: `These checks depend on each other in a circle: ${circle.join(' → ')}.`,
      hint: 'Take one `depends-on` out.',
    })
  const known = new Set([...names, ...sometimes])
  for (const window of windows)
    for (const { message, hint } of unknownNames(window.checks, known))
      problems.push({ path: [...window.path, 'checks'], message: `A window ${message}`, hint })
  return problems
}

/** A window of a check that does not exist would silence nothing, or after a renaming nothing any more. */
export function unknownNames(
  names: readonly string[],
  known: ReadonlySet<string>,
): Omit<PlanProblem, 'path'>[] {
  return names
    .filter((name) => name !== '*' && !known.has(name))
    .map((name) => ({
      message: `names the check ${JSON.stringify(name)}, which does not exist.`,
      hint: name.includes('*') ? 'Only "*" alone stands for all checks.' : didYouMean(name, known),
    }))
}

/** The names of each circle, the first again at the end. */
export function findCircles(checks: readonly Named[]): string[][] {
  const left = new Map<string, readonly string[]>()
  // Of two with one name the first.
  for (const { name, dependsOn } of checks) if (!left.has(name)) left.set(name, dependsOn)
  const circles: string[][] = []
  for (let found = findCircle(left); found; found = findCircle(left)) {
    circles.push(found)
    for (const name of found) left.delete(name)
  }
  return circles
}

function findCircle(parents: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const walk = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const parent of parents.get(name) ?? []) {
      const found = walk(parent, [...path, name])
      if (found) return found
    }
    done.add(name)
    return undefined
  }
  for (const name of parents.keys()) {
    const found = walk(name, [])
    if (found) return found
  }
  return undefined
}
