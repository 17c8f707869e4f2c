import { UserError } from '@ecosystem-actions/core/errors'
import type { LogStore } from '../ports.ts'

const timeout = 20_000

/** Reads job logs from where the API's redirect leads. The address carries its own signature; our token never goes there. */
export function redirectedLogs(apiUrl: string): LogStore {
  return {
    async read(address, take, limit) {
      const url = new URL(address, apiUrl)
      if (url.protocol !== 'https:' && new URL(apiUrl).protocol === 'https:')
        throw new UserError('GitHub sent the log to an address without https.', '')
      const first = await get(url)
      const length = Number(first.headers.get('content-length') ?? 0)
      // The failing step is at the end: of a log that is too long, the end is read.
      if (length > limit && /bytes/.test(first.headers.get('accept-ranges') ?? 'bytes')) {
        await first.body?.cancel()
        const end = await get(url, { range: `bytes=${length - limit}-` })
        await drain(end, take, limit)
        return { cut: true }
      }
      return { cut: await drain(first, take, limit) }
    },
  }
}

async function get(url: URL, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeout) })
  if (answer.ok) return answer
  await answer.body?.cancel()
  throw new UserError(`The log's storage answered HTTP ${answer.status}.`, '')
}

async function drain(answer: Response, take: (piece: string) => void, limit: number): Promise<boolean> {
  if (!answer.body) return false
  const decoder = new TextDecoder()
  let size = 0
  for await (const piece of answer.body) {
    take(decoder.decode(piece, { stream: true }))
    size += piece.length
    if (size > limit) return true
  }
  take(decoder.decode())
  return false
}
