import { sameLabel } from './conditions/condition.ts'
import type { Desk } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { WriteAnswer } from './ports.ts'

/** Deletes the branch, keeps the labels and starts what is to be started. Answers what did not work: the merge itself stands. */
export async function afterMerge(desk: Desk, facts: Facts, mergeCommit: string): Promise<string[]> {
  const problems: string[] = []
  const attempt = async (what: string, send: () => Promise<WriteAnswer>): Promise<boolean> => {
    const { journal } = desk.ports
    const subject = `#${facts.number}`
    journal.record({ kind: 'intended', subject, action: what, because: 'after the merge' })
    const answer = await send().catch((error: unknown): WriteAnswer => ({
      done: false,
      message: String(error),
    }))
    journal.record({
      kind: answer.done ? 'wrote' : 'failed',
      subject,
      action: what,
      because: 'after the merge',
    })
    if (answer.done) return true
    const remedy = answer.permission ? ` Add to the job: permissions: { ${answer.permission} }` : ''
    problems.push(`After the merge of #${facts.number}, could not ${what}: ${answer.message}${remedy}`)
    return false
  }
  if (desk.policy.deleteBranch) await deleteBranch(desk, facts, attempt)
  await keepLabels(desk, facts, attempt)
  for (const what of desk.policy.dispatchAfterMerge) {
    const name = what.kind === 'workflow' ? what.file : what.type
    await attempt(`dispatch ${name}`, () => desk.ports.pullRequests.dispatch(what, facts, mergeCommit))
  }
  return problems
}

type Attempt = (what: string, send: () => Promise<WriteAnswer>) => Promise<boolean>

async function deleteBranch({ ports }: Desk, facts: Facts, attempt: Attempt): Promise<void> {
  const { head, repository, base } = facts
  const skip = (because: string) =>
    void ports.journal.record({ kind: 'skipped', subject: head.name, action: 'delete branch', because })
  if (head.repository?.toLowerCase() !== repository.name.toLowerCase()) return skip('it is in a fork')
  // GitHub does it itself then, and moves the dependents.
  if (repository.deletesBranches) return skip('the repository deletes merged branches')
  if (repository.defaultBranch === undefined) return skip('GitHub did not say which branch is the default')
  if (head.name === repository.defaultBranch || head.name === base.name) return skip('it is a branch to stay')
  if (!head.deletable) return skip('a rule forbids it')
  const open = facts.openPullRequests ?? (await ports.pullRequests.open({ limit: 5000 }))
  const others = open.filter(({ number }) => number !== facts.number)
  if (others.some((one) => one.head === head.name)) return skip('another pull request comes from it')
  for (const { number } of others.filter((one) => one.base === head.name)) {
    // Deleting the base of a pull request closes it: first all of them must stand on another base.
    const moved = await attempt(`move #${number} to ${base.name}`, () =>
      ports.pullRequests.retarget(number, base.name),
    )
    if (!moved) return skip(`#${number} is based on it`)
  }
  await attempt(`delete branch ${head.name}`, () => ports.pullRequests.deleteHead(facts))
}

async function keepLabels({ policy, ports }: Desk, facts: Facts, attempt: Attempt): Promise<void> {
  const named = (names: readonly string[], name: string) => names.some((one) => sameLabel(one, name))
  const added = policy.addLabels.filter((name) => !named(facts.labels, name))
  if (added.length > 0)
    await attempt(`add ${labelsNamed(added)}`, () => ports.pullRequests.addLabels(facts.number, added))
  for (const name of facts.labels.filter((one) => named(policy.removeLabels, one)))
    await attempt(`remove ${labelsNamed([name])}`, () => ports.pullRequests.removeLabel(facts.number, name))
}

const labelsNamed = (names: readonly string[]) =>
  `${names.length === 1 ? 'the label' : 'the labels'} ${names.join(', ')}`
