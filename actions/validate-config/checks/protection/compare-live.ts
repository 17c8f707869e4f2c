import type { Finding, Range } from '../../finding.ts'
import type { BranchExpectation, Flag } from './expectations.ts'
import type { LiveRules } from './live.ts'

const words: Record<Flag, string> = {
  dismissStale: 'does not dismiss stale reviews',
  codeOwners: 'does not require reviews of code owners',
  lastPush: 'does not require an approval of the last push',
  admins: 'does not hold for administrators',
  linear: 'does not require a linear history',
  signatures: 'does not require signed commits',
  conversations: 'does not require resolved conversations',
  strict: 'does not require branches to be up to date',
  noForcePushes: 'allows force pushes',
  noDeletions: 'may be deleted',
}

/** Where the live rules are weaker than what is expected. Stronger ones are no finding. */
export function compareWithLive(file: string, expected: BranchExpectation, live: LiveRules): Finding[] {
  const weaker: { message: string; at: Range }[] = []
  const { reviews, checks, flags, branch } = expected
  if (reviews && live.reviews < reviews.value)
    weaker.push({
      message: `requires ${live.reviews} approving reviews, not ${reviews.value}`,
      at: reviews.at,
    })
  for (const { value, at } of checks) {
    if (!live.checks.has(value.context))
      weaker.push({ message: `does not require the check ${JSON.stringify(value.context)}`, at })
  }
  for (const [flag, at] of flags) if (!live.flags.has(flag)) weaker.push({ message: words[flag], at })
  if (weaker.length === 0) return []
  const name = JSON.stringify(branch)
  if (!live.complete) {
    return [
      {
        rule: 'protection-unread',
        severity: 'notice',
        message: `The rulesets of branch ${name} do not give everything that is expected, and its branch protection could not be read.`,
        hint: 'Give `github-token` a token with the permission "Administration: read" to compare both.',
        file,
        ...expected.at,
      },
    ]
  }
  return weaker.map(({ message, at }) => ({
    rule: 'protection-differs',
    severity: 'error',
    message: `Branch ${name} ${message}.`,
    hint: 'Change the rules of the repository, or what is expected of them.',
    file,
    ...at,
  }))
}
