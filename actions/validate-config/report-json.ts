import type { Outcome } from './report-types.ts'

/** The report for programs: everything, in the order of files and lines. */
export function reportText({ valid, findings, counts, engines, fixed }: Outcome): string {
  return `${JSON.stringify({ valid, findings, counts, engines, fixed }, null, 2)}\n`
}
