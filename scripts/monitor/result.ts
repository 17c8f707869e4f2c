// The end of a run, as lines a person enjoys reading.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import type { Step } from './steps.ts'

export interface StepResult {
  step: Step
  result: ActionResult
}

interface Where {
  folder: string
  workspace: string
  live: boolean
  shown: (path: string) => string
}

export function result(done: readonly StepResult[], where: Where): string[] {
  const sync = done.find(({ step }) => step.name === 'sync')?.result
  return [...measured(where), ...problems(done), ...files(sync, where), ...next(where)]
}

function measured({ workspace }: Where): string[] {
  const file = join(workspace, 'automation_metrics.json')
  if (!existsSync(file)) return []
  const metrics = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const figure = (key: string) => JSON.stringify(metrics[key] ?? null)
  const scan = reads(metrics['requests_by_route'])
  return [
    `  ${figure('success_rate')} % of the repositories were fully processed; the scan took ${scan} requests.`,
    `  A script that asks repository by repository and branch by branch would need ${naive(metrics)} to know the same.`,
    '',
  ]
}

function reads(byRoute: unknown): number {
  const routes = Object.entries((byRoute ?? {}) as Record<string, number>)
  return routes
    .filter(([route]) => route.startsWith('GET ') || route === 'POST /graphql')
    .reduce((sum, [, count]) => sum + count, 0)
}

// One request per repository, one for its branch list, one comparison per branch.
function naive(metrics: Record<string, unknown>): string {
  const { repos_configured: repositories, branches_analyzed: branches } = metrics
  return typeof repositories === 'number' && typeof branches === 'number'
    ? `about ${2 * repositories + branches}`
    : 'more'
}

function problems(done: readonly StepResult[]): string[] {
  const lines = done.flatMap(({ result: { annotations } }) =>
    annotations.filter(({ level }) => level !== 'notice'),
  )
  if (lines.length === 0) return []
  const shown = lines
    .slice(0, 8)
    .map(({ level, message }) => `  ${level === 'error' ? '✗' : '!'} ${message.split('\n')[0]}`)
  return [
    'What it noticed:',
    ...shown,
    ...(lines.length > 8 ? [`  … and ${lines.length - 8} more in the summary`] : []),
    '',
  ]
}

function files(sync: ActionResult | undefined, { folder, workspace, shown }: Where): string[] {
  const outputs = sync?.outputs ?? {}
  const candidates: [string, string][] = [
    ['job summary', join(folder, 'summary.md')],
    ['validation report', join(workspace, 'validate_report.json')],
    ['metrics', join(workspace, outputs['metrics-file'] ?? 'automation_metrics.json')],
    ['plan', join(workspace, outputs['plan-file'] ?? 'ecosystem_plan.json')],
    ['journal', join(workspace, 'ecosystem-sync-journal.jsonl')],
    ['health report', join(workspace, 'automation_health.json')],
  ]
  const there = candidates.filter(([, path]) => existsSync(path))
  return ['Written:', ...there.map(([name, path]) => `  ${name.padEnd(18)} ${shown(path)}`), '']
}

function next({ live }: Where): string[] {
  if (live) return ['That was a dry run: nothing was written. The plan says what a live run would do.']
  return [
    'Next:',
    '  npm start -- --live --config config/ecosystem-repos.json --repository OWNER/NAME   the same on your repositories, dry',
    '  npm run emulator -- --world scripts/monitor/world.yml                               look around in this ecosystem',
    '  npm run action -- ecosystem-sync --help                                             one action at a time',
  ]
}
