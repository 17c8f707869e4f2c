// Mutations of refs and branches.
import { commitOnBranch } from '../../domain/commits.ts'
import { mergeBranch as mergeInto } from '../../domain/merging.ts'
import { requireRefChange } from '../../domain/protection.ts'
import { createRef, deleteRef, updateRef } from '../../domain/refs.ts'
import { Refusal } from '../../domain/refusal.ts'
import { branchRef, resolveRevision } from '../../domain/revisions.ts'
import { findRepository } from '../../domain/world.ts'
import { updateRefs } from '../../domain/update-refs.ts'
import { unresolved } from '../errors.ts'
import type { MutationTable } from '../fields.ts'
import { loadRef, loadRepository } from '../nodes.ts'
import { visible, writable, type Session } from '../session.ts'
import { asCommit, asRef } from '../sources.ts'

interface RefUpdateInput {
  name: string
  beforeOid?: string | undefined
  afterOid: string
  force?: boolean | undefined
}

async function moveMany(input: { repositoryId: string; refUpdates: RefUpdateInput[] }, session: Session) {
  const repository = await loadRepository(session, input.repositoryId)
  writable(session, repository, 'contents')
  const updates = input.refUpdates.map(({ name, beforeOid, afterOid, force }) => ({
    name,
    before: beforeOid ?? undefined,
    after: afterOid,
    force: force ?? false,
  }))
  await updateRefs(session.world, session.actor, { repository, updates })
  return {}
}

interface MergeBranchInput {
  repositoryId: string
  base: string
  head: string
  commitMessage?: string | undefined
}

async function merge(input: MergeBranchInput, session: Session) {
  const { world, actor } = session
  const repository = await loadRepository(session, input.repositoryId)
  writable(session, repository, 'contents')
  const base = input.base.replace(/^refs\/heads\//, '')
  const ref = branchRef(base)
  const before = repository.refs.get(ref)
  const head = await resolveRevision(world, repository, input.head)
  if (before === undefined) throw failed('Base does not exist')
  if (head === undefined) throw failed('Head does not exist')
  await requireRefChange(world, actor, { repository, ref, before, after: head })
  const message = input.commitMessage ?? undefined
  const commit = await mergeInto(world, actor, { repository, base, head, headText: input.head, message })
  if (!commit) throw failed('Failed to merge: "Already merged"')
  return { mergeCommit: asCommit(repository, commit) }
}

const failed = (message: string) => new Refusal({ status: 422, message, graphqlType: 'UNPROCESSABLE' })

interface CommitInput {
  branch: {
    id?: string | undefined
    repositoryNameWithOwner?: string | undefined
    branchName?: string | undefined
  }
  expectedHeadOid: string
  message: { headline: string; body?: string | undefined }
  fileChanges?: {
    additions?: { path: string; contents: string }[] | undefined
    deletions?: { path: string }[] | undefined
  }
}

async function branchOf({ branch }: CommitInput, session: Session) {
  if (branch.id !== undefined) {
    const { repository, ref } = await loadRef(session, branch.id)
    return { repository, branch: ref.replace(/^refs\/heads\//, '') }
  }
  const [owner = '', name = ''] = (branch.repositoryNameWithOwner ?? '').split('/')
  const repository = findRepository(session.world, owner, name)
  if (!repository || !visible(session, repository))
    throw unresolved(`Repository with the name '${branch.repositoryNameWithOwner ?? ''}'`)
  return { repository, branch: (branch.branchName ?? '').replace(/^refs\/heads\//, '') }
}

async function createCommit(input: CommitInput, session: Session) {
  const { repository, branch } = await branchOf(input, session)
  writable(session, repository, 'contents')
  const { headline, body } = input.message
  const { additions = [], deletions = [] } = input.fileChanges ?? {}
  const commit = await commitOnBranch(session.world, session.actor, {
    repository,
    branch,
    expectedHead: input.expectedHeadOid,
    message: `${body === undefined ? headline : `${headline}\n\n${body}`}\n`,
    files: Object.fromEntries([
      ...deletions.map(({ path }) => [path, null]),
      ...additions.map(({ path, contents }) => [path, Buffer.from(contents, 'base64')]),
    ]),
  })
  return { commit: asCommit(repository, commit), ref: asRef(repository, branchRef(branch)) }
}

export const refMutations: MutationTable = {
  updateRefs: { payload: [], run: moveMany },
  mergeBranch: { payload: ['mergeCommit'], run: merge },
  createCommitOnBranch: { payload: ['commit', 'ref'], run: createCommit },
  createRef: {
    payload: ['ref'],
    run: async (input: { repositoryId: string; name: string; oid: string }, session: Session) => {
      const repository = await loadRepository(session, input.repositoryId)
      writable(session, repository, 'contents')
      await createRef(session.world, session.actor, { repository, ref: input.name, sha: input.oid })
      return { ref: asRef(repository, input.name) }
    },
  },
  updateRef: {
    payload: ['ref'],
    run: async (input: { refId: string; oid: string; force?: boolean | undefined }, session: Session) => {
      const { repository, ref } = await loadRef(session, input.refId)
      writable(session, repository, 'contents')
      const { world, actor } = session
      await updateRef(world, actor, { repository, ref, sha: input.oid, force: input.force ?? false })
      return { ref: asRef(repository, ref) }
    },
  },
  deleteRef: {
    payload: [],
    run: async (input: { refId: string }, session: Session) => {
      const { repository, ref } = await loadRef(session, input.refId)
      writable(session, repository, 'contents')
      await deleteRef(session.world, session.actor, { repository, ref })
      return {}
    },
  },
}
