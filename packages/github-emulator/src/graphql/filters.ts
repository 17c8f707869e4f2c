// Which pull requests and issues a connection shows, and in which order.
import type { Issue, PullRequest } from '../domain/model.ts'
import { ordered, type Order, type PageArgs } from './connections.ts'

export interface PullArgs extends PageArgs {
  baseRefName?: string | undefined
  headRefName?: string | undefined
  labels?: string[] | undefined
  orderBy?: Order | undefined
  states?: ('OPEN' | 'CLOSED' | 'MERGED')[] | undefined
}

export function pullState(pull: PullRequest): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (pull.merged) return 'MERGED'
  return pull.state === 'open' ? 'OPEN' : 'CLOSED'
}

/** Any one of the labels is enough, as on GitHub. */
function labelled(subject: Issue | PullRequest, labels: string[] | undefined): boolean {
  if (labels === undefined || labels.length === 0) return true
  const wanted = new Set(labels.map((label) => label.toLowerCase()))
  return subject.labels.some((label) => wanted.has(label.name.toLowerCase()))
}

/** The pull requests the arguments ask for; by number unless an order is given. */
export function selectPulls(pulls: Iterable<PullRequest>, args: PullArgs): PullRequest[] {
  const states = args.states ?? []
  const found = [...pulls].filter(
    (pull) =>
      (args.baseRefName === undefined || pull.base === args.baseRefName) &&
      (args.headRefName === undefined || pull.head === args.headRefName) &&
      (states.length === 0 || states.includes(pullState(pull))) &&
      labelled(pull, args.labels),
  )
  return sortSubjects(found, args.orderBy)
}

export interface IssueFilters {
  assignee?: string | undefined
  createdBy?: string | undefined
  labels?: string[] | undefined
  mentioned?: string | undefined
  since?: string | undefined
  states?: ('OPEN' | 'CLOSED')[] | undefined
}

export interface IssueArgs extends PageArgs {
  filterBy?: IssueFilters | undefined
  labels?: string[] | undefined
  orderBy?: Order | undefined
  states?: ('OPEN' | 'CLOSED')[] | undefined
}

export function selectIssues(issues: Iterable<Issue>, args: IssueArgs): Issue[] {
  const filter = args.filterBy ?? {}
  const same = (login: string | undefined, wanted: string) =>
    login?.replace(/\[bot\]$/, '').toLowerCase() === wanted.replace(/\[bot\]$/, '').toLowerCase()
  const states = filter.states ?? args.states ?? []
  const since = filter.since === undefined ? -Infinity : Date.parse(filter.since)
  const found = [...issues].filter(
    (issue) =>
      (states.length === 0 || states.includes(issue.state === 'open' ? 'OPEN' : 'CLOSED')) &&
      labelled(issue, filter.labels ?? args.labels) &&
      (filter.createdBy === undefined || same(issue.user?.login, filter.createdBy)) &&
      (filter.assignee === undefined || assigned(issue, filter.assignee, same)) &&
      issue.updatedAt >= since,
  )
  return sortSubjects(found, args.orderBy)
}

function assigned(issue: Issue, wanted: string, same: (login: string, wanted: string) => boolean): boolean {
  if (wanted === '*') return issue.assignees.length > 0
  return issue.assignees.some(({ login }) => same(login, wanted))
}

function sortSubjects<T extends Issue | PullRequest>(subjects: T[], order: Order | undefined): T[] {
  const byNumber = subjects.sort((a, b) => a.number - b.number)
  if (!order) return byNumber
  return ordered(byNumber, order, (subject, field) => {
    if (field === 'UPDATED_AT') return subject.updatedAt
    return field === 'COMMENTS' ? subject.comments.length : subject.createdAt
  })
}
