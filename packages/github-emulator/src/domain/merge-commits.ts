// The commit that a merge, a squash or a rebase makes, with GitHub's messages.
import { webFlow } from './mergeability.ts'
import { mergeTrees, rebaseCommits } from '../git/merge.ts'
import type { Commit } from '../git/objects.ts'
import type { Actor } from './access.ts'
import { personOf } from './commits.ts'
import type { MergeMethod, PullRequest, Repository } from './model.ts'
import { pullComparison } from './pull-files.ts'
import { Refusal } from './refusal.ts'
import { headLabel } from './revisions.ts'
import { emulatedSignature } from './signature.ts'
import type { World } from './world.ts'

export interface MergeInput {
  repository: Repository
  pull: PullRequest
  method?: MergeMethod | undefined
  /** The head the caller has seen; a different one answers 409. */
  sha?: string | undefined
  title?: string | null | undefined
  message?: string | null | undefined
  /** Set by the merge queue and auto-merge, which have their own way past the queue rule. */
  fromQueue?: boolean
}

export function notAllowed(message: string): Refusal {
  return new Refusal({ status: 405, message, graphqlType: 'UNPROCESSABLE' })
}

export async function mergeCommit(
  world: World,
  actor: Actor,
  input: MergeInput & { method: MergeMethod; base: string },
): Promise<Commit> {
  const { repository, pull, method, base } = input
  const now = world.clock.now()
  const committer = { ...webFlow, date: now }
  if (method === 'rebase') {
    const { head } = await rebaseCommits(world.store, {
      base,
      head: pull.headSha,
      committer: personOf(actor.user, now),
    })
    if (head === null) throw notAllowed("This branch can't be rebased")
    return world.store.loaded(head)
  }
  const { tree } = await mergeTrees(world.store, base, pull.headSha)
  if (tree === null) throw notAllowed('Pull Request is not mergeable')
  const message =
    method === 'merge' ? mergeMessage(pull, input) : await squashMessage(world, repository, input)
  const author = method === 'squash' && pull.user ? pull.user : actor.user
  return world.store.writeCommit({
    tree,
    parents: method === 'merge' ? [base, pull.headSha] : [base],
    author: personOf(author, now),
    committer,
    message: `${message}\n`,
    signature: emulatedSignature,
  })
}

function mergeMessage(pull: PullRequest, input: MergeInput): string {
  const title =
    input.title ??
    `Merge pull request #${pull.number} from ${headLabel(pull.headRepository, pull.head).replace(':', '/')}`
  const body = input.message ?? pull.title
  return body === '' ? title : `${title}\n\n${body}`
}

/** One commit: its own subject and body; several: the title and the list of subjects (GitHub's default setting). */
async function squashMessage(world: World, repository: Repository, input: MergeInput): Promise<string> {
  const { pull } = input
  const { commits } = await pullComparison(world, repository, pull)
  const single = commits.length === 1 ? commits[0] : undefined
  const [subject = '', ...rest] = (single?.message ?? '').trimEnd().split('\n')
  const title = input.title ?? `${single ? subject : pull.title} (#${pull.number})`
  const listed = commits.map((commit) => `* ${commit.message.trimEnd()}`).join('\n\n')
  const body = input.message ?? (single ? rest.join('\n').trim() : listed)
  return body === '' ? title : `${title}\n\n${body}`
}
