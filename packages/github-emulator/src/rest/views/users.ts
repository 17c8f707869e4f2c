// Users and apps as REST shows them.
import { timestamp } from '../../domain/clock.ts'
import type { App, User } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import type { World } from '../../domain/world.ts'

/** The "simple user" of GitHub's OpenAPI description. */
export function userView(world: World, user: User) {
  const api = `${world.url}/users/${encodeURIComponent(user.login)}`
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.type, user.id),
    avatar_url: `${world.url}/_page/avatar/${user.id}`,
    gravatar_id: '',
    url: api,
    html_url: `${world.url}/${user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

export function userOrNull(world: World, user: User | null) {
  return user && userView(world, user)
}

/** The full public profile. */
export function profileView(world: World, user: User) {
  const created = timestamp(user.createdAt)
  return {
    ...userView(world, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: created,
    updated_at: created,
  }
}

export function appView(world: World, app: App) {
  const created = timestamp(app.createdAt)
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: userView(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: created,
    updated_at: created,
    permissions: {},
    events: [],
    installations_count: 1,
  }
}
