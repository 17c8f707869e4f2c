import type { ParsedFile } from '../workflow/file.ts'
import { permissionsOf } from '../workflow/permissions.ts'
import { hasEvent } from '../workflow/triggers.ts'
import { workflow } from './example.ts'
import type { Rule, Spot } from './rule.ts'

export const missingPermissions: Rule = {
  id: 'missing-permissions',
  severity: 'warning',
  category: 'security',
  title: 'A workflow does not say what its token may do',
  why: 'Without `permissions:` the token has what the repository or organization gives by default, often write access to nearly everything.',
  example: { bad: workflow({}), good: workflow({ top: 'permissions:\n  contents: read' }) },
  fix: 'Add `permissions:` with what the jobs need, for most `contents: read`.',
  *check(file) {
    if (file.kind !== 'workflow' || file.fields.has('permissions') || file.jobs.length === 0) return
    const without = file.jobs.filter((job) => !job.fields.has('permissions'))
    const onlyCalled = hasEvent(file, 'workflow_call') && file.events.length === 1
    if (!onlyCalled && without.length === file.jobs.length) {
      const on = file.fields.get('on')
      yield {
        at: on ? file.source.at(on.key) : file.source.range(0, 1),
        message: 'The workflow does not say what its token may do.',
      }
    }
    for (const job of without) {
      if (onlyCalled && job.uses === undefined) continue
      const called = job.uses === undefined ? '' : ' and of the workflow it calls'
      yield {
        at: file.source.at(job.key),
        message: `The job "${job.id}" does not say what its token${called} may do.`,
        severity: 'notice',
      }
    }
  },
}

export const excessivePermissions: Rule = {
  id: 'excessive-permissions',
  severity: 'warning',
  category: 'security',
  title: 'A token may do more than its jobs need',
  why: 'Permissions of the workflow hold for every job and step in it. One harmful dependency in any of them can use all of it.',
  example: {
    bad: workflow({ top: 'permissions: write-all' }),
    good: workflow({
      top: 'permissions: {}',
      job: 'runs-on: ubuntu-latest\npermissions:\n  contents: write',
    }),
  },
  fix: 'Give the workflow `contents: read` or nothing, and each job what it needs.',
  *check(file) {
    if (file.kind !== 'workflow') return
    yield* top(file)
    for (const job of file.jobs) {
      const field = job.fields.get('permissions')
      const text = file.source.string(field?.value)
      if (!field || (text !== 'write-all' && text !== 'read-all')) continue
      yield {
        at: file.source.at(field.key),
        message: `The job "${job.id}" may ${text === 'write-all' ? 'write' : 'read'} everything.`,
        severity: text === 'write-all' ? 'error' : 'notice',
      }
    }
  },
}

function* top(file: ParsedFile): Generator<Spot> {
  const field = file.fields.get('permissions')
  const permissions = permissionsOf(file.source, field?.value)
  if (!field || !permissions) return
  const at = file.source.at(field.key)
  if (permissions.all === 'write') yield { at, message: 'Every job may write everything.', severity: 'error' }
  if (permissions.all === 'read') yield { at, message: 'Every job may read everything.', severity: 'notice' }
  const shared = file.jobs.filter((job) => !job.fields.has('permissions')).length > 1
  for (const [scope, { level, field: entry }] of permissions.scopes) {
    if (level !== 'write') continue
    const message = `Every job of the workflow may write ${scope}.`
    yield {
      at: file.source.at(entry.key),
      message,
      severity: shared && file.jobs.length > 1 ? 'warning' : 'notice',
    }
  }
}
