import { inputOf, usesOf } from '../workflow/action-uses.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const appToken: Rule = {
  id: 'app-token',
  severity: 'warning',
  category: 'security',
  title: 'A token of a GitHub App may do more or live longer than needed',
  why: 'Without a list of repositories and permissions the token can do whatever the app can do anywhere; when it is not revoked it lives on for an hour.',
  example: {
    bad: withSteps(
      '- uses: actions/create-github-app-token@v2\n  with:\n    app-id: 1\n    private-key: ${{ secrets.KEY }}\n    owner: octo-org\n    permission-issues: write',
    ),
    good: withSteps(
      '- uses: actions/create-github-app-token@v2\n  with:\n    app-id: 1\n    private-key: ${{ secrets.KEY }}\n    owner: octo-org\n    repositories: docs\n    permission-issues: write',
    ),
  },
  fix: 'Name `repositories:` and `permission-…:`, and let the token be revoked.',
  *check(file) {
    for (const { use, step, field } of usesOf(file)) {
      if (use.kind !== 'repository' || use.slug !== 'actions/create-github-app-token' || !step) continue
      const revoke = step.with.find(({ name }) => name === 'skip-token-revoke')
      if (revoke && inputOf(file, step, 'skip-token-revoke') !== 'false') {
        yield { at: file.source.at(revoke.key), message: 'The token is not revoked when the job ends.' }
      }
      const scopes = step.with.filter(({ name }) => name.startsWith('permission-')).map(({ name }) => name)
      const owner = step.with.find(({ name }) => name === 'owner')
      const all =
        scopes.length === 0 ||
        scopes.some((name) => !/^permission-(?:members|organization-|team-discussions)/.test(name))
      if (owner && all && inputOf(file, step, 'repositories') === undefined) {
        yield {
          at: file.source.at(owner.key),
          message: 'The token is valid for every repository of the owner.',
        }
      }
      if (scopes.length === 0)
        yield {
          at: file.source.where(field),
          message: 'The token has all permissions of the app.',
          severity: 'notice',
        }
    }
  },
}

const tools = ['aquasecurity/setup-trivy', '1password/load-secrets-action']

export const unpinnedTool: Rule = {
  id: 'unpinned-tool',
  severity: 'notice',
  category: 'security',
  title: 'A pinned action downloads a tool that is not pinned',
  why: 'The action is fixed, but what it downloads is the newest version of that moment.',
  example: {
    bad: withSteps('- uses: aquasecurity/setup-trivy@v0.2.6'),
    good: withSteps('- uses: aquasecurity/setup-trivy@v0.2.6\n  with:\n    version: v0.65.0'),
  },
  fix: 'Name the version of the tool.',
  *check(file) {
    for (const { use, step, field } of usesOf(file)) {
      if (use.kind !== 'repository' || !step || !tools.includes(use.slug)) continue
      const version = step.with.find(({ name }) => name === 'version')
      const text = file.source.string(version?.value)
      if (!version)
        yield {
          at: file.source.where(field),
          message: `${use.owner}/${use.name} downloads the newest version of its tool.`,
        }
      else if (text === 'latest' || text?.includes('${{') === true)
        yield { at: file.source.at(version.key), message: 'The version of the tool is not fixed.' }
    }
  },
}
