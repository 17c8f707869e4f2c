import { scriptsOf } from '../workflow/scripts.ts'
import { hasEvent } from '../workflow/triggers.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const environmentInjection: Rule = {
  id: 'environment-injection',
  severity: 'warning',
  category: 'security',
  title: 'Text that is not fixed is written to GITHUB_ENV or GITHUB_PATH',
  why: 'Whoever controls the text sets variables such as `LD_PRELOAD` or puts a folder before the system’s own, and runs code in all later steps.',
  example: {
    bad: workflow({
      on: 'pull_request_target',
      steps:
        '- run: echo "TITLE=$TITLE" >> "$GITHUB_ENV"\n  env:\n    TITLE: ${{ github.event.pull_request.title }}',
    }),
    good: workflow({
      on: 'pull_request_target',
      steps:
        '- run: echo "title=$TITLE" >> "$GITHUB_OUTPUT"\n  env:\n    TITLE: ${{ github.event.pull_request.title }}',
    }),
  },
  fix: 'Write to GITHUB_OUTPUT and take the value as `steps.<id>.outputs.<name>` in the `env:` of the step that needs it.',
  *check(file) {
    const privileged = hasEvent(file, 'pull_request_target', 'workflow_run')
    if (!privileged && file.kind !== 'action') return
    for (const script of scriptsOf(file)) {
      const target =
        /(?:>>?|tee\s+(?:-a\s+|--append\s+)?|Out-File\s+(?:-\w+\s+(?!\$)\S+\s+)*(?:-FilePath\s+)?|Add-Content\s+(?:-Path\s+)?|-FilePath\s+)\s*["']?(?:\$\{?(?:env:)?|%)(GITHUB_ENV|GITHUB_PATH)\b/i
      const writing = script.commands.find(({ text }) => target.test(text) && !isStatic(text, target))
      const piped = writing ?? wholePipe(script.text, target)
      if (!piped) continue
      const name = target.exec(script.text)?.[1]?.toUpperCase() ?? 'GITHUB_ENV'
      const field = script.step.fields.get('run')
      yield {
        at: field ? file.source.at(field.key) : script.at(piped.start, piped.end),
        message: `This script writes text that is not fixed to ${name}.`,
        severity: privileged ? 'warning' : 'notice',
      }
    }
  },
}

// What remains when the target is taken away holds no variable, no command and no expression.
function isStatic(text: string, target: RegExp): boolean {
  return !/[$%`]|\{\{/.test(text.replace(target, ''))
}

function wholePipe(text: string, target: RegExp): { start: number; end: number } | undefined {
  for (const line of text.matchAll(/[^\n]*\|[^\n]*/g)) {
    // What another command prints is not fixed, only what `echo` and `printf` are given.
    const fixed = isStatic(line[0], target) && /^\s*(?:echo|printf)\b/.test(line[0])
    if (target.test(line[0]) && !fixed) return { start: line.index, end: line.index + line[0].length }
  }
  return undefined
}
