import type { Node } from 'yaml'
import { isScalar } from 'yaml'
import type { Range } from '../finding.ts'
import { offsetsOf } from '../workflow/decoded.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { globProblems } from '../workflow/glob.ts'
import type { Source } from '../workflow/source.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

const filters: Record<string, 'ref' | 'path'> = {
  branches: 'ref',
  'branches-ignore': 'ref',
  tags: 'ref',
  'tags-ignore': 'ref',
  paths: 'path',
  'paths-ignore': 'path',
  versions: 'ref',
}

export const invalidGlob: Rule = {
  id: 'invalid-glob',
  severity: 'warning',
  category: 'workflow',
  title: 'A filter pattern can never match as meant',
  why: 'Filters are globs, not regular expressions. A pattern that is malformed, or that names what no branch, tag or path can be, never matches, so the workflow never runs.',
  example: {
    bad: workflow({ on: "push:\n  tags: ['^v[0-9]']" }),
    good: workflow({ on: "push:\n  tags: ['v[0-9]+']" }),
  },
  fix: 'Write a glob as in GitHub’s filter pattern cheat sheet.',
  *check(file) {
    for (const { node, kind } of patterns(file)) {
      const text = file.source.string(node)
      if (text === undefined || text.includes('${{')) continue
      const [problem] = globProblems(text, kind)
      if (problem) yield { at: placeOf(file.source, node, problem.index), message: problem.message }
    }
  },
}

function* patterns({ source, events, jobs }: ParsedFile): Generator<{ node: Node; kind: 'ref' | 'path' }> {
  for (const event of events) {
    for (const { name, value } of source.fields(event.config)) {
      const kind = Object.hasOwn(filters, name) ? filters[name] : undefined
      for (const node of kind ? source.list(value) : []) yield { node, kind: kind as 'ref' | 'path' }
    }
  }
  for (const job of jobs) {
    const version = source.field(job.fields.get('snapshot')?.value, 'version')?.value
    if (version) yield { node: version, kind: 'ref' }
  }
}

function placeOf(source: Source, node: Node, index: number): Range {
  if (!isScalar(node)) return source.at(node)
  const offset = offsetsOf(source, node)(index)
  return source.range(offset, offset + 1)
}
