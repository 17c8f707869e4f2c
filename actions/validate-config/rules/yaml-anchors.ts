import { isAlias, isMap, visit } from 'yaml'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const unusedAnchor: Rule = {
  id: 'unused-anchor',
  severity: 'notice',
  category: 'workflow',
  title: 'A YAML anchor is never used',
  why: 'An anchor nothing refers to is usually a rest of a change, or the alias was misspelt.',
  example: {
    bad: workflow({ top: 'env: &shared\n  LEVEL: high' }),
    good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
  },
  fix: 'Remove the anchor.',
  *check({ source }) {
    for (const { node, name, used } of source.anchors) {
      if (used) continue
      const end = node.range?.[0] ?? 0
      const start = source.text.lastIndexOf(`&${name}`, end)
      yield {
        at: source.range(start, start + name.length + 1),
        message: `Nothing refers to the anchor "${name}".`,
      }
    }
  },
}

export const mergeKey: Rule = {
  id: 'merge-key',
  severity: 'error',
  category: 'workflow',
  title: 'A YAML merge key',
  why: 'GitHub reads anchors and aliases, but it does not merge: `<<` is refused as an unknown key.',
  example: {
    bad: workflow({
      top: 'env: &shared\n  LEVEL: high',
      job: 'runs-on: ubuntu-latest\nenv:\n  <<: *shared\n  NAME: x',
    }),
    good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
  },
  fix: 'Write the keys out, or use the alias as the whole value.',
  *check({ source }) {
    const keys = [] as Parameters<typeof source.at>[0][]
    visit(source.document, {
      Map(_, map) {
        for (const { key, value } of source.fields(map)) {
          if (source.string(key) === '<<' && (isAlias(value) || isMap(value) || value !== undefined))
            keys.push(key)
        }
      },
    })
    for (const key of keys)
      yield { at: source.at(key), message: 'GitHub does not support the YAML merge key "<<".' }
  },
}

export const recursiveAlias: Rule = {
  id: 'recursive-alias',
  severity: 'error',
  category: 'workflow',
  title: 'An alias stands inside its own anchor',
  why: 'The value would contain itself without end; GitHub refuses the file.',
  example: {
    bad: workflow({ top: 'env: &shared\n  LEVEL: *shared' }),
    good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
  },
  fix: 'Write the value out.',
  *check({ source }) {
    const found = [] as Parameters<typeof source.at>[0][]
    visit(source.document, {
      Alias(_, alias, path) {
        if (path.some((parent) => parent === source.follow(alias))) found.push(alias)
      },
    })
    for (const alias of found)
      yield { at: source.at(alias), message: 'This alias stands inside the value it refers to.' }
  },
}
