import { distance } from '@ecosystem-actions/core/suggest'
import { usesOf } from '../workflow/action-uses.ts'
import { oldestMajors } from './actions.table.ts'
import { cachingActions, publishers } from './caches.table.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

const popular = [
  ...new Set([...Object.keys(oldestMajors), ...Object.keys(cachingActions), ...publishers]),
].filter((name) => name.split('/').length === 2)
const popularOwners = [...new Set(popular.map((name) => name.split('/')[0] ?? ''))]

export const misspeltAction: Rule = {
  id: 'misspelt-action',
  severity: 'error',
  category: 'security',
  title: 'The name of an action is one slip away from a well-known one',
  why: 'Names near those of popular actions are registered to catch typing errors. The action then runs with the job’s token and secrets.',
  example: { bad: withSteps('- uses: actoins/checkout@v5'), good: withSteps('- uses: actions/checkout@v5') },
  fix: 'Correct the name.',
  *check(file) {
    for (const { use, field } of usesOf(file)) {
      if (use.kind !== 'repository' || popularOwners.includes(use.owner.toLowerCase())) continue
      const meant = popular.find((name) => {
        const [owner = '', repository = ''] = name.split('/')
        return (
          repository === use.name.toLowerCase() &&
          owner.length > 4 &&
          distance(owner, use.owner.toLowerCase()) === 1
        )
      })
      if (meant !== undefined)
        yield {
          at: file.source.where(field),
          message: `"${use.owner}/${use.name}" is not "${meant}".`,
          hint: `Did you mean "${meant}"?`,
        }
    }
  },
}

export const obscureUses: Rule = {
  id: 'obscure-uses',
  severity: 'notice',
  category: 'security',
  title: 'The path of an action is written in a roundabout way',
  why: 'Empty parts, `.` and `..` in the path hide from reviewers and tools which action runs.',
  example: {
    bad: withSteps('- uses: actions/cache/save/../restore@v4'),
    good: withSteps('- uses: actions/cache/restore@v4'),
  },
  fix: 'Write the path directly.',
  *check(file) {
    for (const { use, field } of usesOf(file)) {
      const text = file.source.string(field.value) ?? ''
      const parts = text.split('@')[0]?.split('/') ?? []
      const odd =
        use.kind === 'repository' && parts.some((part) => part === '' || part === '.' || part === '..')
      if (!odd) continue
      const start = file.source.at(field.key)
      yield { at: start, message: 'The path of this action is written in a roundabout way.' }
    }
  },
}
