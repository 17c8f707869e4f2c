import type { Literal, Tree } from './expression-tree.ts'

type Value = Literal['value']

/** The value of an expression that reads no context and calls only pure text functions, or undefined. */
export function constantValue(tree: Tree): { value: Value } | undefined {
  if (tree.kind === 'literal') return { value: tree.value }
  if (tree.kind === 'not') {
    const operand = constantValue(tree.operand)
    return operand && { value: !truthy(operand.value) }
  }
  if (tree.kind === 'and' || tree.kind === 'or') return constantChain(tree.kind, tree.args)
  if (tree.kind === 'compare') {
    const left = constantValue(tree.left)
    const right = constantValue(tree.right)
    return left && right && { value: compared(tree.operator, left.value, right.value) }
  }
  return tree.kind === 'call' ? constantCall(tree.name.toLowerCase(), tree.args) : undefined
}

function constantChain(kind: 'and' | 'or', args: Tree[]): { value: Value } | undefined {
  let last: { value: Value } | undefined
  for (const arg of args) {
    last = constantValue(arg)
    if (!last) return undefined
    if (truthy(last.value) === (kind === 'or')) return last
  }
  return last
}

function constantCall(name: string, args: Tree[]): { value: Value } | undefined {
  const values = args.map(constantValue)
  if (values.length < 1 || values.some((value) => value === undefined)) return undefined
  const [first = '', second = '', ...rest] = values.map((value) => String(value?.value ?? ''))
  const a = first.toLowerCase()
  const b = second.toLowerCase()
  if (name === 'contains') return { value: a.includes(b) }
  if (name === 'startswith') return { value: a.startsWith(b) }
  if (name === 'endswith') return { value: a.endsWith(b) }
  if (name !== 'format') return undefined
  const parts = [second, ...rest]
  return {
    value: first.replace(/\{\{|\}\}|\{(\d+)\}/g, (all, index) =>
      index === undefined ? all.slice(1) : (parts[Number(index)] ?? ''),
    ),
  }
}

export function truthy(value: Value): boolean {
  return !(value === null || value === false || value === 0 || value === '' || Number.isNaN(value))
}

// Operands of different types are compared as numbers, text without regard to case.
function compared(operator: string, left: Value, right: Value): boolean {
  const same = typeof left === typeof right && left !== null && right !== null
  const [a, b] = same ? [fold(left), fold(right)] : [numeric(left), numeric(right)]
  if (operator === '==') return a === b
  if (operator === '!=') return a !== b
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

function fold(value: Value): string | number {
  return typeof value === 'string' ? value.toUpperCase() : Number(value)
}

function numeric(value: Value): number {
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}
