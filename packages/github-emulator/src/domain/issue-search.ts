// GitHub's issue search, as far as actions use it: qualifiers and words, all of which must match.
import { canSee, type Actor } from './access.ts'
import { fullName, type Issue, type PullRequest, type Repository } from './model.ts'
import type { World } from './world.ts'

export interface SearchHit {
  repository: Repository
  subject: Issue | PullRequest
}

interface Term {
  key: string | null
  value: string
  negated: boolean
}

function parseTerms(query: string): Term[] {
  return [...query.matchAll(/(-)?(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/gi)].map((match) => ({
    negated: match[1] === '-',
    key: match[2]?.toLowerCase() ?? null,
    value: match[3] ?? match[4] ?? '',
  }))
}

function inTime(time: number, value: string): boolean {
  const match = /^(<=|>=|<|>)?(.+)$/.exec(value)
  const at = Date.parse(match?.[2] ?? '')
  if (match?.[1] === '>=') return time >= at
  if (match?.[1] === '>') return time > at
  if (match?.[1] === '<=') return time <= at
  if (match?.[1] === '<') return time < at
  return new Date(time).toISOString().startsWith(value)
}

const tests: Record<string, (hit: SearchHit, value: string) => boolean> = {
  repo: ({ repository }, value) => fullName(repository).toLowerCase() === value.toLowerCase(),
  org: ({ repository }, value) => repository.owner.login.toLowerCase() === value.toLowerCase(),
  user: ({ repository }, value) => repository.owner.login.toLowerCase() === value.toLowerCase(),
  is: ({ subject, repository }, value) =>
    isState(subject, value) ||
    (value === 'archived' && repository.archived) ||
    value === repository.visibility,
  type: ({ subject }, value) => (value === 'pr' ? subject.kind === 'pull' : subject.kind === value),
  state: ({ subject }, value) => subject.state === value,
  label: ({ subject }, value) =>
    value
      .split(',')
      .some((name) => subject.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())),
  author: ({ subject }, value) =>
    subject.user?.login.toLowerCase().replace('[bot]', '') ===
    value
      .toLowerCase()
      .replace(/^app\//, '')
      .replace('[bot]', ''),
  assignee: ({ subject }, value) =>
    subject.assignees.some((user) => user.login.toLowerCase() === value.toLowerCase()),
  head: ({ subject }, value) => subject.kind === 'pull' && subject.head === value,
  base: ({ subject }, value) => subject.kind === 'pull' && subject.base === value,
  sha: ({ subject }, value) => subject.kind === 'pull' && subject.headSha.startsWith(value),
  draft: ({ subject }, value) => subject.kind === 'pull' && String(subject.draft) === value,
  created: ({ subject }, value) => inTime(subject.createdAt, value),
  updated: ({ subject }, value) => inTime(subject.updatedAt, value),
  closed: ({ subject }, value) => subject.closedAt !== null && inTime(subject.closedAt, value),
  merged: ({ subject }, value) =>
    subject.kind === 'pull' && subject.mergedAt !== null && inTime(subject.mergedAt, value),
  archived: ({ repository }, value) => String(repository.archived) === value,
}

function isState(subject: Issue | PullRequest, value: string): boolean {
  if (value === 'pr' || value === 'pull-request') return subject.kind === 'pull'
  if (value === 'issue') return subject.kind === 'issue'
  if (value === 'merged') return subject.kind === 'pull' && subject.merged
  if (value === 'unmerged') return subject.kind === 'pull' && !subject.merged
  if (value === 'draft') return subject.kind === 'pull' && subject.draft
  return subject.state === value
}

function hasWord({ subject }: SearchHit, word: string, where: string[]): boolean {
  const texts = [
    ...(where.includes('title') ? [subject.title] : []),
    ...(where.includes('body') ? [subject.body ?? ''] : []),
    ...(where.includes('comments') ? subject.comments.map((comment) => comment.body) : []),
  ]
  return texts.some((text) => text.toLowerCase().includes(word.toLowerCase()))
}

/** What a query finds for this caller. `until` hides what is younger: the search index lags. Unknown qualifiers are returned. */
export function searchIssues(
  world: World,
  actor: Actor | null,
  input: { query: string; until: number },
): { hits: SearchHit[]; unknown: string[] } {
  const terms = parseTerms(input.query)
  const given = terms.filter((term) => term.key === 'in').flatMap((term) => term.value.split(','))
  const where = given.length > 0 ? given : ['title', 'body', 'comments']
  const ignored = new Set(['in', 'sort', 'no', 'linked'])
  const unknown = terms.flatMap((term) =>
    term.key !== null && !ignored.has(term.key) && !tests[term.key] ? [term.key] : [],
  )
  const hits = [...world.repositories.values()]
    .filter((repository) => repository.renamedTo === null && canSee(world, actor, repository))
    .flatMap((repository) =>
      [...repository.issues.values(), ...repository.pulls.values()].map((subject) => ({
        repository,
        subject,
      })),
    )
    .filter(({ subject }) => subject.createdAt <= input.until)
    .filter((hit) =>
      terms.every((term) => {
        if (term.key !== null && ignored.has(term.key)) return term.key !== 'no' || isWithout(hit, term.value)
        const matches =
          term.key === null ? hasWord(hit, term.value, where) : (tests[term.key]?.(hit, term.value) ?? false)
        return matches !== term.negated
      }),
    )
  return { hits, unknown }
}

function isWithout({ subject }: SearchHit, value: string): boolean {
  if (value === 'label') return subject.labels.length === 0
  return value === 'assignee' ? subject.assignees.length === 0 : true
}
