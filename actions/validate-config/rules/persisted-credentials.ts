import { inputOf, usesOf } from '../workflow/action-uses.ts'
import type { ParsedFile, Step } from '../workflow/file.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const persistedCredentials: Rule = {
  id: 'persisted-credentials',
  severity: 'warning',
  category: 'security',
  title: 'The checkout leaves its token on the disk',
  why: 'Every later step can read the token. When the whole workspace is uploaded as an artifact, so can everyone who may download it.',
  example: {
    bad: withSteps('- uses: actions/checkout@v5\n- uses: actions/upload-artifact@v4\n  with:\n    path: .'),
    good: withSteps(
      '- uses: actions/checkout@v5\n  with:\n    persist-credentials: false\n- uses: actions/upload-artifact@v4\n  with:\n    path: .',
    ),
  },
  fix: 'Set `persist-credentials: false`, and true only where later steps push.',
  *check(file) {
    for (const { use, step } of usesOf(file)) {
      if (use.kind !== 'repository' || use.slug !== 'actions/checkout' || !step) continue
      const given = inputOf(file, step, 'persist-credentials')?.toLowerCase()
      if (given === 'false' || given?.includes('${{') === true) continue
      const uploaded = uploadsWorkspace(file, step)
      if (given === 'true' && !uploaded) continue
      const start = file.source.at(step.node)
      yield {
        at: { ...start, endLine: start.line, endColumn: start.column + 1 },
        message: uploaded
          ? 'The token of this checkout stays on the disk, and a later step uploads the whole workspace.'
          : 'The token of this checkout stays on the disk for all later steps.',
        severity: uploaded ? 'warning' : 'notice',
      }
    }
  },
}

function uploadsWorkspace(file: ParsedFile, checkout: Step): boolean {
  const later = (checkout.job?.steps ?? file.steps).filter(({ index }) => index > checkout.index)
  return later.some((step) => {
    if (!/^actions\/upload-artifact@/i.test(step.uses ?? '')) return false
    const paths = (inputOf(file, step, 'path') ?? '').split('\n').map((path) => path.trim())
    return paths.some((path) =>
      /^(?:\.\/?|\.\/?\*\*?(?:\/\*)?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test(path),
    )
  })
}
