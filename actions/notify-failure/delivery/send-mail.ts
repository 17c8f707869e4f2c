import { reason, UserError } from '@ecosystem-actions/core/errors'
import { tooLate, type Delivery, type Verdict } from './delivery.ts'
import type { Mail } from '../channels/email.ts'
import { MailRefused, type MailServer, type Ports } from '../ports.ts'

const mostTries = 3

/** Sends one mail and says what became of it. A refusal for now (4xx) is tried again; what the server may have taken is not. */
export async function sendMail(mail: Mail, server: MailServer, ports: Ports): Promise<Delivery> {
  const channel = 'email'
  for (let number = 1; ; number++) {
    const verdict = await once(mail, server, ports)
    if (verdict.kind === 'sent') return { channel, status: 'sent', because: 'Sent.' }
    if (verdict.kind === 'partial')
      return { channel, status: 'partial', because: verdict.because, remedy: verdict.remedy }
    if (verdict.kind === 'unsure') return { channel, status: 'unsure', because: verdict.because }
    if (verdict.kind === 'failed')
      return { channel, status: 'failed', because: verdict.because, remedy: verdict.remedy }
    const late = ports.clock.now().getTime() + verdict.ms >= ports.deadline.getTime()
    if (late || number >= mostTries) {
      const because = `${verdict.because} Given up after ${number} ${number === 1 ? 'try' : 'tries'}.`
      const refused = /\((?:ECONNREFUSED|EDNS|EAI_AGAIN)\)/.test(because)
      const remedy = refused
        ? 'Check host and port in `smtp-url`, or `smtp-host` and `smtp-port`.'
        : 'The server refuses for now: let fewer workflows notify at once, or raise `timeout-seconds`.'
      return { channel, status: 'failed', because, remedy }
    }
    ports.journal.record({
      kind: 'retried',
      subject: channel,
      because: verdict.because,
      facts: { ms: verdict.ms },
    })
    await ports.clock.sleep(verdict.ms)
  }
}

type MailVerdict = Exclude<Verdict, { kind: 'plain' }> | { kind: 'partial'; because: string; remedy: string }

async function once(
  mail: Mail,
  server: MailServer,
  { mailer, clock, deadline }: Ports,
): Promise<MailVerdict> {
  const timeout = deadline.getTime() - clock.now().getTime()
  if (timeout <= 0) return tooLate
  try {
    const { rejected } = await mailer.send(mail, server, timeout)
    if (rejected.length === 0) return { kind: 'sent' }
    const because = `Sent, but the server refused ${rejected.length} of ${mail.to.length} recipients: ${rejected.join(', ')}.`
    return { kind: 'partial', because, remedy: 'Check these addresses in `email-to`.' }
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', because: error.message, remedy: error.remedy }
    if (!(error instanceof MailRefused)) throw error
    return readRefusal(error, server)
  }
}

/** What a refusal means, by nodemailer's code and the number of the server's answer. */
export function readRefusal(error: MailRefused, { secure, port }: MailServer): MailVerdict {
  const { code, answer } = error
  // OpenSSL's own words are for programmers; the remedy says what they mean.
  const words = reason(error).replace(/[0-9A-F]{8,}:error:[^\n]*/g, 'TLS could not be begun')
  const because = `${words.replace(/\s+/g, ' ').slice(0, 300)} (${code}).`
  if (code === 'EUNSURE')
    return { kind: 'unsure', because: `${because} It may have arrived, so it was not sent again.` }
  if (code !== 'EAUTH' && answer !== undefined && answer >= 400 && answer < 500)
    return { kind: 'again', ms: 5000, because }
  if (code === 'ECONNREFUSED' || code === 'EDNS' || code === 'EAI_AGAIN')
    return { kind: 'again', ms: 1000, because }
  return { kind: 'failed', because, remedy: remedyOf(error, { secure, port }) }
}

function remedyOf(
  { code, message, answer }: MailRefused,
  { secure, port }: Pick<MailServer, 'secure' | 'port'>,
): string {
  if (code === 'EAUTH')
    return 'Check user and password; Gmail and Microsoft want an app password, or `smtp-oauth2-token` in place of the password.'
  if (code === 'ETLS') return 'The server offers no STARTTLS: use smtps:// with port 465, or another server.'
  if (/wrong version number/i.test(message))
    return `Port ${port} begins without TLS: write smtp:// (STARTTLS) in place of smtps://.`
  if (/self[- ]signed|certificate/i.test(message))
    return "The server's certificate must be valid for its name and signed by a known authority."
  if (code === 'ETIMEDOUT')
    return secure
      ? 'Check host and port; 465 is TLS from the start.'
      : 'Check host and port; if the port is TLS from the start (465), write smtps://.'
  if (answer === 552) return 'Choose fewer `fields`.'
  return code === 'EENVELOPE'
    ? 'Check `email-from` and `email-to`; the server must accept this sender and these recipients.'
    : "Look the server's answer up in the documentation of your mail provider."
}
