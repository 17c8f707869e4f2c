import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../ports.ts'

/**
 * The machine's clock. Against an API on a loopback address (the emulator) two variables count: ECOSYSTEM_ACTIONS_NOW sets the time the run
 * starts at, ECOSYSTEM_ACTIONS_TIME_SCALE makes waits that much shorter while `now` moves on as if they had been whole.
 */
export function systemClock(env: NodeJS.ProcessEnv = process.env): Clock {
  const local = isLoopback(env['GITHUB_API_URL'])
  const given = local ? Date.parse(env['ECOSYSTEM_ACTIONS_NOW'] ?? '') : Number.NaN
  const scale = local ? Math.max(1, Number(env['ECOSYSTEM_ACTIONS_TIME_SCALE']) || 1) : 1
  const started = performance.now()
  const origin = Number.isNaN(given) ? Date.now() : given
  let skipped = 0
  const elapsed = () => performance.now() - started + skipped
  return {
    now: () => new Date(origin + elapsed()),
    monotonic: elapsed,
    random: Math.random,
    async sleep(ms, signal) {
      const real = Math.max(0, ms) / scale
      await delay(real, undefined, signal ? { signal } : {})
      skipped += Math.max(0, ms) - real
    },
  }
}

function isLoopback(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  )
}
