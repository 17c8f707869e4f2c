// git over smart HTTP: clone, partial clone, fetch and push, by git's own http-backend.
import { allows, canSee, type Actor } from '../domain/access.ts'
import { fullName, type Repository } from '../domain/model.ts'
import { exclusively, findRepository, suspensionOf, type World } from '../domain/world.ts'
import { actorOf, presentedToken, readBody, send, type Exchange } from '../http/exchange.ts'
import { runBackend } from './backend.ts'
import { writeToDisk } from './on-disk.ts'
import { followPush, judgePush, plainBody } from './push.ts'

function plain(exchange: Exchange, status: number, text: string): void {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' }
  if (status === 401) headers['www-authenticate'] = 'Basic realm="GitHub"'
  send(exchange, { status, headers, payload: Buffer.from(text) })
}

/** Follows renames, as GitHub does for git. */
function repositoryNamed(world: World, owner: string, name: string): Repository | undefined {
  const found = findRepository(world, owner, name)
  return found?.renamedTo ? world.repositories.get(found.renamedTo.toLowerCase()) : found
}

/** Why the request is refused: status and text. */
function refusal(
  world: World,
  input: { actor: Actor | null; repository: Repository; writing: boolean },
): [number, string] | null {
  const { actor, repository, writing } = input
  if (!canSee(world, actor, repository))
    return actor ? [404, 'Repository not found.'] : [401, 'No anonymous access.']
  if (repository.disabled || repository.blocked)
    return [403, 'Access to this repository has been disabled by GitHub staff.']
  if (!writing)
    return allows(world, actor, repository, { permission: 'contents', level: 'read' })
      ? null
      : [403, `Permission to ${fullName(repository)}.git denied.`]
  if (!actor) return [401, 'No anonymous write access.']
  if (repository.archived) return [403, 'This repository was archived so it is read-only.']
  if (repository.locked) return [403, 'This repository is locked.']
  if (allows(world, actor, repository, { permission: 'contents', level: 'write' })) return null
  return [403, `Permission to ${fullName(repository)}.git denied to ${actor.user.login}.`]
}

export async function serveGit(exchange: Exchange): Promise<void> {
  const { world, request, path, query, entry } = exchange
  const match = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/.exec(
    path,
  )
  const [, owner = '', name = '', service = ''] = match ?? []
  entry.route = `${exchange.method} /{owner}/{repo}.git${service}`
  const body = await readBody(request)
  const actor = actorOf(world, presentedToken(request.headers.authorization))
  if (actor === undefined) return plain(exchange, 401, 'Invalid username or token.')
  const suspension = suspensionOf(world, actor?.token)
  if (suspension !== undefined) return plain(exchange, 403, suspension)
  const repository = repositoryNamed(world, owner, name)
  if (!repository) return plain(exchange, actor ? 404 : 401, 'Repository not found.')
  entry.repository = fullName(repository)
  const writing = service === '/git-receive-pack' || query.get('service') === 'git-receive-pack'
  const refused = refusal(world, { actor, repository, writing })
  if (refused) return plain(exchange, ...refused)
  const run = async () => {
    writeToDisk(world, repository)
    const pushing = service === '/git-receive-pack' && actor !== null
    const unpacked = pushing ? plainBody(body, request.headers['content-encoding']) : body
    const refusals = pushing ? await judgePush(world, actor, { repository, body: unpacked }) : ''
    const answer = await runBackend(exchange, {
      repository,
      service,
      body,
      user: actor?.user.login ?? '',
      refusals,
    })
    if (pushing) await followPush(world, actor, repository)
    send(exchange, answer)
  }
  await exclusively(world, run)
}
