import type { Finding } from '../finding.ts'
import type { Job, ParsedFile } from '../workflow/file.ts'
import { localPath } from './neighbours.ts'
import { beyond, listed, permissionsOf, restrictedDefault, type Permissions } from './permissions.ts'

// https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows: ten levels in all.
const maximumDepth = 10

interface Call {
  file: ParsedFile
  job: Job
  uses: string
  allowed: Permissions
  /** Nobody wrote the permissions down: they are the default, which the owner may have widened. */
  assumed: boolean
}

type FileOf = (path: string) => ParsedFile | undefined

/**
 * Permissions of called workflows: GitHub refuses to start a run in which a called workflow, or a job of it, asks for more than its caller may
 * give, at any depth. Nothing else in the field says so before the run.
 */
export function checkPermissionEnvelope(files: readonly ParsedFile[], fileOf: FileOf): Finding[] {
  return files.flatMap((file) => {
    if (file.events.length > 0 && file.events.every(({ name }) => name === 'workflow_call')) return []
    const own = permissionsOf(file, file.fields.get('permissions')?.value)
    return callsOf(file, own ?? restrictedDefault, own === undefined).flatMap((call) =>
      checkCall(call, fileOf, [file.path]),
    )
  })
}

function callsOf(file: ParsedFile, allowed: Permissions, assumed: boolean): Call[] {
  return file.jobs.flatMap((job) => {
    if (job.uses === undefined) return []
    const field = job.fields.get('permissions')
    const own = permissionsOf(file, field?.value)
    // An unreadable `permissions:` says nothing that could be compared.
    if (field !== undefined && own === undefined) return []
    return [{ file, job, uses: job.uses, allowed: own ?? allowed, assumed: own === undefined && assumed }]
  })
}

function checkCall(call: Call, fileOf: FileOf, above: readonly string[]): Finding[] {
  const path = localPath(call.uses)
  const called = path === undefined ? undefined : fileOf(path)
  if (!called || above.includes(called.path) || above.length >= maximumDepth) return []
  const whole = permissionsOf(called, called.fields.get('permissions')?.value)
  const found = whole ? refusal(call, `The workflow '${call.uses}'`, whole) : []
  for (const job of called.jobs) {
    const asked = permissionsOf(called, job.fields.get('permissions')?.value)
    if (asked) found.push(...refusal(call, `The nested job '${nameOf(called, job)}'`, asked))
  }
  const nested = callsOf(called, whole ?? call.allowed, whole === undefined && call.assumed)
  return [...found, ...nested.flatMap((inner) => checkCall(inner, fileOf, [...above, called.path]))]
}

function nameOf(file: ParsedFile, job: Job): string {
  const name = file.source.string(job.fields.get('name')?.value)
  return name === undefined || name.includes('${{') ? job.id : name
}

function refusal({ file, job, uses, allowed, assumed }: Call, who: string, asked: Permissions): Finding[] {
  const over = beyond(asked, allowed)
  if (over.length === 0) return []
  const lines = over.map((scope) => `${scope}: ${asked[scope]}`).join(', ')
  return [
    {
      rule: 'reusable-permissions',
      severity: assumed ? 'warning' : 'error',
      message: `Error calling workflow '${uses}'. ${who} is requesting '${lines}', but is only allowed '${listed(over, allowed)}'.`,
      hint: assumed
        ? `The caller names no permissions, so the default of the repository holds. Write them down: permissions: { ${lines} }`
        : `Give them to the calling job: permissions: { ${lines} }`,
      file: file.path,
      ...file.source.at(job.key),
    },
  ]
}
