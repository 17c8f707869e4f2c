import { UserError } from './errors.ts'

export interface Repository {
  owner: string
  name: string
}

// GitHub's own limits: owners are at most 39 letters, digits and single inner hyphens (enterprise-managed users add `_shortcode`);
// names at most 100 of letters, digits, `.`, `-`, `_`, and neither `.` nor `..`, nor ending in `.git`.
const owner = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?$/i
const name = /^(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/i

/** Says why a text is no `owner/name`, or undefined when it is one. */
export function repositoryProblem(text: string): string | undefined {
  const parts = text.split('/')
  if (parts.length !== 2) return 'must be written as owner/name'
  const [left = '', right = ''] = parts
  if (!owner.test(left)) return `"${left}" is not a valid owner name`
  if (!name.test(right)) return `"${right}" is not a valid repository name`
  return undefined
}

/** Throws UserError unless `text` is `owner/name` as GitHub allows it. */
export function parseRepository(text: string): Repository {
  const problem = repositoryProblem(text)
  if (problem)
    throw new UserError(
      `Repository "${text}" ${problem}.`,
      'Write it as owner/name, for example octo-org/web.',
    )
  const slash = text.indexOf('/')
  return { owner: text.slice(0, slash), name: text.slice(slash + 1) }
}

export function formatRepository({ owner, name }: Repository): string {
  return `${owner}/${name}`
}

/** GitHub compares owners and names without case. */
export function sameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
