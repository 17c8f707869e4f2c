import type { Token } from './expression-tokens.ts'
import { ExpressionSyntaxError, tokensOf } from './expression-tokens.ts'

interface Place {
  start: number
  end: number
}
export type Literal = Place & { kind: 'literal'; value: string | number | boolean | null }
/** `github` alone; what follows stands in `access` around it. */
export type Context = Place & { kind: 'context'; name: string }
/** `object.property`, `object[index]`, or `object.*` with `index` undefined. */
export type Access = Place & { kind: 'access'; object: Tree; index: Tree | undefined }
export type Call = Place & { kind: 'call'; name: string; args: Tree[] }
export type Not = Place & { kind: 'not'; operand: Tree }
export type Compare = Place & { kind: 'compare'; operator: string; left: Tree; right: Tree }
export type Logical = Place & ({ kind: 'and'; args: Tree[] } | { kind: 'or'; args: Tree[] })
/** An expression as a tree. Places are indexes in the text between `${{` and `}}`. */
export type Tree = Literal | Context | Access | Call | Not | Compare | Logical

// GitHub's parser gives up at this depth.
const maximumDepth = 50

/** Parses the text between `${{` and `}}`. Throws ExpressionSyntaxError. */
export function parseExpression(text: string): Tree {
  const parser = new ExpressionParser(tokensOf(text))
  return parser.whole()
}

class ExpressionParser {
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): Tree {
    const tree = this.#or()
    if (this.#peek().kind !== 'end') throw this.#unexpected()
    return tree
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token
  }

  #next(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#at++
    return token
  }

  #match(...symbols: string[]): Token | undefined {
    const token = this.#peek()
    return token.kind === 'symbol' && symbols.includes(token.text) ? this.#next() : undefined
  }

  #consume(symbol: string): Token {
    const token = this.#match(symbol)
    if (!token) throw this.#unexpected()
    return token
  }

  #unexpected(): ExpressionSyntaxError {
    const token = this.#peek()
    const message =
      token.kind === 'end'
        ? 'Unexpected end of expression'
        : `Unexpected symbol: '${token.text.slice(0, 60)}'`
    return new ExpressionSyntaxError(message, token.start, token.end)
  }

  #deeper<T>(step: () => T): T {
    if (++this.#depth > maximumDepth) {
      const { start, end } = this.#peek()
      throw new ExpressionSyntaxError(`Exceeded max expression depth ${maximumDepth}`, start, end)
    }
    const result = step()
    this.#depth--
    return result
  }

  #or(): Tree {
    return this.#deeper(() => this.#chain('or', '||', () => this.#chain('and', '&&', () => this.#equality())))
  }

  #chain(kind: 'and' | 'or', symbol: string, operand: () => Tree): Tree {
    const args = [operand()]
    while (this.#match(symbol)) args.push(operand())
    const first = args[0] as Tree
    return args.length === 1 ? first : { kind, args, start: first.start, end: (args.at(-1) as Tree).end }
  }

  #equality(): Tree {
    return this.#comparisons(['==', '!='], () => this.#comparisons(['<', '<=', '>', '>='], () => this.#not()))
  }

  #comparisons(symbols: string[], operand: () => Tree): Tree {
    let left = operand()
    for (let symbol = this.#match(...symbols); symbol; symbol = this.#match(...symbols)) {
      const right = operand()
      left = { kind: 'compare', operator: symbol.text, left, right, start: left.start, end: right.end }
    }
    return left
  }

  #not(): Tree {
    const bang = this.#match('!')
    if (!bang) return this.#accesses()
    const operand = this.#deeper(() => this.#not())
    return { kind: 'not', operand, start: bang.start, end: operand.end }
  }

  #accesses(): Tree {
    let tree = this.#primary()
    if (tree.kind === 'literal') return tree
    for (;;) {
      if (this.#match('[')) {
        const index = this.#match('*') ? undefined : this.#or()
        tree = { kind: 'access', object: tree, index, start: tree.start, end: this.#consume(']').end }
      } else if (this.#match('.')) tree = this.#property(tree)
      else return tree
    }
  }

  #property(object: Tree): Tree {
    const star = this.#match('*')
    if (star) return { kind: 'access', object, index: undefined, start: object.start, end: star.end }
    const { kind, text, start, end } = this.#peek()
    if (kind !== 'name') throw this.#unexpected()
    this.#next()
    return {
      kind: 'access',
      object,
      index: { kind: 'literal', value: text, start, end },
      start: object.start,
      end,
    }
  }

  #primary(): Tree {
    const token = this.#peek()
    const { start, end } = token
    if (token.kind === 'string' || token.kind === 'number') {
      this.#next()
      return { kind: 'literal', value: token.value, start, end }
    }
    if (token.kind === 'name') return this.#named(this.#next())
    if (!this.#match('(')) throw this.#unexpected()
    const inner = this.#or()
    return { ...inner, start, end: this.#consume(')').end }
  }

  #named(token: Token): Tree {
    const { text, start, end } = token
    const constant = new Map<string, Literal['value']>([
      ['true', true],
      ['false', false],
      ['null', null],
      ['NaN', NaN],
      ['Infinity', Infinity],
    ])
    const value = constant.get(text)
    if (value !== undefined) return { kind: 'literal', value, start, end }
    if (!this.#match('(')) return { kind: 'context', name: text, start, end }
    const args: Tree[] = []
    let close = this.#match(')')
    while (!close) {
      args.push(this.#or())
      close = this.#match(')')
      if (!close) this.#consume(',')
    }
    return { kind: 'call', name: text, args, start, end: close.end }
  }
}
