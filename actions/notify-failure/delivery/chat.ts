import { UserError } from '@ecosystem-actions/core/errors'
import { readDiscord, readSlackBot, readSlackWebhook, readTeams, readWebhook } from '../channels/answers.ts'
import { discordPayload } from '../channels/discord.ts'
import { slackPayload, slackPlainPayload } from '../channels/slack.ts'
import { teamsPayload } from '../channels/teams.ts'
import { webhookBody, webhookHeaders, webhookText } from '../channels/webhook.ts'
import { cleaner, mapStrings } from '../message/compose.ts'
import { shortHash } from '../incident/key.ts'
import type { Inputs } from '../inputs.ts'
import type { Message } from '../message/message.ts'
import type { Sending } from './send.ts'
import type { Story } from '../message/story.ts'
import { checkTarget } from './targets.ts'

export interface News {
  story: Story
  message: Message
  redact: (text: string) => string
  /** The bot's first message of this incident, where the issue remembers it. */
  thread?: { channel: string; ts: string }
  /** The channels that are to get it; all when absent. */
  only?: ReadonlySet<string>
}

/** A channel that is configured: what to send, or why it cannot be. */
export type Chat = Written | { channel: string; problem: UserError }

interface Written {
  channel: string
  sendings: Sending[]
  /** In place of all of them, when the message that they edit is gone. */
  anew?: Sending
}

/** Every configured channel that takes a payload over https. One that is configured wrongly does not hinder the others. */
export function chats(inputs: Inputs, news: News): Chat[] {
  const all: [channel: string, configured: boolean, make: () => Omit<Written, 'channel'>][] = [
    ['slack', inputs['slack-webhook-url'] !== '', () => ({ sendings: [slackWebhook(inputs, news)] })],
    ['slack-bot', inputs['slack-bot-token'] !== '', () => slackBot(inputs, news)],
    ['teams', inputs['teams-webhook-url'] !== '', () => ({ sendings: [teams(inputs, news)] })],
    ['discord', inputs['discord-webhook-url'] !== '', () => ({ sendings: [discord(inputs, news)] })],
    ['webhook', inputs['webhook-url'] !== '', () => ({ sendings: [webhook(inputs, news)] })],
  ]
  return all
    .filter(([channel, configured]) => configured && (news.only?.has(channel) ?? true))
    .map(([channel, , make]) => made(channel, make))
}

/** Names of the channels that messages go to, as far as they are configured. */
export function chatChannels(inputs: Inputs): string[] {
  const keys = {
    slack: 'slack-webhook-url',
    'slack-bot': 'slack-bot-token',
    teams: 'teams-webhook-url',
    discord: 'discord-webhook-url',
    webhook: 'webhook-url',
  } as const
  const named = Object.entries(keys).filter(([, key]) => inputs[key] !== '')
  const withMail = inputs['smtp-url'] !== '' || inputs['smtp-host'] !== ''
  return [...named.map(([channel]) => channel), ...(withMail ? ['email'] : [])]
}

function made(channel: string, make: () => Omit<Written, 'channel'>): Chat {
  try {
    return { channel, ...make() }
  } catch (error) {
    if (error instanceof UserError) return { channel, problem: error }
    throw error
  }
}

const json = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'ecosystem-actions-notify-failure',
}

// The last look before anything leaves: whatever escaping joined together is redacted again, string by string.
function bodyOf(payload: unknown, redact: (text: string) => string): string {
  return JSON.stringify(mapStrings(payload, redact))
}

function postTo(url: string, body: string, inputs: Inputs): Sending['post'] {
  return { method: 'POST', url, headers: json, body, allowPrivate: inputs['allow-private-hosts'] }
}

function slackWebhook(inputs: Inputs, { message, redact }: News): Sending {
  const url = checkTarget('slack-webhook-url', inputs['slack-webhook-url']).href
  return {
    channel: 'slack',
    post: postTo(url, bodyOf(slackPayload(message), redact), inputs),
    plainBody: bodyOf(slackPlainPayload(message), redact),
    read: readSlackWebhook,
  }
}

/** The first message of an incident is edited as it goes on; news are answers in its thread. */
function slackBot(inputs: Inputs, { message, redact, thread }: News): Omit<Written, 'channel'> {
  const root = checkTarget('slack-api-url', inputs['slack-api-url']).href.replace(/\/*$/, '/')
  const channel = thread?.channel ?? inputs['slack-channel']
  if (channel === '')
    throw new UserError('`slack-bot-token` is given without `slack-channel`.', 'Give the id of the channel.')
  const call = (method: string, more: Record<string, unknown>, to = channel): Sending => {
    const body = (payload: object) => bodyOf({ channel: to, ...payload, ...more }, redact)
    const post = postTo(`${root}${method}`, body(slackPayload(message)), inputs)
    const headers = { ...json, authorization: `Bearer ${inputs['slack-bot-token']}` }
    return {
      channel: 'slack-bot',
      post: { ...post, headers },
      plainBody: body(slackPlainPayload(message)),
      read: readSlackBot,
    }
  }
  if (!thread) return { sendings: message.kind === 'update' ? [] : [call('chat.postMessage', {})] }
  const edit = { ...call('chat.update', { ts: thread.ts }), idempotent: true }
  if (message.kind === 'update') return { sendings: [edit] }
  const loud = message.kind === 'escalate' || message.kind === 'recover'
  const reply = { thread_ts: thread.ts, ...(loud && { reply_broadcast: true }) }
  return {
    sendings: [edit, call('chat.postMessage', reply)],
    anew: call('chat.postMessage', {}, inputs['slack-channel'] || channel),
  }
}

function teams(inputs: Inputs, { message, redact }: News): Sending {
  const url = checkTarget('teams-webhook-url', inputs['teams-webhook-url']).href
  return {
    channel: 'teams',
    post: postTo(url, bodyOf(teamsPayload(message), redact), inputs),
    read: readTeams,
  }
}

function discord(inputs: Inputs, { message, redact }: News): Sending {
  const url = checkTarget('discord-webhook-url', inputs['discord-webhook-url'])
  // Without it Discord answers before it has saved, and says nothing of a failure.
  url.searchParams.set('wait', 'true')
  return {
    channel: 'discord',
    post: postTo(url.href, bodyOf(discordPayload(message), redact), inputs),
    read: readDiscord,
  }
}

function webhook(inputs: Inputs, { story, message, redact }: News): Sending {
  const url = checkTarget('webhook-url', inputs['webhook-url']).href
  const { runId, runAttempt, key, kind } = message
  const id = `nf_${shortHash(key)}_${runId}_${runAttempt}_${kind}`
  const secret = inputs['webhook-secret']
  return {
    channel: 'webhook',
    post: postTo(url, webhookText(cleanBody(story, redact)), inputs),
    read: readWebhook,
    idempotent: true,
    sign: (body, at) => webhookHeaders(body, { id, at, secret }),
  }
}

function cleanBody(story: Story, redact: (text: string) => string): Record<string, unknown> {
  return mapStrings(webhookBody(story), cleaner(redact)) as Record<string, unknown>
}
