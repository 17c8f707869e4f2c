import type { Field } from './source.ts'
import type { Job, ParsedFile, Step } from './file.ts'
import type { Use } from './uses.ts'
import { parseUse } from './uses.ts'

export interface UsedAt {
  use: Use
  field: Field
  step: Step | undefined
  job: Job | undefined
}

const known = new WeakMap<ParsedFile, UsedAt[]>()

/** Every `uses:` of a file that can be read: steps, called workflows, and the image of a docker action. */
export function usesOf(file: ParsedFile): UsedAt[] {
  const before = known.get(file)
  if (before) return before
  const places = [
    ...file.jobs.map((job) => ({
      field: job.fields.get('uses'),
      step: undefined,
      job: job as Job | undefined,
    })),
    ...file.steps.map((step) => ({
      field: step.fields.get('uses'),
      step: step as Step | undefined,
      job: step.job,
    })),
  ]
  const found = places.flatMap(({ field, step, job }) => {
    const use = field && parseUse(file.source, field.value)
    return use ? [{ use, field, step, job }] : []
  })
  known.set(file, found)
  return found
}

/** The value of an input of a step, or undefined. */
export function inputOf(file: ParsedFile, step: Step, name: string): string | undefined {
  return file.source.string(step.with.find((field) => field.name.toLowerCase() === name)?.value)
}
