import { isScalar } from 'yaml'
import { usesOf } from '../workflow/action-uses.ts'
import { shellOf } from '../workflow/scripts.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const withdrawnCommands: Rule = {
  id: 'unsecure-commands',
  severity: 'error',
  category: 'security',
  title: 'Workflow commands that GitHub switched off are switched on again',
  why: 'With ACTIONS_ALLOW_UNSECURE_COMMANDS anything a script prints can set variables and paths of later steps.',
  example: {
    bad: withSteps('- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true'),
    good: withSteps('- run: echo "LEVEL=high" >> "$GITHUB_ENV"'),
  },
  fix: 'Remove the variable and write to GITHUB_ENV and GITHUB_PATH.',
  *check(file) {
    for (const part of [file, ...file.jobs, ...file.steps]) {
      const env = part.fields.get('env')
      const found = file.source
        .fields(env?.value)
        .find(({ name }) => name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS')
      const value = file.source.string(found?.value)
      if (env && found && value !== undefined && value !== '' && value !== 'false') {
        yield { at: file.source.at(env.key), message: 'Withdrawn workflow commands are switched on.' }
      }
    }
  },
}

export const misfeature: Rule = {
  id: 'risky-feature',
  severity: 'notice',
  category: 'security',
  title: 'A feature that is hard to use safely',
  why: 'The `cmd` shell goes on after a failed command and has no reliable quoting; `pip-install` of setup-python puts packages into the system’s own Python.',
  example: { bad: withSteps('- run: dir\n  shell: cmd'), good: withSteps('- run: dir\n  shell: pwsh') },
  fix: 'Use `pwsh` or `bash`, and install into a virtual environment.',
  *check(file) {
    const { source } = file
    for (const { use, step } of usesOf(file)) {
      const field =
        use.kind === 'repository' && use.slug === 'actions/setup-python'
          ? step?.with.find(({ name }) => name === 'pip-install')
          : undefined
      if (field)
        yield { at: source.at(field.key), message: '"pip-install" puts packages into the system’s Python.' }
    }
    const defaults = [file, ...file.jobs].map((part) =>
      source.field(source.field(part.fields.get('defaults')?.value, 'run')?.value, 'shell'),
    )
    for (const shell of [...defaults, ...file.steps.map((step) => step.fields.get('shell'))]) {
      if (/^cmd(?:\.exe)?(?:\s|$)/i.test(source.string(shell?.value) ?? '')) {
        if (shell)
          yield { at: source.at(shell.key), message: 'The "cmd" shell goes on after a failed command.' }
      }
    }
    for (const step of file.steps) {
      const name = shellOf(file, step)
      const shell = step.fields.get('shell')
      if (
        shell &&
        name?.includes('{0}') === true &&
        isScalar(shell.value) &&
        !/^(?:\S*\/)?(?:env\s+)?(?:bash|sh|zsh|pwsh|powershell|python3?|perl|cmd|ruby|node|nix|fish)/.test(
          name,
        )
      ) {
        yield {
          at: source.at(shell.key),
          message: 'This shell is unknown to most tools that read workflows.',
        }
      }
    }
  },
}
