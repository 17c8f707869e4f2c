import { usesOf } from '../workflow/action-uses.ts'
import { fullSha, majorOf } from '../workflow/uses.ts'
import { archivedActions, oldestMajors } from './actions.table.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const outdatedAction: Rule = {
  id: 'outdated-action',
  severity: 'warning',
  category: 'workflow',
  title: 'A version of an action that is too old for the runners',
  why: 'The version was made for a Node.js that runners no longer have, or needs a service GitHub switched off. It fails, or works by luck.',
  example: { bad: withSteps('- uses: actions/checkout@v3'), good: withSteps('- uses: actions/checkout@v5') },
  fix: 'Move to the current major version.',
  *check(file) {
    for (const { use, field } of usesOf(file)) {
      if (use.kind !== 'repository' || !Object.hasOwn(oldestMajors, use.slug)) continue
      const oldest = oldestMajors[use.slug]
      const version = use.ref !== undefined && fullSha.test(use.ref) ? use.version : use.ref
      const major = majorOf(version)
      // `v3-node20` is an old major version rebuilt for newer runners.
      if (!oldest || version?.includes('-node') === true || major === undefined || major >= oldest.major)
        continue
      yield {
        at: file.source.where(field),
        message: `${use.owner}/${use.name} ${version} is too old for today’s runners.`,
        hint: `Use v${oldest.major} or later.`,
        severity: oldest.broken === true ? 'error' : 'warning',
      }
    }
  },
}

export const archivedAction: Rule = {
  id: 'archived-action',
  severity: 'warning',
  category: 'security',
  title: 'An action nobody maintains',
  why: 'Its repository is archived: defects and vulnerabilities stay, also in what it carries along.',
  example: { bad: withSteps('- uses: actions-rs/toolchain@v1'), good: withSteps('- run: cargo build') },
  fix: 'Replace it by a maintained action or by the tool itself.',
  *check(file) {
    for (const { use, field } of usesOf(file)) {
      if (use.kind !== 'repository' || !Object.hasOwn(archivedActions, use.slug)) continue
      yield {
        at: file.source.where(field),
        message: `The repository ${use.owner}/${use.name} is archived.`,
        hint: `Use ${archivedActions[use.slug]}.`,
      }
    }
  },
}
