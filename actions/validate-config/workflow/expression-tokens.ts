export type TokenKind = 'name' | 'number' | 'string' | 'symbol' | 'end'

export interface Token {
  kind: TokenKind
  text: string
  value: string | number
  start: number
  end: number
}

export class ExpressionSyntaxError extends Error {
  readonly start: number
  readonly end: number
  constructor(message: string, start: number, end: number) {
    super(message)
    this.start = start
    this.end = end
  }
}

const shape =
  /(?<space>\s+)|(?<string>'(?:[^']|'')*')|(?<symbol>&&|\|\||==|!=|<=|>=|[()[\],.<>!*])|(?<number>[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?![\w-]))|(?<name>[A-Za-z_][\w-]*)/y

/** The tokens of an expression (the text between `${{` and `}}`), as the runner's lexer cuts them. Throws ExpressionSyntaxError. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    shape.lastIndex = at
    const match = shape.exec(text)
    const groups = match?.groups
    if (!match || !groups) throw unexpected(text, at)
    const start = at
    at += match[0].length
    if (groups.space !== undefined) continue
    tokens.push(token(match[0], groups, start))
  }
  tokens.push({ kind: 'end', text: '', value: '', start: text.trimEnd().length, end: text.trimEnd().length })
  return tokens
}

function token(text: string, groups: Record<string, string | undefined>, start: number): Token {
  const place = { text, start, end: start + text.length }
  if (groups.string !== undefined)
    return { kind: 'string', value: text.slice(1, -1).replaceAll("''", "'"), ...place }
  if (groups.number !== undefined) return { kind: 'number', value: numberOf(text), ...place }
  return { kind: groups.name === undefined ? 'symbol' : 'name', value: text, ...place }
}

function numberOf(text: string): number {
  const hex = /^([-+]?)(0[xo].+)$/i.exec(text)
  return hex ? Number(hex[2]) * (hex[1] === '-' ? -1 : 1) : Number(text)
}

function unexpected(text: string, at: number): ExpressionSyntaxError {
  const word = /^(?:'[^']*|[^\s()[\],.!<>=&|']+|.)/s.exec(text.slice(at))?.[0] ?? ''
  if (word.startsWith('"')) {
    return new ExpressionSyntaxError(
      `Unexpected symbol: '"'. Strings are written in single quotes.`,
      at,
      at + 1,
    )
  }
  return new ExpressionSyntaxError(`Unexpected symbol: '${word.slice(0, 60)}'`, at, at + word.length)
}
