// Labels of a repository, and putting them on issues and pull requests.
import { attachLabel, detachLabel } from './events.ts'
import type { Issue, Label, PullRequest, Repository, User } from './model.ts'
import { notFound, validationFailed } from './refusal.ts'
import { nextId, type World } from './world.ts'

export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.get(name.toLowerCase())
}

/** Creates a label of the repository. */
export function createLabel(
  world: World,
  repository: Repository,
  input: { name: string; color?: string | undefined; description?: string | null | undefined },
): Label {
  if (input.name.trim() === '')
    throw validationFailed([{ resource: 'Label', code: 'missing_field', field: 'name' }])
  if (findLabel(repository, input.name))
    throw validationFailed(
      [{ resource: 'Label', code: 'already_exists', field: 'name' }],
      'Name has already been taken',
    )
  const color = (input.color ?? 'ededed').replace(/^#/, '')
  if (!/^[0-9a-fA-F]{6}$/.test(color))
    throw validationFailed([{ resource: 'Label', code: 'invalid', field: 'color', value: color }])
  if ((input.description ?? '').length > 100)
    throw validationFailed([
      {
        resource: 'Label',
        code: 'custom',
        field: 'description',
        message: 'description is too long (maximum is 100 characters)',
      },
    ])
  const label: Label = {
    id: nextId(world),
    name: input.name,
    color: color.toLowerCase(),
    description: input.description ?? null,
    default: false,
  }
  repository.labels.set(label.name.toLowerCase(), label)
  return label
}

interface LabelChange {
  repository: Repository
  subject: Issue | PullRequest
  names: readonly string[]
  actor: User | null
}

/** Adds labels by name; unknown ones are created with GitHub's default grey. */
export function addLabels(world: World, { repository, subject, names, actor }: LabelChange): void {
  for (const name of names) {
    if (name.length > 50)
      throw validationFailed([
        {
          resource: 'Label',
          code: 'custom',
          field: 'name',
          message: 'name is too long (maximum is 50 characters)',
        },
      ])
    const label = findLabel(repository, name) ?? createLabel(world, repository, { name })
    attachLabel(world, subject, { label, actor })
  }
}

export function replaceLabels(world: World, change: LabelChange): void {
  const wanted = new Set(change.names.map((name) => name.toLowerCase()))
  for (const label of change.subject.labels.filter((label) => !wanted.has(label.name.toLowerCase())))
    detachLabel(world, change.subject, label, change.actor)
  addLabels(world, change)
}

/** Takes a label off; 404 when it is not there, as GitHub answers. */
export function removeLabel(world: World, change: Omit<LabelChange, 'names'> & { name: string }): void {
  const label = findLabel(change.repository, change.name)
  if (!label || !change.subject.labels.includes(label))
    throw Object.assign(notFound('Label does not exist'), { message: 'Label does not exist' })
  detachLabel(world, change.subject, label, change.actor)
}
