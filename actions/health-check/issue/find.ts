import type { GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { ActualIssue } from './actual.ts'
import { marker, stateIn } from './text.ts'

interface ListedIssue {
  number: number
  state: string
  body: string | null
  closed_at: string | null
  labels?: (string | { name?: string })[]
  pull_request?: unknown
  user?: { type?: string } | null
  author_association?: string
}

/**
 * By label and marker; without a label, because somebody took it off, by the marker alone. Only those that a bot or a member wrote:
 * anybody can paste a marker into an issue of a public repository, and an issue form gives it the label too.
 */
export async function findIssues({
  github,
  context,
}: {
  github: GitHub
  context: RunContext
}): Promise<ActualIssue[]> {
  const { owner, name: repo } = parseRepository(context.repository)
  const list = async (more: Record<string, string>) => {
    const parameters = { owner, repo, sort: 'updated', per_page: 100, ...more }
    const { data } = await github.request<ListedIssue[]>('GET /repos/{owner}/{repo}/issues', parameters)
    if (!Array.isArray(data)) throw new Error('GitHub answered no list of issues.')
    return data.filter((issue) => !issue.pull_request && hasMarker(issue.body ?? '') && isOurs(issue))
  }
  const labelled = await list({ state: 'all', labels: 'automation-health' })
  const found = labelled.length > 0 ? labelled : await list({ state: 'open' })
  return found.map(({ number, state, body, closed_at, labels }) => ({
    number,
    open: state === 'open',
    closedAt: closed_at ? new Date(closed_at) : undefined,
    state: stateIn(body ?? ''),
    labels: (labels ?? []).map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
  }))
}

const hasMarker = (body: string) => body.split(/\r?\n/).some((line) => line.trim() === marker)

const isOurs = ({ user, author_association }: ListedIssue) =>
  user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association ?? '')
