import { action } from '@ecosystem-actions/core/action'
import { actionArtifacts } from '@ecosystem-actions/core/adapters/artifacts'
import { platform } from '@ecosystem-actions/core/adapters/platform'
import { forges } from './adapters/forges.ts'
import { stateStore } from './adapters/state-store.ts'
import { Inputs } from './inputs.ts'
import { report } from './report.ts'
import { run } from './run.ts'

await action({
  inputs: Inputs,
  platform: platform(),
  ports: (outside, given) => {
    const connected = forges(outside, given)
    return {
      ...outside,
      ...connected,
      artifacts: given['upload-artifact'] ? actionArtifacts(outside.context.workspace) : undefined,
      state: stateStore(given.state, { ...outside, github: () => connected.connect(given['github-token']) }),
    }
  },
  run,
  report,
})
