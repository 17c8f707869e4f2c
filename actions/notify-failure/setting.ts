import type { Wording } from './message/compose.ts'
import type { GitHubPlace } from './places/github-place.ts'
import type { Inputs } from './inputs.ts'
import type { Policy } from './incident/policy.ts'
import type { Ports } from './ports.ts'

/** Inputs in the form the parts need; made once per run. */
export interface Setting {
  inputs: Inputs
  ports: Ports
  policy: Policy
  wording: Wording
  place: GitHubPlace
  repository: string
  now: Date
  previewFolder: string
}

export function settingOf(inputs: Inputs, ports: Ports): Setting {
  const { context, github, redact, clock } = ports
  const [owner = '', repo = ''] = context.repository.split('/')
  const dry = inputs['dry-run']
  const folder = inputs['preview-dir'] || (dry ? `${context.temporary}/notify-failure-preview` : '')
  return {
    inputs,
    ports,
    repository: context.repository,
    now: clock.now(),
    previewFolder: folder.replace(/[\\/]+$/, ''),
    place: { github, owner, repo, token: inputs['github-token'], redact },
    wording: {
      fields: inputs.fields,
      title: inputs.title,
      escalation: inputs['escalate-mention'],
      people: inputs.mentions,
      redact,
    },
    policy: {
      notifyOn: new Set(inputs['notify-on']),
      notifyAfter: inputs['notify-after'],
      escalateAfter: inputs['escalate-after'],
      remindEvery: inputs['remind-every'],
      quiet: inputs['quiet-hours'],
      timeZone: inputs['time-zone'],
    },
  }
}

/** Whether anything is configured that a message could go to. */
export function isMute(inputs: Inputs): boolean {
  const secrets = [
    inputs['slack-webhook-url'],
    inputs['slack-bot-token'],
    inputs['teams-webhook-url'],
    inputs['discord-webhook-url'],
    inputs['smtp-url'],
    inputs['smtp-host'],
    inputs['webhook-url'],
  ]
  return secrets.every((value) => value === '') && inputs.issue === 'off' && inputs['pr-comment'] === 'off'
}
