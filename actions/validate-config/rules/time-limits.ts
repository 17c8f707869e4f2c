import { isScalar } from 'yaml'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'

export const timeLimit: Rule = {
  id: 'time-limit',
  severity: 'error',
  category: 'workflow',
  title: 'A limit that lets nothing run',
  why: 'A time-out or a number of parallel jobs of zero or less is refused, or cancels the job at once.',
  example: {
    bad: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 0'),
    good: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 10'),
  },
  fix: 'Give a number above zero.',
  *check({ source, jobs, steps }) {
    const strategies = jobs.map((job) => source.field(job.fields.get('strategy')?.value, 'max-parallel'))
    const limits = [...[...jobs, ...steps].map((part) => part.fields.get('timeout-minutes')), ...strategies]
    for (const field of limits) {
      const value = isScalar(field?.value) ? field.value.value : undefined
      if (!field || typeof value !== 'number') continue
      if (value === 0 && field.name === 'max-parallel') {
        // GitHub takes it as no limit at all.
        yield {
          at: source.where(field),
          severity: 'warning',
          message: '"max-parallel: 0" must be above zero to limit anything.',
        }
      } else if (value <= 0) yield { at: source.where(field), message: `"${field.name}" must be above zero.` }
      else if (field.name === 'max-parallel' && !Number.isInteger(value)) {
        yield { at: source.where(field), message: '"max-parallel" is a whole number.' }
      }
    }
  },
}
