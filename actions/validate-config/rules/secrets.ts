import { expressionsAt } from '../workflow/file.ts'
import { accesses, dotted, within } from '../workflow/expression-walk.ts'
import type { ParsedFile } from '../workflow/file.ts'
import type { Command } from '../workflow/scripts.ts'
import { scriptsOf } from '../workflow/scripts.ts'
import { withSteps, workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const allSecrets: Rule = {
  id: 'all-secrets',
  severity: 'warning',
  category: 'security',
  title: 'All secrets are handed over at once',
  why: 'A step gets every secret of the repository and organization, also those added later, and the runner can no longer keep unused ones away from the job.',
  example: {
    bad: withSteps('- run: ./deploy\n  env:\n    SECRETS: ${{ toJSON(secrets) }}'),
    good: withSteps('- run: ./deploy\n  env:\n    TOKEN: ${{ secrets.DEPLOY_TOKEN }}'),
  },
  fix: 'Name each secret the step needs.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree) continue
      for (const tree of accesses(expression.tree)) {
        const whole = tree.kind === 'context' && tree.name.toLowerCase() === 'secrets'
        const filtered =
          tree.kind === 'access' &&
          tree.object.kind === 'context' &&
          tree.object.name.toLowerCase() === 'secrets' &&
          !tree.index
        if (whole || filtered) yield { at: expression.at(tree), message: 'This hands over all secrets.' }
      }
      for (const tree of within(expression.tree)) {
        const computed =
          tree.kind === 'access' &&
          tree.index &&
          tree.index.kind !== 'literal' &&
          dotted(tree.object) === 'secrets'
        if (computed)
          yield {
            at: expression.at(tree),
            message: 'A secret is chosen by a computed name, so all secrets must be handed over.',
            severity: 'notice',
          }
      }
    }
  },
}

export const inheritedSecrets: Rule = {
  id: 'inherited-secrets',
  severity: 'warning',
  category: 'security',
  title: 'A called workflow inherits all secrets',
  why: '`secrets: inherit` gives the called workflow every secret, not just those it declares.',
  example: {
    bad: workflow({
      jobs: 'deploy:\n  uses: octo-org/deploy/.github/workflows/deploy.yml@main\n  secrets: inherit',
    }),
    good: workflow({
      jobs: 'deploy:\n  uses: octo-org/deploy/.github/workflows/deploy.yml@main\n  secrets:\n    token: ${{ secrets.DEPLOY_TOKEN }}',
    }),
  },
  fix: 'Name the secrets the called workflow needs.',
  *check(file) {
    for (const job of file.jobs) {
      const field = job.fields.get('uses')
      if (!field || file.source.string(job.fields.get('secrets')?.value) !== 'inherit') continue
      const local = /^[.$]\//.test(job.uses ?? '')
      yield {
        at: file.source.where(field),
        message: 'The called workflow inherits all secrets.',
        severity: local ? 'notice' : 'warning',
      }
    }
  },
}

export const unredactedSecret: Rule = {
  id: 'unredacted-secret',
  severity: 'warning',
  category: 'security',
  title: 'A part of a secret is used, which the log does not hide',
  why: 'The runner hides a secret in logs only as a whole. Values taken out of it by fromJSON are shown as they are.',
  example: {
    bad: withSteps('- run: ./deploy\n  env:\n    KEY: ${{ fromJSON(secrets.CONFIG).key }}'),
    good: withSteps('- run: ./deploy\n  env:\n    KEY: ${{ secrets.CONFIG_KEY }}'),
  },
  fix: 'Store each value as a secret of its own.',
  *check(file) {
    for (const expression of file.expressions) {
      for (const tree of expression.tree ? within(expression.tree) : []) {
        if (tree.kind !== 'call' || tree.name.toLowerCase() !== 'fromjson') continue
        const [argument] = tree.args
        if (!argument || !/^secrets\.[^.]+$/.test(dotted(argument) ?? '')) continue
        yield { at: expression.at(tree), message: 'What is taken out of this secret is not hidden in logs.' }
      }
    }
  },
}

export const secretInLog: Rule = {
  id: 'secret-in-log',
  severity: 'warning',
  category: 'security',
  title: 'A secret is written into a script or a log',
  why: 'Written into the script, the secret stands in the process list and in a file on the disk, and a quote in it breaks the script. Printed in another form, as base64 or letter by letter, the log does not hide it.',
  example: {
    bad: withSteps('- run: |\n    curl -H "Authorization: Bearer ${{ secrets.TOKEN }}" https://example.com'),
    good: withSteps(
      '- run: |\n    curl -H "Authorization: Bearer $TOKEN" https://example.com\n  env:\n    TOKEN: ${{ secrets.TOKEN }}',
    ),
  },
  fix: 'Hand the secret over in `env:`, and never print it.',
  *check(file) {
    for (const script of scriptsOf(file)) {
      for (const expression of expressionsAt(file, script.scalar)) {
        const access =
          expression.tree &&
          [...accesses(expression.tree)].find((tree) => /^secrets\.[^.*]+$/.test(dotted(tree) ?? ''))
        if (access && !masked(script.text, expression.start))
          yield { at: expression.at(access), message: 'A secret is written into a script.' }
      }
      const names = secretVariables(file, script.step.env)
      for (const command of names.length === 0 ? [] : script.commands) {
        const name = names.find((candidate) => leaks(command, candidate))
        if (name !== undefined)
          yield {
            at: script.at(command.start, command.end),
            message: `The secret in "${name}" is printed to the log.`,
          }
      }
    }
  },
}

function secretVariables(file: ParsedFile, env: ParsedFile['steps'][number]['env']): string[] {
  return env
    .filter(({ value }) => /\$\{\{\s*secrets\./i.test(file.source.string(value) ?? ''))
    .map(({ name }) => name)
}

// `echo "$TOKEN"` alone: piped or redirected it does not reach the log.
function leaks({ text, operator }: Command, name: string): boolean {
  if (
    operator === '|' ||
    text.includes('$(') ||
    text.includes('`') ||
    text.includes('>') ||
    text.includes('::add-mask::')
  )
    return false
  const printing = /^(?:echo|printf|Write-Host|Write-Output)\b/.test(text)
  const variable = new RegExp(`\\$(?:env:)?\\{?${RegExp.escape(name)}\\b`, 'i')
  return (printing && variable.test(text)) || new RegExp(`^printenv\\s+${RegExp.escape(name)}\\b`).test(text)
}

function masked(text: string, index: number): boolean {
  const from = text.lastIndexOf('\n', index) + 1
  return text.slice(from, index).includes('::add-mask::')
}
