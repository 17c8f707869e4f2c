import { action } from '@ecosystem-actions/core/action'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { nameThreads } from './adapters/name-threads.ts'
import { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'
import { report } from './report.ts'

const here = platform()
nameThreads(here.runner.input('concurrency'))

// Probes and what they need load after the inputs were read: a wrong input is told at once.
await action({
  inputs: Inputs,
  platform: here,
  ports: async (there, options) => (await import('./adapters/outside.ts')).outside(there, options),
  run: async (options, ports: Ports) => (await import('./run.ts')).run(options, ports),
  report,
})
