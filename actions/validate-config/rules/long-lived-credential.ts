import { inputOf, usesOf } from '../workflow/action-uses.ts'
import { scriptsOf } from '../workflow/scripts.ts'
import type { ParsedFile, Step } from '../workflow/file.ts'
import { permissionsOf } from '../workflow/permissions.ts'
import type { RepositoryUse } from '../workflow/uses.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const longLivedCredential: Rule = {
  id: 'long-lived-credential',
  severity: 'notice',
  category: 'security',
  title: 'A stored password where a short-lived identity would do',
  why: 'The service takes GitHub’s OpenID Connect tokens, which live for minutes and only for this repository. A stored key lives until someone notices it was stolen.',
  example: {
    bad: withSteps(
      '- uses: pypa/gh-action-pypi-publish@release/v1\n  with:\n    password: ${{ secrets.PYPI_TOKEN }}',
    ),
    good: withSteps('- uses: pypa/gh-action-pypi-publish@release/v1'),
  },
  fix: 'Set up trusted publishing or OpenID Connect, give the job `id-token: write`, and delete the stored secret.',
  *check(file) {
    for (const { use, step, field } of usesOf(file)) {
      const message = use.kind === 'repository' && step ? storedIn(file, step, use) : undefined
      if (message !== undefined) yield { at: file.source.at(field.key), message }
    }
    for (const script of scriptsOf(file)) {
      if (hasIdentity(file, script.step)) continue
      for (const command of script.commands) {
        const service = publishedBy(command.text)
        if (service !== undefined)
          yield {
            at: script.at(command.start, command.end),
            message: `This publishes to ${service} without a short-lived identity.`,
          }
      }
    }
  },
}

function storedIn(file: ParsedFile, step: Step, use: RepositoryUse): string | undefined {
  const input = (name: string): string | undefined => inputOf(file, step, name)
  if (use.slug === 'pypa/gh-action-pypi-publish') {
    const index = input('repository-url') ?? input('repository_url')
    const known = index === undefined || /^https:\/\/(?:upload|test)\.pypi\.org\/legacy\/?$/.test(index)
    return input('password') !== undefined && known
      ? 'This publishes to PyPI with a stored password.'
      : undefined
  }
  if (use.slug === 'rubygems/release-gem')
    return input('setup-trusted-publisher') === 'false'
      ? 'This publishes to RubyGems with a stored key.'
      : undefined
  if (use.slug === 'rubygems/configure-rubygems-credentials') {
    const server = input('gem-server')
    return input('api-token') !== undefined &&
      (server === undefined || /^https:\/\/rubygems\.org\/?$/.test(server))
      ? 'This signs in to RubyGems with a stored key.'
      : undefined
  }
  if (use.slug === 'actions/setup-node') {
    const npm = /^https:\/\/registry\.npmjs\.org\/?$/.test(input('registry-url') ?? '')
    return npm && input('always-auth') === 'true' ? 'This signs in to npm with a stored token.' : undefined
  }
  const keys: Record<string, [input: string, service: string]> = {
    'aws-actions/configure-aws-credentials': ['aws-access-key-id', 'AWS'],
    'google-github-actions/auth': ['credentials_json', 'Google Cloud'],
    'azure/login': ['creds', 'Azure'],
  }
  const known = Object.hasOwn(keys, use.slug) ? keys[use.slug] : undefined
  const given = known && input(known[0])
  return known && given?.includes('secrets.') === true
    ? `This signs in to ${known[1]} with a stored key.`
    : undefined
}

function hasIdentity(file: ParsedFile, step: Step): boolean {
  const blocks = [step.job?.fields.get('permissions'), file.fields.get('permissions')].find(
    (field) => field !== undefined,
  )
  const permissions = permissionsOf(file.source, blocks?.value)
  return (permissions?.scopes.get('id-token')?.level ?? permissions?.all) === 'write'
}

const publishing: readonly (readonly [RegExp, string])[] = [
  [/^cargo\s+(?:\+\S+\s+)?publish(?:\s|$)/, 'crates.io'],
  [/^(?:(?:bunx|npx|corepack)\s+)?(?:yarn\s+)?npm\s+publish(?:\s|$)|^(?:pnpm|bun)\s+publish(?:\s|$)/, 'npm'],
  [/^(?:bundle\s+exec\s+)?gem\s+push(?:\s|$)/, 'RubyGems'],
  [/^(?:dotnet\s+)?nuget(?:\.exe)?\s+push(?:\s|$)/, 'NuGet'],
  [
    /^(?:\S*python[\d.]*\s+-m\s+|pipx\s+run\s+|uvx\s+|uv\s+run\s+|uv\s+tool\s+run\s+)?twine(?:==\S+|@\S+)?\s+upload(?:\s|$)|^uv\s+publish(?:\s|$)|^poetry\s+publish(?:\s|$)/,
    'PyPI',
  ],
]

function publishedBy(command: string): string | undefined {
  const text = command.replace(/\s+/g, ' ')
  if (/\s(?:--dry-run|-n)(?:\s|$)|--registry[= ]\S*(?:pkg\.github\.com|localhost|127\.0\.0\.1)/.test(text))
    return undefined
  return publishing.find(([shape]) => shape.test(text))?.[1]
}
