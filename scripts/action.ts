// npm run action -- NAME --world FILE …: one action, run as the runner would, against an emulator (or, with --live, the real API).
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startEmulator, WorldError, type RequestEntry } from '@ecosystem-actions/github-emulator'
import { readMetadata } from '@ecosystem-actions/github-emulator/runner/metadata'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { readCommands } from '@ecosystem-actions/github-emulator/runner/workflow-commands'
import { emulatedPlace, livePlace, type Place } from './action/identity.ts'
import { CommandError, readOptions, usage, type ActionOptions } from './action/options.ts'
import { metadataFile, root } from './house.ts'

interface Outside {
  place: Place
  requests: () => Promise<RequestEntry[]>
  state: () => Promise<unknown>
  close: () => Promise<void>
}

async function emulated(options: ActionOptions): Promise<Outside> {
  const emulator = options.url === undefined ? await startEmulator(resolve(options.world ?? '')) : undefined
  const url = emulator?.url ?? options.url ?? ''
  const admin = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}/_emulator/${path}`).catch(() => undefined)
    if (!answer?.ok) throw new CommandError(`No emulator answers at ${url}.`)
    return answer.json()
  }
  try {
    const { repositories } = (await admin('state')) as { repositories: { name: string }[] }
    const repository = options.repository ?? repositories[0]?.name
    if (repository === undefined)
      throw new CommandError('The world has no repository; the run needs one to belong to.')
    const before = ((await admin('requests')) as RequestEntry[]).length
    return {
      place: await emulatedPlace(url, repository, options),
      requests: async () => ((await admin('requests')) as RequestEntry[]).slice(before),
      state: () => admin('state'),
      close: async () => emulator?.close(),
    }
  } catch (error) {
    await emulator?.close()
    throw error
  }
}

async function live(options: ActionOptions): Promise<Outside> {
  const none = () => Promise.resolve([])
  return {
    place: await livePlace(options),
    requests: none,
    state: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  }
}

/** REST and GraphQL by route; git, results, storage and admin are `other`. */
function countRequests(entries: readonly RequestEntry[]) {
  const api = entries.filter(({ kind }) => kind === 'rest' || kind === 'graphql')
  const byRoute: Record<string, number> = {}
  for (const { route } of api) byRoute[route] = (byRoute[route] ?? 0) + 1
  const other = entries.filter(({ kind }) => !['rest', 'graphql', 'admin', 'page'].includes(kind)).length
  return { total: api.length, byRoute, other }
}

function liveInputs({ name, inputs, live }: ActionOptions): Record<string, string> {
  const hasDryRun = 'dry-run' in readMetadata(join(root, metadataFile(name))).inputs
  return live && hasDryRun ? { 'dry-run': 'true', ...inputs } : inputs
}

function print(result: ActionResult, requests: ReturnType<typeof countRequests>): void {
  const section = (title: string, text: string) =>
    text === '' ? '' : `\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}\n${text}`
  const outputs = Object.entries(result.outputs).map(([name, value]) => `${name}: ${value}`)
  console.log(section('outputs', outputs.join('\n')))
  console.log(section('job summary', result.summary.trim()))
  console.log(
    `\n${requests.total} requests to the API, ${requests.other} others. Exit code ${result.exitCode}.`,
  )
  if (result.undeclaredOutputs.length > 0)
    console.log(`Set but not declared in action.yml: ${result.undeclaredOutputs.join(', ')}`)
}

function expression(place: Place) {
  return (path: string): string => {
    const known: Record<string, string | undefined> = {
      'github.token': place.token,
      'github.repository': place.run.repository,
      'github.sha': place.run.sha,
      'github.ref': place.run.ref,
      'github.server_url': place.run.serverUrl,
      'github.api_url': place.run.apiUrl,
      'github.run_id': String(place.run.runId),
      'github.actor': place.run.actor.login,
    }
    return known[path] ?? ''
  }
}

async function main(options: ActionOptions): Promise<number> {
  if (!existsSync(join(root, 'dist', options.name, 'index.js'))) {
    throw new CommandError(`${options.name} has no bundle yet: dist/${options.name}/index.js is missing.`)
  }
  const outside = options.live ? await live(options) : await emulated(options)
  try {
    const result = await runAction({
      metadataFile: join(root, metadataFile(options.name)),
      run: outside.place.run,
      inputs: liveInputs(options),
      expression: expression(outside.place),
      env: options.env,
      ...(options.workspace === undefined ? {} : { workspace: resolve(options.workspace) }),
      onLine: (line) =>
        options.json ? undefined : readCommands(line).lines.forEach((text) => console.log(text)),
    })
    for (const name of result.unexpectedInputs)
      if (!options.json) console.log(`Warning: Unexpected input '${name}'`)
    const requests = countRequests(await outside.requests())
    if (options.json) {
      const { exitCode, outputs, summary, annotations, log } = result
      console.log(
        JSON.stringify({
          exitCode,
          outputs,
          summary,
          annotations,
          log,
          requests,
          state: await outside.state(),
        }),
      )
    } else print(result, requests)
    return result.exitCode
  } finally {
    await outside.close()
  }
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) console.log(usage)
  else process.exitCode = await main(options)
} catch (error) {
  if (!(error instanceof CommandError) && !(error instanceof WorldError)) throw error
  console.error(
    `${error.message}\n${error instanceof WorldError ? '' : 'npm run action -- --help says more.'}`.trim(),
  )
  process.exitCode = 2
}
