import { GitHubError } from '@ecosystem-actions/core/errors'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { z } from 'zod'
import { error, ok, unknown, type CheckKind, type Verdict } from '../check.ts'
import type { Probes } from '../probes.ts'
import { declaredHere } from '../judgement/workflow-permissions.ts'
import { isLimit, judgeAccess } from './rate-limit.ts'

/** Reads that show a permission; one request each. */
export const readings = {
  contents: 'GET /repos/{owner}/{repo}/branches?per_page=1',
  actions: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=1',
  issues: 'GET /repos/{owner}/{repo}/issues?per_page=1',
  'pull-requests': 'GET /repos/{owner}/{repo}/pulls?per_page=1',
} as const

export type Permission = keyof typeof readings

const names = Object.keys(readings) as [Permission, ...Permission[]]
const settings = z.strictObject({
  // Without either list, reading the contents.
  read: z.array(z.enum(names)).min(1).optional(),
  write: z.array(z.enum(names)).min(1).optional(),
})

export interface Reading {
  permission: string
  level: 'read' | 'write'
  /** Of the answer; undefined when it came. */
  failure: unknown
  /** `x-oauth-scopes` of the answer: only classic tokens have them. */
  scopes?: string | undefined
  /** By `permissions:` of the workflow, for its own token. */
  declared?: 'none' | 'read' | 'write' | undefined
}

type Known = 'granted' | 'refused' | 'open' | 'unanswered'

/**
 * Whoever may not read may not write. Whether one who may read may also write is said by the scopes of a classic token, and denied by
 * the workflow's own `permissions:`; that these allow it is no proof, since a run for a fork gets less. Trying it would be a write.
 */
function known({ level, failure, scopes = '', declared }: Reading): Known {
  const status = failure instanceof GitHubError ? failure.status : 0
  if (failure !== undefined)
    return (status === 403 && !isLimit(failure)) || status === 404 ? 'refused' : 'unanswered'
  if (level === 'read') return 'granted'
  if (scopes.trim() === '') return declared === undefined || declared === 'write' ? 'open' : 'refused'
  return /(?:^|[\s,])(?:public_)?repo(?:$|[\s,])/.test(scopes) ? 'granted' : 'refused'
}

const asLine = ({ permission, level }: Reading) => `${permission}: ${level}`
const inWords = (some: readonly Reading[]) =>
  (['read', 'write'] as const)
    .map((level) => ({ level, of: some.filter((one) => one.level === level) }))
    .filter(({ of }) => of.length > 0)
    .map(({ level, of }) => `${level} ${of.map(({ permission }) => permission).join(', ')}`)
    .join(' and ')

/** Each missing permission is named with the line that gives it. A write that nothing shows is unknown. */
export function judgePermissions(readings: readonly Reading[], repository: string): Verdict {
  const those = (wanted: Known) => readings.filter((reading) => known(reading) === wanted)
  const refused = those('refused')
  if (refused.length > 0)
    return error('forbidden', `The token may not ${inWords(refused)} of ${repository}.`, {
      evidence: { refused: refused.map(asLine) },
      fix: `Add ${refused.map((one) => `\`${asLine(one)}\``).join(' and ')} to the job's \`permissions:\`.`,
    })
  const [unanswered] = those('unanswered')
  if (unanswered) return judgeAccess(unanswered.failure)
  const open = those('open')
  if (open.length > 0)
    return unknown('write', `Whether the token may ${inWords(open)} of ${repository} shows when it does.`, {
      evidence: { not_known: open.map(asLine) },
      fix: `See that the job's \`permissions:\` have ${open.map((one) => `\`${asLine(one)}\``).join(' and ')}.`,
    })
  return ok(`The token may ${inWords(readings)} of ${repository}.`)
}

export const permissions: CheckKind<typeof settings> = {
  kind: 'permissions',
  settings,
  async look({ read, write = [] }, probes) {
    const { github, repository } = probes
    if (!github)
      return unknown('no_token', 'Without a token no permission is known.', { fix: 'Set `github-token`.' })
    if (repository === '')
      return unknown('no_repository', 'There is no repository to ask for.', { fix: 'Run inside a workflow.' })
    const reads = read ?? (write.length === 0 ? (['contents'] as const) : [])
    const all = [...new Set([...reads, ...write])]
    const answers = new Map(
      await Promise.all(all.map(async (one) => [one, await asked(one, probes, github)] as const)),
    )
    const open = write.some((one) => !answers.get(one)?.failure && !answers.get(one)?.scopes?.trim())
    const declared = open ? await declaredHere(probes) : () => undefined
    const reading = (level: Reading['level']) => (permission: Permission) => ({
      ...answers.get(permission)!,
      declared: declared(permission),
      permission,
      level,
    })
    return judgePermissions([...reads.map(reading('read')), ...write.map(reading('write'))], repository)
  },
}

async function asked(
  permission: Permission,
  { repository }: Probes,
  github: NonNullable<Probes['github']>,
): Promise<Pick<Reading, 'failure' | 'scopes'>> {
  const { owner, name: repo } = parseRepository(repository)
  try {
    const { headers } = await github.request(readings[permission], { owner, repo }, { attempts: 2 })
    return { failure: undefined, scopes: headers['x-oauth-scopes'] }
  } catch (failure) {
    return { failure }
  }
}
