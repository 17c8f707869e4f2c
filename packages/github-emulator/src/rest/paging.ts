// Lists in pages, with GitHub's `Link` header.
import type { Answer } from '../http/answer.ts'
import type { Call, RepositoryCall } from '../http/router.ts'
import { linkHeader, pageOf } from './fields.ts'

/** Where links of a repository's lists point: by id, as GitHub writes them. */
export function repositoryPath(call: RepositoryCall): string {
  return `/repositories/${call.repository.id}${call.tail.replace(/\?.*$/, '')}`
}

interface Listing<T> {
  items: readonly T[]
  path: string
  view: (item: T) => unknown
  /** Wraps the list, as `{ total_count, … }` bodies do. */
  wrap?: (views: unknown[], total: number) => unknown
  standard?: number
  most?: number
}

/** One page of a list; only the page's items are rendered. */
export async function paged<T>(call: Call, listing: Listing<T>): Promise<Answer> {
  const { items, path, view, wrap } = listing
  const { page, perPage } = pageOf(call.query, listing.standard, listing.most)
  const slice = items.slice((page - 1) * perPage, page * perPage)
  const views = await Promise.all(slice.map((item) => view(item)))
  const link = linkHeader(call, path, { page, perPage, total: items.length })
  return {
    status: 200,
    body: wrap ? wrap(views, items.length) : views,
    ...(link ? { headers: { link } } : {}),
  }
}
