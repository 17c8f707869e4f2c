// Timeline events of issues and pull requests.
import type { Issue, IssueBase, Label, PullRequest, Repository, TimelineEvent, User } from './model.ts'
import { nextId, type World } from './world.ts'

export function pullEvent(
  world: World,
  event: string,
  actor: User | null,
  createdAt = world.clock.now(),
): TimelineEvent {
  return { id: nextId(world), event, actor, createdAt }
}

/** Adds a label and its timeline event; a label that is there already stays as it is. */
export function attachLabel(
  world: World,
  subject: IssueBase,
  input: { label: Label; actor: User | null; at?: number },
): void {
  if (subject.labels.includes(input.label)) return
  subject.labels.push(input.label)
  subject.updatedAt = Math.max(subject.updatedAt, input.at ?? world.clock.now())
  subject.events.push({ ...pullEvent(world, 'labeled', input.actor, input.at), label: input.label })
}

export function detachLabel(world: World, subject: IssueBase, label: Label, actor: User | null): void {
  const at = subject.labels.indexOf(label)
  if (at === -1) return
  subject.labels.splice(at, 1)
  subject.updatedAt = world.clock.now()
  subject.events.push({ ...pullEvent(world, 'unlabeled', actor), label })
}

/** An issue or a pull request: they share their numbers. */
export function issueOrPull(repository: Repository, number: number): Issue | PullRequest | undefined {
  return repository.issues.get(number) ?? repository.pulls.get(number)
}
