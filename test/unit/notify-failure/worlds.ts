import type { Colour } from '../../../actions/notify-failure/runs/conclusions.ts'
import type { Policy } from '../../../actions/notify-failure/incident/policy.ts'
import { newsKinds, parseRemindEvery } from '../../../actions/notify-failure/incident/policy.ts'
import { decide, type Decided, type Question } from '../../../actions/notify-failure/incident/decision.ts'
import { parseQuietWindow } from '../../../actions/notify-failure/incident/quiet-hours.ts'
import type { Run } from '../../../actions/notify-failure/runs/run-facts.ts'

export const repository = 'acme/web'
export const start = Date.parse('2026-01-10T00:00:00Z')
export const hour = 3_600_000

/** Run number n ends n hours after the start. */
export function runOf(number: number, conclusion: string | null, more: Partial<Run> = {}): Run {
  return {
    id: 1000 + number,
    number,
    attempt: 1,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    event: 'push',
    branch: 'main',
    sha: String(number).padStart(40, 'a'),
    headRepository: repository,
    title: `commit ${number}`,
    actor: 'alice',
    startedAt: new Date(start + number * hour - 600_000),
    finishedAt: new Date(start + number * hour),
    url: '',
    workflowId: 7,
    workflowPath: '.github/workflows/ci.yml',
    workflowName: 'CI',
    pullRequests: [],
    suite: '',
    ...more,
  }
}

export function policyOf(
  more: Partial<Omit<Policy, 'quiet' | 'remindEvery'>> & { quiet?: string; remindEvery?: string } = {},
): Policy {
  const { quiet, remindEvery, ...rest } = more
  const window = quiet ? parseQuietWindow(quiet) : undefined
  return {
    notifyOn: new Set(newsKinds),
    notifyAfter: 1,
    escalateAfter: 3,
    timeZone: 'UTC',
    ...rest,
    quiet: window ? [window] : [],
    remindEvery: parseRemindEvery(remindEvery ?? '') ?? { kind: 'never' },
  }
}

const words: Record<string, string> = {
  G: 'success',
  R: 'failure',
  C: 'cancelled',
  S: 'skipped',
  X: 'startup_failure',
  T: 'timed_out',
}

/** `GGRR`: the conclusions of runs 1, 2, … in order; the last one is the run that is asked about, at the moment it ended. */
export function ask(line: string, policy: Policy = policyOf(), more: Partial<Question> = {}): Decided {
  const runs = line.split('').map((letter, index) => runOf(index + 1, words[letter] ?? null))
  const run = runs.at(-1)!
  const colours: Record<string, Colour> = {
    success: 'green',
    failure: 'red',
    startup_failure: 'red',
    timed_out: 'red',
  }
  return decide({
    repository,
    history: runs,
    run,
    colour: colours[run.conclusion ?? ''] ?? 'transparent',
    attempts: [],
    timedOut: new Set(),
    newJobs: [],
    policy,
    now: run.finishedAt,
    ...more,
  })
}

/** The decision of each prefix of a line: what each run said when it ended. */
export function told(line: string, policy: Policy = policyOf()): string[] {
  return line.split('').map((_, index) => ask(line.slice(0, index + 1), policy).decision)
}
