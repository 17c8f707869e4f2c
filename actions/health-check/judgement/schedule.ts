import { Cron } from 'croner'
import { parse } from 'yaml'

/** The cron lines of a workflow's `on: schedule`; UTC, as GitHub reads them. A file that cannot be read has none. */
export function scheduleOf(workflow: string): string[] {
  try {
    const { on } = (parse(workflow) ?? {}) as { on?: { schedule?: { cron?: unknown }[] } }
    const entries = Array.isArray(on?.schedule) ? on.schedule : []
    return entries.flatMap(({ cron }) => (typeof cron === 'string' ? [cron] : []))
  } catch {
    return []
  }
}

/** The last times a schedule was due in (since, until], newest first. */
export function dueTimes(
  crons: readonly string[],
  { since, until }: { since: Date; until: Date },
  limit = 50,
): Date[] {
  const due: Date[] = []
  for (const cron of crons) {
    try {
      const schedule = new Cron(cron, { timezone: 'UTC', paused: true })
      let at = schedule.nextRun(since)
      for (let n = 0; at && at <= until && n < 2000; n++) {
        due.push(at)
        at = schedule.nextRun(at)
      }
    } catch {
      // Not a cron line that anybody runs; validate-config says so.
    }
  }
  return due.sort((a, b) => b.getTime() - a.getTime()).slice(0, limit)
}
