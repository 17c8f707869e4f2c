// 2 GB logs as storage would serve them: generated while they are sent, never held.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { scriptedGitHub, answer } from '@ecosystem-actions/core/testing/github'
import { redirectedLogs } from '../../../actions/notify-failure/adapters/logs.ts'
import { toJob } from '../../../actions/notify-failure/runs/jobs.ts'
import { Reading } from '../../../actions/notify-failure/runs/reading.ts'

const size = 2 * 1024 ** 3
const limit = 20 * 1024 ** 2
const mega = 1024 ** 2

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<unknown>((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

const stamp = '2026-01-11T00:00:00.1234567Z '
const early = Buffer.from(`${stamp}##[error]Error: near the beginning\n`)
const late = Buffer.from(
  `\n${stamp}AssertionError: at the very end\n${stamp}##[error]Process completed with exit code 1.\n`,
)
const line = Buffer.from(`${stamp}compiling one more of very many modules\n`)
const filler = Buffer.concat(Array.from({ length: 1000 }, () => line))

/** Bytes `from` to the end: the beginning, then filler, then the end of the log. */
function* contents(from: number): Generator<Buffer> {
  let at = from
  if (from < early.length) {
    yield early.subarray(from)
    at = early.length
  }
  const end = size - late.length
  while (at < end) {
    const piece = filler.subarray(0, Math.min(filler.length, end - at))
    yield piece
    at += piece.length
  }
  yield late.subarray(at - end)
}

type Ranges = 'works' | 'ignored' | 'refused'

interface Served {
  url: string
  /** What the server handed to its sockets; some of it may never have been read. */
  sent: () => number
  asked: (string | undefined)[]
}

/** Storage with or without ranges; `stall`: after so many bytes nothing comes any more. */
async function serve(ranges: Ranges, { length = true, stall = Infinity } = {}): Promise<Served> {
  const asked: (string | undefined)[] = []
  let sent = 0
  const respond = ({ headers: { range } }: IncomingMessage, response: ServerResponse): void => {
    asked.push(range)
    if (range && ranges === 'refused') return void response.writeHead(416).end()
    const from = ranges === 'works' ? Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) : 0
    response.writeHead(from > 0 ? 206 : 200, length ? { 'content-length': size - from } : {})
    const pieces = contents(from)
    const more = (): void => {
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        sent += next.value.length
        const goesOn = response.write(next.value)
        if (response.destroyed || sent >= stall) return
        if (!goesOn) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  }
  server = createServer(respond)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`
  return { url, sent: () => sent, asked }
}

/** The action's own way: the API's redirect, the download, the scan. Peak growth is measured while it runs. */
async function readLog(url: string, within = 20_000) {
  const github = scriptedGitHub({
    'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs': () => answer(302, '', { location: url }),
  })
  let bytes = 0
  const store = redirectedLogs(url, within)
  const counted: typeof store = {
    read: (address, take, most) => {
      const count = (piece: string): void => {
        bytes += piece.length
        take(piece)
      }
      return store.read(address, count, most)
    },
  }
  const reading = new Reading(github, counted, { repository: 'acme/web', timeout: 5000 })
  const [before, begun] = [process.memoryUsage().rss, performance.now()]
  let peak = before
  const watch = setInterval(() => void (peak = Math.max(peak, process.memoryUsage().rss)), 5)
  const job = toJob({ id: 1, name: 'test', status: 'completed', conclusion: 'failure', steps: [] })
  const excerpt = await reading.logExcerpt(job)
  clearInterval(watch)
  peak = Math.max(peak, process.memoryUsage().rss)
  return {
    excerpt,
    bytes,
    growth: peak - before,
    seconds: (performance.now() - begun) / 1000,
    notes: reading.notes,
  }
}

// One piece more than the limit may be handed on, and sockets buffer a few megabytes that nobody reads.
function isBounded(read: Awaited<ReturnType<typeof readLog>>, sent: number): void {
  expect(read.bytes).toBeLessThanOrEqual(limit + mega)
  expect(sent).toBeLessThanOrEqual(2 * limit)
  expect(read.growth).toBeLessThanOrEqual(100 * mega)
  expect(read.seconds).toBeLessThanOrEqual(15)
}

test('ranges work: of 2 GB the end is read, and the error there is found', async () => {
  const served = await serve('works')
  const read = await readLog(served.url)
  expect(read.excerpt).toMatchObject({ line: 'AssertionError: at the very end', cut: true })
  expect(served.asked).toEqual([undefined, `bytes=${size - limit}-`])
  expect(read.bytes).toBe(limit)
  isBounded(read, served.sent())
})

test.each(['ignored', 'refused'] as const)(
  'ranges are %s: the download of 2 GB stops at the cap, and what was read is used',
  async (ranges) => {
    const served = await serve(ranges)
    const read = await readLog(served.url)
    expect(read.excerpt).toMatchObject({ line: 'Error: near the beginning', cut: true })
    expect(read.bytes).toBeGreaterThan(limit)
    expect(read.notes).toEqual([])
    isBounded(read, served.sent())
  },
)

test('2 GB without a length stop at the cap', async () => {
  const served = await serve('ignored', { length: false })
  const read = await readLog(served.url)
  expect(read.excerpt).toMatchObject({ line: 'Error: near the beginning', cut: true })
  expect(served.asked).toEqual([undefined])
  isBounded(read, served.sent())
})

test('a download that stalls ends in time; what came counts', async () => {
  const served = await serve('ignored', { length: false, stall: mega })
  const read = await readLog(served.url, 500)
  expect(read.excerpt).toMatchObject({ line: 'Error: near the beginning', cut: true })
  expect(read.seconds).toBeLessThan(5)
})
