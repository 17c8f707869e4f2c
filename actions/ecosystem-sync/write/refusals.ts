import { GitHubError } from '@ecosystem-actions/core/errors'
import { permissionRemedy } from '@ecosystem-actions/core/explain'
import { TokenRefused } from '../forge/refusals.ts'

/** What GitHub's words about a refused write mean. */
export type WriteRefusal =
  | { kind: 'moved' }
  | { kind: 'exists' }
  | { kind: 'nothing-to-do' }
  | { kind: 'gone' }
  /** Rules of the branch: a pull request may still be possible. */
  | { kind: 'protected' }
  /** The token may not; `everywhere`: on all repositories of the owner, so that trying again is hopeless. */
  | { kind: 'permission'; permission: string; remedy: string; everywhere: boolean; setting?: true }
  | { kind: 'archived' }
  /** The token is none any more, so nothing was done and nothing will be. */
  | { kind: 'token'; remedy: string }
  | { kind: 'lost' }
  | { kind: 'other' }

const protection =
  /changes must be made through a pull request|GH006|GH013|protected branch|repository rule|must not contain merge commits|required status check|cannot update this protected ref/i

/** Reads a refused write by the sentences that GitHub uses. */
export function writeRefusal(error: GitHubError): WriteRefusal {
  const { message, status } = error
  if (error instanceof TokenRefused) return { kind: 'token', remedy: error.remedy }
  if (error.ambiguous) return { kind: 'lost' }
  if (/a pull request already exists/i.test(message)) return { kind: 'exists' }
  if (/no commits between/i.test(message)) return { kind: 'nothing-to-do' }
  if (/not permitted to create or approve pull requests/i.test(message)) {
    const remedy =
      'Turn on "Allow GitHub Actions to create and approve pull requests" in the settings of the repository or organization (Actions, General), or use another token.'
    return {
      kind: 'permission',
      permission: 'pull requests by GitHub Actions',
      remedy,
      everywhere: true,
      setting: true,
    }
  }
  if (/without .?workflows?.? permission/i.test(message)) {
    const remedy = 'Give the token the permission "workflows: write" (a classic token: the scope `workflow`).'
    return { kind: 'permission', permission: 'workflows', remedy, everywhere: true }
  }
  if (
    /not accessible by (?:integration|personal access token)|must have .*(?:write|push|admin)|permission/i.test(
      message,
    )
  ) {
    // An app's or a fine-grained token's permissions are the same on all repositories of an owner; a person's rights are not.
    const everywhere = /not accessible by/i.test(message)
    const remedy = permissionRemedy(error.headers)
    return { kind: 'permission', permission: permissionName(error), remedy, everywhere }
  }
  if (/archived/i.test(message)) return { kind: 'archived' }
  if (protection.test(message)) return { kind: 'protected' }
  if (
    /not a fast.?forward|expected .*(?:oid|to point)|does not match|beforeOid|reference (?:update failed|cannot be updated)|was at|is at .* but expected/i.test(
      message,
    )
  )
    return { kind: 'moved' }
  if (
    /reference does not exist|base.*invalid|head.*invalid|could not resolve to a node/i.test(message) ||
    status === 404
  )
    return { kind: 'gone' }
  return { kind: 'other' }
}

function permissionName({ headers, route }: GitHubError): string {
  const accepted = headers['x-accepted-github-permissions']?.split(/[=;,]/)[0]
  if (accepted) return accepted.replaceAll('_', '-')
  return /pulls/.test(route) ? 'pull-requests' : /labels|issues/.test(route) ? 'issues' : 'contents'
}
