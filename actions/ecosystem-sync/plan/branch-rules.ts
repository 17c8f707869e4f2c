import picomatch from 'picomatch'
import type { BranchTip, RepositoryRead, Target } from '../model.ts'

/** Why a branch is not looked at or not touched. */
export type Exemption =
  'excluded' | 'default' | 'bot' | 'release-line' | 'pages' | 'deployment' | 'protected' | 'snapshot'

export const snapshotPrefix = 'ecosystem-sync/'

type Matcher = (name: string) => boolean

const matchers = new Map<string, Matcher>()

// Most repositories share their patterns, and compiling them anew for each is what would cost most of a large run's time and memory.
function matcher(patterns: readonly string[]): Matcher {
  const key = patterns.join('\n')
  const found =
    matchers.get(key) ?? (patterns.includes('**') ? () => true : picomatch([...patterns], { dot: true }))
  matchers.set(key, found)
  return found
}

// release/**, releases/**, hotfix/**, v[0-9]*, stable*: asked of every branch, where an expression is cheaper than globs.
const releaseLine = /^(?:releases?|hotfix)(?:\/|$)|^(?:v\d|stable)/
const botPrefixes =
  /^(?:dependabot|renovate|snyk-(?:fix|upgrade)|greenkeeper|pre-commit-ci-update-config|imgbot|all-contributors|allcontributors|depfu|pyup|codemod|copilot|github-actions|whitesource|mend)(?:[/_-]|$)/i
/** By its name, or by who made the last commit. */
export function isBot({ name, byBot }: BranchTip): boolean {
  return byBot === true || botPrefixes.test(name)
}

export function isStale({ committedAt }: BranchTip, now: Date, days: number): boolean {
  if (days === 0 || committedAt === undefined) return false
  return now.getTime() - Date.parse(committedAt) > days * 86_400_000
}

export interface BranchRules {
  /** Whether the branch is looked at at all. */
  wanted(name: string): boolean
  /** Why a branch that was looked at is left alone; undefined: it may be brought up to date. */
  exemption(branch: BranchTip): Exemption | undefined
}

/** Branches that stand behind on purpose are left alone unless `include` names them literally; `exclude` has the last word. */
export function branchRules(
  target: Target,
  { deployed, defaultBranch }: Pick<RepositoryRead, 'deployed' | 'defaultBranch'>,
): BranchRules {
  const included = target.include.length === 0 ? () => true : matcher(target.include)
  const excluded = target.exclude.length === 0 ? () => false : matcher(target.exclude)
  const named = new Set(target.include.filter((pattern) => !/[*?[\]{}()!+@|]/.test(pattern)))
  const pointers = new Set(deployed.map((name) => name.toLowerCase()))
  return {
    wanted: (name) => !excluded(name) && (named.has(name) || included(name)),
    exemption(branch) {
      const { name } = branch
      if (name.startsWith(snapshotPrefix)) return 'snapshot'
      if (excluded(name)) return 'excluded'
      if (named.has(name)) return undefined
      if (!included(name)) return 'excluded'
      if (name === defaultBranch) return 'default'
      if (target.excludeBots && isBot(branch)) return 'bot'
      if (releaseLine.test(name)) return 'release-line'
      if (name === 'gh-pages') return 'pages'
      if (pointers.has(name.toLowerCase())) return 'deployment'
      return branch.protected ? 'protected' : undefined
    },
  }
}
