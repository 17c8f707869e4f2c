// Issues and deployments of a world entry.
import { attachLabel } from '../domain/events.ts'
import { createLabel, findLabel } from '../domain/issues.ts'
import type { Issue, IssueBase, PullRequest, Repository } from '../domain/model.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { resolveTime } from './primitives.ts'
import type { IssueFile, RepositoryFile } from './schema.ts'

interface Parts {
  labels: readonly (string | { name: string; by?: string | undefined; at?: string | undefined })[]
  assignees: readonly string[]
  comments: readonly { user?: string | undefined; body: string; created_at?: string | undefined }[]
}

/** Labels, assignees and comments, which issues and pull requests spell alike. */
export function addParts(
  world: World,
  input: { repository: Repository; subject: Issue | PullRequest | IssueBase; parts: Parts },
): void {
  const { repository, subject, parts } = input
  const now = world.clock.now()
  for (const entry of parts.labels) {
    const { name, by, at } = typeof entry === 'string' ? { name: entry, by: undefined, at: undefined } : entry
    const label = findLabel(repository, name) ?? createLabel(world, repository, { name })
    attachLabel(world, subject, {
      label,
      actor: by === undefined ? subject.user : userByLogin(world, by),
      at: at === undefined ? subject.createdAt : resolveTime(at, now),
    })
  }
  subject.assignees = parts.assignees.map((login) => userByLogin(world, login))
  for (const comment of parts.comments) {
    const createdAt =
      comment.created_at === undefined ? subject.createdAt : resolveTime(comment.created_at, now)
    const user = userByLogin(world, comment.user ?? world.viewer.login)
    subject.comments.push({ id: nextId(world), user, body: comment.body, createdAt, updatedAt: createdAt })
    subject.updatedAt = Math.max(subject.updatedAt, createdAt)
  }
}

export async function buildIssues(world: World, repository: Repository, file: RepositoryFile): Promise<void> {
  for (const entry of file.issues) buildIssue(world, repository, entry)
  for (const entry of file.deployments) {
    const sha = await resolveRevision(world, repository, entry.ref ?? repository.defaultBranch)
    if (!sha) continue
    const id = nextId(world)
    const creator = userByLogin(world, entry.creator ?? world.viewer.login)
    const createdAt =
      entry.created_at === undefined
        ? world.clock.now() - 3_600_000
        : resolveTime(entry.created_at, world.clock.now())
    const status = {
      id: nextId(world),
      state: entry.state,
      description: null,
      creator,
      createdAt,
      environmentUrl: '',
      logUrl: '',
    }
    repository.environments.add(entry.environment)
    repository.deployments.set(id, {
      id,
      sha,
      ref: entry.ref ?? repository.defaultBranch,
      task: 'deploy',
      environment: entry.environment,
      description: entry.description,
      payload: {},
      creator,
      createdAt,
      updatedAt: createdAt,
      statuses: [status],
    })
  }
}

function buildIssue(world: World, repository: Repository, entry: IssueFile): void {
  const now = world.clock.now()
  const time = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : resolveTime(text, now)
  const number = entry.number ?? repository.nextNumber
  repository.nextNumber = Math.max(repository.nextNumber, number + 1)
  const createdAt = time(entry.created_at, now - 86_400_000)
  const closed = entry.state === 'closed'
  const closedAt = closed ? time(entry.closed_at, time(entry.updated_at, createdAt)) : null
  const issue: Issue = {
    kind: 'issue',
    id: nextId(world),
    number,
    title: entry.title,
    body: entry.body,
    user: userByLogin(world, entry.user ?? world.viewer.login),
    state: entry.state,
    stateReason: entry.state_reason ?? (closed ? 'completed' : null),
    labels: [],
    assignees: [],
    comments: [],
    events: [],
    locked: entry.locked,
    createdAt,
    updatedAt: closedAt ?? createdAt,
    closedAt,
    closedBy: closed ? userByLogin(world, entry.closed_by ?? entry.user ?? world.viewer.login) : null,
  }
  addParts(world, { repository, subject: issue, parts: entry })
  if (entry.updated_at !== undefined) issue.updatedAt = resolveTime(entry.updated_at, now)
  repository.issues.set(number, issue)
}
