// Events and the timeline of issues and pull requests.
import { timestamp } from '../domain/clock.ts'
import { issueOrPull } from '../domain/events.ts'
import type { TimelineEvent } from '../domain/model.ts'
import { notFound } from '../domain/refusal.ts'
import { nodeId } from '../domain/node-id.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { paged, repositoryPath } from './paging.ts'
import { commentView } from './views/issues.ts'
import { apiUrl } from './views/repositories.ts'
import { userOrNull, userView } from './views/users.ts'

function eventView(call: RepositoryCall, event: TimelineEvent) {
  const { world, repository } = call
  return {
    id: event.id,
    node_id: nodeId('TimelineEvent', event.id, repository.id),
    url: `${apiUrl(world, repository)}/issues/events/${event.id}`,
    actor: userOrNull(world, event.actor),
    event: event.event,
    commit_id: event.commitId ?? event.after ?? null,
    commit_url: event.commitId ? `${apiUrl(world, repository)}/commits/${event.commitId}` : null,
    created_at: timestamp(event.createdAt),
    performed_via_github_app: null,
    ...(event.label ? { label: { name: event.label.name, color: event.label.color } } : {}),
    ...(event.rename ? { rename: event.rename } : {}),
    ...(event.requestedReviewer
      ? {
          requested_reviewer: userView(world, event.requestedReviewer),
          review_requester: userOrNull(world, event.actor),
        }
      : {}),
  }
}

function subjectIn(call: RepositoryCall) {
  const subject = issueOrPull(call.repository, Number(call.params['issue_number']))
  if (!subject) throw notFound()
  return subject
}

export const timelineRoutes: readonly Route[] = [
  repositoryRoute('GET', '/issues/{issue_number}/events', ['issues:read', 'pull_requests:read'], (call) =>
    paged(call, {
      items: subjectIn(call).events,
      path: repositoryPath(call),
      view: (event) => eventView(call, event),
    }),
  ),
  repositoryRoute('GET', '/issues/{issue_number}/timeline', ['issues:read', 'pull_requests:read'], (call) => {
    const { world, repository } = call
    const subject = subjectIn(call)
    const comments = subject.comments.map((comment) => ({
      at: comment.createdAt,
      view: {
        ...commentView(world, repository, { subject, comment }),
        event: 'commented',
        actor: userOrNull(world, comment.user),
      },
    }))
    const events = subject.events.map((event) => ({ at: event.createdAt, view: eventView(call, event) }))
    const items = [...comments, ...events].sort((a, b) => a.at - b.at)
    return paged<{ at: number; view: unknown }>(call, {
      items,
      path: repositoryPath(call),
      view: (entry) => entry.view,
    })
  }),
]
