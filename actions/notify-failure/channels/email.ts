import { clip } from '@ecosystem-actions/core/markdown'
import { shortHash } from '../incident/key.ts'
import type { Line, Message, Section } from '../message/message.ts'
import { calm } from './calm.ts'

export interface Mail {
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  messageId: string
  inReplyTo?: string
  references?: string[]
  headers: Readonly<Record<string, string>>
  date: Date
}

export interface MailThread {
  /** Id of the run that opened the incident: all mails of one incident refer to it, without any state. */
  firstRunId: number
  /** Host part of Message-IDs. */
  host: string
}

const subjectLimit = 200
const bodyLimit = 60_000

/** Text and HTML with the same words; no remote image, no script, and only links that we made. */
export function emailMail(
  message: Message,
  { from, to, thread }: { from: string; to: readonly string[]; thread: MailThread },
): Mail {
  const incident = shortHash(`${message.key}#${thread.firstRunId}`)
  const id = (part: string) => `<nf.${incident}.${part}@${thread.host}>`
  const root = id('open')
  const opens = message.kind === 'open'
  return {
    from,
    to: [...to],
    subject: clip(calm(message.title), subjectLimit) || 'notify-failure',
    text: clip(textBody(message), bodyLimit),
    html: htmlBody(message),
    messageId: opens ? root : id(`${message.runId}.${message.runAttempt}.${message.kind}`),
    ...(!opens && { inReplyTo: root, references: [root] }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `notify-failure <${shortHash(message.key)}.notify-failure.${thread.host}>`,
    },
    date: message.at,
  }
}

function textBody(message: Message): string {
  const parts = message.sections.map((part) => textSection(part))
  const links = message.links.map(({ text, url }) => `${calm(text)}: ${url}`)
  return [calm(message.title), calm(message.where), ...parts, ...links, calm(message.reason), ''].join('\n\n')
}

function textSection(part: Section): string {
  switch (part.kind) {
    case 'facts':
      return part.items.map(({ name, value }) => `${name}: ${calm(value)}`).join('\n')
    case 'lines': {
      const lines = part.lines.map(({ text, label = '', url }) => {
        const where = url && label !== 'log' ? ` (${url})` : ''
        return `- ${label && label !== 'log' ? `${calm(label)} ` : ''}${calm(text)}${where}`
      })
      return [calm(part.title), ...lines, ...(part.more > 0 ? [`  … and ${part.more} more`] : [])].join('\n')
    }
    default: {
      const cut = part.cut ? ['(only a part of the log was read)'] : []
      return [
        `${part.title}: ${calm(part.source)}`,
        ...part.lines.map((line) => `  ${calm(line)}`),
        ...cut,
      ].join('\n')
    }
  }
}

const colours = { red: '#cf222e', amber: '#9a6700', green: '#1a7f37' }

function htmlBody(message: Message): string {
  const links = message.links.map(({ text, url }) => anchor(text, url)).join(' · ')
  const head = `<h2 style="color:${colours[message.tone]}">${html(message.title)}</h2><p><code>${html(message.where)}</code></p>`
  const tail = `<p>${links}</p><p style="color:#59636e">${html(message.reason)}</p>`
  const kept: string[] = []
  let room = bodyLimit - head.length - tail.length - 200
  for (const part of message.sections.map(htmlSection)) {
    if (part.length > room) {
      kept.push('<p>More did not fit here; the run has all of it.</p>')
      break
    }
    room -= part.length
    kept.push(part)
  }
  return `<!doctype html><html><body>${head}${kept.join('')}${tail}</body></html>`
}

function htmlSection(part: Section): string {
  switch (part.kind) {
    case 'facts':
      return `<p>${part.items.map(({ name, value }) => `<b>${html(name)}:</b> ${html(value)}`).join('<br>')}</p>`
    case 'lines': {
      const more = part.more > 0 ? `<li>… and ${part.more} more</li>` : ''
      return `<p><b>${html(part.title)}</b></p><ul>${part.lines.map(htmlLine).join('')}${more}</ul>`
    }
    default: {
      const cut = part.cut ? '<p>Only a part of the log was read.</p>' : ''
      const lines = part.lines.map(html).join('\n')
      return `<p><b>${html(part.title)}</b> <code>${html(part.source)}</code></p><pre>${lines}</pre>${cut}`
    }
  }
}

function htmlLine({ text, label, url }: Line): string {
  const link = label ? (url ? `${anchor(label, url)} ` : `${html(label)} `) : ''
  return `<li>${link}<code>${html(text)}</code></li>`
}

function anchor(text: string, url: string): string {
  return `<a href="${attribute(url)}">${html(text)}</a>`
}

function attribute(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/["'<>\s`]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function html(text: string): string {
  return calm(text).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
}
