import { dotted } from '../workflow/expression-walk.ts'
import { expressionsAt } from '../workflow/file.ts'
import type { Expression } from '../workflow/expressions.ts'
import type { Access, Context } from '../workflow/expression-tree.ts'
import type { ParsedFile, Step } from '../workflow/file.ts'
import type { Controller } from '../workflow/taint.ts'
import { controllerOf, flowing } from '../workflow/taint.ts'
import { onlyPullRequests } from '../workflow/triggers.ts'
import { parseUse } from '../workflow/uses.ts'
import { workflow } from './example.ts'
import type { Rule, Spot } from './rule.ts'
import { codeInputs } from './untrusted.table.ts'

export const templateInjection: Rule = {
  id: 'template-injection',
  severity: 'error',
  category: 'security',
  title: 'Text that others choose is written into a script',
  why: 'GitHub puts the text into the script before a shell reads it. A title such as `"; curl … | sh #` then runs as a command, with the job’s token and secrets.',
  example: {
    bad: workflow({ on: 'issues', steps: '- run: echo "${{ github.event.issue.title }}"' }),
    good: workflow({
      on: 'issues',
      steps: '- run: echo "$TITLE"\n  env:\n    TITLE: ${{ github.event.issue.title }}',
    }),
  },
  fix: 'Hand the value over in `env:` and write `"$NAME"` in the script.',
  *check(file) {
    const seen = new Set<string>()
    for (const step of file.steps) {
      for (const expression of codeOf(file, step)) {
        if (!expression.tree) continue
        for (const tree of flowing(expression.tree)) {
          const path = dotted(tree) ?? ''
          const controller = controllerOf(tree, { file, job: step.job, step })
          if (controller === 'earlier' && !/^(?:env|matrix)\./.test(path)) continue
          // The same input again is the same decision: the first place warns, the others are noted.
          const spot = judge(file, controller, seen.has(path))
          seen.add(path)
          if (spot)
            yield { at: expression.at(tree), ...spot, message: `${name(expression, tree)} ${spot.message}` }
        }
      }
    }
  },
}

const meanings: Record<Controller, string | undefined> = {
  anyone: 'is written into a script, and anyone can choose its text.',
  caller: 'is written into a script, and whoever calls it chooses its text.',
  write: 'is written into a script, and people with write access choose its text.',
  earlier: 'is written into a script, and its text is only decided while the workflow runs.',
  fixed: undefined,
}

// An action below `.github/` is called by workflows of the same repository only.
function judge(file: ParsedFile, controller: Controller, again: boolean): Omit<Spot, 'at'> | undefined {
  const message = meanings[controller]
  if (message === undefined) return undefined
  if (controller === 'anyone') return { message, severity: onlyPullRequests(file) ? 'warning' : 'error' }
  const own = file.kind === 'action' && file.path.startsWith('.github/')
  return { message, severity: controller === 'caller' && !own && !again ? 'warning' : 'notice' }
}

function name(expression: Expression, tree: Context | Access): string {
  return `"${expression.text.slice(tree.start, tree.end).replace(/\s+/g, ' ').slice(0, 80)}"`
}

/** The expressions inside what a step runs as code. */
export function codeOf(file: ParsedFile, step: Step): Expression[] {
  const scalars = [step.fields.get('run')?.value]
  const use = parseUse(file.source, step.fields.get('uses')?.value)
  if (use?.kind === 'repository') {
    const inputs = Object.hasOwn(codeInputs, use.slug) ? (codeInputs[use.slug] ?? []) : []
    for (const field of step.with) if (inputs.includes(field.name.toLowerCase())) scalars.push(field.value)
  }
  return scalars.flatMap((scalar) => expressionsAt(file, scalar))
}
