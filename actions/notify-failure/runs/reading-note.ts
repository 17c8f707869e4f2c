import { BudgetStop, GitHubError, reason } from '@ecosystem-actions/core/errors'
import { permissionRemedy } from '@ecosystem-actions/core/explain'

const permissions: Readonly<Record<string, string>> = {
  'the annotations': 'checks: read',
  'the changes since the last green run': 'contents: read',
}

/** What could not be read, why, and how to allow it. */
export function noteOf(what: string, error: unknown): string {
  if (error instanceof BudgetStop) return `Could not read ${what}: ${error.message}`
  if (error instanceof GitHubError && error.status === 401)
    return `Could not read ${what}: ${reason(error)}. Check \`github-token\`: it is not valid, or not any more.`
  const denied = error instanceof GitHubError && (error.status === 403 || error.status === 404)
  if (!denied) return `Could not read ${what}: ${reason(error)}`
  const named = permissionRemedy(error.headers)
  const gone = error.status === 404 ? ' It may have been deleted meanwhile.' : ''
  const fallback = `Add to the job: permissions: { ${permissions[what] ?? 'actions: read'} }`
  return `Could not read ${what}: ${reason(error)}.${gone} ${named.startsWith('Add') ? named : fallback}`
}
