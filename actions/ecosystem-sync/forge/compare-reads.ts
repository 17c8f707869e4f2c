import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub } from '@ecosystem-actions/core/ports'
import type { BatchAnswer } from '../batch.ts'
import { exactly } from '../plan/drift.ts'
import type { CompareAnswer, CompareAsk } from '../forge.ts'
import { compareDocument } from './documents.ts'
import { sentences } from '../texts.ts'
import { ask, overloaded, problemsAt, wholeProblem, type Asked } from './reads.ts'
import { isOverload, wholeRefusal } from './refusals.ts'

interface ComparedNode {
  defaultBranchRef?: { name: string } | null
  base:
    ({ target: { oid: string } | null } & Record<string, { aheadBy: number; behindBy: number } | null>) | null
}

export async function compare(
  github: GitHub,
  asks: readonly CompareAsk[],
): Promise<BatchAnswer<CompareAnswer>> {
  const document = compareDocument(asks)
  // GitHub takes ten seconds to give a comparison up; git counts what it cannot.
  const asked = await ask(github, document, 1)
  if (asked instanceof GitHubError) {
    if (isOverload(asked)) return overloaded(asked.message)
    const { message: said, remedy } = wholeRefusal(asked)
    const message = sentences(said, remedy)
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
      ...(node?.defaultBranchRef ? { defaultBranch: node.defaultBranchRef.name } : {}),
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
