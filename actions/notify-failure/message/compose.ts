import { clip, plain, plural } from '@ecosystem-actions/core/markdown'
import { branchName } from '../incident/key.ts'
import type { Callee, Link, Message, Section, Tone } from './message.ts'
import type { DecisionWord } from '../incident/policy.ts'
import { sectionsOf, type Field } from './sections.ts'
import { compareUrl, runUrl, type Story } from './story.ts'

export interface Wording {
  fields: readonly Field[]
  /** With `{placeholders}`; '' for the built-in sentence. */
  title: string
  escalation: readonly Callee[]
  people: Readonly<Record<string, string>>
  /** Removes secrets; sees every text before any channel does. */
  redact: (text: string) => string
}

const tones: Readonly<Record<DecisionWord, Tone>> = {
  open: 'red',
  changed: 'red',
  escalate: 'red',
  remind: 'amber',
  update: 'amber',
  recover: 'green',
  suppress: 'amber',
  ignore: 'amber',
}

/** The news of a story, cleaned: no control, bidi or invisible characters, no known secret, no line longer than 1,000. */
export function compose(story: Story, wording: Wording): Message {
  const { decided, run, repository, now } = story
  const clean = cleaner(wording.redact)
  const branch = branchName(run, repository)
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : ''
  const message: Message = {
    kind: decided.decision,
    tone: tones[decided.decision],
    title: titleOf(story, wording.title),
    where: `${repository} · ${run.workflowName} · ${branch} · #${run.number}${attempt}`,
    sections: wording.fields.flatMap((field): Section[] => sectionsOf(field, story)),
    links: linksOf(story),
    reason: decided.reason,
    escalation: decided.decision === 'escalate' ? wording.escalation : [],
    people: wording.people,
    key: decided.key,
    runId: run.id,
    runAttempt: run.attempt,
    at: now,
  }
  return mapStrings(message, clean) as Message
}

function linksOf(story: Story): Link[] {
  const compare = story.colour === 'red' ? compareUrl(story) : undefined
  return [
    { text: `Run #${story.run.number}`, url: runUrl(story) },
    ...(compare ? [{ text: 'Changes since the last green run', url: compare }] : []),
  ]
}

function titleOf(story: Story, template: string): string {
  const { run, repository, decided, verdict } = story
  const branch = branchName(run, repository)
  if (template.trim() === '') return `${repository}: ${builtIn(story, branch)}`
  const values: Readonly<Record<string, string>> = {
    repository,
    branch,
    verdict,
    workflow: run.workflowName,
    run: `#${run.number}`,
    streak: String(decided.streak),
    decision: decided.decision,
  }
  return template.replace(/\{([a-z]{1,20})\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

function builtIn({ run, decided }: Story, branch: string): string {
  // A name of invisible characters alone names nothing.
  const workflow = plain(run.workflowName).trim() || (run.workflowPath.split('/').at(-1) ?? 'CI')
  switch (decided.decision) {
    case 'open':
      return decided.streak > 1
        ? `${workflow} failed ${decided.streak} times in a row on ${branch}`
        : `${workflow} failed on ${branch}`
    case 'changed':
      return `${workflow} fails in more jobs on ${branch}`
    case 'escalate':
      return `${workflow} failed ${decided.streak} times in a row on ${branch}`
    case 'recover':
      return `${workflow} is green again on ${branch} after ${plural(decided.streak, 'failed run')}`
    default:
      return `${workflow} is still failing on ${branch}`
  }
}

const lineLimit = 1000

/** One line of clean text; order matters: hidden characters go first, so that they cannot split a secret. */
export function cleaner(redact: (text: string) => string): (text: string) => string {
  return (text) => clip(redact(plain(text).replace(/\s+/g, ' ').trim()), lineLimit)
}

/** Applies `change` to every string of a JSON-like value; dates and numbers stay. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]))
}
