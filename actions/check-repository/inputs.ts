import { choice, secret, text } from '@ecosystem-actions/core/inputs'
import { z } from 'zod'
import { Inputs as HealthInputs, type Options as HealthOptions } from '../health-check/inputs.ts'
import { Inputs as ValidateInputs, type Options as ValidateOptions } from '../validate-config/inputs.ts'

const {
  config,
  workflows,
  rules,
  baseline,
  'pin-policy': pinPolicy,
  'sarif-file': sarifFile,
  'report-file': reportFile,
} = ValidateInputs.shape
const {
  checks,
  'required-files': requiredFiles,
  'executable-files': executableFiles,
  endpoints,
} = HealthInputs.shape

/** The inputs of both checks that make sense on a first day; everything else has its default. */
export const Inputs = z.strictObject({
  config,
  workflows,
  rules,
  baseline,
  'pin-policy': pinPolicy,
  'sarif-file': sarifFile,
  'report-file': reportFile,
  checks,
  'required-files': requiredFiles,
  'executable-files': executableFiles,
  endpoints,
  'health-report-file': text({ default: 'automation_health.json' }),
  'fail-on': choice(['error', 'warning', 'never'], { default: 'error' }),
  'github-token': secret(),
})

export type Options = z.output<typeof Inputs>

export function validateOptions(options: Options): ValidateOptions {
  const { config, workflows, rules, baseline } = options
  return {
    ...ValidateInputs.parse({}),
    config,
    workflows,
    rules,
    baseline,
    'pin-policy': options['pin-policy'],
    'sarif-file': options['sarif-file'],
    'report-file': options['report-file'],
    'fail-on': options['fail-on'],
    'github-token': options['github-token'],
  }
}

/** `watched`: names of workflow files. Read-only: there is no history and no issue. */
export function healthOptions(options: Options, watched: readonly string[]): HealthOptions {
  const { checks, endpoints } = options
  return {
    ...HealthInputs.parse({}),
    checks,
    endpoints,
    workflows: [...watched],
    'required-files': options['required-files'],
    'executable-files': options['executable-files'],
    'report-file': options['health-report-file'],
    'fail-on': options['fail-on'],
    'github-token': options['github-token'],
    history: 'none',
    issue: 'off',
  }
}
