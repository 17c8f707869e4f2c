import { GitHubError } from '@ecosystem-actions/core/errors'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { z } from 'zod'
import { error, ok, unknown, type CheckKind, type Verdict } from '../check.ts'
import { judgeAccess } from './rate-limit.ts'

/** Reads that show a permission. What writes cannot be tried without writing; their own step says so when it fails. */
const readings = {
  contents: 'GET /repos/{owner}/{repo}/branches?per_page=1',
  actions: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=1',
  issues: 'GET /repos/{owner}/{repo}/issues?per_page=1',
  'pull-requests': 'GET /repos/{owner}/{repo}/pulls?per_page=1',
} as const

const names = Object.keys(readings) as [keyof typeof readings, ...(keyof typeof readings)[]]
const settings = z.strictObject({ read: z.array(z.enum(names)).min(1).default(['contents']) })

export interface Reading {
  permission: string
  /** Of the answer; undefined when it came. */
  failure: unknown
}

/** One missing permission is named with the line that gives it. */
export function judgePermissions(readings: readonly Reading[], repository: string): Verdict {
  const refused: string[] = []
  for (const { permission, failure } of readings) {
    if (failure === undefined) continue
    const status = failure instanceof GitHubError ? failure.status : 0
    if (status === 403 || status === 404) refused.push(permission)
    else return judgeAccess(failure)
  }
  const all = readings.map(({ permission }) => permission).join(', ')
  if (refused.length === 0) return ok(`The token may read ${all} of ${repository}.`)
  const lines = refused.map((permission) => `\`${permission}: read\``).join(' and ')
  return error('forbidden', `The token may not read ${refused.join(', ')} of ${repository}.`, {
    evidence: { refused },
    fix: `Add ${lines} to the job's \`permissions:\`.`,
  })
}

export const permissions: CheckKind<typeof settings> = {
  kind: 'permissions',
  settings,
  async look({ read }, { github, repository }) {
    if (!github)
      return unknown('no_token', 'Without a token no permission is known.', { fix: 'Set `github-token`.' })
    if (repository === '')
      return unknown('no_repository', 'There is no repository to ask for.', { fix: 'Run inside a workflow.' })
    const { owner, name: repo } = parseRepository(repository)
    const asked = read.map(async (permission): Promise<Reading> => {
      const failure = await github.request(readings[permission], { owner, repo }, { attempts: 2 }).then(
        () => undefined,
        (error: unknown) => error,
      )
      return { permission, failure }
    })
    return judgePermissions(await Promise.all(asked), repository)
  },
}
