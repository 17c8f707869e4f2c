import { nearest } from '@ecosystem-actions/core/suggest'
import type { Node } from 'yaml'
import type { Job, ParsedFile } from '../workflow/file.ts'
import { possibleLabels, systemOf } from '../workflow/runners.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

const everywhere = ['bash', 'pwsh', 'python']
const bySystem: Record<string, string[]> = { windows: ['cmd', 'powershell'], linux: ['sh'], macos: ['sh'] }

export const shellName: Rule = {
  id: 'shell-name',
  severity: 'error',
  category: 'workflow',
  title: 'A shell the runner does not have',
  why: 'Only `bash`, `pwsh`, `python`, on Linux and macOS `sh`, on Windows `cmd` and `powershell` can be named alone. Any other shell needs a whole command with `{0}` for the script.',
  example: {
    bad: withSteps('- run: make\n  shell: zsh'),
    good: withSteps("- run: make\n  shell: 'zsh {0}'"),
  },
  fix: 'Name a shell the runner knows, or write its command with `{0}`.',
  *check(file) {
    for (const { node, job, guarded } of shells(file)) {
      const name = file.source.string(node) ?? ''
      if (name === '' || /\s|\{0\}|\$\{\{/.test(name)) continue
      const systems = systemsOf(file, job)
      const known = [
        ...everywhere,
        ...(systems.length === 0
          ? Object.values(bySystem).flat()
          : systems.flatMap((system) => bySystem[system] ?? [])),
      ]
      if (known.includes(name.toLowerCase())) continue
      const exists = Object.values(bySystem).flat().includes(name.toLowerCase())
      // A condition may keep the step away from the systems that lack the shell.
      if (exists && guarded) continue
      const meant = nearest(name, known)
      const message = exists
        ? `There is no shell "${name}" on ${systems.join(' and ')}.`
        : `There is no shell "${name}".`
      yield {
        at: file.source.at(node),
        message,
        hint:
          meant === undefined
            ? `Known shells are ${[...new Set(known)].join(', ')}.`
            : `Did you mean "${meant}"?`,
      }
    }
  },
}

function* shells({
  source,
  fields,
  jobs,
  steps,
}: ParsedFile): Generator<{ node: Node; job: Job | undefined; guarded: boolean }> {
  const byDefault = (node: unknown): Node | undefined =>
    source.field(source.field(node, 'run')?.value, 'shell')?.value
  const top = byDefault(fields.get('defaults')?.value)
  if (top) yield { node: top, job: undefined, guarded: false }
  for (const job of jobs) {
    const node = byDefault(job.fields.get('defaults')?.value)
    if (node) yield { node, job, guarded: false }
  }
  for (const step of steps) {
    const node = step.fields.get('shell')?.value
    if (node) yield { node, job: step.job, guarded: step.fields.has('if') }
  }
}

// A shell is wrong only when no label of the job leads to a system that has it.
function systemsOf(file: ParsedFile, job: Job | undefined): string[] {
  if (!job || job.fields.has('container')) return []
  const labels = possibleLabels(file, job).map(({ text }) => systemOf(text))
  return labels.some((system) => system === undefined) ? [] : [...new Set(labels as string[])]
}
