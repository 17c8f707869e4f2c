import { gunzipSync, gzipSync } from 'node:zlib'
import { reason, UserError } from '@ecosystem-actions/core/errors'
import { recordId } from '@ecosystem-actions/core/history'
import { branchHistory } from '@ecosystem-actions/core/history/branch'
import type { Clock, Files, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import type { StateStore } from '../state/keep.ts'

interface Outside {
  files: Files
  clock: Clock
  context: RunContext
  /** A client of the step's own token. */
  github: () => GitHub
}

const series = 'ecosystem-sync/state'

/** Where the state lives: nowhere, in a file of the workspace, which `actions/cache` carries from run to run, or on a branch of this repository. */
export function stateStore(where: string, outside: Outside): StateStore | undefined {
  if (where === '') return undefined
  if (where.startsWith('branch:')) return onBranch(where.slice('branch:'.length), outside)
  const { files } = outside
  return {
    remote: false,
    read: async () => linesOf(await files.bytes(where, 512 * 1024 * 1024)),
    write: (text) => files.write(where, text),
  }
}

/** One line after the other, so that a large file is never one large text as well. */
function linesOf(bytes: Uint8Array): Iterable<string>
function linesOf(bytes: Uint8Array | undefined): Iterable<string> | undefined
function linesOf(bytes: Uint8Array | undefined): Iterable<string> | undefined {
  return bytes && eachLine(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

function* eachLine(buffer: Buffer): Generator<string> {
  for (let at = 0; at < buffer.length;) {
    const found = buffer.indexOf(10, at)
    const end = found === -1 ? buffer.length : found
    yield buffer.toString('utf8', at, end)
    at = end + 1
  }
}

function onBranch(branch: string, { clock, context, github }: Outside): StateStore {
  const history = branchHistory({ github: github(), clock, repository: context.repository, branch })
  return {
    remote: true,
    async read() {
      const { records } = await history.read({ series, limit: 1 }).catch((error: unknown) => {
        throw new UserError(`The state was not read from the branch ${branch}: ${reason(error)}`, '', {
          cause: error,
        })
      })
      const packed = records.at(-1)?.body['gzip']
      return typeof packed === 'string' ? linesOf(gunzipSync(Buffer.from(packed, 'base64'))) : undefined
    },
    async write(text) {
      const body = { gzip: gzipSync([...text].join('')).toString('base64') }
      const record = {
        id: recordId(context, 0, () => clock.random()),
        at: clock.now().toISOString(),
        series,
        body,
      }
      await history.append([record]).catch((error: unknown) => {
        throw new UserError(
          `The state was not written to the branch ${branch}: ${reason(error)}`,
          'Give the token `contents: write` on this repository, or keep the state in a file.',
          { cause: error },
        )
      })
    },
  }
}
