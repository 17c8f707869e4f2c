import { z } from 'zod'
import { error, hours, ok, warning, worse, type CheckKind, type Verdict } from '../check.ts'
import { failed } from '../judgement/network-verdict.ts'
import type { TlsAnswer } from '../probes.ts'
import { host, port, timeoutSeconds } from '../plan/settings.ts'

const settings = z.strictObject({
  host,
  port: port.default(443),
  servername: host.optional(),
  /** A file with the certificates of an own authority, PEM. */
  'ca-file': z.string().min(1).optional(),
  'warning-days': z.number().positive().optional(),
  'error-days': z.number().positive().optional(),
  'timeout-seconds': timeoutSeconds,
})

const day = 86_400_000

export interface ExpiryLimits {
  /** Days; default 21 and 7, and never more than a third and a sixth of the certificate's whole life: six-day certificates stay quiet. */
  warningDays: number | undefined
  errorDays: number | undefined
}

/** The worst of name, chain and expiry. The handshake reports only its first complaint, so each is judged on its own. */
export function judgeTls(
  target: string,
  answer: TlsAnswer,
  { warningDays, errorDays, now }: ExpiryLimits & { now: Date },
): Verdict {
  const [leaf] = answer.chain
  if (!leaf) return error('certificate', `${target}: the server sent no certificate.`)
  const life = leaf.validTo.getTime() - leaf.validFrom.getTime()
  const left = leaf.validTo.getTime() - now.getTime()
  const errorBelow = errorDays === undefined ? Math.min(7 * day, life / 6) : errorDays * day
  const warningBelow = warningDays === undefined ? Math.min(21 * day, life / 3) : warningDays * day
  const evidence = {
    subject: leaf.subject,
    issuer: leaf.issuer,
    valid_from: leaf.validFrom.toISOString(),
    valid_to: leaf.validTo.toISOString(),
    days_left: Math.round((left / day) * 10) / 10,
    protocol: answer.protocol,
    chain: answer.chain.length,
  }
  const fix = 'Renew the certificate, and see why its renewal did not run.'
  const verdicts: Verdict[] = [
    ok(`${target}: the certificate is valid for ${hours(left)} more.`),
    ...(answer.wrongHost
      ? [
          error('wrong_host', `${target}: ${answer.wrongHost}`, {
            fix: 'Serve a certificate that names this host.',
          }),
        ]
      : []),
    ...(left <= 0
      ? [error('expired', `${target}: the certificate expired ${hours(-left)} ago.`, { fix })]
      : []),
    ...(now < leaf.validFrom
      ? [
          error(
            'not_yet_valid',
            `${target}: the certificate is not valid before ${leaf.validFrom.toISOString()}.`,
          ),
        ]
      : []),
    ...distrust(target, answer),
    ...(left > 0 && left < errorBelow
      ? [error('expires_soon', `${target}: the certificate expires in ${hours(left)}.`, { fix })]
      : []),
    ...(left > 0 && left < warningBelow
      ? [warning('expires_soon', `${target}: the certificate expires in ${hours(left)}.`, { fix })]
      : []),
  ]
  return { ...verdicts.slice(1).reduce(worse, verdicts[0]!), evidence }
}

const words: Record<string, [message: string, fix: string]> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'the chain is incomplete: the server does not send the certificate of its issuer.',
    'Configure the full chain, not only the certificate.',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'the chain does not lead to a trusted authority.',
    'Configure the full chain, or name your authority by `ca-file`.',
  ],
  UNABLE_TO_GET_ISSUER_CERT: [
    'the chain is incomplete.',
    'Configure the full chain, not only the certificate.',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'the certificate is signed by itself.',
    'Use a certificate of a trusted authority, or name yours by `ca-file`.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'the chain ends in an authority that is not trusted.',
    'Name your authority by `ca-file`.',
  ],
}

// Expiry and names have their own verdicts.
const judgedElsewhere = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID'])

function distrust(target: string, { distrust }: TlsAnswer): Verdict[] {
  if (distrust === undefined || judgedElsewhere.has(distrust)) return []
  const [message, fix] = words[distrust] ?? [
    `the chain is not trusted (${distrust}).`,
    'Check the chain that the server sends.',
  ]
  return [error('untrusted', `${target}: ${message}`, { fix })]
}

export const tls: CheckKind<typeof settings> = {
  kind: 'tls',
  settings,
  async look(settings, { network, files }, { now, timeoutMs, signal }) {
    const seconds = settings['timeout-seconds']
    const caFile = settings['ca-file']
    const ca = caFile === undefined ? undefined : await files.read(caFile, 1_000_000)
    if (caFile !== undefined && ca === undefined)
      return error('missing', `${caFile} is missing.`, { fix: 'Check `ca-file`.' })
    const answer = await network.tls({
      host: settings.host.replace(/^\[|\]$/g, ''),
      port: settings.port,
      servername: settings.servername ?? settings.host,
      ca,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    const target = `${settings.host}:${settings.port}`
    if (!answer.ok) return failed(target, answer)
    return judgeTls(target, answer, {
      warningDays: settings['warning-days'],
      errorDays: settings['error-days'],
      now,
    })
  },
}
