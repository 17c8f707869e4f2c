import type { CheckResult, PlannedCheck } from '../check.ts'
import { checkKinds } from '../checks/index.ts'
import type { Permission } from '../checks/permissions.ts'
import type { Options } from '../inputs.ts'

export const readsName = 'permissions: checks'
export const writesName = 'permissions: history and issue'

/**
 * What the token must be allowed for the other checks, for the history's branch and for the issue, as checks of their own. None without a
 * token, outside a repository, or for what a check of the user's already asks.
 */
export function permissionChecks(
  checks: readonly PlannedCheck[],
  options: Options,
  repository: string,
): PlannedCheck[] {
  if (options['github-token'] === '' || repository === '') return []
  const own = checks.filter(({ kind }) => kind === 'permissions').map(({ settings }) => settings)
  const left = (level: 'read' | 'write', needs: readonly Permission[]) =>
    needs.filter((need) => !own.some((settings) => [settings[level] ?? []].flat().includes(need)))
  const asking = checks.filter((check) => readsActions(check, repository))
  const reads = left('read', asking.length > 0 ? ['actions'] : [])
  const writes = left('write', options['dry-run'] ? [] : written(options))
  const severity = asking.some((check) => check.severity === 'error') ? 'error' : 'warning'
  const taken = new Set(checks.map(({ name }) => name))
  return [
    ...(reads.length > 0 ? [planned(readsName, { read: reads }, severity)] : []),
    // Without them the history goes elsewhere and the issue is not kept: the checks themselves stand.
    ...(writes.length > 0 ? [planned(writesName, { write: writes }, 'warning')] : []),
  ].filter(({ name }) => !taken.has(name))
}

/** Other repositories are not in the `permissions:` of a job. */
function readsActions({ kind, settings }: PlannedCheck, repository: string): boolean {
  if (kind === 'workflow') return (settings['repository'] ?? repository) === repository
  return Boolean(settings['artifact']) && (kind === 'metrics-freshness' || kind === 'success-rate')
}

function written({ history, issue, mode }: Options): Permission[] {
  return [
    ...(history === 'branch' ? (['contents'] as const) : []),
    ...(issue === 'auto' && mode === 'scheduled' ? (['issues'] as const) : []),
  ]
}

function planned(
  name: string,
  settings: Record<string, unknown>,
  severity: PlannedCheck['severity'],
): PlannedCheck {
  const { settings: schema } = checkKinds.permissions
  return { name, kind: 'permissions', settings: schema.parse(settings), dependsOn: [], severity }
}

/** Looked at last: what the checks themselves were answered says most of it. */
export const isPermissionNeed = ({ name }: PlannedCheck): boolean => name === readsName || name === writesName

/** Nobody asked for a warning about a write that works: what cannot be known of it is left out. The write itself says when it fails. */
export function withoutOpenWrites(results: readonly CheckResult[]): CheckResult[] {
  return results.filter(({ name, reason }) => name !== writesName || reason !== 'unknown_write')
}
