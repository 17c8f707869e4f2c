import type { Access, Context, Tree } from './expression-tree.ts'

/** All trees inside a tree, itself first. */
export function* within(tree: Tree): Generator<Tree> {
  yield tree
  for (const child of childrenOf(tree)) yield* within(child)
}

export function childrenOf(tree: Tree): Tree[] {
  if (tree.kind === 'access') return tree.index ? [tree.object, tree.index] : [tree.object]
  if (tree.kind === 'not') return [tree.operand]
  if (tree.kind === 'compare') return [tree.left, tree.right]
  return 'args' in tree ? tree.args : []
}

/** `github.event.pull_request.title` in lower case; `*` for a filter or a computed index; undefined when it does not start at a context. */
export function dotted(tree: Tree): string | undefined {
  if (tree.kind === 'context') return tree.name.toLowerCase()
  if (tree.kind !== 'access') return undefined
  const object = dotted(tree.object)
  if (object === undefined) return undefined
  const { index } = tree
  return `${object}.${index?.kind === 'literal' && typeof index.value === 'string' ? index.value.toLowerCase() : '*'}`
}

/** The outermost context accesses of a tree, each once: `a.b.c` is given whole, not also as `a.b`. */
export function* accesses(tree: Tree): Generator<Context | Access> {
  if ((tree.kind === 'context' || tree.kind === 'access') && dotted(tree) !== undefined) {
    yield tree
    let inner: Tree = tree
    while (inner.kind === 'access') {
      if (inner.index && inner.index.kind !== 'literal') yield* accesses(inner.index)
      inner = inner.object
    }
    return
  }
  for (const child of childrenOf(tree)) yield* accesses(child)
}
