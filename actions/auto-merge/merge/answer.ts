/** What the merge call came to. Each kind has its own end. */
export type MergeAnswer =
  | { kind: 'merged'; sha: string }
  /** Somebody else's merge moved the base: read everything again and try again. */
  | { kind: 'base-moved' }
  | { kind: 'head-moved' }
  | { kind: 'queue-required' }
  /** A rule refuses; the text is GitHub's. Final. */
  | { kind: 'refused'; message: string }
  /** The change touches workflow files, and this token may not. Final. */
  | { kind: 'workflow-permission'; message: string }
  | { kind: 'forbidden'; message: string }
  | { kind: 'invalid'; message: string }
  /** No answer, or one of a broken server: it may have been merged. Never repeated blindly. */
  | { kind: 'lost'; message: string }

/** Status 0 is no answer. https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request */
export function mergeAnswer(status: number, message: string, sha = ''): MergeAnswer {
  if (status === 200) return { kind: 'merged', sha }
  if (status === 0 || status >= 500) return { kind: 'lost', message }
  if (
    (status === 403 || status === 405) &&
    /\bworkflows?\b.*permission|permission.*\bworkflows?\b/i.test(message)
  )
    return { kind: 'workflow-permission', message }
  if (status === 405 && /base branch was modified/i.test(message)) return { kind: 'base-moved' }
  if (status === 405 && /merge queue/i.test(message)) return { kind: 'queue-required' }
  if (status === 405) return { kind: 'refused', message }
  if (status === 409) return { kind: 'head-moved' }
  if (status === 403 || status === 401 || status === 404) return { kind: 'forbidden', message }
  return { kind: 'invalid', message }
}
