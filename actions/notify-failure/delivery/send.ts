import { reason, UserError } from '@ecosystem-actions/core/errors'
import { tooLate, type Delivery, type Reading, type Verdict } from './delivery.ts'
import { NotDelivered, type Ports, type Post } from '../ports.ts'

export interface Sending {
  channel: string
  post: Omit<Post, 'timeout'>
  read: Reading
  /** Repeating it does no harm: the receiver knows the message by its id. */
  idempotent?: boolean
  /** Made anew for each try: signatures carry the time. */
  sign?: (body: string, at: Date) => Record<string, string>
  /** A simpler body for a receiver that refuses the first. */
  plainBody?: string
}

const mostTries = 4
const perTry = 10_000

/** Sends one message and says what became of it. Never throws, never repeats what may have arrived, never waits beyond the deadline. */
export async function send(sending: Sending, ports: Ports): Promise<Delivery> {
  const { channel } = sending
  let { body } = sending.post
  let simplified = false
  for (let number = 1; ; number++) {
    const verdict = await once({ ...sending, post: { ...sending.post, body } }, ports)
    if (verdict.kind === 'plain' && sending.plainBody !== undefined && !simplified) {
      body = sending.plainBody
      simplified = true
      continue
    }
    if (verdict.kind !== 'again') return outcome(channel, verdict, simplified)
    const late = ports.clock.now().getTime() + verdict.ms >= ports.deadline.getTime()
    if (late || number >= mostTries) return gaveUp(channel, verdict, late)
    ports.journal.record({
      kind: 'retried',
      subject: channel,
      because: verdict.because,
      facts: { ms: verdict.ms },
    })
    await ports.clock.sleep(verdict.ms)
  }
}

async function once(
  { post, read, idempotent, sign }: Sending,
  { sender, clock, deadline }: Ports,
): Promise<Verdict> {
  const now = clock.now()
  const timeout = Math.min(perTry, deadline.getTime() - now.getTime())
  if (timeout <= 0) return tooLate
  try {
    const headers = { ...post.headers, ...sign?.(post.body, now) }
    return read(await sender.post({ ...post, headers, timeout }), clock.now())
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', because: error.message, remedy: error.remedy }
    if (!(error instanceof NotDelivered)) throw error
    if (error.sent && !idempotent)
      return { kind: 'unsure', because: `${reason(error)}. It may have arrived, so it was not sent again.` }
    return { kind: 'again', ms: 1000, because: reason(error) }
  }
}

function outcome(
  channel: string,
  verdict: Exclude<Verdict, { kind: 'again' }>,
  simplified: boolean,
): Delivery {
  if (verdict.kind === 'sent') {
    const { id, place } = verdict
    const because = simplified ? 'Sent as plain text, because the blocks were refused.' : 'Sent.'
    return { channel, status: 'sent', because, ...(id && { id }), ...(place && { place }) }
  }
  if (verdict.kind === 'unsure') return { channel, status: 'unsure', because: verdict.because }
  const remedy = verdict.kind === 'failed' ? verdict.remedy : undefined
  return { channel, status: 'failed', because: verdict.because, ...(remedy && { remedy }) }
}

const addresses: Readonly<Record<string, string>> = {
  slack: 'slack-webhook-url',
  'slack-bot': 'slack-api-url',
  teams: 'teams-webhook-url',
  discord: 'discord-webhook-url',
  webhook: 'webhook-url',
}

function remedyFor(channel: string, because: string): string {
  if (/429|ratelimited/.test(because))
    return 'Let fewer workflows notify at once, or raise `timeout-seconds`.'
  if (because.startsWith('HTTP')) return 'The service is not well; nothing is to be mended here.'
  return `Check the host in \`${addresses[channel] ?? channel}\`.`
}

function gaveUp(
  channel: string,
  { because, ms }: Extract<Verdict, { kind: 'again' }>,
  late: boolean,
): Delivery {
  const asks = ms > 1000
  const why = late
    ? asks
      ? `${because}; it asks to wait ${Math.ceil(ms / 1000)} s, which is beyond \`timeout-seconds\``
      : `${because}; no time of \`timeout-seconds\` is left to try again`
    : `${because}; given up after ${mostTries} tries`
  return { channel, status: 'failed', because: `${why}.`, remedy: remedyFor(channel, because) }
}
