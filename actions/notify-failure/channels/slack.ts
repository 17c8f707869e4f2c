import { clip } from '@ecosystem-actions/core/markdown'
import type { Callee, Line, Message, Section } from '../message/message.ts'
import { calm, clipEscaped, codeText, fitLines } from './calm.ts'

/** https://docs.slack.dev/reference/block-kit/blocks; the sum of all blocks is undocumented: above about 13,200 Slack says msg_blocks_too_long. */
const limits = {
  blocks: 50,
  header: 150,
  section: 3000,
  fields: 10,
  field: 2000,
  text: 3000,
  sum: 12_000,
  button: 75,
}

export interface SlackPayload {
  text: string
  blocks: SlackBlock[]
  unfurl_links: false
  unfurl_media: false
}

export type SlackBlock = Readonly<Record<string, unknown>> & { type: string }

/** The payload of an incoming webhook; a bot adds its channel. Text of others stands in code, where Slack formats and links nothing. */
export function slackPayload(message: Message): SlackPayload {
  const title = headline(message)
  const called = new Set(message.escalation.flatMap((one) => (one.channel === 'slack' ? [one.id] : [])))
  const blocks: SlackBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: clip(title, limits.header), emoji: false } },
    section(`${callees(message.escalation)}${inCode(message.where, 600)}`),
    ...message.sections.flatMap((part) => sectionBlocks(part, message, called)),
    section(`_${escapeText(calm(clip(message.reason.replace(/[`_]/g, ''), 600)))}_`),
  ]
  const buttons = message.links
    .filter(({ url }) => url.length <= 3000)
    .slice(0, 5)
    .map(button)
  const fitted = withinSum(blocks, buttons.length > 0 ? 1 : 0)
  if (buttons.length > 0) fitted.push({ type: 'actions', elements: buttons })
  return { text: fallback(message), blocks: fitted, unfurl_links: false, unfurl_media: false }
}

/** For a server that refuses the blocks: the same news as text alone. */
export function slackPlainPayload(message: Message): Omit<SlackPayload, 'blocks'> {
  return { text: fallback(message), unfurl_links: false, unfurl_media: false }
}

const marks = { red: '🔴', amber: '🟠', green: '🟢' }

function headline({ tone, title }: Message): string {
  return calm(`${marks[tone]} ${title}`) || 'notify-failure'
}

function fallback(message: Message): string {
  const links = message.links.map(({ text, url }) => `<${safeUrl(url)}|${escapeText(calm(text))}>`)
  const lines = [
    `${callees(message.escalation)}${escapeText(clip(headline(message), 300))}`,
    inCode(message.where, 600),
    ...message.sections.flatMap((part) => (part.kind === 'code' ? [inCode(part.lead, 500)] : [])),
  ]
  const room = limits.text - links.join(' · ').length - 1
  return [fitLines(lines, room), links.join(' · ')].join('\n')
}

/** `called`: who has been mentioned already; once is enough. */
function sectionBlocks(part: Section, message: Message, called: Set<string>): SlackBlock[] {
  switch (part.kind) {
    case 'facts':
      return [factsBlock(part.items)]
    case 'lines': {
      const lines = part.lines.map((line) => `• ${slackLine(line, message, called)}`)
      return [
        section(`*${escapeText(calm(part.title))}*\n${fitLines(lines, limits.section - 200, part.more)}`),
      ]
    }
    default: {
      const head = `*${escapeText(calm(part.title))}* ${inCode(part.source, 300)}\n`
      const cut = part.cut ? '\n_Only a part of the log was read._' : ''
      return [section(`${head}${fence(part.lines, limits.section - head.length - cut.length - 10)}${cut}`)]
    }
  }
}

function factsBlock(items: readonly { name: string; value: string }[]): SlackBlock {
  const fields = items.slice(0, limits.fields).map(({ name, value }) => ({
    type: 'mrkdwn',
    verbatim: true,
    text: clipEscaped(`*${escapeText(calm(name))}*\n${escapeText(calm(codeText(value)))}`, limits.field),
  }))
  return { type: 'section', fields }
}

function slackLine({ text, label, url, people = [] }: Line, message: Message, called: Set<string>): string {
  const link = label
    ? url
      ? `<${safeUrl(url)}|${escapeText(calm(label))}> `
      : `${escapeText(calm(label))} `
    : ''
  const known = people.map((login) => message.people[login.toLowerCase()]).filter((id) => id !== undefined)
  const ids = [...new Set(known)].filter((id) => !called.has(id))
  const calls = ['open', 'changed', 'escalate'].includes(message.kind) ? ids : []
  for (const id of calls) called.add(id)
  return `${link}${inCode(text, 300)}${calls.map((id) => ` <@${id}>`).join('')}`
}

function fence(lines: readonly string[], limit: number): string {
  const room = limit - 8
  const escaped = lines.map((line) => clipEscaped(escapeText(codeText(line)), 600))
  return `\`\`\`\n${fitLines(escaped, room) || ' '}\n\`\`\``
}

function section(text: string): SlackBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: clipEscaped(text, limits.section), verbatim: true },
  }
}

function button({ text, url }: { text: string; url: string }) {
  return {
    type: 'button',
    text: { type: 'plain_text', text: clip(calm(text), limits.button), emoji: false },
    url,
  }
}

function callees(escalation: readonly Callee[]): string {
  const ids = escalation.flatMap((callee) => (callee.channel === 'slack' ? [callee.id] : []))
  const calls = ids.map((id) => {
    if (id.startsWith('@')) return `<!${id.slice(1)}>`
    return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`
  })
  return calls.length > 0 ? `${calls.join(' ')} ` : ''
}

/** Slack's three entities, nothing more: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function inCode(text: string, limit: number): string {
  return `\`${clipEscaped(escapeText(codeText(text)), limit) || ' '}\``
}

function safeUrl(url: string): string {
  return url.replace(/[|<>\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

// Whole blocks only; what does not fit is said. The reason, last of all, always stays.
function withinSum(blocks: readonly SlackBlock[], reserved: number): SlackBlock[] {
  const last = blocks.at(-1)!
  const kept: SlackBlock[] = []
  let sum = size(last) + 600
  for (const block of blocks.slice(0, -1)) {
    if (kept.length >= limits.blocks - 2 - reserved || sum + size(block) > limits.sum) break
    kept.push(block)
    sum += size(block)
  }
  const left = blocks.length - 1 - kept.length
  const note =
    left > 0 ? [section(`_${left} more ${left === 1 ? 'part' : 'parts'} did not fit; the run has all._`)] : []
  return [...kept, ...note, last]
}

function size(block: SlackBlock): number {
  return JSON.stringify(block).length
}
