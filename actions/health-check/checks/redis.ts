import { z } from 'zod'
import { error, ok, unknown, warning, type CheckKind } from '../check.ts'
import { parseRedisUrl } from '../judgement/database-url.ts'
import { failed } from '../judgement/network-verdict.ts'
import { envName, timeoutSeconds } from '../plan/settings.ts'

const settings = z
  .strictObject({
    url: z.string().min(1).optional(),
    'url-env': envName.optional(),
    'max-latency-ms': z.number().positive().optional(),
    'timeout-seconds': timeoutSeconds,
  })
  .refine((one) => (one.url === undefined) !== (one['url-env'] === undefined), {
    error: 'needs either url or url-env',
  })

export const redis: CheckKind<typeof settings> = {
  kind: 'redis',
  settings,
  async look(wanted, { network, env }, { timeoutMs, signal }) {
    const text = wanted.url ?? env(wanted['url-env'] ?? '') ?? ''
    if (text === '')
      return unknown('no_secret', `The variable ${wanted['url-env']} is not set.`, {
        fix: 'Pass it in `env:` of the step.',
      })
    const place = parseRedisUrl(text)
    if ('problem' in place) return error('invalid', `The address of Redis ${place.problem}.`)
    const target = `Redis ${place.host}:${place.port}`
    const seconds = wanted['timeout-seconds']
    const answer = await network.redis({
      ...place,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    if (!answer.ok) return failed(target, answer)
    const limit = wanted['max-latency-ms']
    if (limit !== undefined && answer.ms > limit)
      return warning(
        'slow',
        `${target} answered in ${Math.round(answer.ms)} ms, at most ${limit} are allowed.`,
      )
    return ok(`${target} answers PING (${Math.round(answer.ms)} ms).`, { duration_ms: Math.round(answer.ms) })
  },
}
