import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Candidate, PullRequests } from '../ports.ts'
import type { ArmedNode, WhoNode } from './gate-answer.ts'
import { isArmedBy } from './gate-facts.ts'
import { candidatesQuery } from './gate-query.ts'
import { noAnswer } from './no-answer.ts'

interface CandidateNode {
  number: number
  headRefOid: string
  headRefName: string
  isCrossRepository: boolean
  baseRefName: string
  headRepository: { nameWithOwner: string } | null
  author: WhoNode | null
  labels: { nodes: { name: string }[] } | null
  autoMergeRequest: ArmedNode | null
}

interface CandidatesAnswer {
  viewer: { databaseId: number | null } | null
  repository: {
    pullRequests: {
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      nodes: (CandidateNode | null)[]
    }
  } | null
}

/** Open pull requests, page by page, up to a limit. */
export async function openOnes(
  github: GitHub,
  here: { owner: string; repo: string },
  { headRef, headOid, limit, newestFirst = false }: Parameters<PullRequests['open']>[0],
): Promise<Candidate[]> {
  const found: Candidate[] = []
  for (let cursor: string | null = null; ;) {
    const first = Math.min(100, limit - found.length)
    const variables: Record<string, unknown> = {
      ...here,
      headRef: headRef ?? null,
      first,
      cursor,
      direction: newestFirst ? 'DESC' : 'ASC',
    }
    const { data, errors } = await github.graphql<CandidatesAnswer>(candidatesQuery, variables)
    const page: CandidatesAnswer['repository'] = data?.repository ?? null
    if (!page?.pullRequests || errors.length > 0)
      throw noAnswer(
        errors,
        'The open pull requests could not be listed',
        'contents: read, pull-requests: read',
      )
    found.push(...page.pullRequests.nodes.flatMap((node) => (node ? [candidateOf(node, data?.viewer)] : [])))
    const { hasNextPage, endCursor } = page.pullRequests.pageInfo
    const isThere = headOid !== undefined && found.some((one) => one.headOid === headOid)
    if (!hasNextPage || isThere || found.length >= limit) return found
    cursor = endCursor
  }
}

function candidateOf(node: CandidateNode, viewer: CandidatesAnswer['viewer'] | undefined): Candidate {
  const { author } = node
  return {
    number: node.number,
    headOid: node.headRefOid,
    headRepository: node.headRepository?.nameWithOwner,
    head: node.isCrossRepository ? undefined : node.headRefName,
    base: node.baseRefName,
    author: author
      ? { type: author.type, login: author.login, id: author.databaseId ?? undefined }
      : undefined,
    labels: (node.labels?.nodes ?? []).map(({ name }) => name),
    armedByUs: isArmedBy(node.autoMergeRequest, viewer),
  }
}
