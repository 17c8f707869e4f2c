import { inputOf, usesOf } from '../workflow/action-uses.ts'
import { isCondition } from '../workflow/expressions.ts'
import type { Compare, Tree } from '../workflow/expression-tree.ts'
import { dotted, within } from '../workflow/expression-walk.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { scriptsOf } from '../workflow/scripts.ts'
import { onlyPullRequests, hasEvent } from '../workflow/triggers.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

const actors = /^github\.(?:actor|triggering_actor|event\.sender\.login|actor_id|event\.sender\.id)$/
const authors =
  /^github\.event\.(?:pull_request|issue|comment|review|workflow_run\.pull_requests\.\*)\.user\.login$|^github\.event\.workflow_run\.actor\.login$/
const botIds = new Set(['49699333', '41898282', '29139614', '27856297', '66853113', '25180681', '158783068'])

export const botCondition: Rule = {
  id: 'bot-condition',
  severity: 'error',
  category: 'security',
  title: 'A bot is recognized by what anyone can bring about',
  why: '`github.actor` is who caused the last event, not who wrote the code. Someone can let a bot act last on a pull request of their own and pass the check. Names can also be taken over; ids cannot.',
  example: {
    bad: workflow({
      on: 'pull_request_target',
      job: "runs-on: ubuntu-latest\nif: github.actor == 'dependabot[bot]'",
    }),
    good: workflow({
      on: 'pull_request_target',
      job: 'runs-on: ubuntu-latest\nif: github.event.pull_request.user.id == 49699333',
    }),
  },
  fix: 'Compare the author’s id: `github.event.pull_request.user.id == 49699333` for Dependabot, `41898282` for github-actions.',
  *check(file) {
    const harmless =
      onlyPullRequests(file) ||
      !hasEvent(
        file,
        'pull_request',
        'pull_request_target',
        'workflow_run',
        'issue_comment',
        'pull_request_review',
        'issues',
      )
    for (const expression of file.expressions) {
      if (!expression.tree || !isCondition(expression.path)) continue
      for (const tree of within(expression.tree)) {
        const check = botCheck(tree)
        if (!check) continue
        // A condition that keeps bots out opens nothing.
        const opens = check.operator === '==' && !harmless
        const severity =
          !opens || check.kind === 'author' ? 'notice' : check.kind === 'actor' ? 'error' : 'warning'
        yield { at: expression.at(tree), message: messages[check.kind], severity }
      }
    }
  },
}

const messages = {
  actor: 'This checks who acted last, not who wrote the change.',
  author: 'This checks the author’s name, which can change hands; the id cannot.',
  type: 'This lets every bot pass, also one anybody can install.',
}

function botCheck(tree: Tree): { kind: keyof typeof messages; operator: string } | undefined {
  if (tree.kind !== 'compare' || (tree.operator !== '==' && tree.operator !== '!=')) return undefined
  const [path, value] = sides(tree)
  if (path === undefined || value === undefined) return undefined
  const { operator } = tree
  if (actors.test(path) && (value.endsWith('[bot]') || botIds.has(value))) return { kind: 'actor', operator }
  if (authors.test(path) && value.endsWith('[bot]')) return { kind: 'author', operator }
  return path.endsWith('.type') && value === 'bot' ? { kind: 'type', operator } : undefined
}

function sides(tree: Compare): [path: string | undefined, value: string | undefined] {
  const literal = [tree.left, tree.right].find(({ kind }) => kind === 'literal')
  const other = literal === tree.left ? tree.right : tree.left
  return [dotted(other), literal?.kind === 'literal' ? String(literal.value).toLowerCase() : undefined]
}

export const autoApprove: Rule = {
  id: 'auto-approve',
  severity: 'warning',
  category: 'security',
  title: 'Pull requests are approved or merged by a workflow without knowing whose they are',
  why: 'A job that approves or merges must be sure who wrote the change. Without a check of the author’s id, a stranger’s pull request can be approved.',
  example: {
    bad: workflow({
      on: 'pull_request_target',
      steps:
        '- run: gh pr review --approve "$URL"\n  env:\n    URL: ${{ github.event.pull_request.html_url }}',
    }),
    good: workflow({
      on: 'pull_request_target',
      job: 'runs-on: ubuntu-latest\nif: github.event.pull_request.user.id == 49699333',
      steps:
        '- run: gh pr review --approve "$URL"\n  env:\n    URL: ${{ github.event.pull_request.html_url }}',
    }),
  },
  fix: 'Add `if: github.event.pull_request.user.id == …` to the job.',
  *check(file) {
    if (!hasEvent(file, 'pull_request', 'pull_request_target', 'workflow_run', 'issue_comment')) return
    for (const script of scriptsOf(file)) {
      const match = /\bgh pr (?:review\b[^\n;|&]*--approve|review\b[^\n;|&]*\s-a\b|merge\b)/.exec(script.text)
      if (!match || identified(file, script.step)) continue
      const what = match[0].startsWith('gh pr merge') ? 'merged' : 'approved'
      yield {
        at: script.at(match.index, match.index + match[0].length),
        message: `A pull request is ${what} without a check of who wrote it.`,
      }
    }
    for (const { use, field, step } of usesOf(file)) {
      if (
        use.kind !== 'repository' ||
        !step ||
        !/(?:^hmarr\/auto-approve|\/auto-approve|pascalgn\/automerge|dependabot-merge|dependabot-auto-merge)/.test(
          use.slug,
        )
      )
        continue
      if (!identified(file, step) && inputOf(file, step, 'target') === undefined) {
        yield {
          at: file.source.where(field),
          message: 'A pull request is approved or merged without a check of who wrote it.',
        }
      }
    }
  },
}

// Any condition on the author, the actor, an association or a label, on the step or its job.
function identified(file: ParsedFile, step: ParsedFile['steps'][number]): boolean {
  const fields = [
    step.fields.get('if'),
    step.job?.fields.get('if'),
    ...(step.job?.steps ?? [])
      .filter(({ index }) => index < step.index)
      .map(({ fields: own }) => own.get('if')),
  ]
  const known = /user\.|actor|sender|author|label|association|repository_owner|github\.repository\b|needs\./
  return (
    fields.some((field) => known.test(file.source.string(field?.value) ?? '')) ||
    (step.job?.needs.length ?? 0) > 0
  )
}
