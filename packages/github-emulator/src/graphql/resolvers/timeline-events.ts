// Events of the timeline, one table each.
import type { TimelineEvent } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import type { FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import type { Session } from '../session.ts'
import { asActor, asActorOrNull, asLabel, asSubject, type EventSource } from '../sources.ts'

/** REST's event names and the types GraphQL gives them. */
export const eventTypes: Readonly<Record<string, string>> = {
  added_to_merge_queue: 'AddedToMergeQueueEvent',
  assigned: 'AssignedEvent',
  auto_merge_disabled: 'AutoMergeDisabledEvent',
  auto_merge_enabled: 'AutoMergeEnabledEvent',
  automatic_base_change_failed: 'AutomaticBaseChangeFailedEvent',
  automatic_base_change_succeeded: 'AutomaticBaseChangeSucceededEvent',
  base_ref_changed: 'BaseRefChangedEvent',
  base_ref_force_pushed: 'BaseRefForcePushedEvent',
  closed: 'ClosedEvent',
  convert_to_draft: 'ConvertToDraftEvent',
  head_ref_deleted: 'HeadRefDeletedEvent',
  head_ref_force_pushed: 'HeadRefForcePushedEvent',
  labeled: 'LabeledEvent',
  locked: 'LockedEvent',
  merged: 'MergedEvent',
  ready_for_review: 'ReadyForReviewEvent',
  removed_from_merge_queue: 'RemovedFromMergeQueueEvent',
  renamed: 'RenamedTitleEvent',
  reopened: 'ReopenedEvent',
  review_dismissed: 'ReviewDismissedEvent',
  review_requested: 'ReviewRequestedEvent',
  review_request_removed: 'ReviewRequestRemovedEvent',
  unassigned: 'UnassignedEvent',
  unlabeled: 'UnlabeledEvent',
  unlocked: 'UnlockedEvent',
}

const commit =
  (pick: (source: EventSource) => string | undefined) =>
  (source: EventSource, _: unknown, session: Session) => {
    const oid = pick(source)
    return oid === undefined ? null : commitOf(session, source.repository, oid)
  }

const common: FieldTable<EventSource> = {
  id: ({ repository, event }) => nodeId('TimelineEvent', event.id, repository.id),
  actor: ({ event }) => asActorOrNull(event.actor),
  createdAt: ({ event }) => event.createdAt,
}

const ofPull: FieldTable<EventSource> = {
  ...common,
  pullRequest: ({ repository, subject }) => asSubject(repository, subject),
}

const person =
  (pick: (event: TimelineEvent) => TimelineEvent['assignee']) =>
  ({ event }: EventSource) => {
    const user = pick(event)
    return user ? asActor(user) : null
  }

const labelling: FieldTable<EventSource> = {
  ...common,
  label: ({ repository, event }) => (event.label ? asLabel(repository, event.label) : null),
  labelable: ({ repository, subject }) => asSubject(repository, subject),
}

const assigning: FieldTable<EventSource> = {
  ...common,
  assignee: person(({ assignee }) => assignee),
  assignable: ({ repository, subject }) => asSubject(repository, subject),
}

const closing: FieldTable<EventSource> = {
  ...common,
  closable: ({ repository, subject }) => asSubject(repository, subject),
  stateReason: ({ subject }) =>
    subject.kind === 'issue' ? (subject.stateReason?.toUpperCase() ?? null) : null,
}

const reviewing: FieldTable<EventSource> = {
  ...ofPull,
  requestedReviewer: person(({ requestedReviewer }) => requestedReviewer),
}

const forcePush: FieldTable<EventSource> = {
  ...ofPull,
  beforeCommit: commit(({ event }) => event.before),
  afterCommit: commit(({ event }) => event.after),
  ref: () => null,
}

const path = ({ repository, subject }: EventSource, name: string) =>
  `/${repository.owner.login}/${repository.name}/pull/${subject.number}#${name}`

const baseMoved: FieldTable<EventSource> = {
  ...ofPull,
  newBase: ({ event }) => event.rename?.to ?? '',
  oldBase: ({ event }) => event.rename?.from ?? '',
}

export const eventTables: Record<string, FieldTable<EventSource>> = {
  LabeledEvent: labelling,
  UnlabeledEvent: labelling,
  AssignedEvent: assigning,
  UnassignedEvent: assigning,
  ClosedEvent: { ...closing, closer: () => null },
  ReopenedEvent: closing,
  LockedEvent: { ...common, lockReason: () => null },
  UnlockedEvent: common,
  AutomaticBaseChangeFailedEvent: baseMoved,
  AutomaticBaseChangeSucceededEvent: baseMoved,
  BaseRefChangedEvent: {
    ...ofPull,
    databaseId: ({ event }) => event.id,
    currentRefName: ({ event, subject }) => event.rename?.to ?? (subject.kind === 'pull' ? subject.base : ''),
    previousRefName: ({ event }) => event.rename?.from ?? '',
  },
  BaseRefForcePushedEvent: forcePush,
  HeadRefForcePushedEvent: forcePush,
  HeadRefDeletedEvent: {
    ...ofPull,
    headRefName: ({ subject }) => (subject.kind === 'pull' ? subject.head : ''),
    headRef: () => null,
  },
  MergedEvent: {
    ...ofPull,
    commit: commit(({ event }) => event.commitId),
    mergeRefName: ({ subject }) => (subject.kind === 'pull' ? subject.base : ''),
    resourcePath: (source) => path(source, `event-${source.event.id}`),
    url: (source, _, { world }) => `${world.url}${path(source, `event-${source.event.id}`)}`,
  },
  RenamedTitleEvent: {
    ...common,
    currentTitle: ({ event }) => event.rename?.to ?? '',
    previousTitle: ({ event }) => event.rename?.from ?? '',
    subject: ({ repository, subject }) => asSubject(repository, subject),
  },
  ReviewRequestedEvent: reviewing,
  ReviewRequestRemovedEvent: reviewing,
  ReadyForReviewEvent: ofPull,
  ConvertToDraftEvent: ofPull,
  AutoMergeEnabledEvent: { ...ofPull, enabler: ({ event }) => asActorOrNull(event.actor) },
  AutoMergeDisabledEvent: {
    ...ofPull,
    disabler: ({ event }) => asActorOrNull(event.actor),
    reason: () => null,
    reasonCode: () => null,
  },
  AddedToMergeQueueEvent: {
    ...ofPull,
    enqueuer: ({ event }) => asActorOrNull(event.actor),
    mergeQueue: () => null,
  },
  RemovedFromMergeQueueEvent: {
    ...ofPull,
    enqueuer: ({ event }) => asActorOrNull(event.actor),
    reason: () => null,
    mergeQueue: () => null,
    beforeCommit: () => null,
  },
  ReviewDismissedEvent: {
    ...ofPull,
    previousReviewState: () => 'APPROVED',
    dismissalMessage: () => null,
    review: () => null,
  },
}
