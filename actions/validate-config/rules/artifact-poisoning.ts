import { inputOf, usesOf } from '../workflow/action-uses.ts'
import { runsCode } from './untrusted-checkout.ts'
import type { Rule } from './rule.ts'

export const artifactPoisoning: Rule = {
  id: 'artifact-poisoning',
  severity: 'warning',
  category: 'security',
  title: 'A privileged workflow unpacks an artifact of an untrusted run over its workspace',
  why: 'After `workflow_run`, the artifact comes from a run strangers control. Unpacked into the workspace it can replace scripts that run next.',
  example: {
    bad: `on:\n  workflow_run:\n    workflows: [build]\n    types: [completed]\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: \${{ github.event.workflow_run.id }}\n      - run: ./publish\n`,
    good: `on:\n  workflow_run:\n    workflows: [build]\n    types: [completed]\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: \${{ github.event.workflow_run.id }}\n          path: \${{ runner.temp }}/artifact\n      - run: ./publish\n`,
  },
  fix: 'Unpack into a folder below `${{ runner.temp }}` and treat what is in it as data.',
  *check(file) {
    if (!file.events.some(({ name }) => name === 'workflow_run')) return
    for (const { use, step, field } of usesOf(file)) {
      if (
        use.kind !== 'repository' ||
        !step ||
        !/^(?:actions\/download-artifact|dawidd6\/action-download-artifact)$/.test(use.slug)
      )
        continue
      const foreign = use.owner === 'dawidd6' || inputOf(file, step, 'run-id') !== undefined
      const path = inputOf(file, step, 'path')
      const trusted = /workflow_run\.event\s*==\s*'(?:push|schedule)'|head_repository/.test(
        `${file.source.string(step.job?.fields.get('if')?.value)}`,
      )
      if (foreign && runsCode(file, step) && !trusted && (path === undefined || /^\.?\/?$/.test(path))) {
        yield {
          at: file.source.where(field),
          message: 'An artifact of an untrusted run is unpacked over the workspace.',
        }
      }
    }
  },
}
