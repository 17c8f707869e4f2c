import { ownRules } from './catalogue.table.ts'
import { rules } from './rules/index.ts'
import { textRules } from './rules/text-rules.ts'
import type { RuleText } from './rules/rule.ts'

/** Every rule that a finding can have, in the order of the documentation; each id once. */
export function knownRules(): RuleText[] {
  return [...ownRules, ...rules, ...textRules]
}
