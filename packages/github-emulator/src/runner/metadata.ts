// action.yml, as a runner reads it.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'

export interface ActionMetadata {
  name: string
  /** Folder of action.yml. */
  folder: string
  inputs: Readonly<Record<string, { required: boolean; default: string | undefined }>>
  outputs: readonly string[]
  /** Absolute paths of the stages' entry files. */
  main: string
  pre: string | undefined
  post: string | undefined
}

interface RawMetadata {
  name?: string
  inputs?: Record<string, { required?: boolean; default?: unknown } | null>
  outputs?: Record<string, unknown>
  runs?: { using?: string; main?: string; pre?: string; post?: string }
}

/** Reads a JavaScript action's metadata; throws when the file is missing or describes another kind of action. */
export function readMetadata(file: string): ActionMetadata {
  const raw = parse(readFileSync(file, 'utf8')) as RawMetadata
  const folder = dirname(resolve(file))
  const { using = '', main, pre, post } = raw.runs ?? {}
  if (!/^node\d+$/.test(using) || !main)
    throw new Error(`${file} is not a JavaScript action (runs.using: ${using || 'missing'})`)
  const inputs = Object.entries(raw.inputs ?? {}).map(([name, field]) => [name, inputOf(field)] as const)
  const at = (path: string | undefined) => (path === undefined ? undefined : join(folder, path))
  return {
    name: raw.name ?? '',
    folder,
    inputs: Object.fromEntries(inputs),
    outputs: Object.keys(raw.outputs ?? {}),
    main: join(folder, main),
    pre: at(pre),
    post: at(post),
  }
}

function inputOf(field: { required?: boolean; default?: unknown } | null) {
  const value = field?.default
  const text =
    value === undefined || value === null
      ? undefined
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return { required: field?.required ?? false, default: text }
}
