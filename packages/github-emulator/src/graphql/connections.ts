// Connections: GitHub's paging with its limits and its refusals.
import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql'
import { FieldRefusal } from './errors.ts'

export interface PageArgs {
  first?: number | undefined
  last?: number | undefined
  after?: string | undefined
  before?: string | undefined
}

export interface Paging<T> {
  args: PageArgs
  info: GraphQLResolveInfo
  /** A name of the item that stays when others come and go; the position when left out. */
  key?: (item: T) => string | number
  /** Makes an item what resolvers expect; asked only for items on the page. */
  wrap?: (item: T) => unknown
  totalCount?: number
  /** Further members of the connection. */
  extra?: Record<string, unknown>
}

export const pageLimit = 100

/** One page of a list. Refuses what GitHub refuses: no boundary, both boundaries, too large, a broken cursor. */
export function connection<T>(items: readonly T[], paging: Paging<T>) {
  const { args, info } = paging
  requireBoundaries(args, info)
  const key = paging.key ?? ((item: T) => items.indexOf(item))
  const wrap = paging.wrap ?? ((item: T) => item)
  const { start, end } = window(items, { args, key })
  const page = items.slice(start, end)
  const cursor = (index: number) => cursorOf(index, String(key(items[index] as T)))
  return {
    ...paging.extra,
    totalCount: paging.totalCount ?? items.length,
    nodes: () => page.map(wrap),
    edges: () => page.map((item, index) => ({ node: wrap(item), item, cursor: cursor(start + index) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: page.length > 0 ? cursor(start) : null,
      endCursor: page.length > 0 ? cursor(end - 1) : null,
    },
  }
}

function requireBoundaries(args: PageArgs, info: GraphQLResolveInfo): void {
  const { first, last } = args
  const name = `\`${info.fieldName}\` connection`
  if (first !== undefined && last !== undefined)
    throw new FieldRefusal(
      'argumentError',
      `Passing both \`first\` and \`last\` to paginate the ${name} is not supported.`,
    )
  if (first === undefined && last === undefined) {
    if (!selects(info, ['nodes', 'edges', 'pageInfo'])) return
    throw new FieldRefusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the ${name}.`,
    )
  }
  for (const [bound, value] of Object.entries({ first, last })) {
    if (value === undefined) continue
    if (value > pageLimit)
      throw new FieldRefusal(
        'EXCESSIVE_PAGINATION',
        `Requesting ${value} records on the ${name} exceeds the \`${bound}\` limit of ${pageLimit} records.`,
      )
    if (value < 0)
      throw new FieldRefusal('argumentError', `\`${bound}\` on the ${name} cannot be less than zero.`)
  }
}

interface Window<T> {
  args: PageArgs
  key: (item: T) => string | number
}

function window<T>(items: readonly T[], { args, key }: Window<T>): { start: number; end: number } {
  let start = args.after === undefined ? 0 : positionOf(items, args.after, key) + 1
  let end = args.before === undefined ? items.length : positionOf(items, args.before, key)
  start = Math.min(start, items.length)
  end = Math.max(start, Math.min(end, items.length))
  if (args.first !== undefined) end = Math.min(end, start + args.first)
  if (args.last !== undefined) start = Math.max(start, end - args.last)
  return { start, end }
}

const cursorHead = 'cursor:v2:'

function cursorOf(index: number, key: string): string {
  return Buffer.from(`${cursorHead}${JSON.stringify([index, key])}`).toString('base64')
}

/** Where the cursor's item is now; where it was, if it has gone since. */
function positionOf<T>(items: readonly T[], cursor: string, key: (item: T) => string | number): number {
  const text = Buffer.from(cursor, 'base64').toString('utf8')
  const match = text.startsWith(cursorHead) ? /^\[(\d+),(".*")\]$/s.exec(text.slice(cursorHead.length)) : null
  if (!match)
    throw new FieldRefusal('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`)
  const index = Number(match[1])
  const name = JSON.parse(match[2] ?? '""') as string
  const same = (item: T | undefined) => item !== undefined && String(key(item)) === name
  if (same(items[index])) return index
  const found = items.findIndex(same)
  return found === -1 ? index - 1 : found
}

/** Whether the field's selection asks for one of these names. */
export function selects(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  const inSet = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return names.includes(selection.name.value)
      if (selection.kind === Kind.INLINE_FRAGMENT) return inSet(selection.selectionSet)
      return inSet(info.fragments[selection.name.value]?.selectionSet)
    }) ?? false
  return info.fieldNodes.some((node) => inSet(node.selectionSet))
}

export interface Order {
  field: string
  direction: 'ASC' | 'DESC'
}

/** Sorted copy by the value each item has for the order's field; equal values keep their places. */
export function ordered<T>(
  items: readonly T[],
  order: Order,
  value: (item: T, field: string) => number | string,
): T[] {
  const sign = order.direction === 'DESC' ? -1 : 1
  return items
    .map((item, index) => ({ item, index, by: value(item, order.field) }))
    .sort((a, b) => (a.by < b.by ? -sign : a.by > b.by ? sign : a.index - b.index))
    .map(({ item }) => item)
}
