import { clip, code, escape, plural, table } from '@ecosystem-actions/core/markdown'
import { hours, type CheckResult } from '../check.ts'
import type { IssueState } from './actual.ts'
import type { Desired } from './state.ts'
import { sparkline } from '../trend/spark-line.ts'
import type { Story } from '../trend/story.ts'

export const issueKey = 'default'
export const marker = `<!-- automation-health:v1:${issueKey} -->`
const stateMarker = 'automation-health:state '
const bodyLimit = 60_000

export interface Telling {
  stories: readonly Story[]
  results: readonly CheckResult[]
  now: Date
  /** Of the run that says it; '' outside a workflow. */
  runUrl: string
}

export function issueTitle(state: IssueState): string {
  const [first] = state.failing
  if (!first) return 'Automation is healthy again'
  const what = state.failing.length === 1 ? first : `${first} and ${state.failing.length - 1} more`
  // Titles are no markdown, but mentions work in them.
  return clip(`Automation is not healthy: ${what}`.replace(/\s+/g, ' ').replaceAll('@', '@\u2060'), 200)
}

/** The body: marker and state first, so that no limit cuts them off. */
export function issueBody(
  { state, gone = [] }: Pick<Desired, 'state' | 'gone'>,
  { stories, results, now, runUrl }: Telling,
): string {
  const failing = stories.filter(({ name }) => state.failing.includes(name))
  const rows = failing.map((story) => {
    const result = results.find(({ name }) => name === story.name)
    return [
      escape(story.name, 120),
      story.severity,
      escape(since(story, now)),
      escape(result?.message ?? story.message),
      escape(result?.fix ?? ''),
      sparkline(story.recent),
    ]
  })
  const head =
    state.failing.length === 0
      ? recovered(gone)
      : `**${plural(state.failing.length, 'check')} failing** since ${escape(inUtc(state.since))}.`
  const body = [
    marker,
    `<!-- ${stateMarker}${encodeState(state)} -->`,
    head,
    rows.length > 0 ? table(['Check', 'Severity', 'Since', 'What is wrong', 'What to do', 'Runs'], rows) : '',
    ...(state.flapping.length > 0
      ? [`Flapping: ${state.flapping.map((name) => escape(name, 120)).join(', ')}.`]
      : []),
    runUrl ? `[The run that saw it](${runUrl})` : '',
    'This issue is kept by the health check: it is updated and closed by itself. Closing it while a check fails keeps it quiet for a day.',
  ]
  return clip(body.filter(Boolean).join('\n\n'), bodyLimit)
}

function since({ since: at }: Story, now: Date): string {
  if (!at) return ''
  const hours = (now.getTime() - at.getTime()) / 3_600_000
  if (hours < 1) return 'this run'
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`
}

const words: Record<Exclude<NonNullable<Desired['occasion']>, 'recovered' | 'reminder'>, string> = {
  change: 'What fails has changed.',
  again: 'It fails again.',
  worse: 'It got worse: a warning became an error.',
  flapping: 'A check changes too often to be believed; the issue stays as it is until it is calm.',
}

/** A check that was taken out of the configuration is not well: nobody looks at it. */
function recovered(gone: readonly string[]): string {
  if (gone.length === 0) return 'All checks are well again.'
  const names = gone.map((name) => code(name, 120)).join(', ')
  return `Nothing that this issue is about fails any more. No longer checked: ${names}.`
}

export function commentText(desired: Desired, telling: Telling, mention: readonly string[]): string {
  const { occasion, state } = desired
  const names = occasion === 'flapping' ? state.flapping : state.failing
  const lines = names.map((name) => {
    const message = telling.results.find((result) => result.name === name)?.message
    return `- ${code(name, 120)}${message ? `: ${escape(message)}` : ''}`
  })
  // Only names that the checks file gives are mentioned.
  const called =
    desired.mention && mention.length > 0 ? mention.map((name) => `@${name.replace(/^@/, '')}`).join(' ') : ''
  const run = telling.runUrl ? `[Run](${telling.runUrl})` : ''
  return clip(
    [called, occasionWords(desired, telling.now), lines.join('\n'), run].filter(Boolean).join('\n\n'),
    bodyLimit,
  )
}

function occasionWords({ occasion, gone = [], state }: Desired, now: Date): string {
  if (occasion === 'recovered') return recovered(gone)
  if (occasion !== 'reminder') return words[occasion ?? 'change']
  const lasting = hours(now.getTime() - Date.parse(state.since))
  return `It still fails, for ${lasting} now, since ${inUtc(state.since)}.`
}

/** `2026-01-11 02:00 UTC`: nobody reads milliseconds. */
export const inUtc = (at: string): string =>
  at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, '$1 $2 UTC')

// Base64, because names of checks may hold anything, also the end of a comment.
function encodeState(state: IssueState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64')
}

/** The state in a body; undefined when somebody edited it away. */
export function stateIn(body: string): IssueState | undefined {
  const found = new RegExp(`<!-- ${stateMarker}([A-Za-z0-9+/=]{1,45000}) -->`).exec(body)?.[1]
  if (!found) return undefined
  try {
    const value = JSON.parse(Buffer.from(found, 'base64').toString('utf8')) as IssueState
    const sound =
      Array.isArray(value.failing) &&
      Array.isArray(value.flapping) &&
      Number.isInteger(value.reminders) &&
      Number.isInteger(value.escalations)
    return sound ? value : undefined
  } catch {
    return undefined
  }
}
