import { readDocument } from '@ecosystem-actions/core/document'
import type { DocumentPath } from '@ecosystem-actions/core/document/ranges'
import { explainIssue } from '@ecosystem-actions/core/ecosystem-config/issues'
import type { z } from 'zod'
import type { Finding, Range } from '../../finding.ts'
import type { TextFile } from '../../gather.ts'
import { checks, gitHubForm, reviews, shortForm } from './expectations-shape.ts'

/** One thing that is expected of a branch, and where it is written. */
export interface Expected<T> {
  value: T
  at: Range
}

export interface RequiredCheck {
  context: string
  /** The app that must report it, if it is named. GitHub Actions is 15368. */
  app: number | undefined
}

export type Flag =
  | 'dismissStale'
  | 'codeOwners'
  | 'lastPush'
  | 'admins'
  | 'linear'
  | 'signatures'
  | 'conversations'
  | 'strict'
  | 'noForcePushes'
  | 'noDeletions'

export interface BranchExpectation {
  /** A name, or a glob. */
  branch: string
  at: Range
  reviews?: Expected<number>
  checks: Expected<RequiredCheck>[]
  flags: Map<Flag, Range>
}

export interface Expectations {
  branches: BranchExpectation[]
  findings: Finding[]
}

/** Reads a file of expectations: `{protection_rules: {main: {…}}}`, `{main: {…}}`, or the body of GitHub's request for the default branch. */
export function readExpectations({ path: file, text }: TextFile, defaultBranch: string): Expectations {
  const document = readDocument(text, file)
  const finding = (message: string, at: Range, hint = ''): Finding => ({
    rule: 'protection-syntax',
    severity: 'error',
    message,
    hint,
    file,
    ...at,
  })
  const findings = document.problems.map(({ message, range }) => finding(message, range))
  if (findings.length > 0) return { branches: [], findings }
  const { value } = document
  if (!isObject(value))
    return {
      branches: [],
      findings: [finding('The file must be an object with the branches.', document.rangeOf([]))],
    }
  const whole = Object.keys(value).some((key) => key in gitHubForm.shape)
  const above: DocumentPath = isObject(value['protection_rules']) ? ['protection_rules'] : []
  const map = whole
    ? { [defaultBranch]: value }
    : isObject(value['protection_rules'])
      ? value['protection_rules']
      : value
  const branches = Object.entries(map).flatMap(([branch, rules]) => {
    const path = whole ? [] : [...above, branch]
    const schema = isObject(rules) && Array.isArray(rules['required_status_checks']) ? shortForm : gitHubForm
    const result = schema.safeParse(rules, { reportInput: true })
    const keys = (at: DocumentPath) => keysBelow(at.slice(path.length))
    for (const issue of result.error?.issues ?? []) {
      for (const { message, hint, path: place, part } of explainIssue(issue, path, keys))
        findings.push(finding(message, document.rangeOf(place, part), hint))
    }
    return result.success
      ? [expectationOf(branch, result.data, { path, rangeOf: document.rangeOf.bind(document) })]
      : []
  })
  if (branches.length === 0 && findings.length === 0)
    findings.push(finding('The file names no branch.', document.rangeOf([])))
  return { branches, findings }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keysBelow(path: DocumentPath): string[] {
  if (path[0] === 'required_status_checks') return Object.keys(checks.shape)
  return Object.keys(path[0] === 'required_pull_request_reviews' ? reviews.shape : gitHubForm.shape)
}

interface Place {
  path: DocumentPath
  rangeOf: (path: DocumentPath, part?: 'key' | 'value') => Range
}

type Rules = z.output<typeof shortForm> | z.output<typeof gitHubForm>

function expectationOf(branch: string, rules: Rules, { path, rangeOf }: Place): BranchExpectation {
  const at = (...steps: (string | number)[]) => rangeOf([...path, ...steps])
  const pull: Partial<z.output<typeof reviews>> = rules.required_pull_request_reviews ?? {}
  const flags = new Map<Flag, Range>()
  const want = (name: Flag, wanted: boolean, ...steps: string[]) => wanted && flags.set(name, at(...steps))
  want('dismissStale', rules.dismiss_stale_reviews === true, 'dismiss_stale_reviews')
  want(
    'dismissStale',
    pull.dismiss_stale_reviews === true,
    'required_pull_request_reviews',
    'dismiss_stale_reviews',
  )
  want('codeOwners', rules.require_code_owner_reviews === true, 'require_code_owner_reviews')
  want(
    'codeOwners',
    pull.require_code_owner_reviews === true,
    'required_pull_request_reviews',
    'require_code_owner_reviews',
  )
  want(
    'lastPush',
    pull.require_last_push_approval === true,
    'required_pull_request_reviews',
    'require_last_push_approval',
  )
  want('admins', rules.enforce_admins === true, 'enforce_admins')
  want('linear', rules.required_linear_history === true, 'required_linear_history')
  want('signatures', rules.required_signatures === true, 'required_signatures')
  want('conversations', rules.required_conversation_resolution === true, 'required_conversation_resolution')
  want('noForcePushes', rules.allow_force_pushes === false, 'allow_force_pushes')
  want('noDeletions', rules.allow_deletions === false, 'allow_deletions')
  const count = rules.required_reviews ?? pull.required_approving_review_count
  const countAt =
    rules.required_reviews === undefined
      ? at('required_pull_request_reviews', 'required_approving_review_count')
      : at('required_reviews')
  const list = rules.required_status_checks
  const found: Expected<RequiredCheck>[] = []
  const add = (context: string, app: number | undefined, ...steps: (string | number)[]) =>
    found.push({ value: { context, app }, at: at('required_status_checks', ...steps) })
  if (Array.isArray(list)) for (const [index, context] of list.entries()) add(context, undefined, index)
  else if (list) {
    want('strict', list.strict === true, 'required_status_checks', 'strict')
    for (const [index, context] of (list.contexts ?? []).entries()) add(context, undefined, 'contexts', index)
    for (const [index, one] of (list.checks ?? []).entries())
      add(one.context, one.app_id ?? undefined, 'checks', index, 'context')
  }
  return {
    branch,
    at: path.length === 0 ? at() : rangeOf(path, 'key'),
    checks: found,
    flags,
    ...(count === undefined ? {} : { reviews: { value: count, at: countAt } }),
  }
}
