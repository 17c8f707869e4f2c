import { action } from '@ecosystem-actions/core/action'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { Inputs } from './inputs.ts'
import { report } from './report.ts'
import { run } from './run.ts'

await action({
  inputs: Inputs,
  platform: platform(),
  ports: (outside, options) => ({
    ...outside,
    env: (name: string) => outside.runner.env(name),
    github: options['github-token'] === '' ? undefined : outside.github(options['github-token']),
  }),
  run,
  report,
})
