import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GraphQLAnswer, GraphQLProblem } from '@ecosystem-actions/core/ports'
import type { BatchAnswer } from '../batch.ts'
import type { BranchAnswer, BranchAsk, PageAnswer, PageAsk, ReadAnswer, RepositoryAsk } from '../forge.ts'
import {
  branchLookOf,
  pageOf,
  readOf,
  type BranchLookNode,
  type PageNode,
  type RepositoryNode,
} from './answers.ts'
import { branchesDocument } from './branch-documents.ts'
import { featureOf, pagesDocument, repositoriesDocument, type Document, type Features } from './documents.ts'
import { isOverload, refusalOf, wholeRefusal } from './refusals.ts'

export interface Asked {
  data: Record<string, unknown>
  problems: readonly GraphQLProblem[]
  headers: Readonly<Record<string, string>>
}

/** One attempt for a batch: asking for less is better than asking the same again. */
export async function ask(
  github: GitHub,
  { query, variables }: Document,
  attempts: number,
): Promise<Asked | GitHubError> {
  try {
    const answer: GraphQLAnswer<Record<string, unknown>> = await github.graphql(query, variables, {
      attempts,
      timeout: 15_000,
    })
    return { data: answer.data ?? {}, problems: answer.errors, headers: answer.headers }
  } catch (error) {
    if (error instanceof GitHubError) return error
    throw error
  }
}

/** A single question is worth several. */
function attemptsFor({ length }: readonly unknown[]): number {
  return length > 1 ? 1 : 3
}

export function overloaded<T>(because: string): BatchAnswer<T> {
  return { answers: new Map<string, T>(), overloaded: true, because }
}

export function problemsAt(problems: readonly GraphQLProblem[], ...path: string[]): GraphQLProblem[] {
  return problems.filter((problem) => path.every((step, index) => problem.path?.[index] === step))
}

export function wholeProblem(problems: readonly GraphQLProblem[]): GraphQLProblem | undefined {
  return problems.find(({ path }) => path === undefined || path.length === 0)
}

/** `features` is what this token was given so far; a part that it is refused is not asked for again. */
export async function readRepositories(
  github: GitHub,
  asks: readonly RepositoryAsk[],
  features: Features,
): Promise<BatchAnswer<ReadAnswer>> {
  const asked = await ask(github, repositoriesDocument(asks, features), attemptsFor(asks))
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
  const asked = await ask(github, pagesDocument(asks), attemptsFor(asks))
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
  const asked = await ask(github, branchesDocument(asks), attemptsFor(asks))
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
