import { GitHubError } from '@ecosystem-actions/core/errors'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { parse } from 'yaml'
import type { Probes } from '../probes.ts'

type Fields = Record<string, unknown>
export type Declared = (permission: string) => 'none' | 'read' | 'write' | undefined

const nothing: Declared = () => undefined
const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

const word = (value: unknown): string => (typeof value === 'string' ? value : '')

const ownToken = /^\$\{\{\s*(?:github\.token|secrets\.GITHUB_TOKEN)\s*\}\}$/i

/**
 * What `permissions:` of a workflow give the token of a job; undefined where that cannot be told: nothing stands there (the settings of
 * the repository decide), the job runs in another workflow, or a step gives this action a token of its own.
 */
export function declaredPermissions(text: string, job: string): Declared {
  const workflow = fields(parsed(text))
  const jobs = fields(workflow?.['jobs']) ?? {}
  // The name of a job may also be one of a workflow that this one calls.
  if (Object.values(jobs).some((one) => fields(one)?.['uses'] !== undefined)) return nothing
  const own = Object.hasOwn(jobs, job) ? fields(jobs[job]) : undefined
  if (!own || !usesOwnToken(own)) return nothing
  const given = own['permissions'] ?? workflow?.['permissions']
  if (given === 'read-all') return () => 'read'
  if (given === 'write-all') return () => 'write'
  const map = fields(given)
  if (!map || Object.values(map).some((level) => !['none', 'read', 'write'].includes(word(level))))
    return nothing
  return (permission) => (Object.hasOwn(map, permission) ? (map[permission] as 'none') : 'none')
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function usesOwnToken({ steps }: Fields): boolean {
  const ours = (Array.isArray(steps) ? steps : [])
    .map(fields)
    .filter((step) => /(?:^|\/)health-check(?:@|$)/.test(word(step?.['uses'])))
  return (
    ours.length > 0 &&
    ours.every((step) => {
      const token = fields(step?.['with'])?.['github-token']
      return token === undefined || ownToken.test(word(token).trim())
    })
  )
}

/** From the file of this very run: one request, at the commit that the run took it from. */
export async function declaredHere({ env, github, repository }: Probes): Promise<Declared> {
  const of = (name: string) => env(`GITHUB_${name}`) ?? ''
  const [, at = '', path = '', ref = ''] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(of('WORKFLOW_REF')) ?? []
  const commit = of('WORKFLOW_SHA') || (ref === of('REF') ? of('SHA') : '')
  if (!github || at !== repository || path === '' || commit === '') return nothing
  const { owner, name: repo } = parseRepository(repository)
  try {
    const { data } = await github.request<{ content?: string }>(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { owner, repo, path, ref: commit },
      { attempts: 2 },
    )
    return declaredPermissions(Buffer.from(data.content ?? '', 'base64').toString('utf8'), of('JOB'))
  } catch (failure) {
    if (failure instanceof GitHubError) return nothing
    throw failure
  }
}
