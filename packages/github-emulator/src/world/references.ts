// What the schema cannot say: names that must be unique, and names that must exist.
import type { RepositoryFile, WorldFile } from './schema.ts'

export interface ReferenceProblem {
  path: readonly PropertyKey[]
  message: string
}

/** Problems between parts of a world that are each valid by themselves. */
export function checkReferences(world: WorldFile): ReferenceProblem[] {
  const names = new Map(world.repositories.map((repository) => [repository.name.toLowerCase(), repository]))
  return [
    ...duplicates(world.repositories.map((repository) => repository.name.toLowerCase())).map((i) => ({
      path: ['repositories', i, 'name'],
      message: `Repository ${world.repositories[i]?.name} is listed twice`,
    })),
    ...duplicates([world.viewer.token, ...world.tokens.map((token) => token.token)]).map((i) => ({
      path: ['tokens', i - 1, 'token'],
      message: 'This token is listed twice',
    })),
    ...world.tokens.flatMap((token, i) =>
      token.kind === 'github_token' && !token.repository
        ? [{ path: ['tokens', i], message: 'A github_token needs `repository`: it belongs to one' }]
        : [],
    ),
    ...world.repositories.flatMap((repository, i) =>
      checkRepository(repository, names).map((problem) => ({
        ...problem,
        path: ['repositories', i, ...problem.path],
      })),
    ),
  ]
}

function duplicates(values: readonly string[]): number[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []))
}

function checkRepository(repository: RepositoryFile, names: Map<string, RepositoryFile>): ReferenceProblem[] {
  const problems: ReferenceProblem[] = []
  const { renamed_to: renamedTo, fork_of: forkOf } = repository
  if (renamedTo && !names.has(renamedTo.toLowerCase()))
    problems.push({ path: ['renamed_to'], message: `There is no repository ${renamedTo} in this world` })
  if (forkOf && !names.has(forkOf.toLowerCase()))
    problems.push({ path: ['fork_of'], message: `There is no repository ${forkOf} in this world` })
  const numbers = [
    ...repository.pull_requests.map((pull, i) => ({
      path: ['pull_requests', i, 'number'],
      number: pull.number,
    })),
    ...repository.issues.map((issue, i) => ({ path: ['issues', i, 'number'], number: issue.number })),
  ].filter((entry) => entry.number !== undefined)
  for (const i of duplicates(numbers.map((entry) => String(entry.number))))
    problems.push({
      path: numbers[i]?.path ?? [],
      message: `Number ${numbers[i]?.number} is used twice; issues and pull requests share their numbers`,
    })
  for (const i of duplicates(repository.branches.map((branch) => branch.name)))
    problems.push({
      path: ['branches', i, 'name'],
      message: `Branch ${repository.branches[i]?.name} is listed twice`,
    })
  repository.workflow_runs.forEach((run, i) => {
    if (run.status !== 'completed' && run.conclusion)
      problems.push({
        path: ['workflow_runs', i, 'conclusion'],
        message: `A run that is ${run.status} has no conclusion yet (null)`,
      })
  })
  return problems
}
