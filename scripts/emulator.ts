// `npm run emulator`: a local GitHub on a world file.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadWorld, startEmulator, WorldError, type Emulator } from '@ecosystem-actions/github-emulator'

const help = `Usage: npm run emulator -- --world FILE [--port N] [--work-directory DIR]

Starts a local GitHub (REST, GraphQL, git over HTTP, Actions results service) on a world file (YAML or JSON).

  --world FILE            the world; its JSON Schema is packages/github-emulator/world.schema.json
  --port N                the port to listen on; a free one unless given
  --work-directory DIR    where repositories are kept; a temporary folder unless given
  --check                 check the world file and end
  --help                  this text

The first line on stdout is "listening on http://127.0.0.1:PORT". SIGTERM or Ctrl-C ends it.
Exit codes: 0 ended as asked, 1 could not start, 2 wrong arguments or an invalid world.
`

/** A mistake of the caller: shown without a stack. */
function stop(message: string, code: number): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}

interface Arguments {
  world: string
  port: number
  check: boolean
  workDirectory: string | undefined
}

function readArguments(): Arguments | undefined {
  const options = {
    world: { type: 'string' },
    port: { type: 'string' },
    'work-directory': { type: 'string' },
    check: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    const { values } = parseArgs({ options, strict: true })
    if (values.help) {
      process.stdout.write(help)
      return undefined
    }
    if (values.world === undefined) throw new Error('--world FILE is missing')
    const port = Number(values.port ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port ${values.port} is no port (0 to 65535)`)
    return {
      world: values.world,
      port,
      check: values.check ?? false,
      workDirectory: values['work-directory'],
    }
  } catch (error) {
    stop(`${error instanceof Error ? error.message : String(error)}\n\n${help}`, 2)
    return undefined
  }
}

function directions({ url, world }: Emulator): string {
  const token = world.viewer.login
  return `
  REST        ${url}            (also below ${url}/api/v3)
  GraphQL     ${url}/graphql
  git         git clone ${url}/OWNER/NAME.git
  look at it  ${url}/           state: ${url}/_emulator/state, requests: ${url}/_emulator/requests

  Octokit     new Octokit({ auth: '${world.file.viewer.token}', baseUrl: '${url}' })     (acts as ${token})
  gh, curl    curl -H 'Authorization: Bearer ${world.file.viewer.token}' ${url}/rate_limit
  Actions     GITHUB_API_URL=${url} GITHUB_TOKEN=${world.file.viewer.token}

  repositories: ${[...world.repositories.keys()].slice(0, 20).join(', ') || 'none'}
`
}

/** SIGTERM and Ctrl-C; and the end of npm, whose shell takes the signal with it into its grave and passes nothing on. */
function endWhenAsked(close: () => void): void {
  const [parent, underNpm] = [process.ppid, process.env['npm_lifecycle_event'] !== undefined]
  const watch = setInterval(() => {
    if (underNpm && process.ppid !== parent) end()
  }, 100).unref()
  let ended = false
  const end = () => {
    clearInterval(watch)
    if (!ended) close()
    ended = true
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

async function main(): Promise<void> {
  const given = readArguments()
  if (!given) return
  try {
    if (given.check) {
      const world = loadWorld(readFileSync(given.world, 'utf8'), given.world)
      process.stdout.write(`${given.world}: a valid world of ${world.repositories.length} repositories\n`)
      return
    }
    const options = given.workDirectory === undefined ? {} : { workDirectory: given.workDirectory }
    const emulator = await startEmulator(given.world, { port: given.port, ...options })
    process.stdout.write(`listening on ${emulator.url}\n`)
    process.stdout.write(directions(emulator))
    endWhenAsked(() => void emulator.close())
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (error instanceof WorldError) stop(error.message, 2)
    else if (code === 'ENOENT') stop(`${given.world}: there is no such file`, 2)
    else if (code === 'EADDRINUSE')
      stop(`Port ${given.port} is taken. Give another one with --port, or none for a free one.`, 1)
    else stop(error instanceof Error ? error.message : String(error), 1)
  }
}

await main()
