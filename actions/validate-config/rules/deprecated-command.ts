import { scriptsOf } from '../workflow/scripts.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

const replacements: Record<string, string> = {
  'set-output': 'echo "name=value" >> "$GITHUB_OUTPUT"',
  'save-state': 'echo "name=value" >> "$GITHUB_STATE"',
  'set-env': 'echo "NAME=value" >> "$GITHUB_ENV"',
  'add-path': 'echo "directory" >> "$GITHUB_PATH"',
}

export const deprecatedCommand: Rule = {
  id: 'deprecated-command',
  severity: 'warning',
  category: 'workflow',
  title: 'A script uses a workflow command GitHub has withdrawn',
  why: 'Anything a script prints can be such a command, so output of a tool could set variables. GitHub switched `set-env` and `add-path` off and deprecated the others.',
  example: {
    bad: withSteps('- run: echo "::set-output name=version::1.2"'),
    good: withSteps('- run: echo "version=1.2" >> "$GITHUB_OUTPUT"'),
  },
  fix: 'Write to the environment files.',
  *check(file) {
    for (const script of scriptsOf(file)) {
      for (const match of script.text.matchAll(
        /(?<!\w)::(set-output|save-state|set-env|add-path)(?:\s|::)/g,
      )) {
        const [, name = ''] = match
        const withdrawn = name === 'set-env' || name === 'add-path'
        yield {
          at: script.at(match.index, match.index + 2 + name.length),
          message: `The command "${name}" ${withdrawn ? 'is switched off' : 'is deprecated'}.`,
          hint: `Write \`${replacements[name]}\`.`,
          severity: withdrawn ? 'error' : 'warning',
        }
      }
    }
  },
}
