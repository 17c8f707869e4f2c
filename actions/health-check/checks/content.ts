import picomatch from 'picomatch'
import { z } from 'zod'
import { error, hours, ok, unknown, warning, type CheckKind, type Verdict } from '../check.ts'
import { globs } from '../plan/settings.ts'

const settings = z.strictObject({
  path: globs,
  'warning-days': z.number().positive().default(180),
  'error-days': z.number().positive().optional(),
})

export interface Freshness {
  changes: ReadonlyMap<string, Date>
  warningDays: number
  errorDays: number | undefined
  now: Date
}

const day = 86_400_000

/** By the last commit that touched each file: the disk's time is that of the checkout. */
export function judgeContent({ changes, warningDays, errorDays = Infinity, now }: Freshness): Verdict {
  const aged = [...changes]
    .map(([path, at]) => ({ path, days: (now.getTime() - at.getTime()) / day }))
    .sort((a, b) => b.days - a.days)
  const [oldest] = aged
  if (!oldest) return error('missing', 'No file in git matches.', { fix: 'Check the pattern.' })
  const old = aged.filter(({ days }) => days > warningDays)
  const evidence = {
    files: aged.length,
    stale: old.slice(0, 20).map(({ path, days }) => `${path}: ${Math.round(days)} days`),
  }
  const message = `${oldest.path} was last changed ${hours(oldest.days * day)} ago${old.length > 1 ? ` (and ${old.length - 1} more are stale)` : ''}.`
  const fix = 'Read it through, and change it or say in it that it still holds.'
  if (oldest.days > errorDays) return error('stale', message, { evidence, fix })
  if (old.length > 0) return warning('stale', message, { evidence, fix })
  return ok(
    `${aged.length === 1 ? `${oldest.path} was` : `${aged.length} files were all`} changed within ${Math.ceil(oldest.days)} days.`,
    evidence,
  )
}

export const content: CheckKind<typeof settings> = {
  kind: 'content',
  settings,
  async look(settings, { git }, { now }) {
    const index = await git.index()
    if (!index)
      return unknown('no_git', 'The workspace is no git repository, so the age of its files is not known.', {
        fix: 'Run actions/checkout before this step.',
      })
    if (await git.shallow())
      return unknown('shallow_clone', 'The clone is shallow, so the age of its files is not known.', {
        fix: 'Give actions/checkout `fetch-depth: 0`.',
      })
    const matches = picomatch(
      settings.path.map((one) => one.replace(/^\.\//, '')),
      { dot: true },
    )
    const paths = index.map(({ path }) => path).filter((path) => matches(path))
    const changes = await git.lastChanges(paths)
    return judgeContent({
      changes,
      warningDays: settings['warning-days'],
      errorDays: settings['error-days'],
      now,
    })
  },
}
