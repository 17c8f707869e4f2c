import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Gap, Part } from '../facts.ts'
import type { Page, PullRequestNode } from './gate-answer.ts'
import { pageQuery } from './gate-query.ts'
import { isTransient } from './no-answer.ts'

type ListPart = 'reviews' | 'reviewThreads' | 'contexts'

const parts: Readonly<Record<ListPart, Part>> = {
  reviews: 'reviews',
  reviewThreads: 'conversations',
  contexts: 'checks',
}
const maximumPages = 20

interface PageAnswer {
  repository: { pullRequest: (Partial<PullRequestNode> & { headRefOid: string }) | null } | null
}

/** The pull request with all pages of its lists. A page that does not come, or comes of another head, is a gap. */
export async function followPages(
  github: GitHub,
  here: { owner: string; repo: string },
  node: PullRequestNode,
): Promise<{ node: PullRequestNode; gaps: Gap[] }> {
  const gaps: Gap[] = []
  let whole = node
  for (const part of ['reviews', 'reviewThreads', 'contexts'] as const) {
    for (let pages = 0; ; pages++) {
      const page = listOf(whole, part)
      const cursor = nextCursor(page, part)
      if (!page || cursor === undefined) break
      const next = pages < maximumPages && (await read(github, here, { part, node, cursor }))
      if (!next) {
        gaps.push({ part: parts[part], because: `GitHub did not give all pages of ${part}.` })
        break
      }
      whole = withList(whole, part, joined(page, next, part))
    }
  }
  return { node: whole, gaps }
}

async function read(
  github: GitHub,
  here: { owner: string; repo: string },
  { part, node, cursor }: { part: ListPart; node: PullRequestNode; cursor: string },
): Promise<Page<unknown> | undefined> {
  const { number } = node
  const variables = { ...here, number, cursor }
  try {
    const { data, errors } = await github.graphql<PageAnswer>(pageQuery(part, number), variables)
    const found = data?.repository?.pullRequest
    if (errors.length > 0 || !found || found.headRefOid !== node.headRefOid) return undefined
    return listOf(found, part)
  } catch (error) {
    // A page that GitHub cannot give leaves this one pull request unknown, and says nothing about the others.
    if (error instanceof GitHubError && isTransient(error)) return undefined
    throw error
  }
}

function listOf(node: Partial<PullRequestNode>, part: ListPart): Page<unknown> | undefined {
  return (part === 'contexts' ? node.statusCheckRollup?.contexts : node[part]) ?? undefined
}

function nextCursor(page: Page<unknown> | undefined, part: ListPart): string | undefined {
  const position = page?.pageInfo
  // Reviews are read from the newest to the oldest.
  if (part === 'reviews') return position?.hasPreviousPage ? (position.startCursor ?? undefined) : undefined
  return position?.hasNextPage ? (position.endCursor ?? undefined) : undefined
}

function joined(page: Page<unknown>, next: Page<unknown>, part: ListPart): Page<unknown> {
  const [before, after] = [page.nodes ?? [], next.nodes ?? []]
  return { ...next, nodes: part === 'reviews' ? [...after, ...before] : [...before, ...after] }
}

function withList(node: PullRequestNode, part: ListPart, page: Page<unknown>): PullRequestNode {
  if (part !== 'contexts') return { ...node, [part]: page }
  const { statusCheckRollup } = node
  return {
    ...node,
    statusCheckRollup: { commit: statusCheckRollup?.commit ?? null, contexts: page as Page<never> },
  }
}
