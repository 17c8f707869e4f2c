import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const exclusiveFilters: Rule = {
  id: 'exclusive-filters',
  severity: 'error',
  category: 'workflow',
  title: 'A filter and its opposite stand at the same event',
  why: 'GitHub refuses a workflow that has both a list and the `-ignore` list of the same filter.',
  example: {
    bad: workflow({ on: "push:\n  branches: [main]\n  branches-ignore: ['wip/**']" }),
    good: workflow({ on: "push:\n  branches: [main, '!wip/**']" }),
  },
  fix: 'Keep one list, and exclude with patterns that start with `!`.',
  *check(file) {
    for (const event of file.events) {
      const fields = file.source.fields(event.config)
      for (const filter of ['branches', 'tags', 'paths']) {
        const pair = fields.filter(({ name }) => name === filter || name === `${filter}-ignore`)
        const [first, second] = pair
        if (first === undefined || second === undefined || first.name === second.name) continue
        const message = `"${filter}" and "${filter}-ignore" cannot both be used for "${event.name}".`
        yield { at: file.source.at(second.key), message }
      }
    }
  },
}
