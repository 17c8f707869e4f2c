import { action } from '@ecosystem-actions/core/action'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { outside } from './adapters/outside.ts'
import { Inputs } from './inputs.ts'
import { report } from './report.ts'
import { run } from './run.ts'

await action({ inputs: Inputs, platform: platform(), ports: outside, run, report })
