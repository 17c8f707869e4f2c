import { GitHubError } from '@ecosystem-actions/core/errors'
import { TokenRefused } from '../forge/refusals.ts'
import type { Lack } from '../remedies.ts'

/** What GitHub's words about a refused write mean. */
export type WriteRefusal =
  | { kind: 'moved' }
  | { kind: 'exists' }
  | { kind: 'nothing-to-do' }
  | { kind: 'gone' }
  /** Rules of the branch: a pull request may still be possible. */
  | { kind: 'protected' }
  /** The token may not; `everywhere`: on all repositories of the owner, so that trying again is hopeless. */
  | { kind: 'permission'; permission: string; lack: Lack; everywhere: boolean }
  /** A setting of the repository or organization forbids it to every workflow. */
  | { kind: 'setting'; permission: string; remedy: string }
  | { kind: 'archived' }
  /** The token is none any more, so nothing was done and nothing will be. */
  | { kind: 'token'; remedy: string }
  | { kind: 'lost' }
  | { kind: 'other' }

const protection =
  /changes must be made through a pull request|GH006|GH013|protected branch|repository rule|must not contain merge commits|required status check|cannot update this protected ref|cannot force-push to this branch|not authorized to push to this branch/i

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
    return { kind: 'setting', permission: 'pull requests by GitHub Actions', remedy }
  }
  if (/without .?workflows?.? permission/i.test(message)) {
    const lack = { needs: ['workflows: write'], message }
    return { kind: 'permission', permission: 'workflows', lack, everywhere: true }
  }
  if (
    /not accessible by (?:integration|personal access token)|must have .*(?:write|push|admin)|permission/i.test(
      message,
    )
  ) {
    // An app's or a fine-grained token's permissions are the same on all repositories of an owner; a person's rights are not.
    const everywhere = /not accessible by/i.test(message)
    const needs = acceptedPermissions(error)
    const permission = needs[0]?.split(':')[0] ?? 'contents'
    return { kind: 'permission', permission, lack: { needs, message }, everywhere }
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

/** What GitHub says that it would accept (`contents=write; issues=read,…`), else what the route needs. */
function acceptedPermissions({ headers, route }: GitHubError): string[] {
  const accepted = headers['x-accepted-github-permissions']?.split(';')[0] ?? ''
  const needs = accepted.split(',').flatMap((pair) => {
    const [name, level] = pair.trim().split('=')
    return name && level ? [`${name.replaceAll('_', '-')}: ${level}`] : []
  })
  if (needs.length > 0) return needs
  return [
    /pulls/.test(route)
      ? 'pull-requests: write'
      : /labels|issues/.test(route)
        ? 'issues: write'
        : 'contents: write',
  ]
}
