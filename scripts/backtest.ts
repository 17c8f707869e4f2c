// Replays the policy of auto-merge over merged pull requests and prints where it would have decided otherwise.
import { parseArgs } from 'node:util'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import { systemClock } from '@ecosystem-actions/core/adapters/clock'
import { UserError, reason } from '@ecosystem-actions/core/errors'
import { readInputs } from '@ecosystem-actions/core/inputs'
import { plain, plural } from '@ecosystem-actions/core/markdown'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { startEmulator } from '@ecosystem-actions/github-emulator'
import { decisive } from '../actions/auto-merge/act.ts'
import { pullRequestsOf } from '../actions/auto-merge/adapters/pull-requests.ts'
import { formatDuration } from '../actions/auto-merge/duration.ts'
import type { Facts, Permission } from '../actions/auto-merge/facts.ts'
import { Inputs } from '../actions/auto-merge/inputs.ts'
import { policyOf, type Policy } from '../actions/auto-merge/policy.ts'
import { isMerge, replay, type Replay } from '../actions/auto-merge/replay.ts'

const usage = `Usage: npm run backtest -- OWNER/NAME (--live | --world FILE) [options]

  --live               read the real API with GITHUB_TOKEN; nothing is written
  --world FILE         read an emulator on this world
  --limit N            at most N merged pull requests, the newest first (default: 50)
  --with input=value   an input of auto-merge; may be repeated
  --labelled           demand the label and who set it; else every pull request counts as opted in
  --json               print one JSON object and nothing else`

const mergedQuery = `query Merged($owner: String!, $repo: String!, $first: Int!, $cursor: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: MERGED, first: $first, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number mergedAt }
    }
  }
}`

interface Merged {
  number: number
  mergedAt: string
}

interface MergedAnswer {
  repository: {
    pullRequests: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Merged[] }
  } | null
}

async function mergedOnes(github: GitHub, repository: string, limit: number): Promise<Merged[]> {
  const { owner, name: repo } = parseRepository(repository)
  const found: Merged[] = []
  for (let cursor: string | null = null; found.length < limit;) {
    const variables: Record<string, unknown> = {
      owner,
      repo,
      first: Math.min(100, limit - found.length),
      cursor,
    }
    const { data, errors } = await github.graphql<MergedAnswer>(mergedQuery, variables)
    const page: MergedAnswer['repository'] = data?.repository ?? null
    if (!page)
      throw new UserError(`${repository} cannot be read: ${errors.map(({ message }) => message).join(' ')}`)
    found.push(...page.pullRequests.nodes)
    if (!page.pullRequests.pageInfo.hasNextPage) break
    cursor = page.pullRequests.pageInfo.endCursor
  }
  return found
}

function command() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      live: { type: 'boolean', default: false },
      world: { type: 'string' },
      limit: { type: 'string', default: '50' },
      with: { type: 'string', multiple: true, default: [] },
      labelled: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [repository] = positionals
  if (values.help) return undefined
  if (repository === undefined || positionals.length > 1 || values.live === (values.world !== undefined))
    throw new UserError('Name one repository, and either --live or --world.', `\n${usage}`)
  const limit = Number(values.limit)
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new UserError(`--limit must be a whole number from 1, not ${values.limit}.`)
  const pairs = values.with.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new UserError(`--with ${pair} is not of the form input=value.`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return { ...values, repository, limit, inputs: Object.fromEntries(pairs) }
}

async function permissionsFor(
  facts: readonly Facts[],
  policy: Policy,
  ask: (login: string) => Promise<Permission>,
): Promise<Record<number, Permission>> {
  const known: Record<number, Permission> = Object.assign({}, ...facts.map((one) => one.permissions))
  if (policy.labelActorPermission === 'any') return known
  for (const { actor } of facts.flatMap(({ labelEvents }) => labelEvents))
    if (actor?.type === 'User' && actor.id !== undefined) known[actor.id] ??= await ask(actor.login)
  return known
}

interface Backtest {
  replays: Replay[]
  /** Merged ones that GitHub gave no usable answer for. */
  unread: number[]
}

async function backtest(github: GitHub, options: NonNullable<ReturnType<typeof command>>): Promise<Backtest> {
  const given = policyOf(readInputs(Inputs, memoryRunner(options.inputs), () => undefined))
  const policy: Policy = options.labelled ? given : { ...given, labelActorPermission: 'any' }
  const merged = await mergedOnes(github, options.repository, options.limit)
  const wanted = { comments: false, dependents: false, people: options.labelled }
  const port = pullRequestsOf(github, options.repository, wanted)
  const readings = await port.read(merged.map(({ number }) => number))
  const facts = [...readings.values()].flatMap((reading) => (reading.kind === 'facts' ? [reading.facts] : []))
  const permissions = await permissionsFor(facts, policy, (login) => port.permissionOf(login))
  const replays = merged.flatMap(({ number, mergedAt }) => {
    const found = facts.find((one) => one.number === number)
    if (!found) return []
    const labels = options.labelled ? found.labels : [...found.labels, policy.label]
    return [replay({ ...found, labels, permissions }, policy, mergedAt)]
  })
  const unread = merged
    .map(({ number }) => number)
    .filter((number) => !facts.some((one) => one.number === number))
  return { replays, unread }
}

function lineOf({ number, title, mergedAt, verdict, earlier }: Replay): string {
  const saved = earlier !== undefined && earlier >= 60 ? `, ${formatDuration(earlier)} earlier` : ''
  const row = decisive(verdict.conditions, verdict.reason)
  const why = row ? `: ${row.detail}` : ''
  const would = isMerge(verdict) ? `merge${saved}` : `${verdict.intent} ${verdict.reason}${why}`
  const shown = plain(title).slice(0, 60)
  return `#${number}  ${mergedAt}  ${isMerge(verdict) ? 'same   ' : 'DIFFERS'}  ${shown}  |  ${plain(would).slice(0, 200)}`
}

function print({ replays, unread }: Backtest, options: { labelled: boolean; requests: number }): void {
  const cost = `${plural(options.requests, 'request')}.`
  if (replays.length + unread.length === 0) return console.log(`No pull request has been merged yet. ${cost}`)
  for (const one of replays) console.log(lineOf(one))
  const differing = replays.filter(({ verdict }) => !isMerge(verdict))
  const saved = replays.reduce((sum, { earlier = 0 }) => sum + earlier, 0)
  const held = differing.length === 0 ? 'none' : String(differing.length)
  console.log(
    `\n${replays.length} merged: the policy would have merged ${replays.length - differing.length} of them, ${formatDuration(saved)} earlier in all, and held back ${held}. ${cost}`,
  )
  const reasons = new Map<string, number>()
  for (const { verdict } of differing) reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1)
  for (const [name, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`  ${count} × ${name}`)
  if (unread.length > 0) console.log(`Could not be read: ${unread.map((number) => `#${number}`).join(', ')}.`)
  if (replays.length > 0)
    console.log(
      `Rules, permissions and conversations are those of today.${options.labelled ? '' : ' Every pull request counts as opted in; --labelled asks for the label.'}`,
    )
}

async function main(): Promise<void> {
  const options = command()
  if (!options) return console.log(usage)
  const token = options.live ? (process.env['GITHUB_TOKEN'] ?? '') : 'ghs_viewer'
  if (token === '') throw new UserError('--live needs a token in GITHUB_TOKEN.')
  const emulator = options.world === undefined ? undefined : await startEmulator(options.world)
  try {
    const baseUrl = emulator?.url ?? process.env['GITHUB_API_URL'] ?? 'https://api.github.com'
    const github = createGitHub({ token, baseUrl, clock: systemClock() })
    const found = await backtest(github, options)
    const { requests } = github.usage()
    const { replays: pull_requests, unread } = found
    if (options.json) console.log(JSON.stringify({ pull_requests, unread, requests }))
    else print(found, { labelled: options.labelled, requests })
  } finally {
    await emulator?.close()
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof UserError ? `${error.message} ${error.remedy}`.trim() : reason(error))
  process.exitCode = 2
})
