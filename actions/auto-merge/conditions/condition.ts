import type { Facts, MergeMethod, Need, Part } from '../facts.ts'
import type { Policy, Situation } from '../policy.ts'

/**
 * `skip`: not this action's business. `wait`: time or a machine will resolve it. `block`: a person must act.
 * `unknown`: GitHub did not say, so nothing may be merged. `off`: not demanded here.
 */
export type ConditionState = 'met' | 'wait' | 'block' | 'unknown' | 'skip' | 'off'

/** One line of the explanation. Texts are raw: they are escaped where they are shown. */
export interface Condition {
  name: ConditionName
  state: ConditionState
  /** Stable identifier; '' when met or off. */
  reason: string
  /** What was found, and what is needed. */
  detail: string
  /** Who can do something about it. */
  who: string
  /** The one thing to do next; '' when there is nothing to do. */
  next: string
  /** The question whose answer this condition still waits for. */
  need?: Need
}

export type ConditionName =
  | 'open'
  | 'base-branch'
  | 'label'
  | 'bot'
  | 'label-actor'
  | 'blocking-labels'
  | 'draft'
  | 'changes-requested'
  | 'approvals'
  | 'review-decision'
  | 'conversations'
  | 'checks'
  | 'required-checks'
  | 'test-merge'
  | 'up-to-date'
  | 'merge-method'
  | 'merge-queue'
  | 'minimum-age'
  | 'merge-window'
  | 'mergeable'
  | 'auto-merge'
  /** What GitHub said to the merge call. */
  | 'merge'

/** Id of the account behind the token of a workflow. */
export const githubActions = 41898282

export interface Case {
  facts: Facts
  policy: Policy
  situation: Situation
}

type Found = { reason: string; detail: string; who: string; next: string }

export const met = (name: ConditionName, detail: string): Condition => ({
  name,
  state: 'met',
  reason: '',
  detail,
  who: '',
  next: '',
})

export const off = (name: ConditionName, detail: string): Condition => ({
  ...met(name, detail),
  state: 'off',
})

export const unmet = (
  name: ConditionName,
  state: Exclude<ConditionState, 'met' | 'off'>,
  found: Found,
): Condition => ({ name, state, ...found })

/** The condition as unknown when GitHub left out what it stands on; else undefined. */
export function gapIn(facts: Facts, parts: readonly Part[], name: ConditionName): Condition | undefined {
  const gap = facts.gaps.find(({ part }) => parts.includes(part))
  if (!gap) return undefined
  return unmet(name, 'unknown', {
    reason: gap.permission ? 'missing_permission' : 'incomplete_answer',
    detail: gap.because,
    who: 'the owner of the workflow',
    next: gap.permission
      ? `Add to the job: permissions: { ${gap.permission} }`
      : 'Run it again; if it stays, look at the token of the workflow.',
  })
}

/** Seconds from an ISO time to an instant; undefined for no or a broken time. */
export function secondsSince(time: string | undefined, now: Date): number | undefined {
  const at = Date.parse(time ?? '')
  return Number.isNaN(at) ? undefined : (now.getTime() - at) / 1000
}

/** The moment in so many seconds, to the second. A moment stays the same while time passes, so that the comment does. */
export function momentIn(seconds: number, now: Date): string {
  const at = Math.round(now.getTime() / 1000 + seconds) * 1000
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

export function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** `a, b and 3 more` */
export function nameSome(names: readonly string[], limit = 5): string {
  const shown = names.slice(0, limit).join(', ')
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown
}

/** Methods in the order in which `auto` takes them. */
export const methodOrder: readonly MergeMethod[] = ['squash', 'merge', 'rebase']

/** Methods that labels like `automerge:rebase` ask for. */
export function labelledMethods({ labels }: Facts, label: string): MergeMethod[] {
  return methodOrder.filter((method) => labels.some((name) => sameLabel(name, `${label}:${method}`)))
}
