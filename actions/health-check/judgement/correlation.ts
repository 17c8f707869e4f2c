import type { CheckResult, Kind } from '../check.ts'

const networkKinds: ReadonlySet<Kind> = new Set<Kind>([
  'http',
  'tls',
  'tcp',
  'dns',
  'postgres',
  'redis',
  'status-page',
])
/** Failures that happen before the other side has said anything. */
const unanswered = new Set([
  'timeout',
  'refused',
  'reset',
  'name_not_found',
  'unreachable',
  'unknown_unreachable',
])

const failedUnanswered = ({ kind, status, reason = '' }: CheckResult) =>
  networkKinds.has(kind) && status !== 'ok' && unanswered.has(reason)

/** Whether everything that needs the network failed without an answer: then the network of the runner may be at fault. */
export function allUnanswered(results: readonly CheckResult[]): boolean {
  const asked = results.filter(
    ({ kind, reason }) => networkKinds.has(kind) && reason !== 'dependency' && reason !== 'private_address',
  )
  return asked.length > 0 && asked.every(failedUnanswered)
}

/** With the canary down as well, nothing is known about the services: warnings, and no issue. */
export function blameRunner(results: readonly CheckResult[], canary: string): CheckResult[] {
  return results.map((result) =>
    failedUnanswered(result)
      ? {
          ...result,
          status: 'warning',
          reason: 'unknown_runner_network',
          message: `Not known: this runner reaches neither this service nor ${canary}.`,
          fix: 'Run the job again; if it stays so, look at the network of the runner.',
        }
      : result,
  )
}

/** Names a provider's incident beside each failure of the network, so that nobody looks for it at home first. */
export function nameIncidents(results: readonly CheckResult[]): CheckResult[] {
  const incidents = results.filter(
    ({ kind, status, reason }) => kind === 'status-page' && status !== 'ok' && reason === 'incident',
  )
  const [first] = incidents
  if (!first) return [...results]
  return results.map((result) =>
    networkKinds.has(result.kind) && result.kind !== 'status-page' && result.status === 'error'
      ? { ...result, evidence: { ...result.evidence, provider_incident: first.message } }
      : result,
  )
}
