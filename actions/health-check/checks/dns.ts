import { z } from 'zod'
import { error, ok, type CheckKind, type Verdict } from '../check.ts'
import { failed } from '../judgement/network-verdict.ts'
import type { DnsAnswer } from '../probes.ts'
import { host, timeoutSeconds } from '../plan/settings.ts'

const settings = z.strictObject({
  host,
  type: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']).default('A'),
  expect: z.array(z.string().min(1)).max(50).optional(),
  'timeout-seconds': timeoutSeconds,
})

/** Every expected record must be among the answers. */
export function judgeDns(
  target: string,
  { records, ms }: DnsAnswer,
  expected: readonly string[] | undefined,
): Verdict {
  const evidence = { records: records.slice(0, 20), duration_ms: Math.round(ms) }
  if (records.length === 0) return error('empty', `${target} has no records.`, { evidence, transient: true })
  const plain = (text: string) => text.toLowerCase().replace(/\.$/, '')
  const missing = (expected ?? []).filter((one) => !records.some((record) => plain(record) === plain(one)))
  if (missing.length > 0)
    return error('unexpected', `${target} does not have ${missing.join(', ')}.`, {
      evidence,
      fix: 'Correct the DNS record, or what is expected.',
      transient: true,
    })
  return ok(`${target} has ${records.length === 1 ? 'one record' : `${records.length} records`}.`, evidence)
}

export const dns: CheckKind<typeof settings> = {
  kind: 'dns',
  settings,
  async look(settings, { network }, { timeoutMs, signal }) {
    const seconds = settings['timeout-seconds']
    const { host: name, type, expect } = settings
    const answer = await network.dns({
      name,
      type,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    const target = `${name} (${type})`
    return answer.ok ? judgeDns(target, answer, expect) : failed(target, answer)
  },
}
