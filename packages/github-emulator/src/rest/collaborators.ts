// Who may do what in a repository, what happened in it, and messages to its workflows.
import { roleOf } from '../domain/access.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { userByLogin } from '../domain/world.ts'
import { noContent, ok } from '../http/answer.ts'
import { repositoryRoute, type Route } from '../http/router.ts'
import { text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { userView } from './views/users.ts'

function permissionFlags(role: string) {
  const order = ['none', 'read', 'triage', 'write', 'maintain', 'admin']
  const at = (name: string) => order.indexOf(role) >= order.indexOf(name)
  return {
    admin: at('admin'),
    maintain: at('maintain'),
    push: at('write'),
    triage: at('triage'),
    pull: at('read'),
  }
}

export const collaboratorRoutes: readonly Route[] = [
  repositoryRoute('GET', '/collaborators/{username}/permission', 'metadata:read', (call) => {
    const login = call.params['username'] ?? ''
    if (!call.world.users.has(login.toLowerCase())) throw notFound()
    const user = userByLogin(call.world, login)
    const role = roleOf(call.world, call.repository, user)
    const permission = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role
    const flags = permissionFlags(role)
    return ok({
      permission,
      role_name: role,
      user: { ...userView(call.world, user), permissions: flags, role_name: role },
    })
  }),
  repositoryRoute('GET', '/collaborators/{username}', 'metadata:read', (call) => {
    const user = call.world.users.get((call.params['username'] ?? '').toLowerCase())
    if (
      !user ||
      !(
        call.repository.collaborators.has(user.login.toLowerCase()) ||
        user.login === call.repository.owner.login
      )
    )
      throw notFound()
    return noContent()
  }),
  repositoryRoute('GET', '/activity', 'contents:read', (call) => {
    const ref = call.query.get('ref')
    const wanted = ref && (ref.startsWith('refs/') ? ref : `refs/heads/${ref}`)
    const type = call.query.get('activity_type')
    const items = call.repository.activity
      .filter((one) => (!wanted || one.ref === wanted) && (!type || one.type === type))
      .toReversed()
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (one) => ({
        id: one.id,
        node_id: `PSH_${one.id}`,
        before: one.before,
        after: one.after,
        ref: one.ref,
        timestamp: new Date(one.timestamp).toISOString(),
        activity_type: one.type,
        actor: one.actor && userView(call.world, one.actor),
      }),
    })
  }),
  repositoryRoute('POST', '/dispatches', 'contents:write', (call) => {
    const eventType = text(call.body, 'event_type')
    const payload = call.body['client_payload'] ?? {}
    if (Object.keys(payload).length > 10)
      throw new Refusal({
        status: 422,
        message: 'Validation Failed',
        errors: [
          {
            resource: 'RepositoryDispatch',
            code: 'custom',
            message: 'No more than 10 properties are allowed',
          },
        ],
      })
    call.repository.dispatches.push({
      eventType,
      clientPayload: payload,
      actor: call.actor?.user ?? null,
      createdAt: call.world.clock.now(),
    })
    return noContent()
  }),
]
