// The steps of the monitor, as the workflow ecosystem-sync-monitor.yml has them.
import { plural } from '@ecosystem-actions/core/markdown'
import type { ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import type { Verdict } from './screen.ts'

export interface Step {
  name: string
  title: string
  action: string
  inputs: Record<string, string>
  /** What differs on real repositories: nothing is written. */
  live: Record<string, string>
  /** What started it, when that is not the schedule of the monitor; such a step has no place in a live dry run. */
  event?: { name: string; payload: Record<string, unknown> }
  /** The steps after it make no sense when it fails. */
  gate: boolean
  /** Red is an honest answer of this step, not a failure of the monitor. */
  mayFail: boolean
  verdict: (result: ActionResult) => Verdict
}

const config = 'config/ecosystem-repos.json'

export const steps: readonly Step[] = [
  {
    name: 'validate',
    title: 'Validate',
    action: 'validate-config',
    inputs: { config },
    live: {},
    gate: true,
    mayFail: false,
    verdict: ({ exitCode, outputs }) => ({
      ok: exitCode === 0,
      text: `${said(outputs['errors-count'], 'error')}, ${said(outputs['warnings-count'], 'warning')}`,
    }),
  },
  {
    name: 'health-before',
    title: 'Health before',
    action: 'health-check',
    inputs: {
      mode: 'pre',
      history: 'none',
      'required-files': config,
      workflows: 'nightly.yml',
      'report-file': 'automation_health_before.json',
    },
    live: { workflows: '' },
    gate: false,
    mayFail: true,
    verdict: healthVerdict,
  },
  {
    name: 'sync',
    title: 'Scan and sync',
    action: 'ecosystem-sync',
    inputs: { config, 'create-prs': 'true', 'plan-file': 'ecosystem_plan.json', 'fail-on': 'all' },
    live: { 'dry-run': 'true', 'upload-artifact': 'false' },
    gate: false,
    mayFail: false,
    verdict: ({ exitCode, outputs }) => ({
      ok: exitCode === 0,
      text: `${said(outputs['repos-scanned'], 'repository', 'repositories')}, ${said(outputs['branches-analyzed'], 'branch', 'branches')}, ${outputs['branches-behind'] ?? '?'} behind, ${said(outputs['prs-created'], 'pull request')} opened`,
    }),
  },
  {
    name: 'health-after',
    title: 'Health after',
    action: 'health-check',
    inputs: { mode: 'post', history: 'none', 'metrics-file': 'automation_metrics.json', attempts: '1' },
    live: {},
    gate: false,
    mayFail: true,
    verdict: healthVerdict,
  },
  {
    name: 'notify',
    title: 'Notify on failure',
    action: 'notify-failure',
    event: { name: 'workflow_run', payload: { workflow_run: { id: 9101 } } },
    inputs: { issue: 'auto' },
    live: {},
    gate: false,
    mayFail: false,
    verdict: ({ exitCode, outputs }) => ({
      ok: exitCode === 0,
      text: `${outputs['decision'] ?? '?'}: the nightly workflow is red, issue #${outputs['issue-number'] || '?'}`,
    }),
  },
]

function healthVerdict({ exitCode, outputs }: ActionResult): Verdict {
  return {
    ok: exitCode === 0,
    text: `${outputs['status'] ?? '?'}: ${said(outputs['errors'], 'error')}, ${said(outputs['warnings'], 'warning')}`,
  }
}

/** An output that counts, in words; what the action did not say is a question mark. */
function said(count: string | undefined, one: string, many = `${one}s`): string {
  return count === undefined ? `? ${many}` : plural(Number(count), one, many)
}
