import { UserError } from '@ecosystem-actions/core/errors'

export type Target =
  'slack-webhook-url' | 'teams-webhook-url' | 'discord-webhook-url' | 'webhook-url' | 'slack-api-url'

/** Says why an address cannot be a target, before anything is sent; throws UserError. No text of it but the host is shown. */
export function checkTarget(input: Target, value: string): URL {
  if (!URL.canParse(value))
    throw new UserError(
      `\`${input}\` is not a URL.`,
      input === 'slack-api-url'
        ? 'Give the whole address, with https://.'
        : 'Copy the whole address, with https://, into the secret.',
    )
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new UserError(`\`${input}\` must begin with https://.`, 'Copy the whole address into the secret.')
  if (url.username || url.password)
    throw new UserError(`\`${input}\` has a user or password before its host.`, 'Remove them.')
  if (input === 'teams-webhook-url') checkTeams(url)
  if (
    input === 'discord-webhook-url' &&
    /(?:^|\.)discord(?:app)?\.com$/.test(url.hostname) &&
    !/^\/api\/(?:v\d+\/)?webhooks\/\d+\/[^/]+\/?(?:slack|github)?$/.test(url.pathname)
  )
    throw new UserError(
      '`discord-webhook-url` is no webhook of Discord.',
      'Copy it from the settings of the channel: Integrations, Webhooks.',
    )
  if (
    input === 'slack-webhook-url' &&
    /^(?:www\.)?slack\.com$|\.slack\.com$/.test(url.hostname) &&
    !url.hostname.startsWith('hooks.')
  )
    throw new UserError(
      '`slack-webhook-url` is no incoming webhook of Slack.',
      'It begins with https://hooks.slack.com/.',
    )
  return url
}

// Office 365 connectors were retired; their addresses answer nothing useful any more.
function checkTeams({ hostname, pathname }: URL): void {
  const retired =
    hostname.endsWith('.webhook.office.com') ||
    (/^outlook\.office(?:365)?\.com$/.test(hostname) && /^\/webhook/i.test(pathname))
  if (retired)
    throw new UserError(
      '`teams-webhook-url` is an Office 365 connector; Microsoft has retired them.',
      'In the channel choose Workflows, "Post to a channel when a webhook request is received", and use the URL it gives.',
    )
}
