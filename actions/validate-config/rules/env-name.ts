import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const envName: Rule = {
  id: 'env-name',
  severity: 'warning',
  category: 'workflow',
  title: 'A name no environment variable can have',
  why: 'A name with a space, `=` or `&` cannot be read by any script.',
  example: {
    bad: workflow({ top: 'env:\n  BUILD LEVEL: high' }),
    good: workflow({ top: 'env:\n  BUILD_LEVEL: high' }),
  },
  fix: 'Use letters, digits and underscores.',
  *check({ source, fields, jobs, steps }) {
    const containers = jobs.flatMap((job) => [
      job.fields.get('container')?.value,
      ...source.fields(job.fields.get('services')?.value).map(({ value }) => value),
    ])
    const all = [
      fields.get('env')?.value,
      ...[...jobs, ...steps].map((part) => part.fields.get('env')?.value),
      ...containers.map((container) => source.field(container, 'env')?.value),
    ]
    for (const { key, name } of all.flatMap((env) => source.fields(env))) {
      if (/[&=\s]/.test(name) && !name.includes('${{')) {
        yield { at: source.at(key), message: `"${name}" cannot be the name of an environment variable.` }
      }
    }
  },
}
