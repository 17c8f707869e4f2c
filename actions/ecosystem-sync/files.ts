import { reason, UserError } from '@ecosystem-actions/core/errors'
import type { Artifacts, Files, RunContext } from '@ecosystem-actions/core/ports'
import { metricsOf } from './metrics.ts'
import type { Inputs } from './inputs.ts'
import type { Outcome } from './outcome.ts'
import { planFileOf } from './plan/file.ts'

/** Known before anything is written to GitHub: a run must not find out at its end that it cannot say what it did. */
export async function checkFiles(
  files: Files,
  paths: Readonly<Record<'metrics-file' | 'plan-file' | 'state', string>>,
): Promise<void> {
  if (paths.state !== '' && !paths.state.startsWith('branch:'))
    await refuseFolder(files, 'state', paths.state)
  for (const input of ['metrics-file', 'plan-file'] as const) {
    const path = paths[input]
    await refuseFolder(files, input, path)
    try {
      await files.write(path, '')
    } catch (error) {
      throw new UserError(
        `Input "${input}": ${path} cannot be written (${reason(error)}).`,
        'Give a path inside the workspace that can be written.',
        { cause: error },
      )
    }
  }
}

async function refuseFolder(files: Files, input: string, path: string): Promise<void> {
  if ((await files.stat(path))?.kind === 'directory')
    throw new UserError(`Input "${input}": ${path} is a folder.`, 'Give the path of a file.')
}

/** Beside the state, where the next run looks for it, else beside the metrics. */
export function journalPath({
  state,
  'metrics-file': metrics,
}: Pick<Inputs, 'state' | 'metrics-file'>): string {
  const beside = state !== '' && !state.startsWith('branch:') ? state : metrics
  const slash = beside.lastIndexOf('/')
  return `${beside.slice(0, slash + 1)}ecosystem-sync-journal.jsonl`
}

interface Outside {
  files: Files
  artifacts: Artifacts | undefined
  context: RunContext
}

/** Writes metrics and plan and uploads them with the journal. What fails here is a warning: the work is done, and the outputs say so. */
export async function writeFiles(outcome: Outcome, { files, artifacts, context }: Outside): Promise<Outcome> {
  const { metrics, plan, journal } = outcome.files
  const warnings = [...outcome.warnings]
  const tried = async (body: () => Promise<unknown>): Promise<void> => {
    try {
      await body()
    } catch (error) {
      warnings.push(reason(error))
    }
  }
  await tried(() => files.write(metrics, `${JSON.stringify(metricsOf(outcome), undefined, 2)}\n`))
  await tried(() => files.write(plan, planFileOf(outcome)))
  if (artifacts)
    await tried(() => artifacts.upload(`ecosystem-sync-${context.runAttempt}`, [metrics, plan, journal]))
  return { ...outcome, warnings }
}
