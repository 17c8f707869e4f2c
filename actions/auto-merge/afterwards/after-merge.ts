import { attempted, guarded, type Attempt } from './after-step.ts'
import { branchPlan, keptBranch } from './branch-plan.ts'
import { sameLabel } from '../conditions/condition.ts'
import { dispatchAll, nameOf } from './dispatching.ts'
import type { Desk } from '../evaluate.ts'
import type { Facts } from '../facts.ts'
import type { Result } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { lookedUp } from '../writing.ts'

type Told = Pick<Result, 'problems' | 'warnings' | 'notes'>

/** Deletes the branch, keeps the labels and starts what is to be started. Answers what did not work: the merge itself stands. */
export async function afterMerge(desk: Desk, facts: Facts, mergeCommit: string): Promise<Told> {
  const told = { problems: [] as string[], warnings: [] as string[], notes: [] as string[] }
  const attempt: Attempt = (step) => attempted(desk, facts, { step, told })
  if (desk.policy.deleteBranch) {
    const send = () => deleteBranch(desk, facts, attempt)
    const kept = await guarded(told, facts, { what: 'delete the branch', send })
    if (kept !== undefined) told.notes.push(`The branch ${facts.head.name} stays: ${kept}.`)
  }
  await keepLabels(desk, facts, attempt)
  await dispatchAll(desk, { facts, mergeCommit }, attempt)
  return told
}

/** Deletes it, or answers why it stays. */
async function deleteBranch(desk: Desk, facts: Facts, attempt: Attempt): Promise<string | undefined> {
  const { ports } = desk
  const { head, base } = facts
  const stays = (because: string) => {
    ports.journal.record({ kind: 'skipped', subject: head.name, action: 'delete branch', because })
    return because
  }
  const kept = keptBranch(facts)
  if (kept) return stays(kept)
  const plan = branchPlan(facts, facts.openPullRequests ?? (await ports.pullRequests.open({ limit: 5000 })))
  if (plan.kind === 'keep') return stays(plan.because)
  for (const number of plan.dependents) {
    // Deleting the base of a pull request closes it: first all of them must stand on another base.
    const moved = await attempt({
      what: `move #${number} to ${base.name}`,
      send: () => ports.pullRequests.retarget(number, base.name),
      seen: () => lookedUp(desk, number, (now) => now.base.name === base.name),
    })
    if (!moved) return stays(`#${number} is based on it`)
  }
  await attempt({
    what: `delete branch ${head.name}`,
    send: () => ports.pullRequests.deleteHead(facts),
    seen: () => lookedUp(desk, facts.number, (now) => !now.head.deletable),
  })
  return undefined
}

async function keepLabels(desk: Desk, facts: Facts, attempt: Attempt): Promise<void> {
  const { pullRequests } = desk.ports
  const { added, removed } = labelChanges(facts, desk.policy)
  const isSet = (now: Facts, label: string) => now.labels.some((name) => sameLabel(name, label))
  if (added.length > 0)
    await attempt({
      what: `add ${labelsNamed(added)}`,
      send: () => pullRequests.addLabels(facts.number, added),
      seen: () => lookedUp(desk, facts.number, (now) => added.every((label) => isSet(now, label))),
    })
  for (const name of removed)
    await attempt({
      what: `remove ${labelsNamed([name])}`,
      send: () => pullRequests.removeLabel(facts.number, name),
      seen: () => lookedUp(desk, facts.number, (now) => !isSet(now, name)),
    })
}

function labelChanges({ labels }: Facts, { addLabels, removeLabels }: Policy) {
  const named = (names: readonly string[], name: string) => names.some((one) => sameLabel(one, name))
  return {
    added: addLabels.filter((name) => !named(labels, name)),
    removed: labels.filter((one) => named(removeLabels, one)),
  }
}

const labelsNamed = (names: readonly string[]) =>
  `${names.length === 1 ? 'the label' : 'the labels'} ${names.join(', ')}`

/** What would follow a merge, for a dry run. */
export async function afterMergePlan({ policy, ports }: Desk, facts: Facts): Promise<string[]> {
  const { added, removed } = labelChanges(facts, policy)
  const plan: string[] = []
  if (policy.deleteBranch) {
    const open = () => ports.pullRequests.open({ limit: 5000 })
    const list = keptBranch(facts) ? [] : (facts.openPullRequests ?? (await open()))
    const found = branchPlan(facts, list)
    if (found.kind === 'keep') plan.push(`the branch ${facts.head.name} stays: ${found.because}`)
    else
      plan.push(
        ...found.dependents.map((number) => `move #${number} to ${facts.base.name}`),
        `delete the branch ${facts.head.name}`,
      )
  }
  if (added.length > 0) plan.push(`add ${labelsNamed(added)}`)
  if (removed.length > 0) plan.push(`remove ${labelsNamed(removed)}`)
  plan.push(...policy.dispatchAfterMerge.map((what) => `dispatch ${nameOf(what)}`))
  if (policy.comment) plan.push('say in the comment that it was merged')
  return plan.length > 0 ? [`After the merge: ${plan.join('; ')}.`] : []
}
