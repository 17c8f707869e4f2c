import { nearest } from '@ecosystem-actions/core/suggest'
import type { Finding } from '../../finding.ts'
import type { ParsedFile } from '../../workflow/file.ts'
import type { BranchExpectation, Expected, RequiredCheck } from './expectations.ts'
import { checkNamesOf, type CheckName } from './check-names.ts'

/** The app id of GitHub Actions. */
const actionsApp = 15_368

const pullRequestEvents = ['pull_request', 'pull_request_target', 'merge_group', 'push']

/** Required checks that no job reports, that two jobs report, or whose workflow may not run: each blocks every pull request. */
export function compareWithJobs(
  file: string,
  branches: readonly BranchExpectation[],
  workflows: readonly ParsedFile[],
  fileOf: (path: string) => ParsedFile | undefined,
): Finding[] {
  const jobs = workflows.filter(({ kind }) => kind === 'workflow').flatMap((one) => checkNamesOf(one, fileOf))
  return branches.flatMap((expectation) =>
    expectation.checks
      .filter(({ value }) => value.app === undefined || value.app === actionsApp)
      .flatMap((check) => judgeCheck(file, check, jobs)),
  )
}

function judgeCheck(
  file: string,
  { value: { context }, at }: Expected<RequiredCheck>,
  jobs: readonly CheckName[],
): Finding[] {
  const say = (
    rule: string,
    severity: Finding['severity'],
    words: { message: string; hint: string },
  ): Finding => ({ rule, severity, ...words, file, ...at })
  const reporting = jobs.filter(({ pattern }) => pattern.test(context))
  const name = JSON.stringify(context)
  if (reporting.length === 0) {
    const meant = nearest(
      context,
      jobs.map((job) => job.name),
    )
    const hint =
      meant === undefined
        ? 'Name a job as GitHub shows it; if another app reports the check, give its app_id.'
        : `Did you mean ${JSON.stringify(meant)}?`
    return [
      say('protection-check-missing', 'error', {
        message: `No job reports the required check ${name}: every pull request would wait for it.`,
        hint,
      }),
    ]
  }
  const useful = reporting.filter(({ file: workflow }) =>
    workflow.events.some((event) => pullRequestEvents.includes(event.name)),
  )
  if (useful.length === 0) {
    const message = `The required check ${name} is reported by ${placeOf(reporting)}, which does not run on pull requests.`
    return [
      say('protection-check-missing', 'error', {
        message,
        hint: 'Add the event pull_request to the workflow, or require another check.',
      }),
    ]
  }
  const exact = useful.filter((job) => job.name === context)
  if (exact.length > 1) {
    const message = `The required check ${name} is reported by ${exact.length} jobs (${placeOf(exact)}); any of them satisfies it.`
    return [say('protection-check-ambiguous', 'warning', { message, hint: 'Give the jobs different names.' })]
  }
  const filtered = useful.every(({ file: workflow }) => hasPaths(workflow))
  if (!filtered) return []
  const message = `The required check ${name} stays pending when ${placeOf(useful)} is skipped by its path filters.`
  return [
    say('protection-check-filtered', 'warning', {
      message,
      hint: 'Filter inside the job with `if:` instead: a skipped job counts as passed.',
    }),
  ]
}

function hasPaths(workflow: ParsedFile): boolean {
  const events = workflow.events.filter(({ name }) => name.startsWith('pull_request'))
  const filtered = ({ config }: (typeof events)[number]) =>
    ['paths', 'paths-ignore'].some((key) => workflow.source.field(config, key) !== undefined)
  return events.length > 0 && events.every(filtered)
}

function placeOf(jobs: readonly CheckName[]): string {
  return [...new Set(jobs.map(({ file, job }) => `${file.path}:${file.source.at(job.key).line}`))].join(', ')
}
