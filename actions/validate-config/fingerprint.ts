import { createHash } from 'node:crypto'
import type { Finding } from './finding.ts'
import type { Judged } from './report-types.ts'

/**
 * Gives each finding an identity that stays when lines above it come and go: a hash of rule, file, the text of its line, and which of several
 * equal ones it is. `lineOf` answers the text of a line, '' where there is none.
 */
export function withFingerprints(
  findings: readonly Finding[],
  lineOf: (file: string, line: number) => string,
): Judged[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    // A finding that is about no line of a file is told apart by its words.
    const text = lineOf(finding.file, finding.line).trim() || finding.message
    const content = [finding.rule, finding.file, text].join('\0')
    const index = seen.get(content) ?? 0
    seen.set(content, index + 1)
    const fingerprint = createHash('sha256').update(`${content}\0${index}`).digest('hex').slice(0, 32)
    return { ...finding, fingerprint }
  })
}
