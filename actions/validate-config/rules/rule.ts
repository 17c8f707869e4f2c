import type { Fix, Range, Severity } from '../finding.ts'
import type { ParsedFile } from '../workflow/file.ts'

export type Category = 'workflow' | 'security' | 'configuration' | 'repository'
export type Pin = 'sha' | 'ref' | 'any'

/** What a rule may know beside the file it looks at. */
export interface RuleContext {
  /** How strictly `owner/repo` (lower case is not required) has to be pinned. */
  pinFor(repository: string): Pin
  /** Another workflow or action file of the same repository by POSIX path, or undefined when it is absent or unreadable. */
  file(path: string): ParsedFile | undefined
}

/** What a rule reports; `runRules` adds the identity, the default severity and the file. */
export interface Spot {
  at: Range
  message: string
  hint?: string
  severity?: Severity
  fix?: Fix
}

export interface Rule {
  id: string
  /** The highest severity this rule normally reports at. */
  severity: Severity
  category: Category
  title: string
  why: string
  example: { bad: string; good: string }
  fix: string
  check(file: ParsedFile, context: RuleContext): Iterable<Spot>
}

/** What a rule says about itself, without its check. */
export type RuleText = Omit<Rule, 'check'>
