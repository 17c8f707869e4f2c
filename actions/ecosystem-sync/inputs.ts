import {
  amount,
  boolean,
  choice,
  count,
  integer,
  list,
  parsed,
  secret,
  text,
} from '@ecosystem-actions/core/inputs'
import { z } from 'zod'

export const strategies = ['pull-request', 'auto', 'fast-forward', 'merge', 'report'] as const
export type Strategy = (typeof strategies)[number]

export type FailOn = { kind: 'any' } | { kind: 'all' } | { kind: 'never' } | { kind: 'share'; share: number }

const ownerToken = /^(?<owner>[a-z\d](?:[a-z\d-]{0,38})(?:_[a-z\d]+)?)\s*:\s*(?<token>\S+)$/i

export interface OwnerToken {
  token: string
  /** As written. */
  owner: string
  line: number
}

const looksLikeToken = /^(?:gh[a-z]|github_pat)_/i

/** By owner in lower case. */
function ownerTokens(raw: string, refuse: (message: string) => never): ReadonlyMap<string, OwnerToken> {
  const tokens = new Map<string, OwnerToken>()
  const written = raw.split(/\r?\n/).map((line) => line.trim())
  for (const [index, line] of written.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const { owner, token } = ownerToken.exec(line)?.groups ?? {}
    // The line itself is never shown: it may be a token that somebody pasted without its owner.
    if (!owner || !token || looksLikeToken.test(owner))
      return refuse(`line ${index + 1} must be written as "owner: token".`)
    if (tokens.has(owner.toLowerCase()))
      return refuse(`names the owner "${owner}" twice (line ${index + 1}).`)
    tokens.set(owner.toLowerCase(), { token, owner, line: index + 1 })
  }
  return tokens
}

function failOn(raw: string, refuse: (message: string) => never): FailOn {
  const word = raw.trim()
  if (word === 'any' || word === 'all' || word === 'never') return { kind: word }
  const share = Number(word)
  if (word !== '' && share >= 0 && share <= 1) return { kind: 'share', share }
  return refuse('must be any, all, never, or a share from 0 to 1 such as 0.2.')
}

const onBranch = 'branch:'
// https://git-scm.com/docs/git-check-ref-format
const noBranchName = /[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|\.lock(?:\/|$)|(?:^|\/)\./u

function place(raw: string, refuse: (message: string) => never): string {
  const text = raw.trim()
  if (!text.startsWith(onBranch)) return text
  const name = text.slice(onBranch.length).trim()
  if (name === '') return refuse('names no branch: write branch:NAME, or the path of a file.')
  if (noBranchName.test(name))
    return refuse(`names a branch that git does not allow: ${JSON.stringify(name)}.`)
  return `${onBranch}${name}`
}

export const Inputs = z.object({
  config: text({ default: 'config/ecosystem-repos.json' }),
  'github-token': secret(),
  tokens: parsed(ownerTokens, { secret: true }),
  'app-id': text(),
  'private-key': secret(),
  'create-prs': boolean({ default: 'false' }),
  'auto-sync': boolean({ default: 'false' }),
  'dry-run': boolean({ default: 'false' }),
  strategy: choice(strategies, { default: 'pull-request' }),
  threshold: integer({ min: 0, max: 100_000 }),
  include: list({ default: '**' }),
  exclude: list(),
  'exclude-bots': boolean({ default: 'true' }),
  'stale-after-days': count({ default: '90', max: 36_500 }),
  'max-prs-per-run': count({ default: '50', max: 10_000 }),
  'pr-head': choice(['default', 'snapshot', 'auto'], { default: 'default' }),
  labels: list(),
  'rate-limit-buffer': count({ default: '100', max: 100_000 }),
  'deadline-minutes': amount({ default: '50', min: 0.01, max: 360 }),
  state: parsed(place),
  'metrics-file': text({ default: 'automation_metrics.json' }),
  'plan-file': text({ default: 'ecosystem-sync-plan.json' }),
  'upload-artifact': boolean({ default: 'true' }),
  'fail-on': parsed(failOn, { default: '0.2' }),
})

export type Inputs = z.output<typeof Inputs>
