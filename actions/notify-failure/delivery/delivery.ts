import { plain, clip } from '@ecosystem-actions/core/markdown'
import { retryAfter } from '@ecosystem-actions/core/retry'
import type { PostAnswer } from '../ports.ts'

export type DeliveryStatus = 'sent' | 'partial' | 'failed' | 'unsure' | 'skipped' | 'preview'

/** What became of one message on one channel. */
export interface Delivery {
  channel: string
  status: DeliveryStatus
  /** One sentence, redacted, without anything of the address but its host. */
  because: string
  /** How to make it work. */
  remedy?: string
  /** The platform's name of the message, where it gives one: Slack's `ts`, Discord's id, an issue's number. */
  id?: string
  /** Slack's channel id as it was answered. */
  place?: string
  /** A new first message, because the one before is gone. */
  anew?: boolean
  /** Of one that did not arrive: whether it will be sent again, and by what. */
  outlook?: string
}

/** What an answer means. `again`: refused for now, nothing was taken. */
export type Verdict =
  | { kind: 'sent'; id?: string; place?: string }
  | { kind: 'again'; ms: number; because: string }
  | { kind: 'plain'; because: string }
  | { kind: 'failed'; because: string; remedy: string }
  | { kind: 'unsure'; because: string }

export type Reading = (answer: PostAnswer, now: Date) => Verdict

/** The channels before this one had used the time up. */
export const tooLate = {
  kind: 'failed',
  because: 'The time of `timeout-seconds` was over before it could be sent.',
  remedy: 'Raise `timeout-seconds`.',
} as const satisfies Verdict

/** Milliseconds that an answer asks to wait; a second when it does not say. */
export function waitOf({ headers }: PostAnswer, now: Date, fallback = 1000): number {
  return retryAfter({ headers, now }) ?? fallback
}

/** A page of a proxy or of a login, not of the API. */
export function isPage({ body, headers }: Pick<PostAnswer, 'body' | 'headers'>): boolean {
  return /html/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(body)
}

/** The text of an answer in one short line; a page of HTML is only named. */
export function answerText({ body, headers }: PostAnswer): string {
  if (isPage({ body, headers })) {
    const title = /<title>([^<]{1,120})<\/title>/i.exec(body.slice(0, 5000))?.[1]
    return title ? `a web page "${plain(title).trim()}"` : 'a web page'
  }
  return clip(plain(body).replace(/\s+/g, ' ').trim(), 200) || 'nothing'
}

/** What every receiver has in common: refused for now, moved, broken. */
export function commonReading(answer: PostAnswer, now: Date): Verdict | undefined {
  const { status, headers } = answer
  const said = `HTTP ${status}: ${answerText(answer)}`
  if (status === 429) return { kind: 'again', ms: waitOf(answer, now), because: said }
  if (status === 503 && headers['retry-after'] !== undefined)
    return { kind: 'again', ms: waitOf(answer, now), because: said }
  if (status >= 300 && status < 400)
    return {
      kind: 'failed',
      because: `It answers with a redirect (HTTP ${status}), which is not followed.`,
      remedy: 'Use the final address.',
    }
  if (status >= 500)
    return { kind: 'unsure', because: `${said}. It may have arrived, so it was not sent again.` }
  return undefined
}
