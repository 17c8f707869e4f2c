import { BudgetStop, GitHubError, reason } from '@ecosystem-actions/core/errors'
import type { Journal } from '@ecosystem-actions/core/journal'
import type { Clock } from '@ecosystem-actions/core/ports'
import type { Forge, Rights } from '../forge.ts'
import type { Repository } from '../model.ts'
import type { PlanItem, PlannedAction } from '../plan/item.ts'
import { permissionRemedy } from '../remedies.ts'
import { sentences } from '../texts.ts'
import { writeRefusal, type WriteRefusal } from './refusals.ts'

export interface WriteSettings {
  runId: number
  autoSync: boolean
  prHead: 'default' | 'snapshot' | 'auto'
  /** Page of this run, for the texts; '' outside a workflow. */
  runUrl: string
}

/** What one write needs. */
export interface Writing {
  forge: Forge
  repository: Repository
  item: PlanItem
  context: WriteContext
}

export interface WriteContext {
  clock: Clock
  journal: Journal
  settings: WriteSettings
  /** `owner permission` pairs that GitHub refused: trying again on the same owner is hopeless. */
  breaker: Map<string, string>
  /** What is known of each token. */
  rights: ReadonlyMap<Forge, Rights>
  /** When the last pull request was opened, on the clock that only grows. */
  opened: { at?: number }
}

export type Result =
  | { kind: 'wrote'; action: PlannedAction; pullRequest?: number; tip?: string; body?: string; head?: string }
  /** Nothing was to be done after all, or somebody was faster. */
  | { kind: 'skipped'; because: string }
  /** The rules refuse it: a person must look. */
  | { kind: 'refused'; because: string }
  /** `permission`: for want of one, so that another way of writing may still do. */
  | { kind: 'failed'; because: string; permission?: string }
  | { kind: 'left'; because: string }

export function subjectOf({ repository, branch }: Pick<PlanItem, 'repository' | 'branch'>): string {
  return `${repository}:${branch}`
}

/** The repository of a journal's subject, in lower case: `owner/name`, alone or before a branch, a number or a snapshot. */
export function repositoryOfSubject(subject: string): string {
  return (subject.split(/[:#@]/)[0] ?? '').toLowerCase()
}

export function ownerOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/')).toLowerCase()
}

export function intend(
  { item, context }: Writing,
  action: PlannedAction,
  change: { before?: string; after?: string; because?: string } = {},
): void {
  const { because = item.because, ...facts } = change
  context.journal.record({ kind: 'intended', subject: subjectOf(item), action, because, ...facts })
}

export function note({ item, context }: Writing, action: PlannedAction, result: Result): Result {
  const facts =
    'pullRequest' in result && result.pullRequest !== undefined
      ? { facts: { pullRequest: result.pullRequest } }
      : {}
  const because = 'because' in result ? result.because : item.because
  const kind = result.kind === 'wrote' ? 'wrote' : isLost(item, action, result) ? 'failed' : 'skipped'
  const after = result.kind === 'wrote' && result.tip !== undefined ? { after: result.tip } : {}
  context.journal.record({ kind, subject: subjectOf(item), action, because, ...facts, ...after })
  return result
}

function isLost({ action: planned, fallback }: PlanItem, action: PlannedAction, result: Result): boolean {
  // What is tried in another way next is lost only if that fails too.
  const another = action === planned && fallback !== undefined && mayFallBack(result)
  return result.kind === 'failed' && !another
}

/** Where the branch's rules or the token refuse a move, a pull request may still do. */
export function mayFallBack(result: Result): boolean {
  return result.kind === 'refused' || (result.kind === 'failed' && result.permission !== undefined)
}

/** A refused write as a result, opening the breaker where nothing of the kind can work. */
export function refusedResult(
  { forge, item, context }: Writing,
  error: GitHubError,
  refusal: WriteRefusal,
): Result {
  switch (refusal.kind) {
    case 'permission': {
      const { permission, lack, everywhere } = refusal
      const place = { repository: item.repository, origin: forge.origin, rights: context.rights.get(forge) }
      const because = `the token lacks the permission "${permission}" (${error.message}). ${permissionRemedy(lack, place)}`
      if (everywhere) context.breaker.set(`${ownerOf(item.repository)} ${permission}`, because)
      return { kind: 'failed', because, permission }
    }
    case 'setting': {
      const { permission, remedy } = refusal
      const because = `a setting forbids it (${error.message}). ${remedy}`
      context.breaker.set(`${ownerOf(item.repository)} ${permission}`, because)
      return { kind: 'failed', because, permission }
    }
    case 'protected':
      return { kind: 'refused', because: `the rules of the branch refuse it: ${error.message}` }
    case 'token':
      return { kind: 'failed', because: sentences(error.message, refusal.remedy) }
    case 'archived':
      return { kind: 'refused', because: error.message }
    case 'moved':
      return { kind: 'skipped', because: 'it moved since the scan; the next run looks again' }
    case 'gone':
      return { kind: 'skipped', because: 'it is gone since the scan' }
    case 'nothing-to-do':
      return { kind: 'skipped', because: 'it is up to date by now' }
    default:
      return { kind: 'failed', because: reason(error) }
  }
}

/** GitHub's refusal of a write, or its words; a limit and a bug of ours go on as they are. */
export async function attempted<T>(
  write: () => Promise<T>,
): Promise<{ ok: T } | { error: GitHubError; refusal: WriteRefusal }> {
  try {
    return { ok: await write() }
  } catch (error) {
    if (error instanceof BudgetStop || !(error instanceof GitHubError)) throw error
    return { error, refusal: writeRefusal(error) }
  }
}

/** A write that is not tried because GitHub refused its like is lost like one that was tried. */
export function brokenFor(
  { item, context }: Writing,
  permissions: readonly string[],
): Extract<Result, { kind: 'failed' }> | undefined {
  for (const permission of permissions) {
    const because = context.breaker.get(`${ownerOf(item.repository)} ${permission}`)
    if (because !== undefined) return { kind: 'failed', because: `not tried: ${because}`, permission }
  }
  return undefined
}

/** A look between two attempts may fail as well: then this write failed, and no other one. */
export async function guarded(body: () => Promise<Result>): Promise<Result> {
  const outcome = await attempted(body)
  if ('ok' in outcome) return outcome.ok
  const { error, refusal } = outcome
  return {
    kind: 'failed',
    because: refusal.kind === 'token' ? sentences(error.message, refusal.remedy) : reason(error),
  }
}
