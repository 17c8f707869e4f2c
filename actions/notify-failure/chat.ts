import { UserError } from '@ecosystem-actions/core/errors'
import { readDiscord, readSlackBot, readSlackWebhook, readTeams, readWebhook } from './channels/answers.ts'
import { discordPayload } from './channels/discord.ts'
import { slackPayload, slackPlainPayload } from './channels/slack.ts'
import { teamsPayload } from './channels/teams.ts'
import { webhookBody, webhookHeaders, webhookText } from './channels/webhook.ts'
import { cleaner, mapStrings } from './compose.ts'
import { shortHash } from './incident-key.ts'
import type { Inputs } from './inputs.ts'
import type { Message } from './message.ts'
import type { Sending } from './send.ts'
import type { Story } from './story.ts'
import { checkTarget } from './targets.ts'

export interface News {
  story: Story
  message: Message
  redact: (text: string) => string
  /** The bot's first message of this incident, where the issue remembers it. */
  thread?: { channel: string; ts: string }
}

/** A channel that is configured: what to send, or why it cannot be. */
export type Chat = { channel: string; sendings: Sending[] } | { channel: string; problem: UserError }

/** Every configured channel that takes a payload over https. One that is configured wrongly does not hinder the others. */
export function chats(inputs: Inputs, news: News): Chat[] {
  const all: [channel: string, configured: boolean, make: () => Sending[]][] = [
    ['slack', inputs['slack-webhook-url'] !== '', () => [slackWebhook(inputs, news)]],
    ['slack-bot', inputs['slack-bot-token'] !== '', () => slackBot(inputs, news)],
    ['teams', inputs['teams-webhook-url'] !== '', () => [teams(inputs, news)]],
    ['discord', inputs['discord-webhook-url'] !== '', () => [discord(inputs, news)]],
    ['webhook', inputs['webhook-url'] !== '', () => [webhook(inputs, news)]],
  ]
  return all.filter(([, configured]) => configured).map(([channel, , make]) => made(channel, make))
}

function made(channel: string, make: () => Sending[]): Chat {
  try {
    return { channel, sendings: make() }
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
function slackBot(inputs: Inputs, { message, redact, thread }: News): Sending[] {
  const root = checkTarget('slack-api-url', inputs['slack-api-url']).href.replace(/\/*$/, '/')
  const channel = thread?.channel ?? inputs['slack-channel']
  if (channel === '')
    throw new UserError('`slack-bot-token` is given without `slack-channel`.', 'Give the id of the channel.')
  const call = (method: string, more: Record<string, unknown>): Sending => {
    const body = (payload: object) => bodyOf({ channel, ...payload, ...more }, redact)
    const post = postTo(`${root}${method}`, body(slackPayload(message)), inputs)
    const headers = { ...json, authorization: `Bearer ${inputs['slack-bot-token']}` }
    return {
      channel: 'slack-bot',
      post: { ...post, headers },
      plainBody: body(slackPlainPayload(message)),
      read: readSlackBot,
    }
  }
  if (!thread) return message.kind === 'update' ? [] : [call('chat.postMessage', {})]
  const edit = { ...call('chat.update', { ts: thread.ts }), idempotent: true }
  if (message.kind === 'update') return [edit]
  const loud = message.kind === 'escalate' || message.kind === 'recover'
  return [edit, call('chat.postMessage', { thread_ts: thread.ts, ...(loud && { reply_broadcast: true }) })]
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
