import type { Strategy } from '../inputs.ts'
import type { Drift } from '../model.ts'

export interface Flags {
  createPrs: boolean
  autoSync: boolean
}

export type Step = 'fast-forward' | 'merge' | 'open-pull-request' | 'report'

export interface Allowed {
  action: Step
  because: string
  /** Taken when the branch's rules or the token's permissions refuse the action. */
  fallback?: 'open-pull-request'
}

const noFlags = 'nothing is written without create-prs or auto-sync'
const needsPrs = 'a pull request needs create-prs'
const needsSync = 'moving the branch needs auto-sync'

/**
 * The table flags × strategy for a branch that is behind by more than its threshold. Only `create-prs` opens pull requests, only `auto-sync`
 * moves a branch; what the strategy asks for and the flags do not allow is reported.
 */
export function allowed(drift: Drift, strategy: Strategy, flags: Flags): Allowed {
  const { createPrs, autoSync } = flags
  const report = (because: string): Allowed => ({ action: 'report', because })
  const pull = (because: string): Allowed =>
    createPrs ? { action: 'open-pull-request', because } : report(needsPrs)
  const move = (action: 'fast-forward' | 'merge', because: string): Allowed =>
    createPrs && strategy !== 'fast-forward'
      ? { action, because, fallback: 'open-pull-request' }
      : { action, because }

  if (strategy === 'report') return report('the strategy only reports')
  if (!createPrs && !autoSync) return report(noFlags)
  if (strategy === 'pull-request') return pull('the strategy is to open pull requests')
  if (drift === 'contained') {
    if (autoSync) return move('fast-forward', 'everything of the branch is in the base branch')
    return strategy === 'fast-forward'
      ? report(needsSync)
      : pull('moving it needs auto-sync, so a pull request')
  }
  if (strategy === 'fast-forward') return report('has commits of its own, so it cannot be fast-forwarded')
  if (strategy === 'merge' && autoSync) return move('merge', 'the base branch is merged into it')
  return pull('has commits of its own, so a pull request')
}
