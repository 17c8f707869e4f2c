// Issue search, with the lag of GitHub's index.
import { searchIssues } from '../domain/issue-search.ts'
import { validationFailed } from '../domain/refusal.ts'
import type { Answer } from '../http/answer.ts'
import { plainRoute, type Call, type Route } from '../http/router.ts'
import { paged } from './paging.ts'
import { issueView } from './views/issues.ts'

const faultLag = 3600

function search(call: Call): Promise<Answer> {
  const { world, actor, query } = call
  const text = query.get('q') ?? ''
  if (text.trim() === '') throw validationFailed([{ resource: 'Search', field: 'q', code: 'missing' }])
  if (text.length > 256)
    throw validationFailed([
      {
        resource: 'Search',
        field: 'q',
        code: 'invalid',
        message: 'The search is longer than 256 characters.',
      },
    ])
  const lag = call.searchLag ? faultLag : world.file.search_lag_seconds
  const { hits, unknown } = searchIssues(world, actor, { query: text, until: world.clock.now() - lag * 1000 })
  if (unknown.length > 0)
    throw validationFailed([
      {
        resource: 'Search',
        field: 'q',
        code: 'invalid',
        message: `The emulator does not know the qualifier ${unknown.join(', ')}`,
      },
    ])
  const sort = query.get('sort')
  const sign = query.get('order') === 'asc' ? 1 : -1
  const field = (hit: (typeof hits)[number]) =>
    sort === 'updated'
      ? hit.subject.updatedAt
      : sort === 'comments'
        ? hit.subject.comments.length
        : hit.subject.createdAt
  hits.sort((a, b) => (field(a) - field(b) || a.subject.number - b.subject.number) * sign)
  return paged(call, {
    items: hits.slice(0, 1000),
    path: '/search/issues',
    view: ({ repository, subject }) => ({ ...issueView(world, repository, subject), score: 1 }),
    wrap: (items) => ({ total_count: hits.length, incomplete_results: false, search_type: 'lexical', items }),
  })
}

export const searchRoutes: readonly Route[] = [plainRoute('GET', '/search/issues', search)]
