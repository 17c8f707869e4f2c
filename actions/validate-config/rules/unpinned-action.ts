import { usesOf } from '../workflow/action-uses.ts'
import { fullSha } from '../workflow/uses.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const unpinnedAction: Rule = {
  id: 'unpinned-action',
  severity: 'warning',
  category: 'security',
  title: 'An action is not pinned as the policy for its owner asks',
  why: 'A tag or branch can be moved to other code by whoever controls the action’s repository, as happened to tj-actions/changed-files in 2025. A full commit SHA cannot.',
  example: {
    bad: withSteps('- uses: octo-org/tool@v1'),
    good: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.2.0'),
  },
  fix: 'Pin the full commit SHA and keep the version in a comment, so that Dependabot can update both; or relax `pin-policy` for the owner.',
  *check(file, context) {
    const seen = new Set<string>()
    for (const { use, field } of usesOf(file)) {
      if (use.kind !== 'repository') continue
      const policy = context.pinFor(`${use.owner}/${use.name}`)
      const pinned = use.ref !== undefined && fullSha.test(use.ref)
      if (pinned || policy === 'any') continue
      const at = file.source.where(field)
      const what = `${use.owner}/${use.name}`
      if (use.ref === undefined) yield { at, message: `${what} has no version at all.` }
      else if (policy === 'sha')
        yield {
          at,
          message: `${what} is pinned to "${use.ref.slice(0, 60)}", which can be moved.`,
          ...again(seen, `${use.slug}@${use.ref}`),
        }
      else yield { at, message: `${what} is pinned to a version that can be moved.`, severity: 'notice' }
    }
  },
}

// One decision, one warning: the same action at the same reference further down the file is only noted.
function again(seen: Set<string>, key: string): { severity?: 'notice' } {
  const repeated = seen.has(key)
  seen.add(key)
  return repeated ? { severity: 'notice' } : {}
}

export const missingVersionComment: Rule = {
  id: 'missing-version-comment',
  severity: 'notice',
  category: 'security',
  title: 'A pinned action has no comment that names its version',
  why: 'Without the comment nobody sees which version a commit is, and Dependabot cannot keep it up to date in words.',
  example: {
    bad: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3'),
    good: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.2.0'),
  },
  fix: 'Add the version as a comment behind the commit.',
  *check(file) {
    for (const { use, field } of usesOf(file)) {
      if (
        use.kind !== 'repository' ||
        use.ref === undefined ||
        !fullSha.test(use.ref) ||
        use.version !== undefined
      )
        continue
      yield { at: file.source.where(field), message: 'No comment names the version of this commit.' }
    }
  },
}
