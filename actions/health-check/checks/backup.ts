import { plural } from '@ecosystem-actions/core/markdown'
import { z } from 'zod'
import { error, hours, inUnits, ok, warning, type CheckKind, type Verdict } from '../check.ts'
import type { BackupFacts } from '../probes.ts'
import { globs } from '../plan/settings.ts'

const settings = z.strictObject({
  path: globs,
  'max-age-hours': z.number().positive().default(26),
  'min-bytes': z.int().min(1).default(1),
  /** A text file with the SHA-256 beside each backup, named like it with this ending. */
  'checksum-suffix': z
    .string()
    .regex(/^\.[\w.-]{1,20}$/, { error: 'must be an ending such as .sha256' })
    .default('.sha256'),
  'max-shrink-percent': z.number().min(0).max(100).default(50),
})

export interface Backup {
  path: string
  at: Date
  /** Where the time is from; `day` when the name says no more and the disk does not agree, so that it may be older. */
  dated: 'name' | 'disk' | 'day'
  facts: BackupFacts
  /** What the file beside it says, '' when that is no SHA-256; undefined when there is no such file. */
  checksum: string | undefined
  /** Size of the one before it. */
  before: number | undefined
}

/** The newest backup: is there one, in time, large enough, readable to its end, the one that was written. */
export function judgeBackup(
  backup: Backup | undefined,
  limits: {
    maximumAgeHours: number
    minimumBytes: number
    maximumShrink: number
    now: Date
    pattern: string
  },
): Verdict {
  const fix = 'See the log of the backup job, and run it now.'
  if (!backup) return error('missing', `There is no backup that matches ${limits.pattern}.`, { fix })
  const { path, facts, at, before } = backup
  const age = limits.now.getTime() - at.getTime()
  const old = `${backup.dated === 'day' ? 'at least ' : ''}${hours(Math.max(0, age))} old`
  const evidence = {
    path,
    bytes: facts.size,
    age_hours: Math.round(age / 360_000) / 10,
    dated_by: backup.dated,
    checksum: backup.checksum === undefined ? 'none' : 'compared',
  }
  const bad = (reason: string, message: string) => error(reason, `${path} ${message}`, { evidence, fix })
  if (facts.size < limits.minimumBytes)
    return bad(
      'too_small',
      `has ${plural(facts.size, 'byte')}, at least ${limits.minimumBytes} are expected.`,
    )
  if (facts.damage) return bad('damaged', `cannot be read: ${facts.damage}.`)
  if (backup.checksum === '')
    return bad('checksum', 'cannot be compared: its checksum file holds no SHA-256.')
  if (backup.checksum !== undefined && backup.checksum !== facts.sha256)
    return bad('checksum', 'differs from its checksum.')
  if (age > limits.maximumAgeHours * 3_600_000)
    return bad('stale', `is ${old}, at most ${inUnits(limits.maximumAgeHours, 'hour')} are allowed.`)
  if (age < -24 * 3_600_000) return bad('future', `is dated ${hours(-age)} ahead.`)
  if (before !== undefined && facts.size < before * (1 - limits.maximumShrink / 100))
    return warning('shrunk', `${path} has ${facts.size} bytes, the one before had ${before}.`, {
      evidence,
      fix,
    })
  return ok(`${path} is ${old}, has ${plural(facts.size, 'byte')} and can be read.`, evidence)
}

const datePattern =
  /(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?:[T_-]?([01]\d|2[0-3])[-:_]?([0-5]\d)(?:[-:_]?([0-5]\d))?Z?)?(?!\d)/

const namesTime = (path: string) => datePattern.exec(path.split('/').at(-1) ?? '')?.[4] !== undefined

/** A date in a file name: `2026-01-11`, `20260111`, with or without a time after it; UTC. */
export function dateInName(path: string): Date | undefined {
  const name = path.split('/').at(-1) ?? ''
  const found = datePattern.exec(name)
  if (!found) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = found
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

const day = 86_400_000

/** When a backup was written. A name with a day but no time stands for any time of that day: the disk says which, when it agrees. */
export function timeOf(path: string, modifiedAt: Date | undefined, now: Date): Pick<Backup, 'at' | 'dated'> {
  const named = dateInName(path)
  if (!named) return { at: modifiedAt ?? new Date(0), dated: 'disk' }
  if (namesTime(path)) return { at: named, dated: 'name' }
  // A day by the clocks of the machine that wrote it, which may be half a day off on either side.
  const offset = modifiedAt ? modifiedAt.getTime() - named.getTime() : NaN
  if (modifiedAt && offset >= -day / 2 && offset < 1.5 * day) return { at: modifiedAt, dated: 'disk' }
  const latest = Math.max(named.getTime(), Math.min(named.getTime() + day, now.getTime()))
  return { at: new Date(latest), dated: 'day' }
}

/** The first 64 hex digits of a checksum file, as `sha256sum` writes it. */
export function checksumIn(text: string | undefined): string | undefined {
  return /(?<![\da-f])[\da-f]{64}(?![\da-f])/i.exec(text ?? '')?.[0].toLowerCase()
}

export const backup: CheckKind<typeof settings> = {
  kind: 'backup',
  settings,
  async look(settings, { files, backup: open }, { now }) {
    const suffix = settings['checksum-suffix']
    const paths = (await files.glob(settings.path)).filter((path) => !path.endsWith(suffix))
    const dated = await Promise.all(
      paths.map(async (path) => {
        const stat = await files.stat(path)
        return { path, ...timeOf(path, stat?.modifiedAt, now), size: stat?.size ?? 0 }
      }),
    )
    const [newest, before] = dated.sort(
      (a, b) => b.at.getTime() - a.at.getTime() || (a.path < b.path ? 1 : -1),
    )
    const limits = {
      maximumAgeHours: settings['max-age-hours'],
      minimumBytes: settings['min-bytes'],
      maximumShrink: settings['max-shrink-percent'],
      now,
      pattern: settings.path.join(', '),
    }
    if (!newest) return judgeBackup(undefined, limits)
    const beside = await files.read(`${newest.path}${suffix}`, 65_536)
    const checksum = beside === undefined ? undefined : (checksumIn(beside) ?? '')
    const facts = await open(newest.path, { checksum: Boolean(checksum) })
    return judgeBackup(facts && { ...newest, facts, checksum, before: before?.size }, limits)
  },
}
