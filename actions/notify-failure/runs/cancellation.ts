/**
 * Why a job was cancelled, told by the annotations of its check run. GitHub reports a job that exceeded `timeout-minutes` as cancelled, so
 * `if: failure()` never sees it and "ignore cancelled" hides real outages.
 */
export type Cancellation =
  | { cause: 'timeout'; limit: string }
  | { cause: 'superseded'; group: string }
  | { cause: 'person'; login: string }
  | { cause: 'unknown' }

const timeout = /has exceeded the maximum execution time of (\d{1,9} minutes?|[\dhms]{1,20})/i
const superseded = /higher priority waiting request for ['"]?([^'"\n]{1,300}?)['"]? exists/i
const person = /(?:run|operation|job) was cancell?ed by @?([\w-]{1,60}(?:\[bot\])?)/i

/** Reads the strongest cause among the messages: a time-out outranks the "operation was canceled" that every cause carries. */
export function cancellationOf(messages: readonly string[]): Cancellation {
  const limit = firstMatch(messages, timeout)
  if (limit !== undefined) return { cause: 'timeout', limit }
  const group = firstMatch(messages, superseded)
  if (group !== undefined) return { cause: 'superseded', group }
  const login = firstMatch(messages, person)
  if (login !== undefined) return { cause: 'person', login }
  return { cause: 'unknown' }
}

function firstMatch(messages: readonly string[], pattern: RegExp): string | undefined {
  for (const message of messages) {
    const found = pattern.exec(message.slice(0, 4000))?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

export function isTimeoutMessage(message: string): boolean {
  return timeout.test(message.slice(0, 4000))
}

/** One sentence for the log and the `reason` output. */
export function cancellationReason(cancellation: Cancellation): string {
  switch (cancellation.cause) {
    case 'timeout':
      return `A job exceeded its time limit of ${cancellation.limit}.`
    case 'superseded':
      return `The run was superseded by a newer one in the concurrency group "${cancellation.group}".`
    case 'person':
      return `The run was cancelled by ${cancellation.login}.`
    default:
      return 'The run was cancelled, and no annotation says that a time limit was the cause.'
  }
}
