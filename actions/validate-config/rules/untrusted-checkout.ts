import { expressionsAt } from '../workflow/file.ts'
import { inputOf, usesOf } from '../workflow/action-uses.ts'
import { accesses, dotted } from '../workflow/expression-walk.ts'
import type { ParsedFile, Step } from '../workflow/file.ts'
import { scriptsOf } from '../workflow/scripts.ts'
import { hasEvent } from '../workflow/triggers.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const dangerousTrigger: Rule = {
  id: 'dangerous-trigger',
  severity: 'notice',
  category: 'security',
  title: 'A trigger that runs with secrets for strangers',
  why: '`pull_request_target` and `workflow_run` run with the repository’s secrets and a token that can write, set off by people who have no access. Nothing they send may be run or trusted.',
  example: { bad: workflow({ on: 'pull_request_target' }), good: workflow({ on: 'pull_request' }) },
  fix: 'Use `pull_request` where that is enough, and never check out or run what the pull request brings.',
  *check(file) {
    for (const event of file.events) {
      if (event.name !== 'pull_request_target' && event.name !== 'workflow_run') continue
      const on = file.fields.get('on')
      const at = file.source.at(
        on && event.config === undefined && file.events.length === 1 ? on.key : event.node,
      )
      yield { at, message: `"${event.name}" runs with secrets when strangers set it off.` }
    }
  },
}

const headPaths =
  /^github\.(?:head_ref$|event\.(?:pull_request\.(?:head\.|merge_commit_sha|number)|workflow_run\.(?:head_|pull_requests)|number$|issue\.number$|client_payload\.pull_request))/

export const untrustedCheckout: Rule = {
  id: 'untrusted-checkout',
  severity: 'error',
  category: 'security',
  title: 'The code of a pull request is checked out where secrets are',
  why: 'The trigger runs with secrets and a token that can write. Building, testing or installing the code of the pull request runs whatever its author put there.',
  example: {
    bad: workflow({
      on: 'pull_request_target',
      steps:
        '- uses: actions/checkout@v5\n  with:\n    ref: ${{ github.event.pull_request.head.sha }}\n- run: make',
    }),
    good: workflow({ on: 'pull_request_target', steps: '- uses: actions/checkout@v5\n- run: make' }),
  },
  fix: 'Use `pull_request` for what runs the code, and do the privileged part in another workflow that takes only data from it.',
  *check(file) {
    if (!hasEvent(file, 'pull_request_target', 'workflow_run', 'issue_comment')) return
    for (const { use, step } of usesOf(file)) {
      if (use.kind !== 'repository' || use.slug !== 'actions/checkout' || !step || guarded(file, step))
        continue
      const field = step.with.find(
        ({ name, value }) => (name === 'ref' || name === 'repository') && ofHead(file, value),
      )
      if (!field) continue
      const runs = runsCode(file, step)
      yield {
        at: file.source.where(field),
        message: runs
          ? 'The code of a pull request is checked out and run with the secrets of this repository.'
          : 'The code of a pull request is checked out where secrets are.',
        severity: runs ? 'error' : 'warning',
      }
    }
    for (const script of scriptsOf(file)) {
      const match =
        /\bgh pr checkout\b|git (?:fetch|checkout|pull)\b[^\n]*(?:pull\/[^\n]*\/(?:head|merge)|\$\{?(?:HEAD_REF|PR_REF|HEAD_SHA))/.exec(
          script.text,
        )
      if (match && !guarded(file, script.step)) {
        yield {
          at: script.at(match.index, match.index + match[0].length),
          message: 'The code of a pull request is checked out where secrets are.',
          severity: 'warning',
        }
      }
    }
  },
}

function ofHead(file: ParsedFile, node: unknown): boolean {
  const text = file.source.string(node) ?? ''
  if (/refs\/pull\/|\/merge\b/.test(text) && text.includes('${{')) return true
  return expressionsAt(file, node).some(
    ({ tree }) =>
      tree !== undefined && [...accesses(tree)].some((access) => headPaths.test(dotted(access) ?? '')),
  )
}

// A condition on who sent it, on a label someone with access sets, or on the event itself keeps strangers out.
function guarded(file: ParsedFile, step: Step): boolean {
  const conditions = [step.fields.get('if'), step.job?.fields.get('if')].map(
    (field) => file.source.string(field?.value) ?? '',
  )
  return (
    conditions.some((text) =>
      /author_association|\.label|labels\.|head\.repo\.(?:full_name|fork|owner)|head_repository\.(?:full_name|fork)|event\s*==\s*'push'|user\.(?:id|login)|sender\.|github\.actor|environment/.test(
        text,
      ),
    ) || step.job?.fields.has('environment') === true
  )
}

const builders =
  /\b(?:make|npm|npx|yarn|pnpm|bun|pip|pip3|python|python3|poetry|uv|tox|nox|pytest|cargo|go|mvn|gradle|gradlew|dotnet|bundle|rake|ruby|composer|php|cmake|bazel|nix|docker|bash|sh|just|task|node|deno|terraform)\b|\.\//

/** Whether a later step of the job runs a tool or script that reads the workspace. */
export function runsCode(file: ParsedFile, checkout: Step): boolean {
  const later = (checkout.job?.steps ?? []).filter(({ index }) => index > checkout.index)
  return later.some(
    (step) =>
      (step.run !== undefined && builders.test(step.run)) ||
      step.uses?.startsWith('./') === true ||
      (/setup-(?:node|ruby|java|python)|docker\/build-push-action|golangci|pre-commit/.test(
        step.uses ?? '',
      ) &&
        inputOf(file, step, 'cache') !== undefined),
  )
}
