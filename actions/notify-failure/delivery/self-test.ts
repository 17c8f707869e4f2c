import { announce } from './announce.ts'
import { compose } from '../message/compose.ts'
import { toJob } from '../runs/jobs.ts'
import { issueId } from '../incident/key.ts'
import type { Result } from '../outcome.ts'
import { newsKinds, type News } from '../incident/policy.ts'
import { writePreviews } from './preview.ts'
import { toRun } from '../runs/run-facts.ts'
import type { Setting } from '../setting.ts'
import type { Story } from '../message/story.ts'

/** One sample of each kind of news to each chat channel. Nobody is mentioned, and GitHub is neither read nor written. */
export async function selfTest(setting: Setting): Promise<Result[]> {
  const { inputs, ports, wording, previewFolder: folder } = setting
  const results: Result[] = []
  for (const kind of newsKinds) {
    const story = sampleStory(kind, setting)
    const composed = compose(story, { ...wording, escalation: [], people: {} })
    const message = { ...composed, title: `Self-test: ${composed.title}` }
    const news = { story, message, redact: wording.redact }
    const marker = {
      id: issueId(message.key),
      runId: message.runId,
      attempt: 1,
      fingerprint: [],
      reopened: [],
      closed: false,
    }
    const previews = folder
      ? await writePreviews(inputs, news, { ports, preview: { folder, prefix: 'self-test.', marker } })
      : []
    const unwritten = previews.filter(({ channel }) => channel === 'preview')
    const deliveries = inputs['dry-run'] ? previews : [...unwritten, ...(await announce(inputs, news, ports))]
    results.push({ about: 'self-test', decided: story.decided, verdict: story.verdict, message, deliveries })
  }
  return results
}

function sampleStory(kind: News, { ports, repository, now }: Setting): Story {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
  const sample = (number: number, conclusion: string) =>
    toRun({
      id: ports.context.runId ?? 1,
      run_number: number,
      run_attempt: 1,
      status: 'completed',
      conclusion,
      event: 'push',
      name: 'Self-test',
      path: '.github/workflows/self-test.yml',
      head_branch: 'main',
      head_sha: ports.context.sha,
      display_title: 'A sample, nothing has failed',
      actor: { login: 'octocat' },
      run_started_at: ago(130),
      updated_at: ago(120),
    })
  const [first, last, green] = [
    sample(2, 'failure'),
    sample(4, kind === 'recover' ? 'success' : 'failure'),
    sample(1, 'success'),
  ]
  const streak = kind === 'open' ? 1 : 3
  const job = toJob({
    id: 1,
    name: 'test (22)',
    status: 'completed',
    conclusion: 'failure',
    steps: [{ name: 'Run tests', number: 1, conclusion: 'failure' }],
  })
  const incident = { first, last, streak, announced: true, escalated: false, spokeStreak: 1 }
  const key = `${repository.toLowerCase()}:self-test`
  return {
    repository,
    serverUrl: ports.context.serverUrl,
    run: last,
    colour: kind === 'recover' ? 'green' : 'red',
    decided: {
      decision: kind,
      reason: 'A self-test of the channels; nothing has failed.',
      key,
      streak,
      incident,
      lastGreen: green,
      recentIncidents: 1,
    },
    verdict: kind === 'recover' ? 'fixed' : 'new',
    jobs: [job],
    failing: [job],
    causes: new Map(),
    errors: [{ job, excerpt: { line: 'Error: a sample', window: ['Error: a sample'], from: 'log' } }],
    rerunGreens: 0,
    notes: [],
    now,
  }
}
