import { reason } from '@ecosystem-actions/core/errors'
import type { Artifacts, Files, RunContext } from '@ecosystem-actions/core/ports'
import { metricsOf } from './metrics.ts'
import type { Outcome } from './outcome.ts'
import { planFileOf } from './plan-file.ts'

interface Outside {
  files: Files
  artifacts: Artifacts | undefined
  context: RunContext
}

/** Writes metrics and plan and uploads them with the journal. An upload that fails is a warning: the work is done and the files are there. */
export async function writeFiles(outcome: Outcome, { files, artifacts, context }: Outside): Promise<Outcome> {
  const { metrics, plan, journal } = outcome.files
  await files.write(metrics, `${JSON.stringify(metricsOf(outcome), undefined, 2)}\n`)
  await files.write(plan, planFileOf(outcome))
  if (!artifacts) return outcome
  try {
    await artifacts.upload(`ecosystem-sync-${context.runAttempt}`, [metrics, plan, journal])
    return outcome
  } catch (error) {
    return { ...outcome, warnings: [...outcome.warnings, reason(error)] }
  }
}
