// The timeline of issues and pull requests: events, comments, reviews, commits, in order of time.
import type { GraphQLResolveInfo } from 'graphql'
import { pullComparison } from '../../domain/pull-files.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import type { Session } from '../session.ts'
import type { Source, SubjectSource } from '../sources.ts'
import { subjectOf } from './subject.ts'
import { eventTypes } from './timeline-events.ts'

interface Item {
  type: string
  at: number
  key: string
  source: Source
}

async function itemsOf(source: SubjectSource, { world }: Session): Promise<Item[]> {
  const { repository } = source
  const subject = subjectOf(source)
  const items: Item[] = subject.events.flatMap((event) => {
    const type = eventTypes[event.event]
    return type === undefined
      ? []
      : [
          {
            type,
            at: event.createdAt,
            key: `e${event.id}`,
            source: { type, repository, subject, event },
          },
        ]
  })
  const add = (type: string, at: number, key: string, rest: object) =>
    items.push({ type, at, key, source: { type, repository, ...rest } as Source })
  for (const comment of subject.comments)
    add('IssueComment', comment.createdAt, `c${comment.id}`, { subject, comment })
  if (subject.kind === 'issue') return items.sort(byTime)
  for (const review of subject.reviews)
    if (review.submittedAt !== null)
      add('PullRequestReview', review.submittedAt, `r${review.id}`, { pull: subject, review })
  for (const thread of subject.threads)
    add('PullRequestReviewThread', thread.comments[0]?.createdAt ?? 0, `t${thread.id}`, {
      pull: subject,
      thread,
    })
  const { commits } = await pullComparison(world, repository, subject)
  for (const commit of commits)
    add('PullRequestCommit', commit.committer.date, commit.oid, { pull: subject, commit })
  return items.sort(byTime)
}

const byTime = (a: Item, b: Item) => a.at - b.at

const itemTypeOf = (type: string) => type.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase()

interface TimelineArgs extends PageArgs {
  itemTypes?: string[]
  since?: string
  skip?: number
}

/** `timelineItems` of both kinds. */
export async function timelineItems(
  source: SubjectSource,
  args: TimelineArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  const since = args.since === undefined ? -Infinity : Date.parse(args.since)
  const wanted = (await itemsOf(source, session)).filter(
    ({ type, at }) =>
      at >= since && (args.itemTypes === undefined || args.itemTypes.includes(itemTypeOf(type))),
  )
  const items = wanted.slice(args.skip ?? 0)
  const page = connection(items, { args, info, key: ({ key }) => key, wrap: (item) => item.source })
  const extra = {
    filteredCount: items.length,
    pageCount: page.nodes().length,
    updatedAt: subjectOf(source).updatedAt,
  }
  return { ...page, ...extra }
}

type Page = { filteredCount: number; pageCount: number; updatedAt: number }

export const timelineConnectionFields: FieldTable<Page> = {
  filteredCount: ({ filteredCount }) => filteredCount,
  pageCount: ({ pageCount }) => pageCount,
  updatedAt: ({ updatedAt }) => updatedAt,
}
