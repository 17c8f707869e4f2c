import type { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import type { Journal } from '@ecosystem-actions/core/journal'
import type { Clock, RunContext } from '@ecosystem-actions/core/ports'
import type { Dispatch } from './afterwards/dispatch.ts'
import type { Actor, Facts, MergeMethod, Permission } from './facts.ts'
import type { MergeAnswer } from './merge/answer.ts'

/** A number of the repository that was asked for. `failed`: GitHub gave no usable answer for this one; the others stand. */
export type Reading =
  { kind: 'facts'; facts: Facts } | { kind: 'absent' } | { kind: 'failed'; error: UserError | GitHubError }

export interface Candidate {
  number: number
  headOid: string
  /** Undefined when it is in a fork. */
  head: string | undefined
  headRepository: string | undefined
  base: string
  author: Actor | undefined
  labels: readonly string[]
  /** Native auto-merge is armed, by the account that asks. */
  armedByUs: boolean
}

/**
 * How a write ended that GitHub answers with yes or a sentence. `missing`: GitHub does not know what was to be changed. `lost`: no usable
 * answer came, and it may have been done.
 */
export type WriteAnswer =
  { done: true } | { done: false; message: string; permission?: string; missing?: boolean; lost?: boolean }

/** How GitHub is to merge, now or when its rules allow it. */
export interface MergeCall {
  method: MergeMethod
  title: string
  message: string
}

/** The pull requests of one repository. Reads and writes throw GitHubError or BudgetStop when there is no usable answer. */
export interface PullRequests {
  /** By number; at most ten share a request. */
  read(numbers: readonly number[]): Promise<ReadonlyMap<number, Reading>>
  /**
   * Open ones, least recently changed first unless `newestFirst`; with `headRef` only those from a branch of this name, here or in a fork.
   * With `headOid` no page is read after the one on which a head is this commit.
   */
  open(options: {
    headRef?: string
    headOid?: string
    limit: number
    newestFirst?: boolean
  }): Promise<readonly Candidate[]>
  /** Text of a file of the repository at a ref; undefined when there is none or it may not be read. */
  file(path: string, ref: string): Promise<string | undefined>
  /** Asks in the way that makes GitHub compute the test merge. */
  nudge(number: number): Promise<void>
  permissionOf(login: string): Promise<Permission>
  /** Commits of the base that the head lacks. */
  behindBy(base: string, headOid: string): Promise<number>
  /** Whether since that commit only the base was merged in, by GitHub, and the change itself is the same. */
  isCleanUpdate(since: string, facts: Facts): Promise<boolean>

  merge(facts: Facts, how: MergeCall): Promise<MergeAnswer>
  enqueue(facts: Facts): Promise<WriteAnswer>
  arm(facts: Facts, how: MergeCall): Promise<WriteAnswer>
  disarm(facts: Facts): Promise<WriteAnswer>
  approve(facts: Facts): Promise<WriteAnswer>
  makeReady(facts: Facts): Promise<WriteAnswer>
  updateBranch(facts: Facts): Promise<WriteAnswer>
  /** Only while the branch still ends in the evaluated head. */
  deleteHead(facts: Facts): Promise<WriteAnswer>
  retarget(number: number, base: string): Promise<WriteAnswer>
  /** Writes a new comment, or changes one of our own. */
  comment(number: number, body: string, existing: number | undefined): Promise<WriteAnswer>
  addLabels(number: number, labels: readonly string[]): Promise<WriteAnswer>
  /** A label that is gone already is fine. */
  removeLabel(number: number, label: string): Promise<WriteAnswer>
  dispatch(what: Dispatch, facts: Facts, mergeCommit: string): Promise<WriteAnswer>
  /** Ids of the accounts that started runs by such a dispatch at a commit, one for each run. */
  startersOf(what: Dispatch, headOid: string): Promise<readonly (number | undefined)[]>
}

export interface Ports {
  pullRequests: PullRequests
  clock: Clock
  journal: Journal
  context: RunContext
  /** Requests sent so far. */
  requests: () => number
}
