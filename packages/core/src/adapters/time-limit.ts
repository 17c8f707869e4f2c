import type { TimeLimit } from '../safeguards/time-limit.ts'
import { TimedOut } from '../safeguards/time-limit.ts'

/** Limits with the machine's timers. The body is told by its signal; one that does not listen is left behind. */
export function realTimeLimit(): TimeLimit {
  return async (ms, body) => {
    const controller = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          const error = new TimedOut(ms)
          controller.abort(error)
          reject(error)
        },
        Math.max(1, Math.min(ms, 2_147_483_647)),
      )
    })
    try {
      return await Promise.race([body(controller.signal), limit])
    } finally {
      clearTimeout(timer)
    }
  }
}
