import MarkdownIt from 'markdown-it'

export interface FoundLink {
  target: string
  /** 1-based line of the block that holds it. */
  line: number
}

const markdown = new MarkdownIt({ html: true, linkify: true })

/** All links and images of a document, as a reader would see them; code spans and fences hold none. */
export function linksOf(text: string): FoundLink[] {
  const found: FoundLink[] = []
  for (const token of markdown.parse(text, {})) {
    const line = (token.map?.[0] ?? 0) + 1
    for (const part of [token, ...(token.children ?? [])]) {
      const target = part.attrGet('href') ?? part.attrGet('src')
      if (typeof target === 'string' && target !== '') found.push({ target, line })
      if (part.type === 'html_inline' || part.type === 'html_block') found.push(...inHtml(part.content, line))
    }
  }
  return found
}

function inHtml(html: string, line: number): FoundLink[] {
  const attributes = html.matchAll(
    /<(?:a|img)\b[^<>]{0,2000}?\b(?:href|src)\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')/gi,
  )
  return [...attributes].map(([, double, single]) => ({ target: double ?? single ?? '', line }))
}

/** The anchors that GitHub makes of a document's headings, and those written as HTML. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  const tokens = markdown.parse(text, {})
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open')
      add(
        anchors,
        slug(
          tokens[index + 1]?.children
            ?.map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ''))
            .join('') ?? '',
        ),
      )
    const html =
      token.type === 'html_block'
        ? token.content
        : (token.children ?? [])
            .filter(({ type }) => type === 'html_inline')
            .map(({ content }) => content)
            .join('')
    for (const [, name] of html.matchAll(/\b(?:id|name)\s*=\s*["']([^"']{1,200})["']/gi))
      if (name) anchors.add(name.toLowerCase())
  }
  return anchors
}

function add(anchors: Set<string>, base: string): void {
  let name = base
  for (let n = 1; anchors.has(name); n++) name = `${base}-${n}`
  anchors.add(name)
}

/** GitHub's form: lower case, punctuation dropped, each space a hyphen. */
export function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}
