// Expressions of workflows, evaluated by GitHub's own library.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'

export type Contexts = Readonly<Record<string, unknown>>

/** What the status functions answer at this point of the run. */
export interface Status {
  success: boolean
  failure: boolean
  cancelled: boolean
}

interface FunctionDefinition {
  name: string
  minArgs: number
  maxArgs: number
  call: (...args: data.ExpressionData[]) => data.ExpressionData
}

function toData(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver) as data.ExpressionData
}

function toValue(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer)) as unknown
}

function statusFunctions(status: Status): FunctionDefinition[] {
  const say = (name: string, answer: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  })
  return [
    say('success', status.success),
    say('failure', status.failure),
    say('cancelled', status.cancelled),
    say('always', true),
    { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: () => new data.StringData('0'.repeat(64)) },
  ]
}

/** The value of one expression (without `${{ }}`). Throws the library's error for a wrong one. */
export function evaluate(expression: string, contexts: Contexts, status: Status): unknown {
  const functions = statusFunctions(status)
  const { tokens } = new Lexer(expression).lex()
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse()
  const values = new data.Dictionary(
    ...Object.entries(contexts).map(([key, value]) => ({ key, value: toData(value) })),
  )
  const known = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]))
  return toValue(new Evaluator(tree, values, known).evaluate())
}

/** GitHub's truth: false, 0, '', null and NaN are false. */
export function truthy(value: unknown): boolean {
  return Boolean(value)
}

interface Shape {
  expression?: string
  value?: unknown
  [Symbol.iterator]?: () => Iterator<unknown>
}

/** A parsed part of the workflow with all its expressions filled in. */
export function resolveToken(token: TemplateToken | undefined, contexts: Contexts, status: Status): unknown {
  if (token === undefined) return undefined
  const shape = token as unknown as Shape
  if (typeof shape.expression === 'string') return evaluate(shape.expression, contexts, status)
  if (token.templateTokenType === 2) return pairsOf(token, contexts, status)
  if (token.templateTokenType === 1)
    return [...(token as unknown as Iterable<TemplateToken>)].map((item) =>
      resolveToken(item, contexts, status),
    )
  return shape.value ?? null
}

function pairsOf(token: TemplateToken, contexts: Contexts, status: Status): Record<string, unknown> {
  const pairs = [...(token as unknown as Iterable<{ key: TemplateToken; value: TemplateToken }>)]
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      asText(resolveToken(key, contexts, status)),
      resolveToken(value, contexts, status),
    ]),
  )
}

/** How GitHub writes a value into an input or a variable. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function asTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((value ?? {}) as Record<string, unknown>).map(([key, item]) => [key, asText(item)]),
  )
}
