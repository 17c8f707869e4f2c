import { possibleLabels } from '../workflow/runners.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'
import { retiredRunners, retiringRunners } from './runner-labels.table.ts'

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
        const gone = replacementIn(retiredRunners, text)
        const replacement = gone ?? replacementIn(retiringRunners, text)
        if (replacement === undefined) continue
        const at = source.at(node)
        const plain = source.text.slice(node.range?.[0], node.range?.[1]) === text
        yield {
          at,
          message: `The runner image "${text}" ${gone === undefined ? 'is about to be taken away' : 'no longer exists'}.`,
          severity: gone === undefined ? 'notice' : 'error',
          hint: `Use "${replacement}".`,
          ...(plain ? { fix: { ...at, replacement } } : {}),
        }
      }
    }
  },
}

function replacementIn(table: Readonly<Record<string, string>>, label: string): string | undefined {
  const name = label.toLowerCase()
  return Object.hasOwn(table, name) ? table[name] : undefined
}
