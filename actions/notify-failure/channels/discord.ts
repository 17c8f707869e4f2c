import { clip } from '@ecosystem-actions/core/markdown'
import type { Line, Message, Section } from '../message/message.ts'
import { calm, clipEscaped, codeText, fitLines } from './calm.ts'

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits; 6,000 is the sum over all texts of all embeds. */
const limits = { title: 256, description: 4096, fields: 25, name: 256, value: 1024, footer: 2048, sum: 6000 }

interface Field {
  name: string
  value: string
}

export interface DiscordPayload {
  content: string
  embeds: [
    {
      title: string
      url?: string
      description: string
      color: number
      fields: Field[]
      footer: { text: string }
      timestamp: string
    },
  ]
  allowed_mentions: { parse: []; roles?: string[] }
}

const colours = { red: 0xcf222e, amber: 0xbf8700, green: 0x1a7f37 }

/** One embed. Nobody is mentioned but the roles of an escalation, and those only in `content`, where Discord looks for mentions. */
export function discordPayload(message: Message): DiscordPayload {
  const roles = message.escalation.flatMap((callee) => (callee.channel === 'discord' ? [callee.role] : []))
  const [first, ...others] = message.links
  const title = clipEscaped(markdown(message.title), limits.title) || 'notify-failure'
  const links = others.map(({ text, url }) => `[${markdown(text)}](${safeUrl(url)})`).join(' · ')
  const description = [inCode(message.where, 600), links].filter(Boolean).join('\n')
  const footer = { text: clip(calm(message.reason), 600) || 'notify-failure' }
  const used = title.length + description.length + footer.text.length
  return {
    content: roles.map((role) => `<@&${role}>`).join(' '),
    embeds: [
      {
        title,
        ...(first && { url: first.url }),
        description,
        color: colours[message.tone],
        fields: withinSum(message.sections.flatMap(fieldsOf), limits.sum - used),
        footer,
        timestamp: message.at.toISOString(),
      },
    ],
    allowed_mentions: { parse: [], ...(roles.length > 0 && { roles }) },
  }
}

function fieldsOf(part: Section): Field[] {
  switch (part.kind) {
    case 'facts':
      return part.items.map(({ name, value }) => field(name, clipEscaped(markdown(value), limits.value)))
    case 'lines':
      return [field(part.title, fitLines(part.lines.map(discordLine), limits.value, part.more))]
    default: {
      const cut = part.cut ? '\nOnly a part of the log was read.' : ''
      const lines = part.lines.map((line) => clip(codeText(line), 300))
      const body = `\`\`\`\n${fitLines(lines, limits.value - cut.length - 8) || ' '}\n\`\`\`${cut}`
      return [field(`${part.title}: ${part.source}`, body)]
    }
  }
}

function field(name: string, value: string): Field {
  return { name: clipEscaped(markdown(name), limits.name) || '-', value: value || '-' }
}

function discordLine({ text, label, url }: Line): string {
  const link = label ? (url ? `[${markdown(label)}](${safeUrl(url)}) ` : `${markdown(label)} `) : ''
  return `${link}${inCode(text, 250)}`
}

function withinSum(fields: readonly Field[], room: number): Field[] {
  const kept: Field[] = []
  let sum = 80
  for (const one of fields) {
    const size = one.name.length + one.value.length
    if (kept.length >= limits.fields - 1 || sum + size > room) break
    kept.push(one)
    sum += size
  }
  const left = fields.length - kept.length
  return left > 0 ? [...kept, { name: 'Cut', value: `${left} more did not fit; the run has all.` }] : kept
}

function inCode(text: string, limit: number): string {
  return `\`${clip(codeText(text), limit) || ' '}\``
}

function markdown(text: string): string {
  return calm(text).replace(/[\\*_~|`#[\]()\-+.!]/g, '\\$&')
}

function safeUrl(url: string): string {
  return url.replace(/[()<>\s\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
