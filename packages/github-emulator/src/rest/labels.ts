// Labels of a repository, and of issues and pull requests.
import { detachLabel } from '../domain/events.ts'
import * as domain from '../domain/issues.ts'
import type { Label } from '../domain/model.ts'
import { notFound, Refusal, validationFailed } from '../domain/refusal.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { optionalText, text, textList } from './fields.ts'
import { type Subject, read, write, subjectIn } from './issues.ts'
import { paged, repositoryPath } from './paging.ts'
import { labelView } from './views/issues.ts'

function labelIn(call: RepositoryCall): Label {
  const label = domain.findLabel(call.repository, call.params['name'] ?? '')
  if (!label) throw notFound()
  return label
}

/** Bodies may be `{labels: [...]}` or the bare list. */
function labelNames(call: RepositoryCall): string[] {
  const names = textList(call.body, 'labels') ?? textList(call.body, '')
  if (!names) throw new Refusal({ status: 422, message: 'Invalid request.\n\n"labels" wasn\'t supplied.' })
  return names
}

function labelsOf(call: RepositoryCall, subject: Subject) {
  return subject.labels.map((label) => labelView(call.world, call.repository, label))
}

function changeLabel(call: RepositoryCall): Answer {
  const { repository, body } = call
  const label = labelIn(call)
  const name = optionalText(body, 'new_name') ?? optionalText(body, 'name')
  if (
    name !== undefined &&
    name.toLowerCase() !== label.name.toLowerCase() &&
    domain.findLabel(repository, name)
  )
    throw validationFailed([{ resource: 'Label', code: 'already_exists', field: 'name' }])
  repository.labels.delete(label.name.toLowerCase())
  label.name = name ?? label.name
  label.color = (optionalText(body, 'color') ?? label.color).replace(/^#/, '')
  label.description = optionalText(body, 'description') ?? label.description
  repository.labels.set(label.name.toLowerCase(), label)
  return ok(labelView(call.world, repository, label))
}

export const labelRoutes: readonly Route[] = [
  repositoryRoute('GET', '/issues/{issue_number}/labels', read, (call) => {
    const subject = subjectIn(call)
    return paged(call, {
      items: subject.labels,
      path: repositoryPath(call),
      view: (label) => labelView(call.world, call.repository, label),
    })
  }),
  repositoryRoute('POST', '/issues/{issue_number}/labels', write, (call) => {
    const subject = subjectIn(call)
    domain.addLabels(call.world, {
      repository: call.repository,
      subject,
      names: labelNames(call),
      actor: actorIn(call).user,
    })
    return ok(labelsOf(call, subject))
  }),
  repositoryRoute('PUT', '/issues/{issue_number}/labels', write, (call) => {
    const subject = subjectIn(call)
    domain.replaceLabels(call.world, {
      repository: call.repository,
      subject,
      names: labelNames(call),
      actor: actorIn(call).user,
    })
    return ok(labelsOf(call, subject))
  }),
  repositoryRoute('DELETE', '/issues/{issue_number}/labels', write, (call) => {
    const subject = subjectIn(call)
    domain.replaceLabels(call.world, {
      repository: call.repository,
      subject,
      names: [],
      actor: actorIn(call).user,
    })
    return noContent()
  }),
  repositoryRoute('DELETE', '/issues/{issue_number}/labels/{name}', write, (call) => {
    const subject = subjectIn(call)
    domain.removeLabel(call.world, {
      repository: call.repository,
      subject,
      name: call.params['name'] ?? '',
      actor: actorIn(call).user,
    })
    return ok(labelsOf(call, subject))
  }),
  repositoryRoute('GET', '/labels', 'issues:read', (call) =>
    paged(call, {
      items: [...call.repository.labels.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      path: repositoryPath(call),
      view: (label) => labelView(call.world, call.repository, label),
    }),
  ),
  repositoryRoute('POST', '/labels', write, (call) => {
    const { body } = call
    const given = {
      name: text(body, 'name'),
      color: optionalText(body, 'color'),
      description: optionalText(body, 'description'),
    }
    const label = domain.createLabel(call.world, call.repository, given)
    const view = labelView(call.world, call.repository, label)
    return { status: 201, body: view, headers: { location: view.url } }
  }),
  repositoryRoute('GET', '/labels/{name}', 'issues:read', (call) =>
    ok(labelView(call.world, call.repository, labelIn(call))),
  ),
  repositoryRoute('PATCH', '/labels/{name}', write, changeLabel),
  repositoryRoute('DELETE', '/labels/{name}', write, (call) => {
    const label = labelIn(call)
    for (const subject of [...call.repository.issues.values(), ...call.repository.pulls.values()])
      detachLabel(call.world, subject, label, call.actor?.user ?? null)
    call.repository.labels.delete(label.name.toLowerCase())
    return noContent()
  }),
]
