// From a global id to the thing it names, as far as the caller may see it.
import { parseNodeId, type NodeId } from '../domain/node-id.ts'
import type { Repository, User } from '../domain/model.ts'
import { repositoryById, type World } from '../domain/world.ts'
import { checkOfAttempt } from '../world/build-jobs.ts'
import { FieldRefusal } from './errors.ts'
import { gitObject } from './git-objects.ts'
import { readable, visible, type Session } from './session.ts'
import {
  asActor,
  asLabel,
  asPull,
  asRef,
  asRepository,
  type RefSource,
  type RepositorySource,
  type Source,
  type SubjectSource,
  type PullSource,
} from './sources.ts'

export function nodeNotFound(id: string): FieldRefusal {
  return new FieldRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
}

export function userById(world: World, id: number): User | undefined {
  for (const user of world.users.values()) if (user.id === id) return user
  return undefined
}

/** The thing behind a global id. Throws NOT_FOUND for what is not there or may not be seen. */
export async function loadNode(session: Session, id: string): Promise<Source> {
  const named = parseNodeId(id)
  const found = named && (await lookUp(session, named))
  if (!found) throw nodeNotFound(id)
  return found
}

async function lookUp(session: Session, named: NodeId): Promise<Source | undefined> {
  const { kind, key } = named
  const { world } = session
  if (kind === 'Repository') {
    const repository = repositoryById(world, Number(key))
    return repository && visible(session, repository) ? asRepository(repository) : undefined
  }
  if (named.repository === null) {
    const app = kind === 'App' ? world.apps.get(Number(key)) : undefined
    if (app) return { type: 'App', app } as Source
    const user = userById(world, Number(key))
    return user ? asActor(user) : undefined
  }
  const repository = repositoryById(world, named.repository)
  if (!repository || !visible(session, repository)) return undefined
  return inRepository(session, repository, named)
}

type Finder = (repository: Repository, key: number) => unknown

/** Things of a repository that are found by their number. */
const finders: Partial<Record<NodeId['kind'], Finder>> = {
  // Issues and pull requests are named by their number, as REST names them.
  Issue: (repository, key) => {
    const issue = repository.issues.get(key)
    return issue && { type: 'Issue', repository, issue }
  },
  PullRequest: (repository, key) => {
    const pull = repository.pulls.get(key)
    return pull && asPull(repository, pull)
  },
  Label: (repository, key) => {
    for (const label of repository.labels.values()) if (label.id === key) return asLabel(repository, label)
    return undefined
  },
  CheckRun: (repository, key) => {
    const run = repository.checkRuns.get(key) ?? checkOfAttempt(repository, key)
    return run && { type: 'CheckRun', repository, run }
  },
  CheckSuite: (repository, key) => {
    const suite = repository.checkSuites.get(key)
    return suite && { type: 'CheckSuite', repository, suite }
  },
  WorkflowRun: (repository, key) => {
    const run = repository.runs.get(key)
    return run && { type: 'WorkflowRun', repository, suite: run.suite, run }
  },
  Workflow: (repository, key) => {
    const workflow = repository.workflows.get(key)
    return workflow && { type: 'Workflow', repository, workflow }
  },
  StatusContext: (repository, key) => {
    const status = repository.statuses.find(({ id }) => id === key)
    return status && { type: 'StatusContext', repository, status }
  },
  Deployment: (repository, key) => {
    const deployment = repository.deployments.get(key)
    return deployment && { type: 'Deployment', repository, deployment }
  },
  PullRequestReview: (repository, key) => {
    for (const pull of repository.pulls.values()) {
      const review = pull.reviews.find(({ id }) => id === key)
      if (review) return { type: 'PullRequestReview', repository, pull, review }
    }
    return undefined
  },
  PullRequestReviewThread: (repository, key) => {
    for (const pull of repository.pulls.values()) {
      const thread = pull.threads.find(({ id }) => id === key)
      if (thread) return { type: 'PullRequestReviewThread', repository, pull, thread }
    }
    return undefined
  },
  IssueComment: (repository, key) => {
    for (const subject of [...repository.issues.values(), ...repository.pulls.values()]) {
      const comment = subject.comments.find(({ id }) => id === key)
      if (comment) return { type: 'IssueComment', repository, subject, comment }
    }
    return undefined
  },
  MergeQueueEntry: (repository, key) => {
    for (const pull of repository.pulls.values())
      if (pull.queueEntry?.id === key)
        return { type: 'MergeQueueEntry', repository, pull, entry: pull.queueEntry }
    return undefined
  },
}

async function inRepository(
  session: Session,
  repository: Repository,
  named: NodeId,
): Promise<Source | undefined> {
  const { kind, key } = named
  if (kind === 'CheckRun' || kind === 'CheckSuite') readable(session, repository, 'checks')
  if (kind === 'Ref') return repository.refs.has(String(key)) ? asRef(repository, String(key)) : undefined
  if (kind === 'Commit' || kind === 'Tree' || kind === 'Blob' || kind === 'Tag')
    return gitObject(session, repository, String(key))
  return finders[kind]?.(repository, Number(key)) as Source | undefined
}

async function loadAs(session: Session, id: string, types: readonly string[]): Promise<Source> {
  const found = await loadNode(session, id)
  if (!types.includes(found.type)) throw nodeNotFound(id)
  return found
}

export async function loadRepository(session: Session, id: string): Promise<Repository> {
  return ((await loadAs(session, id, ['Repository'])) as RepositorySource).repository
}

export async function loadPull(session: Session, id: string): Promise<PullSource> {
  return (await loadAs(session, id, ['PullRequest'])) as PullSource
}

export async function loadRef(session: Session, id: string): Promise<RefSource> {
  return (await loadAs(session, id, ['Ref'])) as RefSource
}

/** An issue or a pull request: everything that can be labelled, commented or assigned here. */
export async function loadSubject(session: Session, id: string): Promise<SubjectSource> {
  return (await loadAs(session, id, ['Issue', 'PullRequest'])) as SubjectSource
}

export async function loadTyped<T extends Source>(session: Session, id: string, type: T['type']): Promise<T> {
  return (await loadAs(session, id, [type])) as T
}
