import { isScalar } from 'yaml'
import type { Rule } from './rule.ts'

const action = (using: string): string =>
  `name: Greet\ndescription: Says hello\nruns:\n  using: ${using}\n  main: index.js\n`

export const actionRuntime: Rule = {
  id: 'action-runtime',
  severity: 'warning',
  category: 'workflow',
  title: 'An action asks for a Node.js that runners no longer have',
  why: 'Runners start it with a newer Node.js than it was made and tested for, until one day they refuse.',
  example: { bad: action('node16'), good: action('node24') },
  fix: 'Write `using: node24` and test the action with it.',
  *check({ source, fields }) {
    const using = source.field(fields.get('runs')?.value, 'using')
    const version = /^node(\d+)$/.exec(source.string(using?.value) ?? '')?.[1]
    if (!using || version === undefined || Number(version) >= 24) return
    const at = source.where(using)
    const plain = isScalar(using.node) && using.node.type === 'PLAIN'
    yield {
      at,
      message:
        version === '20' ? 'Runners are giving up Node.js 20.' : `Runners no longer have Node.js ${version}.`,
      // Node.js 20 is on its way out; what is older is gone.
      severity: version === '20' ? 'notice' : 'warning',
      ...(plain ? { fix: { ...at, replacement: 'node24' } } : {}),
    }
  },
}
