import { boolean, choice, count, list, parsed, secret, text } from '@ecosystem-actions/core/inputs'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { z } from 'zod'
import { parseCallee, type Callee } from './message/message.ts'
import { newsKinds, parseRemindEvery, type News, type RemindEvery } from './incident/policy.ts'
import { isTimeZone, parseQuietWindow, type QuietWindow } from './incident/quiet-hours.ts'
import { object, text as textOf } from './runs/run-facts.ts'
import { fieldNames, type Field } from './message/sections.ts'

type Refuse = (message: string) => never

const items = (raw: string): string[] =>
  raw
    .split(/[\r\n,]/)
    .map((item) => item.trim())
    .filter(Boolean)

function words<W extends string>(known: readonly W[], fallback: string) {
  return parsed(
    (raw, refuse): W[] =>
      items(raw).map(
        (word) =>
          known.find((candidate) => candidate === word) ??
          refuse(
            `names ${JSON.stringify(word)}; known are ${known.join(', ')}. ${didYouMean(word, known)}`.trim(),
          ),
      ),
    { default: fallback },
  )
}

function callees(raw: string, refuse: Refuse): Callee[] {
  return items(raw).map(
    (word) =>
      parseCallee(word) ??
      refuse(
        `names ${JSON.stringify(word.slice(0, 60))}; write @here, a Slack id (U…, S…), a Discord role id or a GitHub @login.`,
      ),
  )
}

function people(raw: string, refuse: Refuse): Record<string, string> {
  const entries = items(raw).map((line) => {
    const [, login, id] = /^@?([\w-]+(?:\[bot\])?)\s*[:=]\s*([UW][A-Z0-9]{6,20})$/.exec(line) ?? []
    return login && id
      ? ([login.toLowerCase(), id] as const)
      : refuse(`has the line ${JSON.stringify(line.slice(0, 60))}; write it as github-login: U0123ABC.`)
  })
  return Object.fromEntries(entries)
}

function quietWindows(raw: string, refuse: Refuse): QuietWindow[] {
  return items(raw).map(
    (window) =>
      parseQuietWindow(window) ??
      refuse(`has ${JSON.stringify(window.slice(0, 60))}; write 22:00-07:00 or Mon-Fri 22:00-07:00.`),
  )
}

const remindEvery = (raw: string, refuse: Refuse): RemindEvery =>
  parseRemindEvery(raw) ??
  refuse(
    `must be a time like 24h or 2d, or a number of runs like "5 runs", not ${JSON.stringify(raw.slice(0, 60))}.`,
  )

const timeZone = (raw: string, refuse: Refuse): string =>
  isTimeZone(raw.trim())
    ? raw.trim()
    : refuse(`must be a time zone like Europe/Berlin, not ${JSON.stringify(raw.slice(0, 60))}.`)

/** An id, or nothing: a server that does not know an expression leaves it empty. */
const id = () =>
  parsed((raw, refuse): number | undefined => {
    const word = raw.trim()
    if (word === '' || word.startsWith('${{')) return undefined
    return /^\d{1,15}$/.test(word)
      ? Number(word)
      : refuse(`must be a number, not ${JSON.stringify(word.slice(0, 60))}.`)
  })

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Results of `toJSON(needs)`; undefined when not given. */
const results = () =>
  parsed((raw, refuse): string[] | undefined => {
    const word = raw.trim()
    if (word === '' || word.startsWith('${{')) return undefined
    const needs = object(json(word))
    const found = Object.values(needs).map((need) => textOf(object(need)['result']))
    return found.length > 0 && found.every(Boolean)
      ? found
      : refuse('must be what GitHub makes of it: write needs: ${{ toJSON(needs) }}.')
  })

const expression = () => parsed((raw): string => (raw.trim().startsWith('${{') ? '' : raw.trim()))

export const Inputs = z.strictObject({
  'github-token': secret(),
  mode: choice(['auto', 'workflow-run', 'step', 'job', 'sweep'], { default: 'auto' }),
  'slack-webhook-url': secret(),
  'slack-bot-token': secret(),
  'slack-channel': text(),
  'teams-webhook-url': secret(),
  'discord-webhook-url': secret(),
  'smtp-url': secret(),
  'smtp-host': text(),
  'smtp-port': count({ default: '587', min: 1, max: 65_535 }),
  'smtp-user': text(),
  'smtp-password': secret(),
  'smtp-oauth2-token': secret(),
  'email-from': text(),
  'email-to': list(),
  'webhook-url': secret(),
  'webhook-secret': secret(),
  issue: choice(['off', 'auto'], { default: 'off' }),
  'pr-comment': choice(['off', 'auto'], { default: 'off' }),
  branches: list(),
  workflows: list(),
  'notify-on': words<News>(newsKinds, 'open, changed, escalate, remind, recover'),
  'notify-after': count({ default: '1', min: 1, max: 100 }),
  'escalate-after': count({ default: '3', min: 0, max: 100 }),
  'escalate-mention': parsed(callees),
  'remind-every': parsed(remindEvery),
  'quiet-hours': parsed(quietWindows),
  'time-zone': parsed(timeZone, { default: 'UTC' }),
  fields: words<Field>(fieldNames, 'verdict, jobs, error, suspects, streak, run'),
  title: text(),
  'log-excerpt': choice(['auto', 'on', 'off'], { default: 'auto' }),
  suspects: choice(['auto', 'off'], { default: 'auto' }),
  mentions: parsed(people),
  'run-id': id(),
  'job-id': id(),
  'job-status': expression(),
  needs: results(),
  'dry-run': boolean({ default: 'false' }),
  'self-test': boolean({ default: 'false' }),
  'preview-dir': text(),
  'fail-on': choice(['never', 'delivery'], { default: 'never' }),
  'allow-private-hosts': boolean({ default: 'false' }),
  'slack-api-url': text({ default: 'https://slack.com/api/' }),
  'timeout-seconds': count({ default: '60', min: 5, max: 3600 }),
})

export type Inputs = z.output<typeof Inputs>
