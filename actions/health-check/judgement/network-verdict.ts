import { error, type Verdict } from '../check.ts'
import type { NetworkFailure } from '../probes.ts'

const lasting = new Set<NetworkFailure['problem']>([
  'private_address',
  'certificate',
  'denied',
  'redirects',
  'too_large',
])

const fixes: Partial<Record<NetworkFailure['problem'], string>> = {
  private_address: 'Set `allow-private-addresses: true` when this address is meant.',
  name_not_found: 'Check the host name and its DNS records.',
  refused: 'Nothing listens there: start the service, or check host and port.',
  timeout: 'Check that the service runs and that a firewall lets this runner in.',
  denied: 'Check the user and the password.',
  saturated: 'Raise the limit of connections, or find what holds them.',
}

/** The verdict on a service that could not be reached; the same words for all protocols. */
export function failed(target: string, failure: NetworkFailure): Verdict {
  const fix = fixes[failure.problem]
  return error(failure.problem, `${target}: ${failure.message}`, {
    evidence: { duration_ms: Math.round(failure.ms) },
    transient: !lasting.has(failure.problem),
    ...(fix ? { fix } : {}),
  })
}
