import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GraphQLAnswer, GraphQLProblem } from '@ecosystem-actions/core/ports'
import type { BatchAnswer } from '../batch.ts'
import type {
  BranchAnswer,
  BranchAsk,
  CompareAnswer,
  CompareAsk,
  PageAnswer,
  PageAsk,
  ReadAnswer,
  RepositoryAsk,
} from '../forge.ts'
import { exactly } from '../drift.ts'
import {
  branchLookOf,
  pageOf,
  readOf,
  type BranchLookNode,
  type PageNode,
  type RepositoryNode,
} from './answers.ts'
import { branchesDocument } from './branch-documents.ts'
import {
  compareDocument,
  featureOf,
  pagesDocument,
  repositoriesDocument,
  type Document,
  type Features,
} from './documents.ts'
import { isOverload, refusalOf, wholeRefusal } from './refusals.ts'

interface Asked {
  data: Record<string, unknown>
  problems: readonly GraphQLProblem[]
  headers: Readonly<Record<string, string>>
}

/** One attempt for a batch: asking for less is better than asking the same again. A single question is worth several. */
async function ask(
  github: GitHub,
  { query, variables }: Document,
  count: number,
): Promise<Asked | GitHubError> {
  try {
    const answer: GraphQLAnswer<Record<string, unknown>> = await github.graphql(query, variables, {
      attempts: count > 1 ? 1 : 3,
      timeout: 15_000,
    })
    return { data: answer.data ?? {}, problems: answer.errors, headers: answer.headers }
  } catch (error) {
    if (error instanceof GitHubError) return error
    throw error
  }
}

function overloaded<T>(because: string): BatchAnswer<T> {
  return { answers: new Map<string, T>(), overloaded: true, because }
}

function problemsAt(problems: readonly GraphQLProblem[], ...path: string[]): GraphQLProblem[] {
  return problems.filter((problem) => path.every((step, index) => problem.path?.[index] === step))
}

function wholeProblem(problems: readonly GraphQLProblem[]): GraphQLProblem | undefined {
  return problems.find(({ path }) => path === undefined || path.length === 0)
}

/** `features` is what this token was given so far; a part that it is refused is not asked for again. */
export async function readRepositories(
  github: GitHub,
  asks: readonly RepositoryAsk[],
  features: Features,
): Promise<BatchAnswer<ReadAnswer>> {
  const asked = await ask(github, repositoriesDocument(asks, features), asks.length)
  if (asked instanceof GitHubError) {
    if (isOverload(asked)) return overloaded(asked.message)
    const refused = wholeRefusal(asked)
    return { answers: new Map(asks.map(({ key }) => [key, { kind: 'refused', refused }])), overloaded: false }
  }
  const answers = new Map<string, ReadAnswer>()
  const again: RepositoryAsk[] = []
  const had = { ...features }
  let because: string | undefined
  for (const [index, question] of asks.entries()) {
    const node = asked.data[`r${index}`] as RepositoryNode | null | undefined
    const problem = problemsAt(asked.problems, `r${index}`)[0] ?? wholeProblem(asked.problems)
    if (node) answers.set(question.key, { kind: 'read', ...readOf(node) })
    else if (problem && switchOff(features, had, problem)) again.push(question)
    else if (!problem || isOverload(problem)) because = problem?.message ?? 'GitHub left it out of its answer'
    else answers.set(question.key, { kind: 'refused', refused: refusalOf(problem, asked.headers) })
  }
  if (again.length > 0) {
    const rest = await readRepositories(github, again, features)
    for (const [key, answer] of rest.answers) answers.set(key, answer)
    if (rest.overloaded) because = rest.because ?? ''
  }
  return because === undefined ? { answers, overloaded: false } : { answers, overloaded: true, because }
}

/** Whether the problem is about a part that can be left out; from then on it is. */
function switchOff(features: Features, had: Features, { path, message }: GraphQLProblem): boolean {
  const feature = featureOf(path?.[1]) ?? featureOf(/Field '(\w+)' doesn't exist/.exec(message)?.[1])
  if (!feature || !had[feature]) return false
  features[feature] = false
  return true
}

export async function readPages(github: GitHub, asks: readonly PageAsk[]): Promise<BatchAnswer<PageAnswer>> {
  const asked = await ask(github, pagesDocument(asks), asks.length)
  if (asked instanceof GitHubError) return overloaded(asked.message)
  const answers = new Map<string, PageAnswer>()
  for (const [index, { key }] of asks.entries()) {
    const node = asked.data[`r${index}`] as PageNode | null | undefined
    if (node) answers.set(key, pageOf(node))
  }
  const because = asked.problems[0]?.message ?? 'GitHub left it out of its answer'
  return answers.size === asks.length
    ? { answers, overloaded: false }
    : { answers, overloaded: true, because }
}

export async function lookAtBranches(
  github: GitHub,
  asks: readonly BranchAsk[],
): Promise<BatchAnswer<BranchAnswer>> {
  const asked = await ask(github, branchesDocument(asks), asks.length)
  if (asked instanceof GitHubError) return overloaded(asked.message)
  const answers = new Map<string, BranchAnswer>()
  for (const [index, { key }] of asks.entries()) {
    const node = asked.data[`r${index}`] as BranchLookNode | null | undefined
    if (node) answers.set(key, branchLookOf(node))
  }
  if (answers.size === asks.length) return { answers, overloaded: false }
  return {
    answers,
    overloaded: true,
    because: asked.problems[0]?.message ?? 'GitHub left it out of its answer',
  }
}

interface ComparedNode {
  base:
    ({ target: { oid: string } | null } & Record<string, { aheadBy: number; behindBy: number } | null>) | null
}

export async function compare(
  github: GitHub,
  asks: readonly CompareAsk[],
): Promise<BatchAnswer<CompareAnswer>> {
  const document = compareDocument(asks)
  const asked = await ask(github, document, asks.length)
  if (asked instanceof GitHubError) {
    if (isOverload(asked)) return overloaded(asked.message)
    const { message } = wholeRefusal(asked)
    return { answers: new Map(asks.map(({ key }) => [key, { kind: 'failed', message }])), overloaded: false }
  }
  const answers = new Map<string, CompareAnswer>()
  let because: string | undefined
  for (const [index, { key }] of asks.entries()) {
    const place = document.places[index]!
    const answer = compared(asked, place)
    if (typeof answer === 'string') because = answer
    else answers.set(key, answer)
  }
  return because === undefined ? { answers, overloaded: false } : { answers, overloaded: true, because }
}

/** The answer to one question, or why there is none yet. */
function compared(
  { data, problems }: Asked,
  place: { repository: string; comparison: string },
): CompareAnswer | string {
  const node = data[place.repository] as ComparedNode | null | undefined
  const found = node?.base?.[place.comparison]
  if (found) {
    // Seen from the base branch: `aheadBy` is what only the head has, `behindBy` what it lacks.
    return {
      kind: 'counts',
      comparison: exactly(found.aheadBy, found.behindBy),
      baseOid: node?.base?.target?.oid ?? '',
    }
  }
  const own = problemsAt(problems, place.repository, 'base', place.comparison)[0]
  const above =
    problems.find(({ path }) => path?.[0] === place.repository && path.length <= 2) ?? wholeProblem(problems)
  const problem = own ?? above
  if (problem && isOverload(problem)) return problem.message
  if (problem && /no common ancestor/i.test(problem.message)) {
    return { kind: 'counts', comparison: 'unrelated', baseOid: node?.base?.target?.oid ?? '' }
  }
  if (problem) return { kind: 'failed', message: problem.message }
  if (node && node.base === null) return { kind: 'base-gone' }
  if (node?.base && place.comparison in node.base)
    return { kind: 'failed', message: 'GitHub could not compare it with the base branch' }
  return 'GitHub left it out of its answer'
}
