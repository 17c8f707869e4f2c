import { isMap, isScalar } from 'yaml'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const missingKey: Rule = {
  id: 'missing-key',
  severity: 'error',
  category: 'workflow',
  title: 'A section lacks the key it is about',
  why: 'GitHub refuses a concurrency without a group, a schedule without times and a snapshot without an image name.',
  example: {
    bad: workflow({ top: 'concurrency:\n  cancel-in-progress: true' }),
    good: workflow({ top: 'concurrency:\n  group: build\n  cancel-in-progress: true' }),
  },
  fix: 'Add the key.',
  *check({ source, fields, jobs, events }) {
    for (const part of [fields, ...jobs.map((job) => job.fields)]) {
      const concurrency = part.get('concurrency')
      if (concurrency && isMap(concurrency.value) && !source.field(concurrency.value, 'group')) {
        yield { at: source.at(concurrency.key), message: 'The concurrency has no group.' }
      }
      const snapshot = part.get('snapshot')
      if (snapshot && isMap(snapshot.value) && !source.field(snapshot.value, 'image-name')) {
        yield { at: source.at(snapshot.key), message: 'The snapshot has no image-name.' }
      }
    }
    for (const { name, node, config } of events) {
      const empty = config === undefined || (isScalar(config) && config.value === null)
      if (name === 'schedule' && empty) yield { at: source.at(node), message: 'The schedule has no times.' }
      if (name === 'workflow_run' && !source.field(config, 'workflows')) {
        yield {
          at: source.at(node),
          message: 'The event workflow_run does not name the workflows it waits for.',
        }
      }
    }
  },
}
