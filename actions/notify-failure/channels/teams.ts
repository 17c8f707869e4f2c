import { clip } from '@ecosystem-actions/core/markdown'
import type { Line, Message, Section } from '../message/message.ts'
import { calm, clipEscaped } from './calm.ts'

/**
 * Workflows answers 202 and drops what is too large, about 28 KB with everything around it; others measured failures from 21,000 bytes on.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const ceiling = 21_000
const textLimit = 1500

type Element = Readonly<Record<string, unknown>>

export interface TeamsPayload {
  type: 'message'
  attachments: [{ contentType: string; contentUrl: null; content: Element & { body: Element[] } }]
}

/** An Adaptive Card 1.4 for the trigger "When a Teams webhook request is received". */
export function teamsPayload(message: Message): TeamsPayload {
  const head: Element[] = [
    block(message.title, { size: 'Large', weight: 'Bolder', color: colours[message.tone] }),
    block(message.where, { isSubtle: true, spacing: 'None' }),
  ]
  const parts = message.sections.map(sectionElements)
  const reason = block(message.reason, { isSubtle: true, separator: true })
  const actions = message.links.slice(0, 5).map(({ text, url }) => ({
    type: 'Action.OpenUrl',
    title: clip(calm(text), 80),
    url,
  }))
  for (let kept = parts.length; ; kept--) {
    const left = parts.length - kept
    const note =
      left > 0 ? [block(`${left} more ${left === 1 ? 'part' : 'parts'} did not fit; the run has all.`)] : []
    const payload = card([...head, ...parts.slice(0, kept).flat(), ...note, reason], actions)
    if (kept === 0 || Buffer.byteLength(JSON.stringify(payload)) <= ceiling) return payload
  }
}

const colours = { red: 'Attention', amber: 'Warning', green: 'Good' }

function card(body: Element[], actions: Element[]): TeamsPayload {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 && { actions }),
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}

function sectionElements(part: Section): Element[] {
  switch (part.kind) {
    case 'facts': {
      const facts = part.items.map(({ name, value }) => ({
        title: markdown(name, 80),
        value: markdown(value, 500),
      }))
      return [{ type: 'FactSet', facts }]
    }
    case 'lines':
      return [heading(part.title), ...part.lines.map(lineElement), ...moreElement(part.more)]
    default: {
      const lines = part.lines.map((line) => monospace(line))
      const cut = part.cut ? [block('Only a part of the log was read.', { isSubtle: true })] : []
      return [heading(`${part.title}: ${part.source}`), ...lines, ...cut]
    }
  }
}

function lineElement({ text, label, url }: Line): Element {
  const link = label ? (url ? `[${markdown(label, 40)}](${safeUrl(url)}) ` : `${markdown(label, 40)} `) : ''
  return { type: 'TextBlock', wrap: true, spacing: 'Small', text: `• ${link}${markdown(text, 400)}` }
}

function moreElement(more: number): Element[] {
  return more > 0 ? [block(`… and ${more} more`, { isSubtle: true })] : []
}

function heading(text: string): Element {
  return block(text, { weight: 'Bolder', separator: true })
}

function monospace(text: string): Element {
  return {
    type: 'TextBlock',
    wrap: true,
    fontType: 'Monospace',
    spacing: 'None',
    text: markdown(text, 500) || ' ',
  }
}

function block(text: string, style: Element = {}): Element {
  return { type: 'TextBlock', wrap: true, text: markdown(text, textLimit) || ' ', ...style }
}

/** TextBlock renders a subset of markdown; a backslash takes the meaning from each of its characters. */
function markdown(text: string, limit: number): string {
  return clipEscaped(calm(text).replace(/[\\*_[\]()#\-~`!|+]/g, '\\$&'), limit)
}

function safeUrl(url: string): string {
  return url.replace(/[()<>\s\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
