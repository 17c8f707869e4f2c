// HTML that holds hostile text safely: everything that is not markup of ours is escaped.
export interface Markup {
  readonly html: string
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML: escaped, without control and bidirectional characters that could disguise it. */
export function escapeText(text: string): string {
  const visible = Array.from(text.slice(0, 5000)).filter((character) => {
    const code = character.codePointAt(0) ?? 0
    const hidden =
      code < 32 ||
      (code >= 0x7f && code < 0xa0) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069)
    return !hidden || character === '\n' || character === '\t'
  })
  return visible.join('').replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

type Value = Markup | string | number | null | undefined | readonly Value[]

function render(value: Value): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map(render).join('')
}

/** A template whose values are escaped unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return {
    html: parts.reduce((text, part, i) => text + part + (i < values.length ? render(values[i]) : ''), ''),
  }
}
