// Everything that reaches a summary, comment or issue was written by somebody else. These are the only ways in.

// C0 and C1 controls except tab and line feed, bidi controls, zero-width and other invisible characters, lone surrogates.
const invisible =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\uDB40[\uDC00-\uDFFF]/g
// eslint-disable-next-line no-control-regex
const ansi = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g

/** Removes ANSI sequences, control, bidi and invisible characters; keeps tabs and line feeds. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(ansi, '').replace(invisible, '')
}

/** Cuts to `limit` UTF-16 units without splitting a character, and says so with `…`. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = Math.max(0, limit - 1)
  if (/[\uD800-\uDBFF]/.test(text[end - 1] ?? '')) end--
  return `${text.slice(0, end)}…`
}

const entity = (c: string) => `&#${c.codePointAt(0)};`

/**
 * Text inside markdown: no markup, link, image, mention, issue reference, HTML or emoji code survives; one line. Mentions and references are
 * found by GitHub in the rendered text, where entities are characters again; there only an invisible space stops them.
 */
export function escape(text: string, limit = 300): string {
  return clip(plain(text).replace(/\s+/g, ' ').trim(), limit)
    .replace(/&/g, '&amp;')
    .replace(/[@]|#(?=\d)/g, '$&&#8203;')
    .replace(/[\\`*[\]|~$]/g, entity)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '&#95;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\b(GH)-(?=\d)/gi, '$1-&#8203;')
    .replace(/:(?=\/\/)|:(?=[\w+-]+:)|(?<=:[\w+-]+):/g, '&#58;')
    .replace(/\b(www|mailto|xmpp)(?=[.:])/gi, '$1&#8203;')
    .replace(/^[-+=#]/, entity)
    .replace(/^(\d+)([.)])/, (_, number: string, mark: string) => `${number}${entity(mark)}`)
}

/** A code span that its content cannot leave; mentions and references are inert inside code. Safe in table cells. */
export function code(text: string, limit = 300): string {
  const clean = clip(plain(text).replace(/\s+/g, ' '), limit)
  if (clean.trim() === '') return '` `'
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padded = /^`|`$|^ .* $/.test(clean) ? ` ${clean} ` : clean
  return `${fence}${padded.replace(/\|/g, '\\|')}${fence}`
}

/** A sentence in which `` `words` `` are code; everything between them is escaped. What somebody else put in backticks is inert there too. */
export function sentence(text: string, limit = 300): string {
  const parts = clip(plain(text).replace(/\s+/g, ' ').trim(), limit).split('`')
  // A backtick without its second is a character like any other.
  if (parts.length % 2 === 0) parts.splice(-2, 2, parts.slice(-2).join('`'))
  return parts.map((part, index) => shownPart(part, index % 2 === 1)).join('')
}

function shownPart(part: string, isCode: boolean): string {
  if (isCode) return part.trim() === '' ? '' : code(part)
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? []
  return `${before}${escape(inner, inner.length)}${after}`
}

/** A fenced block that its content cannot close. */
export function fenced(text: string, language = '', limit = 20_000): string {
  const clean = clip(plain(text), limit)
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${clean}\n${fence}`
}

/** A link whose text is escaped; a target that is not http(s) is dropped and only the text stays. */
export function link(text: string, url: string): string {
  const target = safeUrl(url)
  return target ? `[${escape(text)}](${target})` : escape(text)
}

function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, username, password, href } = new URL(url)
  if (!/^https?:$/.test(protocol) || username || password) return undefined
  return href.replace(
    /[()<>\s|\\`'"*_[\]]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

/** A table of cells that are markdown already (use `escape`, `code` or `link`). */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\n/g, '<br>')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A fold; `title` is escaped, `body` is markdown. */
export function details(title: string, body: string): string {
  return `<details><summary>${escape(title)}</summary>\n\n${body}\n\n</details>`
}

export function plural(count: number, one: string, many = `${one}s`): string {
  // Small counts spare a run the 20 ms that the first text in a language costs.
  const shown =
    Number.isInteger(count) && Math.abs(count) < 1000 ? String(count) : count.toLocaleString('en-US')
  return `${shown} ${count === 1 ? one : many}`
}

/** Whole blocks up to `limit` bytes of UTF-8; what is left out is said. Blocks are never cut inside, so fences and folds stay closed. */
export function fit(blocks: readonly string[], limit: number): string {
  const room = limit - 200
  const kept: string[] = []
  let size = 0
  for (const block of blocks) {
    const bytes = Buffer.byteLength(block) + 2
    if (size + bytes > room) break
    kept.push(block)
    size += bytes
  }
  const left = blocks.length - kept.length
  if (left > 0)
    kept.push(`*${plural(left, 'more section')} did not fit here; the report file has all of it.*`)
  return kept.join('\n\n')
}
