import { clip } from '@ecosystem-actions/core/markdown'

/**
 * Text of others where no code span is possible. Nothing in it mentions, links or opens a tag on any platform, and it reads the same:
 * look-alikes take the place of the characters that programs act on.
 */
export function calm(text: string): string {
  return text
    .replace(/@/g, '＠')
    .replace(/`/g, 'ʼ')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/:\/\//g, ':∕∕')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}․`)
    .replace(/\b(mailto|tel|slack|msteams|discord|javascript|data):/gi, '$1：')
}

/** Cuts to `limit` UTF-16 units like `clip`; an escape (`\x`, `&…;`) is never left half. */
export function clipEscaped(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = clip(text, limit).slice(0, -1)
  const whole = cut.replace(/&[a-z0-9#]{0,7}$/i, '')
  const slashes = /\\*$/.exec(whole)?.[0].length ?? 0
  return `${slashes % 2 === 1 ? whole.slice(0, -1) : whole}…`
}

/** Backticks end a code span on every platform, and none has an escape for them inside. */
export function codeText(text: string): string {
  return text.replace(/`/g, 'ʼ')
}

/** As many whole items as fit into `limit` when joined by line feeds; what is left out is counted in a last line. */
export function fitLines(lines: readonly string[], limit: number, more = 0): string {
  const kept: string[] = []
  let size = 0
  for (const line of lines) {
    if (size + line.length + 1 > limit - 30) break
    kept.push(line)
    size += line.length + 1
  }
  const left = lines.length - kept.length + more
  return [...kept, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n')
}
