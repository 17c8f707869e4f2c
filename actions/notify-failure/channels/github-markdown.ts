import { clip, code, escape, fenced, fit, link } from '@ecosystem-actions/core/markdown'
import type { Line, Message, Section } from '../message/message.ts'
import { calm } from './calm.ts'

/** GitHub refuses bodies above 65,536 characters; a margin is kept for what counts differently there. */
const bodyLimit = 55_000

/** A code span outside of a table, where a pipe needs no escape and an escape would be seen. */
function span(text: string, limit?: number): string {
  return code(text, limit).replaceAll('\\|', '|')
}

/** The body of an issue or comment behind its marker. */
export function githubBody(message: Message, extra: readonly string[] = []): string {
  const { title, where, sections, links, reason } = message
  const blocks = [
    `**${escape(title)}**`,
    span(where, 600),
    ...sections.map(githubSection),
    links.map(({ text, url }) => link(text, url)).join(' · '),
    `<sub>${escape(reason, 600)}</sub>`,
    ...extra,
  ]
  return fit(blocks.filter(Boolean), bodyLimit)
}

/** A title of an issue: plain text for GitHub, at most 256 characters. */
export function githubTitle(message: Message): string {
  return clip(calm(message.title).replace(/#(?=\d)/g, '＃'), 240) || 'CI failed'
}

export function githubSection(part: Section): string {
  switch (part.kind) {
    case 'facts':
      return part.items.map(({ name, value }) => `**${escape(name)}:** ${escape(value, 600)}`).join('<br>')
    case 'lines': {
      const more = part.more > 0 ? [`- … and ${part.more} more`] : []
      return [`**${escape(part.title)}**\n`, ...part.lines.map(githubLine), ...more].join('\n')
    }
    default: {
      const cut = part.cut ? '\n\n*Only a part of the log was read.*' : ''
      return `**${escape(part.title)}** ${span(part.source)}\n\n${fenced(part.lines.join('\n'), '', 6000)}${cut}`
    }
  }
}

function githubLine({ text, label, url }: Line): string {
  const start = label ? (url ? `${link(label, url)} ` : `${escape(label)} `) : ''
  return `- ${start}${span(text)}`
}
