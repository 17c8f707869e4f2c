import { nearest } from '@ecosystem-actions/core/suggest'
import type { Rights, TokenOrigin } from './forge.ts'
import type { OwnerToken } from './inputs.ts'
import type { Target } from './model.ts'

export interface Lack {
  /** As in `permissions:`, e.g. `contents: write`. */
  needs: readonly string[]
  /** GitHub's words: they tell a person's token from an app's. */
  message: string
}

export interface Place {
  repository: string
  origin: TokenOrigin | undefined
  rights: Rights | undefined
}

function ownerOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'))
}

/** Which token it is, in the caller's own words. */
function tokenOf({ origin, repository }: Place): string {
  return origin === 'tokens' ? `the token of ${ownerOf(repository)} in \`tokens\`` : '`github-token`'
}

/** What to do about a permission that is missing: where it is given depends on whose token it is. */
export function permissionRemedy({ needs, message }: Lack, place: Place): string {
  const named = needs.map((need) => `"${need}"`).join(' and ')
  const workflows = needs.some((need) => need.startsWith('workflows'))
  const { origin, rights, repository } = place
  if (/must have/i.test(message))
    return `Give the account behind ${tokenOf(place)} write access to ${repository}.`
  if (origin === 'app')
    return `Give the app the permission ${named} and accept it for its installation on ${ownerOf(repository)}.`
  if (/personal access token/i.test(message))
    return `Give ${tokenOf(place)} the permission ${named} for ${repository} (a classic token: the scope \`${workflows ? 'workflow' : 'repo'}\`).`
  if (rights?.kind !== 'job-token')
    return `Give ${tokenOf(place)} the permission ${named} on ${ownerOf(repository)}${workflows ? ' (a classic token: the scope `workflow`)' : ''}.`
  if (workflows)
    return "The job's own token can never change workflows: give `tokens`, a personal token, or `app-id` and `private-key`."
  return `Add to the job: permissions: { ${needs.join(', ')} }`
}

/** A repository that is not there or not to be seen: GitHub answers the same for both. */
export function unseenRemedy(place: Omit<Place, 'rights'>): string {
  const owner = ownerOf(place.repository)
  if (place.origin === 'app')
    return `Check the name; if it exists, select it in the installation of the app on ${owner}.`
  if (place.origin === 'tokens')
    return `Check the name; if it is private, let the token of ${owner} in \`tokens\` see it.`
  return `Check the name; if it is private, give a token that may see it: a line "${owner}: …" in \`tokens\`, or \`app-id\` and \`private-key\`.`
}

/** Lines of `tokens` that nothing uses: most likely an owner that is spelled wrong. */
export function unusedTokens(tokens: ReadonlyMap<string, OwnerToken>, targets: readonly Target[]): string[] {
  const owners = new Map(targets.map(({ owner }) => [owner.toLowerCase(), owner]))
  const without = [...owners].flatMap(([key, owner]) => (tokens.has(key) ? [] : [owner]))
  return [...tokens].flatMap(([key, { owner, line }]) => {
    if (owners.has(key)) return []
    const meant = nearest(owner, without)
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    return [`Input "tokens": line ${line} is for "${owner}", an owner of no configured repository.${hint}`]
  })
}
