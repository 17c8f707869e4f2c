// GitHub Apps: who am I, where am I installed, and tokens that live one hour.
import { createVerify } from 'node:crypto'
import type { Actor } from '../domain/access.ts'
import { timestamp } from '../domain/clock.ts'
import type { App, Token } from '../domain/model.ts'
import { notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { findRepository, isSuspended, userByLogin, type Installation, type World } from '../domain/world.ts'
import { ok } from '../http/answer.ts'
import { plainRoute, type Call, type Route } from '../http/router.ts'
import { paged } from './paging.ts'
import { appView, userView } from './views/users.ts'

const hour = 3_600_000

/** The app behind a JWT whose signature, age and issuer are right; undefined otherwise. */
export function appActor(world: World, presented: string | null): Actor | undefined {
  const [header, payload, signature] = presented?.split('.') ?? []
  if (!header || !payload || !signature) return undefined
  const claims = decodeClaims(payload)
  const app = world.apps.get(Number(claims?.iss))
  if (!claims || !app?.publicKey) return undefined
  const verified = createVerify('RSA-SHA256')
    .update(`${header}.${payload}`)
    .verify(app.publicKey, Buffer.from(signature, 'base64url'))
  const now = world.clock.now() / 1000
  const inTime = claims.exp > now - 30 && claims.exp <= now + 660 && claims.iat <= now + 60
  if (!verified || !inTime) return undefined
  const user = userByLogin(world, `${app.slug}[bot]`)
  return { user, token: appToken(app, presented ?? '', user) }
}

function appToken(app: App, token: string, user: Token['user']): Token {
  return {
    token,
    kind: 'app',
    user,
    permissions: {},
    repositories: new Set(),
    owner: null,
    expiresAt: null,
    appId: app.id,
    installationId: null,
  }
}

function decodeClaims(payload: string): { iss: unknown; iat: number; exp: number } | undefined {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
      iss: unknown
      iat: number
      exp: number
    }
  } catch {
    return undefined
  }
}

function requireApp(call: Call): App {
  const app = call.world.apps.get(call.actor?.token.appId ?? -1)
  if (call.actor?.token.kind !== 'app' || !app)
    throw new Refusal({ status: 401, message: 'A JSON web token could not be decoded' })
  return app
}

function installationView(call: Call, installation: Installation) {
  const account = userByLogin(call.world, installation.owner)
  const created = timestamp(installation.app.createdAt)
  const suspended = isSuspended(call.world, installation)
  const api = `${call.base}/app/installations/${installation.id}`
  return {
    id: installation.id,
    account: userView(call.world, account),
    access_tokens_url: `${api}/access_tokens`,
    repositories_url: `${call.base}/installation/repositories`,
    html_url: `${call.world.url}/settings/installations/${installation.id}`,
    app_id: installation.app.id,
    app_slug: installation.app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: { metadata: 'read', ...installation.permissions },
    events: [],
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    repository_selection: installation.repositories ? 'selected' : 'all',
    created_at: created,
    updated_at: created,
    suspended_by: suspended ? userView(call.world, account) : null,
    suspended_at: suspended ? timestamp(installation.suspendedAt ?? 0) : null,
  }
}

function ownInstallations(call: Call): Installation[] {
  const app = requireApp(call)
  return [...call.world.installations.values()].filter((installation) => installation.app.id === app.id)
}

function installationOf(call: Call, owner: string): Installation {
  const found = ownInstallations(call).find((one) => one.owner.toLowerCase() === owner.toLowerCase())
  if (!found) throw notFound()
  return found
}

/** Of a repository that is not there, or not among those that were selected, there is none to be seen. */
function installationOn(call: Call): Installation {
  const [owner, name] = [call.params['owner'] ?? '', call.params['repo'] ?? '']
  const found = installationOf(call, owner)
  const selected = found.repositories?.some((one) => one.toLowerCase() === `${owner}/${name}`.toLowerCase())
  const repository = findRepository(call.world, owner, name)
  if (!repository || repository.missing || selected === false) throw notFound()
  return found
}

function createToken(call: Call) {
  const installation = ownInstallations(call).find((one) => one.id === Number(call.params['installation_id']))
  if (!installation) throw notFound()
  if (isSuspended(call.world, installation))
    throw new Refusal({ status: 403, message: 'This installation has been suspended' })
  const asked = (call.body['permissions'] ?? installation.permissions) as Installation['permissions']
  const rank = { none: 0, read: 1, write: 2, admin: 3 }
  for (const [name, level] of Object.entries(asked))
    if (rank[level] > rank[installation.permissions[name] ?? 'none'])
      throw unprocessable('The permissions requested are not granted to this installation.')
  const names = call.body['repositories'] as string[] | undefined
  const repositories = names?.map((name) => `${installation.owner}/${name}`) ?? installation.repositories
  const expiresAt = call.world.clock.now() + hour
  const value = `ghs_${Buffer.from(`${installation.id}-${call.world.tokens.size}-${expiresAt}`).toString('base64url')}`
  call.world.tokens.set(value, {
    token: value,
    kind: 'installation',
    user: userByLogin(call.world, `${installation.app.slug}[bot]`),
    permissions: asked,
    repositories: repositories ? new Set(repositories.map((name) => name.toLowerCase())) : null,
    owner: installation.owner,
    expiresAt,
    appId: installation.app.id,
    installationId: installation.id,
  })
  const selection = repositories ? 'selected' : 'all'
  return ok(
    {
      token: value,
      expires_at: timestamp(expiresAt),
      permissions: { metadata: 'read', ...asked },
      repository_selection: selection,
    },
    201,
  )
}

export const appRoutes: readonly Route[] = [
  plainRoute('GET', '/app', (call) => ok(appView(call.world, requireApp(call)))),
  plainRoute('GET', '/app/installations', (call) =>
    paged(call, {
      items: ownInstallations(call),
      path: '/app/installations',
      view: (one) => installationView(call, one),
    }),
  ),
  plainRoute('GET', '/app/installations/{installation_id}', (call) => {
    const found = ownInstallations(call).find((one) => one.id === Number(call.params['installation_id']))
    if (!found) throw notFound()
    return ok(installationView(call, found))
  }),
  plainRoute('POST', '/app/installations/{installation_id}/access_tokens', createToken),
  plainRoute('GET', '/orgs/{org}/installation', (call) =>
    ok(installationView(call, installationOf(call, call.params['org'] ?? ''))),
  ),
  plainRoute('GET', '/users/{username}/installation', (call) =>
    ok(installationView(call, installationOf(call, call.params['username'] ?? ''))),
  ),
  plainRoute('GET', '/repos/{owner}/{repo}/installation', (call) =>
    ok(installationView(call, installationOn(call))),
  ),
]
