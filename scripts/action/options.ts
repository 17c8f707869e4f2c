// The command line of `npm run action`, with all its mistakes told at once.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { repositoryProblem } from '@ecosystem-actions/core/repository'
import { declaredActions } from '../house.ts'

export interface ActionOptions {
  name: string
  world: string | undefined
  url: string | undefined
  live: boolean
  event: string
  payload: Record<string, unknown>
  workspace: string | undefined
  repository: string | undefined
  token: string | undefined
  inputs: Record<string, string>
  env: Record<string, string>
  json: boolean
}

export const usage = `Usage: npm run action -- NAME (--world FILE | --url http://127.0.0.1:PORT | --live) [options]

Runs the committed dist/NAME/index.js as the runner would, and prints its log, its outputs and its job summary.

  --world FILE            start an emulator on this world (YAML or JSON)
  --url URL               use an emulator that already runs (a second run on the same state)
  --live                  use the real API with GITHUB_TOKEN; nothing is written unless --with dry-run=false is given
  --event EVENT           the event of the run (default: workflow_dispatch)
  --payload FILE          JSON merged over the payload of the event; {"pull_request": {"number": 7}} is enough
  --workspace DIR         the workspace (default: an empty temporary folder)
  --repository OWNER/NAME the repository the run belongs to (default: the first of the world)
  --token T               the value of github.token (default: the viewer's)
  --with input=value      an input; may be repeated
  --env K=V               an environment variable, which wins over what the tool sets; may be repeated
  --json                  print one JSON object and nothing else
  --help                  this text

Actions: ${declaredActions().join(', ')}
Exit code: the action's own; 2 for a mistake on this command line or in the world.`

export class CommandError extends Error {}

const options = {
  world: { type: 'string' },
  url: { type: 'string' },
  live: { type: 'boolean' },
  event: { type: 'string' },
  payload: { type: 'string' },
  workspace: { type: 'string' },
  repository: { type: 'string' },
  token: { type: 'string' },
  with: { type: 'string', multiple: true },
  env: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Options, or undefined when help was asked for. Throws CommandError with one line per mistake. */
export function readOptions(args: string[]): ActionOptions | undefined {
  const problems: string[] = []
  const { values, positionals } = parse(args, problems)
  if (values.help) return undefined
  const [name = '', ...rest] = positionals
  const known = declaredActions()
  if (name === '') problems.push('Name an action.')
  else if (!known.includes(name))
    problems.push(`There is no action "${name}". ${didYouMean(name, known)}`.trim())
  if (rest.length > 0) problems.push(`Only one action at a time, not also ${rest.join(', ')}.`)
  const sources = [values.world, values.url, values.live].filter(Boolean).length
  if (sources !== 1) problems.push('Give exactly one of --world FILE, --url URL and --live.')
  if (
    values.url !== undefined &&
    !/^http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?\/*$/.test(values.url)
  ) {
    problems.push(`--url must be an emulator on a loopback address, not ${values.url}.`)
  }
  if (values.world !== undefined && !existsSync(values.world))
    problems.push(`There is no world file ${values.world}.`)
  const repository = values.repository === undefined ? undefined : repositoryProblem(values.repository)
  if (repository) problems.push(`--repository ${repository}.`)
  const payload = readPayload(values.payload, problems)
  const inputs = pairs(values.with, '--with input=value', problems)
  const env = pairs(values.env, '--env K=V', problems)
  if (problems.length > 0) throw new CommandError(problems.join('\n'))
  return {
    name,
    world: values.world,
    url: values.url?.replace(/\/+$/, ''),
    live: values.live ?? false,
    event: values.event ?? 'workflow_dispatch',
    payload,
    workspace: values.workspace,
    repository: values.repository,
    token: values.token,
    inputs,
    env,
    json: values.json ?? false,
  }
}

function parse(args: string[], problems: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    const word = /'--([\w-]+)/.exec((error as Error).message)?.[1] ?? ''
    problems.push(
      `${(error as Error).message.split('. ')[0]}. ${didYouMean(word, Object.keys(options))}`.trim(),
    )
    return parseArgs({
      args: args.filter((arg) => arg !== `--${word}`),
      options,
      allowPositionals: true,
      strict: false,
    }) as ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  }
}

function pairs(
  given: readonly string[] | undefined,
  form: string,
  problems: string[],
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const pair of given ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 1) problems.push(`"${pair}" is not of the form ${form}.`)
    else result[pair.slice(0, equals)] = pair.slice(equals + 1)
  }
  return result
}

function readPayload(file: string | undefined, problems: string[]): Record<string, unknown> {
  if (file === undefined) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    problems.push(`--payload ${file} is not a JSON object.`)
  } catch (error) {
    problems.push(`--payload ${file}: ${(error as Error).message}`)
  }
  return {}
}
