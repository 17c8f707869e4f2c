import type { Finding } from '../finding.ts'
import type { ParsedFile } from '../workflow/file.ts'
import type { Rule, RuleContext } from './rule.ts'

/** Every rule on workflow and action files, in the order of the documentation. */
export const rules: readonly Rule[] = []

/** Runs the rules on one file. A rule that throws becomes an error finding: a broken check must not look like a clean file. */
export function runRules(file: ParsedFile, context: RuleContext, chosen: readonly Rule[] = rules): Finding[] {
  return chosen.flatMap((rule) => {
    try {
      return [...rule.check(file, context)].map(({ at, message, hint, severity, fix }) => ({
        rule: rule.id,
        severity: severity ?? rule.severity,
        message,
        hint: hint ?? rule.fix,
        file: file.path,
        ...at,
        ...(fix ? { fix } : {}),
      }))
    } catch (error) {
      return [brokenRule(rule, file, error)]
    }
  })
}

function brokenRule(rule: Rule, file: ParsedFile, error: unknown): Finding {
  return {
    rule: 'internal-error',
    severity: 'error',
    message: `The rule ${rule.id} failed on this file: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'This is a defect of validate-config. Report it with the file, and set the rule to off until it is repaired.',
    file: file.path,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  }
}
