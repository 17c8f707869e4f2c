import { possibleLabels } from '../workflow/runners.ts'
import { hasEvent } from '../workflow/triggers.ts'
import { withJob, workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const selfHostedRunner: Rule = {
  id: 'self-hosted-runner',
  severity: 'warning',
  category: 'security',
  title: 'Pull requests run on a self-hosted runner',
  why: 'The code of a pull request runs on a machine that stays. In a public repository anyone can leave something there for the next job.',
  example: {
    bad: workflow({ on: 'pull_request', job: 'runs-on: [self-hosted, linux]' }),
    good: workflow({ on: 'push', job: 'runs-on: ubuntu-latest' }),
  },
  fix: 'Run pull requests on hosted runners, or on runners that are thrown away after each job.',
  *check(file) {
    const strangers = hasEvent(file, 'pull_request', 'pull_request_target', 'issue_comment', 'workflow_run')
    for (const job of file.jobs) {
      const field = job.fields.get('runs-on')
      if (!field) continue
      const grouped = file.source.field(field.value, 'group')
      const own = possibleLabels(file, job).some(({ text }) => text.toLowerCase() === 'self-hosted')
      if (!own && !grouped) continue
      const severity = strangers && own ? 'warning' : 'notice'
      const message = strangers
        ? 'Pull requests run on a self-hosted runner.'
        : 'This job runs on a self-hosted runner.'
      yield { at: file.source.at(field.key), message, severity }
    }
  },
}

export const missingTimeout: Rule = {
  id: 'missing-timeout',
  severity: 'notice',
  category: 'workflow',
  title: 'A job may run for six hours',
  why: 'A job that hangs is stopped after 360 minutes only, and until then it costs minutes and blocks its concurrency group.',
  example: {
    bad: withJob('runs-on: ubuntu-latest'),
    good: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 15'),
  },
  fix: 'Add `timeout-minutes:` to the job.',
  *check(file) {
    for (const job of file.jobs) {
      if (job.uses !== undefined || job.fields.has('timeout-minutes') || job.steps.length === 0) continue
      if (job.steps.every((step) => step.fields.has('timeout-minutes'))) continue
      yield { at: file.source.at(job.key), message: `The job "${job.id}" has no time limit.` }
    }
  },
}
