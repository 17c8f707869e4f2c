import {
  answerText,
  commonReading,
  isPage,
  waitOf,
  type Reading,
  type Verdict,
} from '../delivery/delivery.ts'
import type { PostAnswer } from '../ports.ts'
import { integer, object, text } from '../runs/run-facts.ts'
import { slackRemedies } from './remedies.table.ts'

function parsed(body: string): Record<string, unknown> {
  try {
    return object(JSON.parse(body))
  } catch {
    return {}
  }
}

function pageInstead(who: string, answer: PostAnswer): Verdict {
  const because = `${who} answered HTTP ${answer.status} with ${answerText(answer)} in place of its own answer.`
  return { kind: 'failed', because, remedy: `Check the URL: a proxy or a login page answered for ${who}.` }
}

function remedyOf(error: string, otherwise: string): string {
  return Object.hasOwn(slackRemedies, error) ? (slackRemedies[error] ?? otherwise) : otherwise
}

const copyAgain = 'Copy `slack-webhook-url` again from the settings of the app.'
const lookUp = "Look it up among the errors of chat.postMessage in Slack's documentation."

/** An incoming webhook answers 200 `ok`, and an error as plain text. */
export const readSlackWebhook: Reading = (answer, now) => {
  const body = answer.body.trim()
  if (answer.status === 200 && (body === 'ok' || parsed(body)['ok'] === true)) return { kind: 'sent' }
  if (answer.status === 400 && /invalid_blocks|blocks_too_long/.test(body))
    return { kind: 'plain', because: body.slice(0, 100) }
  const common = commonReading(answer, now)
  if (common) return common
  const error = text(parsed(body)['error']) || (/^[a-z_]{3,60}$/.exec(body)?.[0] ?? '')
  return {
    kind: 'failed',
    because: `Slack answered HTTP ${answer.status}: ${answerText(answer)}.`,
    remedy: remedyOf(error, copyAgain),
  }
}

/** The Web API answers 200 to almost everything; `ok` decides. */
export const readSlackBot: Reading = (answer, now) => {
  const body = parsed(answer.body)
  if (body['ok'] === true) {
    const [id, place] = [text(body['ts']), text(body['channel'])]
    return { kind: 'sent', ...(id && { id }), ...(place && { place }) }
  }
  const error = text(body['error'])
  if (error === 'ratelimited') return { kind: 'again', ms: waitOf(answer, now), because: error }
  if (/^(?:invalid_blocks|msg_blocks_too_long|invalid_blocks_format)$/.test(error))
    return { kind: 'plain', because: error }
  if (error) {
    const needed = text(body['needed'])
    return {
      kind: 'failed',
      because: `Slack answered "${error.slice(0, 80)}"${needed ? ` (needs ${needed.slice(0, 80)})` : ''}.`,
      remedy: remedyOf(error, lookUp),
    }
  }
  return (
    commonReading(answer, now) ?? {
      kind: 'failed',
      because: `Slack answered HTTP ${answer.status}: ${answerText(answer)}.`,
      remedy: 'Check `slack-api-url`, or leave it out for slack.com.',
    }
  )
}

const flow =
  'Check in Power Automate that the flow exists, is turned on, and that anyone may trigger it; copy its URL again.'

/** 202 and nothing else; old connectors said 200 with an error in the body. */
export const readTeams: Reading = (answer, now) => {
  const inner = /Microsoft Teams endpoint returned HTTP error (\d{3})/.exec(answer.body)?.[1]
  if (inner === '429') return { kind: 'again', ms: 2000, because: 'Teams answered 429 inside of its answer' }
  if (inner) return { kind: 'failed', because: `Teams answered ${inner} inside of its answer.`, remedy: flow }
  if (answer.status >= 200 && answer.status < 300)
    return isPage(answer) ? pageInstead('Teams', answer) : { kind: 'sent' }
  const common = commonReading(answer, now)
  if (common) return common
  const remedy = answer.status === 413 ? 'Choose fewer `fields`.' : flow
  return { kind: 'failed', because: `Teams answered HTTP ${answer.status}: ${answerText(answer)}.`, remedy }
}

/** With `wait=true` a saved message answers 200 with its id. */
export const readDiscord: Reading = (answer, now) => {
  const body = parsed(answer.body)
  if (answer.status >= 200 && answer.status < 300 && isPage(answer)) return pageInstead('Discord', answer)
  if (answer.status >= 200 && answer.status < 300)
    return { kind: 'sent', ...(text(body['id']) && { id: text(body['id']) }) }
  if (answer.status === 429 && typeof body['retry_after'] === 'number')
    return { kind: 'again', ms: Math.ceil(body['retry_after'] * 1000), because: 'HTTP 429: rate limited' }
  if (answerText(answer).startsWith('a web page') && [403, 429].includes(answer.status))
    return {
      kind: 'failed',
      because: `Discord's proxy refused this runner's address (HTTP ${answer.status}, ${answerText(answer)}).`,
      remedy: 'Shared runners can arrive banned; run it again later or from another runner.',
    }
  const common = commonReading(answer, now)
  if (common) return common
  const remedy =
    integer(body['code']) === 10_015
      ? 'The webhook was deleted: create a new one in the settings of the channel.'
      : [401, 403, 404].includes(answer.status)
        ? 'Copy `discord-webhook-url` again from the settings of the channel: Integrations, Webhooks.'
        : 'Look at what Discord says about it; choose fewer `fields` when it is about the message.'
  return { kind: 'failed', because: `Discord answered HTTP ${answer.status}: ${answerText(answer)}.`, remedy }
}

/** Any 2xx. The id of the message makes repeating harmless, so faults of the server are tried again. */
export const readWebhook: Reading = (answer, now): Verdict => {
  if (answer.status >= 200 && answer.status < 300) return { kind: 'sent' }
  const common = commonReading(answer, now)
  if (common?.kind === 'unsure')
    return { kind: 'again', ms: 1000, because: `HTTP ${answer.status}: ${answerText(answer)}` }
  if (common) return common
  const remedy =
    answer.status === 401 || answer.status === 403
      ? 'Check that both sides have the same `webhook-secret`.'
      : answer.status === 404 || answer.status === 410
        ? 'Check `webhook-url`: the receiver knows no such address.'
        : 'See in the log of the receiver why it refuses the message.'
  return {
    kind: 'failed',
    because: `The receiver answered HTTP ${answer.status}: ${answerText(answer)}.`,
    remedy,
  }
}
