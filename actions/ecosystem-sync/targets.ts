import { repositoriesOf, type EcosystemConfig } from '@ecosystem-actions/core/ecosystem-config'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { Inputs } from './inputs.ts'
import type { Target } from './model.ts'

const defaultThreshold = 10

/** Every configured repository with its settings: its own over the file's defaults over the step's inputs, `threshold` of the step over the file's. */
export function targetsOf(config: EcosystemConfig, inputs: Inputs): Target[] {
  return repositoriesOf(config).map(({ repository, index, settings }) => {
    const { owner, name } = parseRepository(repository)
    const target: Target = {
      owner,
      name,
      repository,
      include: settings.include ?? inputs.include,
      exclude: [...inputs.exclude, ...(settings.exclude ?? [])],
      strategy: settings.strategy ?? inputs.strategy,
      threshold: ownThreshold(config, index) ?? inputs.threshold ?? settings.threshold ?? defaultThreshold,
      labels: [...new Set([...inputs.labels, ...(settings.labels ?? [])])],
      staleAfterDays: settings.stale_after_days ?? inputs['stale-after-days'],
      excludeBots: inputs['exclude-bots'],
    }
    return settings.base === undefined ? target : { ...target, base: settings.base }
  })
}

// An input is the caller's word for this run, so it wins over what the file says for everybody, but not over a repository's own setting.
function ownThreshold({ repositories }: EcosystemConfig, index: number): number | undefined {
  const entry = repositories[index]
  return typeof entry === 'object' ? entry.threshold : undefined
}
