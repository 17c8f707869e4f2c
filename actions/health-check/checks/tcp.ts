import { z } from 'zod'
import { ok, type CheckKind } from '../check.ts'
import { failed } from '../judgement/network-verdict.ts'
import { host, port, timeoutSeconds } from '../plan/settings.ts'

const settings = z.strictObject({ host, port, 'timeout-seconds': timeoutSeconds })

export const tcp: CheckKind<typeof settings> = {
  kind: 'tcp',
  settings,
  async look(settings, { network }, { timeoutMs, signal }) {
    const target = `${settings.host}:${settings.port}`
    const seconds = settings['timeout-seconds']
    const answer = await network.tcp({
      host: settings.host.replace(/^\[|\]$/g, ''),
      port: settings.port,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    if (!answer.ok) return failed(target, answer)
    return ok(`${target} accepts connections (${Math.round(answer.ms)} ms).`, {
      duration_ms: Math.round(answer.ms),
    })
  },
}
