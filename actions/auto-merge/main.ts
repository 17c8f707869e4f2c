import { action } from '@ecosystem-actions/core/action'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { ports } from './adapters/ports.ts'
import { Inputs } from './inputs.ts'
import { policyOf } from './policy.ts'
import { report } from './report.ts'
import { run } from './run.ts'
import { unfinished } from './unfinished.ts'

await action({
  inputs: Inputs,
  platform: platform(),
  ports,
  run: (options, outside) => run(policyOf(options), options['pull-request'], outside),
  report,
  unfinished,
})
