import { z } from 'zod'
import {
  boolean,
  choice,
  count,
  integer,
  list,
  lines,
  parsed,
  secret,
  text,
} from '@ecosystem-actions/core/inputs'
import { durationProblem, longest, parseDuration } from './duration.ts'
import { parseMergeWindow, timeZoneProblem } from './merge/window.ts'
import { templateProblem } from './merge/message.ts'
import { dispatchProblem, parseDispatch } from './afterwards/dispatch.ts'

const template = (declared: { default: string }) =>
  parsed((raw, refuse) => {
    const problem = templateProblem(raw)
    return problem ? refuse(problem) : raw.trim()
  }, declared)

// GitHub hands over an empty input as one that is absent, and so as its default: no item needs a word of its own.
const none = 'none'

const blockingLabels = 'do-not-merge, do not merge, work in progress, wip, on hold'

/** What a workflow may write under `with:`. Defaults are those of action.yml, held together by a test. */
export const Inputs = z.strictObject({
  'github-token': secret(),
  // GraphQL's Int ends there.
  'pull-request': integer({ min: 1, max: 2_147_483_647 }),
  label: text({ default: 'automerge' }),
  'blocking-labels': list({ default: blockingLabels })
    .transform((items) => (items.length === 1 && items[0] === none ? [] : items))
    .meta({ default: blockingLabels, required: false, secret: false }),
  'required-approvals': count({ default: '2', max: 100 }),
  checks: choice(['all', 'required'], { default: 'all' }),
  'ignore-checks': list(),
  'allow-no-checks': boolean({ default: 'false' }),
  'settle-seconds': count({ default: '30', max: 86_400 }),
  'trusted-bots': parsed(parseIds, { default: '41898282, 49699333' }),
  'auto-approve-bots': boolean({ default: 'false' }),
  'ready-after-seconds': integer({ max: longest }),
  'merge-method': choice(['squash', 'merge', 'rebase', 'auto'], { default: 'squash' }),
  'commit-title': template({ default: '{{ title }} (#{{ number }})' }),
  'commit-message': template({ default: '{{ body }}' }),
  'require-up-to-date': boolean({ default: 'false' }),
  'update-branch': boolean({ default: 'false' }),
  'require-resolved-conversations': boolean({ default: 'true' }),
  'stale-approvals': choice(['reject', 'allow-clean-update', 'allow'], { default: 'reject' }),
  'label-actor-permission': choice(['any', 'triage', 'write', 'maintain', 'admin'], { default: 'write' }),
  'merge-window': parsed(
    (raw, refuse) => {
      const window = parseMergeWindow(raw)
      return typeof window === 'string' ? refuse(window) : window
    },
    { default: '' },
  ),
  'time-zone': parsed(
    (raw, refuse) => {
      const problem = timeZoneProblem(raw.trim())
      return problem ? refuse(problem) : raw.trim()
    },
    { default: 'UTC' },
  ),
  'minimum-age': parsed(
    (raw, refuse) => {
      const problem = durationProblem(raw)
      return problem ? refuse(problem) : parseDuration(raw)
    },
    { default: '0' },
  ),
  'delete-branch': boolean({ default: 'false' }),
  'add-labels': list(),
  'remove-labels': list(),
  comment: boolean({ default: 'false' }),
  'dispatch-after-merge': lines()
    .transform((items, context) => {
      for (const item of items) {
        const problem = dispatchProblem(item)
        if (problem) context.addIssue({ code: 'custom', message: problem })
      }
      return items.map(parseDispatch)
    })
    .meta({ default: '', required: false, secret: false }),
  'merge-queue': choice(['auto', 'off'], { default: 'auto' }),
  'arm-auto-merge': boolean({ default: 'false' }),
  'base-branches': list(),
  'dry-run': boolean({ default: 'false' }),
  doctor: boolean({ default: 'false' }),
  'fail-on': choice(['error', 'blocked', 'never'], { default: 'error' }),
  'max-pull-requests': count({ default: '100', min: 1, max: 1000 }),
})

export type Inputs = z.output<typeof Inputs>

function parseIds(raw: string, refuse: (message: string) => never): number[] {
  if (raw.trim() === none) return []
  const words = raw
    .split(/[\n,]/)
    .map((word) => word.trim())
    .filter(Boolean)
  const wrong = words.find((word) => !/^[1-9]\d{0,15}$/.test(word))
  if (wrong !== undefined)
    return refuse(
      `must hold numeric user ids, not ${JSON.stringify(wrong.slice(0, 60))}. A login can be taken by somebody else; see the id at the API's /users/LOGIN.`,
    )
  return words.map(Number)
}
