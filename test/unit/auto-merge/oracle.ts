// What auto-merge must decide, written a second time as tables of sentences over the facts, and sharing no code with the action.
import type { Check, Facts, Review } from '../../../actions/auto-merge/facts.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'

export interface World {
  f: Facts
  p: Policy
  now: number
  runId: number
  workflow: string
}

type Claim = (w: World) => boolean
type Verdict =
  'merge' | 'queue' | 'queued' | 'wait' | 'block' | 'skip' | 'error' | 'ready' | 'approve' | 'update' | 'arm'

const lower = (text: string) => text.toLocaleLowerCase('en')
const ms = (time: string | undefined) => new Date(time ?? 'never').getTime()
const has = (w: World, label: string) => w.f.labels.some((name) => lower(name) === lower(label))
const glob = (pattern: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[^\w\s]/g, '\\$&'))
      .join('[^]*')}$`,
  )
const gap = (w: World, part: string) => w.f.gaps.some((one) => one.part === part)

// ---- bots -------------------------------------------------------------------------------------------------------------------

const claimsToBeBot: Claim = ({ f, p }) =>
  f.author?.type === 'Bot' && p.trustedBots.some((id) => id === f.author?.id)
const isBotsOwnWork: Claim = (w) =>
  claimsToBeBot(w) &&
  !gap(w, 'commits') &&
  !gap(w, 'author') &&
  w.f.head.repository === w.f.repository.name &&
  w.f.commits.total > 0 &&
  w.f.commits.total === w.f.commits.nodes.length &&
  w.f.commits.nodes.every((commit) => commit.authorId === w.f.author?.id && commit.signedByGitHub) &&
  w.f.commits.nodes.some((commit) => commit.oid === w.f.head.oid)

// ---- reviews ----------------------------------------------------------------------------------------------------------------

const who = (r: Review) => (r.author?.id === undefined ? undefined : `${r.author.type}:${r.author.id}`)
const opinions = (w: World) => w.f.reviews.filter((r) => r.state !== 'COMMENTED' && r.state !== 'PENDING')
const after = (w: World, a: Review, b: Review) => {
  const [x, y] = [ms(a.at) || 0, ms(b.at) || 0]
  return x > y || (x === y && w.f.reviews.indexOf(a) > w.f.reviews.indexOf(b))
}
const isLastWord = (w: World, r: Review) =>
  who(r) === undefined || !opinions(w).some((other) => who(other) === who(r) && after(w, other, r))
const standing = (w: World, state: string) => opinions(w).filter((r) => r.state === state && isLastWord(w, r))

const freshRules: Record<Policy['staleApprovals'], (w: World, r: Review) => boolean> = {
  reject: (w, r) => r.commit === w.f.head.oid,
  'allow-clean-update': (w, r) =>
    r.commit === w.f.head.oid || (r.commit !== undefined && w.f.cleanUpdatesSince[r.commit] === true),
  allow: () => true,
}
const countsAsPerson = (w: World, r: Review) =>
  r.author?.type === 'User' &&
  !r.ours &&
  r.canPush &&
  w.f.approvingWriters.some((login) => lower(login) === lower(r.author?.login ?? ''))
const countsAsOurs = (w: World, r: Review) => w.p.autoApproveBots && r.ours && isBotsOwnWork(w)
const countedApprovals = (w: World, fresh = freshRules[w.p.staleApprovals]) =>
  standing(w, 'APPROVED').filter(
    (r) =>
      r.author?.id !== undefined &&
      who(r) !== `${w.f.author?.type}:${w.f.author?.id}` &&
      (countsAsPerson(w, r) || countsAsOurs(w, r)) &&
      !w.f.requestedReviewers.some((id) => id === r.author?.id) &&
      Number.isFinite(ms(r.at)) &&
      w.f.baseChangedAt.every((time) => ms(time) < ms(r.at)) &&
      fresh(w, r),
  )
const approvalsNeeded = (w: World) => Math.max(w.p.requiredApprovals, w.f.rules.requiredApprovals)
const lacksApprovals: Claim = (w) => countedApprovals(w).length < approvalsNeeded(w)
const cleanlinessIsOpen: Claim = (w) =>
  lacksApprovals(w) &&
  w.p.staleApprovals === 'allow-clean-update' &&
  countedApprovals(w, () => true).some(
    (r) => r.commit !== undefined && r.commit !== w.f.head.oid && !(r.commit in w.f.cleanUpdatesSince),
  )

const weApproveSuchOnes: Claim = (w) =>
  w.p.autoApproveBots &&
  !w.f.ours &&
  isBotsOwnWork(w) &&
  !w.f.reviews.some((r) => r.ours && r.commit === w.f.head.oid)
const oursIsTheLastOne: Claim = (w) =>
  weApproveSuchOnes(w) && !cleanlinessIsOpen(w) && approvalsNeeded(w) - countedApprovals(w).length === 1
const decisionIsOurs: Claim = (w) =>
  oursIsTheLastOne(w) && w.f.reviewDecision === 'REVIEW_REQUIRED' && !w.f.rules.codeOwners

// ---- checks -----------------------------------------------------------------------------------------------------------------

const isMine = (w: World, c: Check) =>
  c.kind === 'run' &&
  (c.run?.id === w.runId ||
    (c.app?.slug === 'github-actions' &&
      `${c.url.split(/[/?#]/).join('/')}/`.includes(`/actions/runs/${w.runId}/`)) ||
    c.workflow?.name === w.workflow)
const kin = (a: Check, b: Check) =>
  a.kind === b.kind &&
  a.name === b.name &&
  (a.kind === 'status' ||
    (a.app?.id === b.app?.id && a.workflow?.id === b.workflow?.id && a.run?.event === b.run?.event))
const begun = (c: Check) => (Number.isFinite(ms(c.startedAt)) ? ms(c.startedAt) : Number.POSITIVE_INFINITY)
const supersedes = (w: World, a: Check, b: Check) =>
  begun(a) > begun(b) ||
  (begun(a) === begun(b) && (a.id > b.id || (a.id === b.id && w.f.checks.indexOf(a) < w.f.checks.indexOf(b))))
const living = (w: World) => {
  const theirs = w.f.checks.filter((c) => !isMine(w, c))
  return theirs.filter(
    (c) => !theirs.some((other) => other !== c && kin(other, c) && supersedes(w, other, c)),
  )
}
const isOpenCheck = (c: Check) => c.status !== 'COMPLETED'
const isBad = (c: Check) =>
  !isOpenCheck(c) && !['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(String(c.conclusion))
const isRed = (w: World, c: Check) =>
  isBad(c) ||
  (!isOpenCheck(c) &&
    c.conclusion === 'SKIPPED' &&
    c.run !== undefined &&
    living(w).some((other) => isBad(other) && other.run?.id === c.run?.id))

const answers = (c: Check, need: Facts['rules']['requiredChecks'][number]) =>
  (c.name === need.context ||
    (need.context === 'continuous-integration/travis-ci' &&
      /^continuous-integration\/travis-ci\/(?:pr|push)$/.test(c.name))) &&
  (need.app === undefined || (c.kind === 'run' && c.app?.id === need.app))
const isNeeded = (w: World, c: Check) =>
  c.required || w.f.rules.requiredChecks.some((need) => answers(c, need))
const counting = (w: World) =>
  living(w).filter(
    (c) =>
      isNeeded(w, c) ||
      (w.p.checks === 'all' && !w.p.ignoreChecks.some((pattern) => glob(pattern).test(c.name))),
  )
const secondsSettled = (w: World) => {
  const ages = (times: (string | undefined)[]) =>
    times.map((time) => (w.now - ms(time)) / 1000).filter(Number.isFinite)
  const starts = ages(w.f.checks.map((c) => c.startedAt))
  if (starts.length > 0) return Math.max(0, ...starts)
  const server = ages([w.f.createdAt, ...w.f.forcePushedAt]).map((age) => Math.max(0, age))
  const commit = ages([w.f.commits.nodes.find((one) => one.oid === w.f.head.oid)?.committedAt]).filter(
    (age) => age >= 0,
  )
  return Math.min(...server, ...commit)
}
const unsettled: Claim = (w) => secondsSettled(w) < w.p.settleSeconds
const checksFit: Claim = (w) => w.f.checksOf === undefined || w.f.checksOf === w.f.head.oid
// A rule that names no app may still be pinned to one: then only GitHub's own mark tells the right check.
const fulfils = (c: Check, need: Facts['rules']['requiredChecks'][number]) =>
  answers(c, need) && (need.app !== undefined || c.required || c.name.startsWith(`${need.context}/`))
const missingNeeds = (w: World) =>
  w.f.rules.requiredChecks.filter((need) => !living(w).some((c) => fulfils(c, need)))

// ---- methods ----------------------------------------------------------------------------------------------------------------

const hasSyncMark: Claim = (w) => has(w, 'ecosystem-sync') || w.f.body.includes('<!-- ecosystem-sync:')
const openedBySync: Claim = (w) =>
  w.f.head.repository === w.f.repository.name && (w.f.ours || claimsToBeBot(w))
const syncLabelDecides: Claim = (w) =>
  !gap(w, 'author') && !openedBySync(w) && has(w, 'ecosystem-sync') && w.p.labelActorPermission !== 'any'
const isSync: Claim = (w) =>
  hasSyncMark(w) &&
  (openedBySync(w) ||
    (has(w, 'ecosystem-sync') &&
      (w.p.labelActorPermission === 'any' ||
        (!unasked(w, setterOf(w, 'ecosystem-sync')) && !tooSmall(w, setterOf(w, 'ecosystem-sync'))))))
const syncUnasked: Claim = (w) => syncLabelDecides(w) && unasked(w, setterOf(w, 'ecosystem-sync'))
const permitted = (w: World) =>
  w.f.repository.methods.filter(
    (m) => (w.f.rules.methods ?? [m]).includes(m) && (m !== 'merge' || !w.f.rules.linearHistory),
  )
const byLabel = (w: World) =>
  (['squash', 'merge', 'rebase'] as const).filter((m) => has(w, `${w.p.label}:${m}`))
const methodImpossible: Claim = (w) => {
  if (syncUnasked(w)) return false
  if (isSync(w))
    return !permitted(w).includes('merge') || (w.f.queue.enabled && w.f.rules.queueMethod !== 'merge')
  if (w.f.queue.enabled) return false
  if (byLabel(w).length > 1) return true
  const wish = byLabel(w)[0] ?? w.p.mergeMethod
  return wish === 'auto' ? permitted(w).length === 0 : !permitted(w).includes(wish)
}

// ---- labels -----------------------------------------------------------------------------------------------------------------

const setterOf = (w: World, label: string) =>
  [...w.f.labelEvents]
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => lower(event.label) === lower(label))
    .sort((a, b) => ms(b.event.at) - ms(a.event.at) || b.index - a.index)[0]?.event.actor
type Setter = ReturnType<typeof setterOf>
const settersThatMatter = (w: World): Setter[] => {
  if (w.p.labelActorPermission === 'any') return []
  const forMethods = byLabel(w).map((m) => setterOf(w, `${w.p.label}:${m}`))
  if (isBotsOwnWork(w)) return forMethods
  return has(w, w.p.label) ? [setterOf(w, w.p.label), ...forMethods] : []
}
const scale = ['none', 'read', 'triage', 'write', 'maintain', 'admin']
const isPerson = (who: Setter) => who?.type === 'User' && who.id !== undefined
const isUs = (w: World, who: Setter) =>
  who?.type === 'Bot' &&
  who.id === w.f.repository.viewer?.id &&
  who.id !== 41898282 &&
  ['triage', 'write'].includes(w.p.labelActorPermission)
const unasked = (w: World, who: Setter) =>
  !w.f.permissionsComplete && isPerson(who) && !(String(who?.id) in w.f.permissions)
const tooSmall = (w: World, who: Setter) =>
  !unasked(w, who) &&
  !isUs(w, who) &&
  (!isPerson(who) ||
    scale.indexOf(w.f.permissions[who?.id ?? 0] ?? 'none') < scale.indexOf(w.p.labelActorPermission))
const setterUnasked: Claim = (w) => settersThatMatter(w).some((who) => unasked(w, who))
const setterTooSmall: Claim = (w) => settersThatMatter(w).some((who) => tooSmall(w, who))

// ---- the tables -------------------------------------------------------------------------------------------------------------

const skips: Record<string, Claim> = {
  notOpen: (w) => w.f.state !== 'OPEN',
  otherBase: (w) =>
    w.p.baseBranches.length > 0 && !w.p.baseBranches.some((pattern) => glob(pattern).test(w.f.base.name)),
  notOptedIn: (w) => !gap(w, 'labels') && !has(w, w.p.label) && !claimsToBeBot(w),
}

const unknowns: Record<string, Claim> = {
  labels: (w) => gap(w, 'labels'),
  reviews: (w) => gap(w, 'reviews'),
  conversations: (w) =>
    gap(w, 'conversations') &&
    !gap(w, 'reviews') &&
    (w.p.requireResolvedConversations || w.f.rules.conversations),
  checks: (w) => gap(w, 'checks'),
  rules: (w) => gap(w, 'rules'),
  author: (w) => hasSyncMark(w) && gap(w, 'author'),
  queue: (w) => gap(w, 'queue'),
  mergeability: (w) => gap(w, 'mergeability'),
}

// Under a strict rule BLOCKED hides BEHIND.
const mustAskForBase: Claim = ({ f, p }) =>
  p.requireUpToDate || (f.rules.upToDate && f.mergeState === 'BLOCKED' && !f.queue.enabled && !f.draft)

const draftAge = (w: World) =>
  Math.min(...[w.f.createdAt, ...w.f.draftedAt].map((time) => (w.now - ms(time)) / 1000))

const blocks: Record<string, Claim> = {
  archived: (w) => w.f.repository.archived,
  bot: (w) => claimsToBeBot(w) && !isBotsOwnWork(w) && !has(w, w.p.label),
  setter: setterTooSmall,
  forbidden: (w) => w.p.blockingLabels.some((label) => has(w, label)),
  draft: (w) => w.f.draft && w.p.readyAfterSeconds === undefined,
  changes: (w) => standing(w, 'CHANGES_REQUESTED').some((r) => r.canPush || r.author === undefined),
  approvals: (w) => lacksApprovals(w) && !cleanlinessIsOpen(w) && !oursIsTheLastOne(w),
  decision: (w) => w.f.reviewDecision !== null && w.f.reviewDecision !== 'APPROVED' && !decisionIsOurs(w),
  conversations: (w) =>
    (w.p.requireResolvedConversations || w.f.rules.conversations) && w.f.conversations.unresolved > 0,
  red: (w) => checksFit(w) && counting(w).some((c) => isRed(w, c)),
  none: (w) => checksFit(w) && counting(w).length === 0 && !unsettled(w) && !w.p.allowNoChecks,
  missing: (w) => checksFit(w) && missingNeeds(w).length > 0 && !unsettled(w) && !living(w).some(isOpenCheck),
  testMerge: (w) => checksFit(w) && ['FAILURE', 'ERROR'].includes(w.f.testMerge ?? ''),
  behind: (w) => w.f.mergeState === 'BEHIND' || (mustAskForBase(w) && (w.f.behindBy ?? 0) > 0),
  method: methodImpossible,
  queueOff: (w) => w.f.queue.enabled && !w.f.queue.entered && w.p.mergeQueue === 'off',
  conflict: (w) => w.f.mergeable === 'CONFLICTING' || w.f.mergeState === 'DIRTY',
}

const waits: Record<string, Claim> = {
  youngDraft: (w) => w.f.draft && w.p.readyAfterSeconds !== undefined,
  moved: (w) => !checksFit(w),
  open: (w) => checksFit(w) && counting(w).some(isOpenCheck),
  settling: (w) => checksFit(w) && unsettled(w) && counting(w).length === 0,
  ours: oursIsTheLastOne,
  decisionOurs: decisionIsOurs,
  missing: (w) => checksFit(w) && missingNeeds(w).length > 0 && (unsettled(w) || living(w).some(isOpenCheck)),
  testMerge: (w) => checksFit(w) && ['PENDING', 'EXPECTED'].includes(w.f.testMerge ?? ''),
  age: (w) => (w.now - ms(w.f.createdAt)) / 1000 < w.p.minimumAge,
  window: (w) =>
    w.p.mergeWindow.length > 0 &&
    !w.p.mergeWindow.some(({ days, from, to }) => {
      const at = new Date(w.now)
      const minute = at.getUTCHours() * 60 + at.getUTCMinutes()
      return days.includes(at.getUTCDay()) && minute >= from && minute < to
    }),
  mergeability: (w) =>
    !blocks['conflict']!(w) && (w.f.mergeable !== 'MERGEABLE' || w.f.mergeState === 'UNKNOWN'),
}

const questions: Record<string, Claim> = {
  setter: setterUnasked,
  sync: syncUnasked,
  clean: cleanlinessIsOpen,
  behind: (w) => mustAskForBase(w) && w.f.mergeState !== 'BEHIND' && w.f.behindBy === undefined,
}

const holding = (table: Record<string, Claim>, w: World) =>
  Object.keys(table).filter((name) => table[name]!(w))
const within = (found: readonly string[], allowed: readonly string[]) =>
  found.every((name) => allowed.includes(name))

/** GitHub holds it back for a reason that is in none of the tables. */
const heldByGitHub: Claim = (w) =>
  ['MERGEABLE'].includes(w.f.mergeable) &&
  !['CLEAN', 'HAS_HOOKS', 'UNSTABLE', 'DIRTY', 'UNKNOWN'].includes(w.f.mergeState) &&
  !(w.f.mergeState === 'BLOCKED' && w.f.queue.enabled)

export function expected(w: World): Verdict {
  if (holding(skips, w).length > 0) return 'skip'
  if (holding(unknowns, w).length > 0) return 'error'
  const hoped = withoutQuestions(w)
  const acts = ['merge', 'queue', 'ready', 'approve', 'update', 'arm'].includes(hoped)
  return acts && holding(questions, w).length > 0 ? 'error' : hoped
}

function withoutQuestions(w: World): Verdict {
  if (w.f.queue.entered) return 'queued'
  const b = holding(blocks, w)
  const t = holding(waits, w)
  const conflictOrUnknown = b.includes('conflict') || t.includes('mergeability')
  const oldDraft = w.f.draft && w.p.readyAfterSeconds !== undefined && draftAge(w) >= w.p.readyAfterSeconds
  if (oldDraft && !b.some((name) => ['archived', 'bot', 'setter', 'forbidden'].includes(name))) return 'ready'
  const reviewsLack = ['approvals', 'decision', 'ours', 'decisionOurs']
  const approvable = weApproveSuchOnes(w) && [...b, ...t].some((name) => reviewsLack.includes(name))
  if (approvable && within([...b, ...t], reviewsLack) && !conflictOrUnknown) return 'approve'
  const updatable =
    w.p.updateBranch &&
    b.includes('behind') &&
    w.f.head.repository === w.f.repository.name &&
    w.f.repository.viewer?.id !== 41898282
  if (updatable && t.length === 0 && within(b, ['behind']) && !conflictOrUnknown) return 'update'
  if (armable(w) && b.length === 0 && within(t, ['open', 'settling', 'missing']) && neededChecksAreOpen(w))
    return 'arm'
  if (b.length > 0) return 'block'
  if (t.length > 0) return 'wait'
  if (heldByGitHub(w)) return 'block'
  return w.f.queue.enabled ? 'queue' : 'merge'
}

const neededChecksAreOpen: Claim = (w) =>
  missingNeeds(w).length > 0 ||
  w.f.rules.requiredChecks.some((need) => living(w).some((c) => answers(c, need) && isOpenCheck(c)))

const armable: Claim = ({ f, p }) =>
  p.armAutoMerge &&
  p.checks === 'required' &&
  f.repository.autoMergeAllowed &&
  !f.autoMergeArmed &&
  f.mergeState === 'BLOCKED' &&
  !f.queue.enabled &&
  p.requiredApprovals <= f.rules.requiredApprovals &&
  f.rules.requiredApprovals > 0 &&
  (p.requiredApprovals === 0 || p.staleApprovals === 'allow' || f.rules.dismissStaleReviews === true) &&
  (!p.requireResolvedConversations || f.rules.conversations) &&
  (!p.requireUpToDate || f.rules.upToDate) &&
  p.mergeWindow.length === 0
