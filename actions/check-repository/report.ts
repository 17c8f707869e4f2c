import type { Report } from '@ecosystem-actions/core/action'
import { escape, fit } from '@ecosystem-actions/core/markdown'
import { totalsOf } from '../health-check/outcome.ts'
import { report as reportHealth } from '../health-check/report.ts'
import { report as reportValidation } from '../validate-config/report.ts'
import { healthOptions, validateOptions, type Options } from './inputs.ts'
import type { Outcome } from './run.ts'

const nothing =
  'Nothing was found to check: no configuration, no workflow, no action, and nothing named in the inputs.'

/** Both halves as one summary, one set of outputs and one verdict. */
export function report(outcome: Outcome, options: Options): Report {
  const validation = validationReport(outcome, options)
  const health = healthReport(outcome, options)
  const failures = [validation.failure, health.failure, nothingChecked(outcome) ? nothing : undefined].filter(
    (text) => text !== undefined,
  )
  const red =
    failures.length > 0 && (options['fail-on'] !== 'never' || broken(outcome) || nothingChecked(outcome))
  return {
    outputs: {
      valid: validation.outputs['valid'] ?? false,
      'errors-count': validation.outputs['errors-count'] ?? '',
      'warnings-count': validation.outputs['warnings-count'] ?? '',
      healthy: health.outputs['healthy'] ?? false,
      status: health.outputs['status'] ?? 'unknown',
      'report-file': options['report-file'],
      'health-report-file': options['health-report-file'],
      'sarif-file': options['sarif-file'],
    },
    annotations: [...(validation.annotations ?? []), ...(health.annotations ?? [])],
    log: [...(validation.log ?? []), ...(health.log ?? [])],
    summary: fit(
      [
        `# ${red ? '❌ This repository needs attention' : '✅ This repository is in order'}`,
        validation.summary,
        health.summary,
      ],
      900_000,
    ),
    ...(red ? { failure: failures.join(' ') } : {}),
  }
}

function broken({ validation, health }: Outcome): boolean {
  return validation.kind === 'failed' || health.kind === 'failed'
}

function validationReport({ validation }: Outcome, options: Options): Report {
  if (validation.kind === 'failed') return failed('Configuration', validation.because)
  return reportValidation(validation.outcome, validateOptions(options))
}

function healthReport({ health }: Outcome, options: Options): Report {
  if (health.kind === 'failed') return failed('Health', health.because)
  const report = reportHealth(health.outcome, healthOptions(options, []))
  // On a first day there may be nothing whose health could be looked at; that is told once, for both halves together.
  const { failure, ...rest } = report
  return totalsOf(health.outcome.results).checkedSomething && failure !== undefined
    ? { ...rest, failure }
    : rest
}

function failed(title: string, because: string): Report {
  const sentence = `${title} could not be checked: ${because}`
  return {
    outputs: {},
    summary: `## ${title} could not be checked\n\n${escape(because, 2000)}`,
    log: [sentence],
    failure: sentence,
  }
}

function nothingChecked({ validation, health }: Outcome): boolean {
  const files = validation.kind === 'done' ? validation.outcome.counts.files : 1
  const looked = health.kind === 'done' ? totalsOf(health.outcome.results).checkedSomething : true
  return files === 0 && !looked
}
