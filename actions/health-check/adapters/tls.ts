import { isIP } from 'node:net'
import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { Certificate, HostTarget, Network } from '../probes.ts'
import type { AddressGuard } from './address-guard.ts'
import { timed } from './failure.ts'
import { openSocket } from './socket.ts'

/** Handshakes without refusing anything and reports what a strict client would have refused; the judging is done elsewhere. */
export async function probeTls(
  target: Parameters<Network['tls']>[0],
  guard: AddressGuard,
): ReturnType<Network['tls']> {
  return timed(target, async (signal) => {
    const socket = await handshake(target, guard, signal)
    try {
      // Asked for once: on some versions a second call of the newer method answers nothing.
      const leaf = socket.getPeerCertificate(true)
      const wrong = checkServerIdentity(target.servername, leaf)
      const distrust = socket.authorized ? undefined : textOf(socket.authorizationError)
      return {
        protocol: socket.getProtocol() ?? 'unknown',
        chain: chainOf(leaf),
        distrust,
        wrongHost: wrong
          ? `the certificate is for other names: ${(leaf.subjectaltname ?? nameOf(leaf.subject)).slice(0, 200)}.`
          : undefined,
      }
    } finally {
      socket.destroy()
    }
  })
}

// Node's types say Error; at run time it is the code as a text.
function textOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return code ?? message ?? 'UNKNOWN'
}

interface Handshake extends HostTarget {
  servername: string
  ca: string | undefined
}

async function handshake(
  { servername, ca, ...target }: Handshake,
  guard: AddressGuard,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const socket = await openSocket(target, guard, signal)
  return new Promise((resolve, reject) => {
    const name = isIP(servername) ? {} : { servername }
    const secure = connect({
      socket,
      rejectUnauthorized: false,
      ...name,
      ...(ca === undefined ? {} : { ca }),
    })
    secure.once('secureConnect', () => resolve(secure))
    secure.once('error', reject)
    socket.once('close', () =>
      reject(
        signal.aborted
          ? (signal.reason as Error)
          : Object.assign(new Error('closed'), { code: 'ECONNRESET' }),
      ),
    )
  })
}

function chainOf(leaf: DetailedPeerCertificate): Certificate[] {
  const chain: Certificate[] = []
  let at: DetailedPeerCertificate | undefined = leaf
  while (at?.valid_to && chain.length < 10) {
    chain.push({
      subject: nameOf(at.subject),
      issuer: nameOf(at.issuer),
      validFrom: new Date(at.valid_from),
      validTo: new Date(at.valid_to),
    })
    // A root is its own issuer.
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate
  }
  return chain
}

function nameOf(name: unknown): string {
  const { CN, O } = (name ?? {}) as Record<string, string | string[] | undefined>
  return [CN ?? O ?? 'unknown'].flat().join(', ').slice(0, 200)
}
