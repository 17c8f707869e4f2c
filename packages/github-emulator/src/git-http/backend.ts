// Runs git's own `http-backend` (a CGI program) for one request and passes its answer on.
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { gitEnvironment } from '../git/git.ts'
import type { Repository } from '../domain/model.ts'
import type { Exchange } from '../http/exchange.ts'
import { sharedObjects } from './on-disk.ts'

export interface BackendInput {
  repository: Repository
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  service: string
  body: Buffer
  user: string
  refusals: string
}

function header(exchange: Exchange, name: string): string {
  const value = exchange.request.headers[name]
  return typeof value === 'string' ? value : ''
}

function environment(exchange: Exchange, input: BackendInput): NodeJS.ProcessEnv {
  const { world, method, query } = exchange
  const { directory } = input.repository
  return gitEnvironment({
    ...sharedObjects(world),
    GIT_PROJECT_ROOT: dirname(directory),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${input.repository.name}.git${input.service}`,
    REQUEST_METHOD: method,
    QUERY_STRING: query.toString(),
    CONTENT_TYPE: header(exchange, 'content-type'),
    CONTENT_LENGTH: String(input.body.length),
    HTTP_CONTENT_ENCODING: header(exchange, 'content-encoding'),
    GIT_PROTOCOL: header(exchange, 'git-protocol'),
    REMOTE_USER: input.user,
    REMOTE_ADDR: '127.0.0.1',
    EMULATOR_REFUSALS: input.refusals,
  })
}

/** Answers the whole output; repositories of tests are small. */
export function runBackend(
  exchange: Exchange,
  input: BackendInput,
): Promise<{ status: number; headers: Record<string, string>; payload: Buffer }> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: environment(exchange, input) })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.resume()
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', () => resolve(parseCgi(Buffer.concat(chunks))))
    child.stdin.end(input.body)
  })
}

function parseCgi(output: Buffer): { status: number; headers: Record<string, string>; payload: Buffer } {
  const end = output.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  let status = 200
  for (const line of output.toString('latin1', 0, Math.max(0, end)).split('\r\n')) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    if (name === 'status') status = Number.parseInt(value, 10)
    else if (colon > 0) headers[name] = value
  }
  return { status, headers, payload: output.subarray(end + 4) }
}
