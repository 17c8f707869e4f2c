import { possibleLabels } from '../workflow/runners.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'
import { retiredRunners } from './runner-labels.table.ts'

export const retiredRunner: Rule = {
  id: 'retired-runner',
  severity: 'error',
  category: 'workflow',
  title: 'A job asks for a runner GitHub has taken away',
  why: 'No runner will ever take the job: it waits and is cancelled after a day.',
  example: { bad: withJob('runs-on: ubuntu-20.04'), good: withJob('runs-on: ubuntu-24.04') },
  fix: 'Move to a runner image that exists.',
  *check(file) {
    const { source } = file
    for (const job of file.jobs) {
      const labels = possibleLabels(file, job)
      if (labels.some(({ text }) => text.toLowerCase() === 'self-hosted')) continue
      for (const { text, node } of labels) {
        const replacement = Object.hasOwn(retiredRunners, text.toLowerCase())
          ? retiredRunners[text.toLowerCase()]
          : undefined
        if (replacement === undefined) continue
        const at = source.at(node)
        const plain = source.text.slice(node.range?.[0], node.range?.[1]) === text
        yield {
          at,
          message: `The runner image "${text}" no longer exists.`,
          hint: `Use "${replacement}".`,
          ...(plain ? { fix: { ...at, replacement } } : {}),
        }
      }
    }
  },
}
