import { plural } from '@ecosystem-actions/core/markdown'
import { failedSteps, heatLines, type Job } from '../runs/jobs.ts'
import type { Line, Section } from './message.ts'
import { jobUrl, runUrl, type Story } from './story.ts'
import type { Suspect } from '../explanation/suspects.ts'
import { verdictSentence } from '../explanation/verdict.ts'

export const fieldNames = ['verdict', 'jobs', 'error', 'suspects', 'streak', 'run'] as const
export type Field = (typeof fieldNames)[number]

const mostJobs = 10
const mostErrors = 3
const mostSuspects = 8

/** What one field of the `fields` input says about a story; nothing when there is nothing to say. */
export function sectionsOf(field: Field, story: Story): Section[] {
  return builders[field](story)
}

const builders: Readonly<Record<Field, (story: Story) => Section[]>> = {
  verdict: verdictSection,
  jobs: jobsSection,
  error: errorSections,
  suspects: suspectsSection,
  streak: streakSection,
  run: runSection,
}

function verdictSection({ verdict, rerunGreens, colour }: Story): Section[] {
  const sentence = verdictSentence(verdict)
  if (!sentence) return []
  const hint =
    rerunGreens > 1 && colour === 'red' ? ` ${rerunGreens} of the last runs passed only on a re-run.` : ''
  return [{ kind: 'facts', items: [{ name: 'Verdict', value: sentence + hint }] }]
}

function jobsSection(story: Story): Section[] {
  const { failing, jobs, run } = story
  if (story.colour !== 'red') return []
  if (failing.length === 0) {
    const value =
      run.conclusion === 'startup_failure'
        ? 'The run did not start: its workflow file is not valid, or a called workflow is missing.'
        : 'No failing job could be read.'
    return [{ kind: 'facts', items: [{ name: 'Jobs', value }] }]
  }
  const heat = heatLines(jobs, failing)
    .filter(({ total }) => total > 1)
    .map(({ base, failing: bad, total, where }): Line => ({
      text: `${base} ${bad}/${total}: ${where.join(', ')}`,
    }))
  const folded = failing.length > mostJobs
  const single = failing.slice(0, mostJobs).map((job) => jobLine(story, job))
  const lines =
    folded && heat.length > 0 ? [...heat.slice(0, mostJobs), ...single.slice(0, 5)] : [...heat, ...single]
  const shown = folded && heat.length > 0 ? Math.min(5, single.length) : single.length
  return [
    { kind: 'lines', title: plural(failing.length, 'failing job'), lines, more: failing.length - shown },
  ]
}

function jobLine(story: Story, job: Job): Line {
  const steps = failedSteps(job).map(({ name }) => name)
  const cause = story.causes.get(job.id)
  const ended = cause?.cause === 'timeout' ? ` (time limit of ${cause.limit} exceeded)` : ''
  const late = job.conclusion === 'timed_out' && !ended ? ' (timed out)' : ''
  const step = steps.length > 0 ? ` › ${steps.slice(0, 3).join(', ')}` : ''
  return { text: `${job.name}${step}${ended}${late}`, label: 'log', url: jobUrl(story, job) }
}

function errorSections({ errors, colour }: Story): Section[] {
  if (colour !== 'red') return []
  return errors.slice(0, mostErrors).map(({ job, excerpt }): Section => {
    const lines = excerpt.window.length > 0 ? excerpt.window : [excerpt.line]
    const source = [job.name, excerpt.place].filter(Boolean).join(' · ')
    const title = excerpt.vague ? 'No error line was found; the last lines were' : 'Error'
    return { kind: 'code', title, source, lines, lead: excerpt.line, cut: excerpt.cut ?? false }
  })
}

function suspectsSection(story: Story): Section[] {
  const { suspects, colour } = story
  if (!suspects || colour !== 'red' || suspects.list.length === 0) return []
  const lines = suspects.list.slice(0, mostSuspects).map((suspect) => suspectLine(story, suspect))
  const rewritten = suspects.rewritten ? ', history was rewritten' : ''
  const { lastGreen, incident } = story.decided
  const known = lastGreen
    ? 'the last green run'
    : `at least #${incident?.first.number ?? 0}, the oldest known failure`
  const title = `Since ${known}: ${plural(suspects.commits, 'commit')}${rewritten}`
  return [{ kind: 'lines', title, lines, more: suspects.list.length - lines.length }]
}

function suspectLine({ serverUrl, repository }: Story, suspect: Suspect): Line {
  const { pullRequest, title, authors, sha, commits, dependency } = suspect
  const base = `${serverUrl}/${repository}`
  const by = authors.length > 0 ? ` by ${authors.join(', ')}` : ''
  const several = commits > 1 ? ` (${plural(commits, 'commit')})` : ''
  const text = `${dependency ? 'dependency: ' : ''}${title}${by}${several}`
  const commit = /^[0-9a-f]{7,64}$/i.test(sha) ? { label: sha.slice(0, 7), url: `${base}/commit/${sha}` } : {}
  const place = pullRequest > 0 ? { label: `#${pullRequest}`, url: `${base}/pull/${pullRequest}` } : commit
  return { text, ...place, people: authors }
}

function streakSection({ decided, now, colour }: Story): Section[] {
  const { incident, streak, lastGreen, isAtLeast } = decided
  if (!incident) return []
  const least = isAtLeast ? 'at least ' : ''
  const since = incident.first.finishedAt
  const lasted = duration(now.getTime() - since.getTime())
  const value =
    colour === 'red'
      ? `${least}${plural(streak, 'failed run')} in a row, for ${least}${lasted} (since ${least}#${incident.first.number})`
      : `Red for ${least}${lasted}, ${least}${plural(streak, 'failed run')} from #${incident.first.number}`
  const green = lastGreen && colour === 'red' ? `#${lastGreen.number}` : ''
  return [
    {
      kind: 'facts',
      items: [{ name: 'Streak', value }, ...(green ? [{ name: 'Last green', value: green }] : [])],
    },
  ]
}

function runSection(story: Story): Section[] {
  const { run } = story
  const by = run.actor ? ` by ${run.actor}` : ''
  const text = `${run.event}${by}: ${run.title || run.sha.slice(0, 7)}`
  return [
    { kind: 'lines', title: 'Run', lines: [{ text, label: `#${run.number}`, url: runUrl(story) }], more: 0 },
  ]
}

/** `2 h 5 min`; at least one minute is `under a minute`. */
export function duration(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return 'under a minute'
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  const parts = [days && `${days} d`, hours && `${hours} h`, rest && days === 0 && `${rest} min`]
  return parts.filter(Boolean).join(' ')
}
