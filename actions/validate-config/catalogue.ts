import { ownRules } from './catalogue.table.ts'
import { rules } from './rules/index.ts'
import { textRules } from './rules/text-rules.ts'
import type { Rule } from './rules/rule.ts'

/** What a rule says about itself, without its check. */
export type RuleText = Omit<Rule, 'check'>

/** Every rule that a finding can have, in the order of the documentation; each id once. */
export function knownRules(): RuleText[] {
  return [...ownRules, ...rules, ...textRules]
}
