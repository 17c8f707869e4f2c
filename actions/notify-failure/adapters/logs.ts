import { UserError } from '@ecosystem-actions/core/errors'
import type { LogStore } from '../ports.ts'

/**
 * Reads job logs from where the API's redirect leads. The address carries its own signature; our token never goes there. `within`:
 * milliseconds for all of one log; what came until then counts.
 */
export function redirectedLogs(apiUrl: string, within = 20_000): LogStore {
  return {
    async read(address, take, limit) {
      const url = new URL(address, apiUrl)
      if (url.protocol !== 'https:' && new URL(apiUrl).protocol === 'https:')
        throw new UserError('GitHub sent the log to an address without https.', '')
      const signal = AbortSignal.timeout(within)
      const first = accepted(await get(url, signal))
      const length = Number(first.headers.get('content-length') ?? 0)
      if (length <= limit || !/bytes/.test(first.headers.get('accept-ranges') ?? 'bytes'))
        return { cut: await drain(first, take, limit) }
      // The failing step is at the end: of a log that is too long, the end is read, or the beginning where the storage refuses ranges.
      await first.body?.cancel()
      const end = await get(url, signal, { range: `bytes=${length - limit}-` })
      if (!end.ok) await end.body?.cancel()
      await drain(end.ok ? end : accepted(await get(url, signal)), take, limit)
      return { cut: true }
    },
  }
}

async function get(url: URL, signal: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, { headers, redirect: 'error', signal })
  if (!answer.ok && headers['range'] === undefined) await answer.body?.cancel()
  return answer
}

function accepted(answer: Response): Response {
  if (answer.ok) return answer
  throw new UserError(`The log's storage answered HTTP ${answer.status}.`, '')
}

/** Whether something was left out: beyond the limit, or not there in time. Leaving the loop ends the download. */
async function drain(answer: Response, take: (piece: string) => void, limit: number): Promise<boolean> {
  if (!answer.body) return false
  const decoder = new TextDecoder()
  let size = 0
  try {
    for await (const piece of answer.body) {
      take(decoder.decode(piece, { stream: true }))
      size += piece.length
      if (size > limit) return true
    }
  } catch (error) {
    if (size === 0) throw error
    return true
  }
  take(decoder.decode())
  return false
}
