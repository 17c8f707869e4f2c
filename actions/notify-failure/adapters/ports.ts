import { maskSecret, type Platform } from '@ecosystem-actions/core/action'
import type { Inputs } from '../inputs.ts'
import type { Ports } from '../ports.ts'
import { environmentSecrets, keyValueRedactor, secretParts } from '../secrets.ts'
import { httpsSender } from './https.ts'
import { redirectedLogs } from './logs.ts'
import { nodemailerMailer } from './smtp.ts'

/** The outside of this action. Everything secret is known to the redactor before the first request. */
export function notifyPorts(platform: Platform, inputs: Inputs): Ports {
  for (const part of secretParts(inputs)) maskSecret(platform, part)
  const { context, clock, files, journal, redactor } = platform
  const after = (share: number) => new Date(clock.now().getTime() + inputs['timeout-seconds'] * 1000 * share)
  const deadline = after(1)
  return {
    context,
    clock,
    files,
    journal,
    deadline,
    redact: (text) => keyValueRedactor(redactor.redact(text)),
    // Not masked in the log: a value there need not be secret. But nothing of it leaves.
    concealEnvironment: (known) => {
      for (const value of environmentSecrets(process.env, known)) redactor.add(value)
    },
    spare: (texts) => redactor.spare(texts),
    github: platform.github(inputs['github-token'], { deadline }),
    reads: platform.github(inputs['github-token'], { deadline: after(0.5) }),
    sender: httpsSender(),
    mailer: nodemailerMailer(),
    logs: redirectedLogs(context.apiUrl),
  }
}
