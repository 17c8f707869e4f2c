import { connect, isIP, type Socket } from 'node:net'
import { UserError } from '@ecosystem-actions/core/errors'
import { MailRefused, type Mailer, type MailServer } from '../ports.ts'
import type { Mail } from '../channels/email.ts'
import { checkLiteral, guardedLookup, reachOf } from './address.ts'

const connectTimeout = 10_000

/** Mail through nodemailer, which loads only when a mail is sent. It may neither read files nor fetch URLs. */
export function nodemailerMailer(): Mailer {
  return {
    async send(mail, server, timeout) {
      const socket = await open(server, Math.min(connectTimeout, timeout))
      const loopback = reachOf(socket.remoteAddress ?? '') === 'loopback'
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        host: server.host,
        port: server.port,
        secure: server.secure,
        // Only on this machine may a mail travel unencrypted, and a certificate there proves nothing.
        requireTLS: !server.secure && !loopback,
        tls: { rejectUnauthorized: !loopback, ...(isIP(server.host) === 0 && { servername: server.host }) },
        ...authOf(server),
        connection: socket,
        connectionTimeout: connectTimeout,
        greetingTimeout: Math.min(10_000, timeout),
        socketTimeout: Math.min(20_000, timeout),
        disableFileAccess: true,
        disableUrlAccess: true,
      } as never)
      try {
        const sent = (await within(transport.sendMail(envelope(mail)), timeout)) as {
          accepted: unknown[]
          rejected: unknown[]
        }
        return { accepted: sent.accepted.length, rejected: sent.rejected.map(String) }
      } catch (error) {
        throw refused(error)
      } finally {
        transport.close()
        socket.destroy()
      }
    },
    async compile(mail) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        streamTransport: true,
        buffer: true,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as never)
      const { message } = (await transport.sendMail(envelope(mail))) as unknown as { message: Buffer }
      return message.toString('utf8')
    },
  }
}

function authOf({ user, password, oauth2Token }: MailServer) {
  if (oauth2Token) return { auth: { type: 'OAuth2', user, accessToken: oauth2Token } }
  return user || password ? { auth: { user, pass: password } } : {}
}

function envelope({ headers, ...mail }: Mail) {
  return { ...mail, headers: { ...headers }, disableFileAccess: true, disableUrlAccess: true }
}

// The guard sees each address here, because nodemailer resolves names by itself otherwise.
function open({ host, port, allowPrivate }: MailServer, timeout: number): Promise<Socket> {
  const permission = { allowPrivate, loopbackOnly: false }
  checkLiteral(host, permission)
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guardedLookup(permission), timeout })
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('error')
      socket.removeAllListeners('timeout')
      resolve(socket)
    })
    socket.once('timeout', () => socket.destroy(new MailRefused('The connection timed out', 'ETIMEDOUT')))
    socket.once('error', (error) =>
      reject(error instanceof UserError || error instanceof MailRefused ? error : refused(error)),
    )
  })
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new MailRefused('The mail server did not finish in time', 'EUNSURE')),
    ms,
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

function refused(error: unknown): Error {
  if (error instanceof MailRefused || error instanceof UserError) return error
  const {
    code = 'EUNKNOWN',
    message = '',
    responseCode,
    command,
  } = error as { code?: string; message?: string; responseCode?: number; command?: string }
  // After DATA without an answer nobody knows whether the server took the mail.
  const lost = command === 'DATA' && responseCode === undefined
  return new MailRefused(message, lost ? 'EUNSURE' : code, responseCode)
}
