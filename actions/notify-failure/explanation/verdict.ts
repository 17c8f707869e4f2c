/** What kind of failure it is, in the words of the `verdict` output; '' when nothing was judged. */
export type Verdict =
  | 'new'
  | 'still failing'
  | 'likely real'
  | 'flaky'
  | 'environment'
  | 'already red on base'
  | 'infrastructure'
  | 'fixed'
  | ''

export interface Evidence {
  colour: 'red' | 'green'
  streak: number
  /** The incident has been told before. */
  isTold?: boolean
  /** The attempt before this one, of the same run and commit. */
  previousAttempt?: 'red' | 'green'
  /** The same jobs failed in the attempt before. */
  sameJobs: boolean
  /** A green run of the same commit exists in the history. */
  sameCommitWasGreen: boolean
  /** The base branch of the pull request fails in the same workflow. */
  baseIsRed: boolean
  /** Every failing job whose error is known failed for reasons outside of the code. */
  infrastructure: boolean
}

/** The strongest explanation first: what is nobody's fault must not be blamed on somebody. */
export function judge(evidence: Evidence): Verdict {
  const { colour, previousAttempt } = evidence
  if (colour === 'green') return previousAttempt === 'red' ? 'flaky' : 'fixed'
  if (evidence.infrastructure) return 'infrastructure'
  if (evidence.baseIsRed) return 'already red on base'
  if (previousAttempt === 'green') return 'flaky'
  if (previousAttempt === 'red' && evidence.sameJobs) return 'likely real'
  if (evidence.streak > 1 || evidence.isTold) return 'still failing'
  if (evidence.sameCommitWasGreen) return 'environment'
  return 'new'
}

const sentences: Readonly<Record<Verdict, string>> = {
  new: 'New failure.',
  'still failing': 'Still failing.',
  'likely real': 'Likely real: the re-run failed in the same jobs.',
  flaky: 'Flaky: the same commit both passed and failed.',
  environment: 'Environment: this commit was green before, and nothing was committed since.',
  'already red on base': 'Already red on the base branch: this pull request is probably not the cause.',
  infrastructure: 'Infrastructure: the runner or a service failed, not the code.',
  fixed: 'Fixed.',
  '': '',
}

export function verdictSentence(verdict: Verdict): string {
  return sentences[verdict]
}
