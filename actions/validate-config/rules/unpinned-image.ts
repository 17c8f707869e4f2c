import { expressionsAt } from '../workflow/file.ts'
import type { Node, Scalar } from 'yaml'
import { isMap, isScalar } from 'yaml'
import type { Range } from '../finding.ts'
import { within } from '../workflow/expression-walk.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { matrixRow, rowLabels } from '../workflow/runners.ts'
import { usesOf } from '../workflow/action-uses.ts'
import { containersOf } from './container.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'

export const unpinnedImage: Rule = {
  id: 'unpinned-image',
  severity: 'warning',
  category: 'security',
  title: 'A container image can change without notice',
  why: 'An image without a version, or with the tag `latest`, is another one tomorrow. Even a version tag can be moved; only a digest cannot.',
  example: {
    bad: withJob('runs-on: ubuntu-latest\ncontainer: node'),
    good: withJob(
      'runs-on: ubuntu-latest\ncontainer: node@sha256:2b9b7b1e5f6ad0b5c1d2f8f24b77dbc6c6f4f0dbe5b1e6b1f4b0a5d3a1c9e8f7',
    ),
  },
  fix: 'Name the version, best with its digest (`name:1.2@sha256:…`).',
  *check(file) {
    for (const { at, image } of images(file)) {
      const state = stateOf(image)
      if (state === 'open') yield { at, message: `The image "${image.slice(0, 100)}" has no fixed version.` }
      if (state === 'tag')
        yield {
          at,
          message: `The image "${image.slice(0, 100)}" is pinned to a tag, which can be moved.`,
          severity: 'notice',
        }
    }
  },
}

function stateOf(image: string): 'open' | 'tag' | 'digest' {
  if (image.includes('@sha256:')) return 'digest'
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return tag === undefined || tag === 'latest' ? 'open' : 'tag'
}

function* images(file: ParsedFile): Generator<{ at: Range; image: string }> {
  for (const { use, field } of usesOf(file))
    if (use.kind === 'docker' && use.image !== '') yield { at: file.source.where(field), image: use.image }
  for (const { field } of containersOf(file)) {
    const node = isMap(field.value) ? file.source.field(field.value, 'image')?.value : field.value
    if (isScalar(node)) yield* written(file, node)
  }
  const runs = file.fields.get('runs')?.value
  const image =
    file.source.string(file.source.field(runs, 'using')?.value) === 'docker'
      ? file.source.field(runs, 'image')
      : undefined
  const name = file.source.string(image?.value)
  if (image && name?.startsWith('docker://') === true)
    yield { at: file.source.where(image), image: name.slice('docker://'.length) }
}

// An image may be literal, a row of the matrix, or the texts an expression chooses from.
function* written(file: ParsedFile, node: Scalar): Generator<{ at: Range; image: string }> {
  const text = file.source.string(node) ?? ''
  const inside = expressionsAt(file, node)
  if (inside.length === 0) {
    if (text !== '') yield { at: file.source.at(node), image: text.replace(/^docker:\/\//, '') }
    return
  }
  const row = matrixRow(file, node)
  const job = file.jobs.find((candidate) => candidate.id === inside[0]?.path[1])
  if (row !== undefined && job) {
    const values: { text: string; node: Node }[] = rowLabels(file.source, job, row)
    for (const value of values)
      if (value.text !== '' && !value.text.includes('${{'))
        yield { at: file.source.at(node), image: value.text }
    return
  }
  for (const expression of inside.filter(({ whole }) => whole)) {
    for (const tree of expression.tree?.kind === 'or' || expression.tree?.kind === 'and'
      ? results(expression.tree)
      : []) {
      if (tree.kind === 'literal' && typeof tree.value === 'string' && tree.value !== '')
        yield { at: expression.at(tree), image: tree.value }
    }
  }
}

function* results(tree: Parameters<typeof within>[0]): Generator<Parameters<typeof within>[0]> {
  if (tree.kind === 'or') for (const arg of tree.args) yield* results(arg)
  else if (tree.kind === 'and') yield* results(tree.args.at(-1) as typeof tree)
  else yield tree
}
