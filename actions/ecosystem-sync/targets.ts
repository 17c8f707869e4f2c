import { repositoriesOf, type EcosystemConfig } from '@ecosystem-actions/core/ecosystem-config'
import { UserError } from '@ecosystem-actions/core/errors'
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
      labels: labelsOf(repository, [...inputs.labels, ...(settings.labels ?? [])]),
      staleAfterDays: settings.stale_after_days ?? inputs['stale-after-days'],
      excludeBots: inputs['exclude-bots'],
    }
    return settings.base === undefined ? target : { ...target, base: settings.base }
  })
}

const longestLabel = 50
/** Of a hundred that a pull request may have; `ecosystem-sync` and `automerge` are ours. */
const mostLabels = 98

/** GitHub would refuse all labels of each pull request for one of them, ours too, after it was opened. */
function labelsOf(repository: string, labels: readonly string[]): string[] {
  const wanted = [...new Set(labels)]
  const long = wanted.find((label) => label.length > longestLabel)
  if (long !== undefined)
    throw new UserError(
      `The label "${long.slice(0, 60)}" is longer than ${longestLabel} characters.`,
      'Shorten it.',
    )
  if (wanted.length > mostLabels)
    throw new UserError(
      `${repository} has ${wanted.length} labels; a pull request can have ${mostLabels} besides our own.`,
      'Give fewer in `labels` and in the configuration.',
    )
  return wanted
}

// An input is the caller's word for this run, so it wins over what the file says for everybody, but not over a repository's own setting.
function ownThreshold({ repositories }: EcosystemConfig, index: number): number | undefined {
  const entry = repositories[index]
  return typeof entry === 'object' ? entry.threshold : undefined
}
