import { reason } from '@ecosystem-actions/core/errors'
import { adviceFor } from '@ecosystem-actions/core/explain'
import { error, unknown, type Verdict } from '../check.ts'
import type { Probes } from '../probes.ts'

/** Metrics are a few hundred bytes; what is larger is something else. */
const sizeLimit = 4 * 1024 * 1024

export type MetricsReading = { value: Record<string, unknown>; from: string } | { verdict: Verdict }

export interface MetricsSource {
  file: string
  artifact?: string | undefined
}

/** The metrics of the last run, from the workspace or from the newest artifact of a name. */
export async function readMetrics(
  { file, artifact }: MetricsSource,
  probes: Probes,
): Promise<MetricsReading> {
  try {
    const found = artifact ? await fromArtifact(artifact, file, probes) : await fromWorkspace(file, probes)
    if ('missing' in found) {
      const fix = `Run ecosystem-sync first, or check \`${artifact ? 'metrics-artifact' : 'metrics-file'}\`.`
      return { verdict: error('missing', `There are no metrics: ${found.missing}.`, { fix }) }
    }
    return parse(found.text, artifact ? `artifact ${artifact}` : file)
  } catch (failure) {
    const verdict = artifact
      ? unknown('metrics', `The metrics could not be read: ${sentence(reason(failure))}`, fixFor(failure))
      : error('unreadable', `The metrics could not be read: ${sentence(reason(failure))}`)
    return { verdict }
  }
}

const sentence = (text: string) => text.replace(/[.\s]*$/, '.')

function fixFor(failure: unknown): { fix?: string } {
  const fix = adviceFor(failure, 'permissions: actions: read')
  return fix ? { fix } : {}
}

function parse(text: string, from: string): MetricsReading {
  const shape = (problem: string) => ({
    verdict: error('invalid', `${from} ${problem}.`, { fix: 'Let ecosystem-sync write it again.' }),
  })
  if (text.trim() === '') return shape('is empty')
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return shape('must hold a JSON object')
    return { value: value as Record<string, unknown>, from }
  } catch {
    return shape('is not valid JSON')
  }
}

type Found = { text: string } | { missing: string }

async function fromWorkspace(file: string, { files }: Probes): Promise<Found> {
  const text = await files.read(file, sizeLimit)
  return text === undefined ? { missing: `${file} is missing` } : { text }
}

async function fromArtifact(name: string, file: string, { shelf }: Probes): Promise<Found> {
  if (!shelf) throw new Error('artifacts need a token.')
  const { artifacts } = await shelf.page(1, name)
  const [newest] = artifacts
  if (!newest) return { missing: `artifact ${name} is missing` }
  const files = await shelf.download(newest.id, sizeLimit)
  const base = file.split('/').at(-1) ?? file
  const path = files.has(file) ? file : [...files.keys()].find((one) => one.split('/').at(-1) === base)
  if (path === undefined) return { missing: `artifact ${name} holds no ${base}` }
  return { text: new TextDecoder().decode(files.get(path)) }
}
