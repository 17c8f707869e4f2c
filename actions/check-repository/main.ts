import { action } from '@ecosystem-actions/core/action'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { outside } from '../health-check/adapters/outside.ts'
import { healthOptions, Inputs } from './inputs.ts'
import { report } from './report.ts'
import { run } from './run.ts'

await action({
  inputs: Inputs,
  platform: platform(),
  ports: (here, options) => {
    const health = outside(here, healthOptions(options, []))
    return {
      health,
      validate: { ...here, github: health.github, env: (name: string) => here.runner.env(name) },
    }
  },
  run,
  report,
})
