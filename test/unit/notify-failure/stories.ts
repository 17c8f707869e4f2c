import { toJob } from '../../../actions/notify-failure/runs/jobs.ts'
import { fieldNames } from '../../../actions/notify-failure/message/sections.ts'
import type { Story } from '../../../actions/notify-failure/message/story.ts'
import type { Wording } from '../../../actions/notify-failure/message/compose.ts'
import type { DecisionWord } from '../../../actions/notify-failure/incident/policy.ts'
import { hour, repository, runOf, start } from './worlds.ts'

export const wording: Wording = {
  fields: fieldNames,
  title: '',
  escalation: [
    { channel: 'slack', id: '@here' },
    { channel: 'slack', id: 'S0123456789' },
    { channel: 'discord', role: '123456789012345678' },
    { channel: 'github', name: 'acme/oncall' },
  ],
  people: { alice: 'U0123456789' },
  redact: (text) => text,
}

export interface Texts {
  workflow: string
  branch: string
  title: string
  actor: string
  job: string
  step: string
  line: string
  place: string
  suspect: string
  reason: string
}

export const ordinary: Texts = {
  workflow: 'CI',
  branch: 'main',
  title: 'Add a',
  actor: 'alice',
  job: 'test (22)',
  step: 'Run tests',
  line: 'AssertionError: expected 1, got 2',
  place: 'src/a.test.ts:3',
  suspect: 'Add a thing',
  reason: 'The first failure: #2.',
}

export function storyOf(texts: Partial<Texts> = {}, decision: DecisionWord = 'open', size = 1): Story {
  const all = { ...ordinary, ...texts }
  const run = runOf(2, 'failure', {
    workflowName: all.workflow,
    branch: all.branch,
    title: all.title,
    actor: all.actor,
  })
  const jobs = Array.from({ length: size }, (_, index) =>
    toJob({
      id: index + 1,
      name: size > 1 ? `${all.job} (${index})` : all.job,
      status: 'completed',
      conclusion: 'failure',
      steps: [{ name: all.step, number: 1, conclusion: 'failure' }],
    }),
  )
  const incident = { first: run, last: run, streak: 2, announced: true, escalated: false, spokeStreak: 1 }
  return {
    repository,
    serverUrl: 'https://github.com',
    run,
    colour: decision === 'recover' ? 'green' : 'red',
    decided: {
      decision,
      reason: all.reason,
      key: 'acme/web:ci@main',
      streak: 2,
      incident,
      lastGreen: runOf(1, 'success'),
      recentIncidents: 1,
    },
    verdict: 'new',
    jobs,
    failing: jobs,
    causes: new Map([[1, { cause: 'timeout', limit: '1h0m0s' }]]),
    errors: jobs.slice(0, 3).map((job) => ({
      job,
      excerpt: {
        line: all.line,
        window: Array.from({ length: 8 }, () => all.line),
        place: all.place,
        from: 'log',
        cut: true,
      },
    })),
    suspects: {
      list: Array.from({ length: size }, (_, index) => ({
        pullRequest: index % 2 === 0 ? 12 : 0,
        title: all.suspect,
        authors: [all.actor],
        sha: 'b'.repeat(40),
        commits: 1,
        dependency: true,
      })),
      commits: size,
      rewritten: true,
    },
    rerunGreens: 2,
    notes: [],
    now: new Date(start + 3 * hour),
  }
}
