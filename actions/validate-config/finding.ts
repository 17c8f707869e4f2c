export const severities = ['notice', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

/** A stretch of a file. Lines and columns are 1-based, columns count UTF-16 units, the end column is exclusive. */
export interface Range {
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** A suggested edit: the stretch is replaced by the text. */
export interface Fix extends Range {
  replacement: string
}

/** What a rule found, where, and what to do. `file` is a POSIX path relative to the workspace. */
export interface Finding extends Range {
  rule: string
  severity: Severity
  message: string
  hint: string
  file: string
  fix?: Fix
}
