import { UserError } from '@ecosystem-actions/core/errors'
import type { Inputs } from '../inputs.ts'
import type { MailServer } from '../ports.ts'

/** Where mail goes, from `smtp-url` or its parts; undefined when neither is given. Throws UserError. */
export function mailServer(inputs: Inputs): MailServer | undefined {
  const server = serverOf(inputs)
  if (server && server.oauth2Token !== '' && server.user === '')
    throw new UserError(
      '`smtp-oauth2-token` is given without a user, so it would not be used.',
      'Give `smtp-user`, or the user in `smtp-url`.',
    )
  return server
}

function serverOf(inputs: Inputs): MailServer | undefined {
  const oauth2Token = inputs['smtp-oauth2-token']
  const allowPrivate = inputs['allow-private-hosts']
  if (inputs['smtp-url'] !== '') return { ...fromUrl(inputs['smtp-url']), oauth2Token, allowPrivate }
  if (inputs['smtp-host'] === '') return undefined
  const port = inputs['smtp-port']
  const { 'smtp-user': user, 'smtp-password': password } = inputs
  return { host: inputs['smtp-host'], port, secure: port === 465, user, password, oauth2Token, allowPrivate }
}

function fromUrl(value: string): Omit<MailServer, 'oauth2Token' | 'allowPrivate'> {
  const remedy =
    'Write smtps://host:465 or smtp://host:587, user and password before the host, special characters encoded.'
  if (!URL.canParse(value)) throw new UserError('`smtp-url` is not a URL.', remedy)
  const url = new URL(value)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new UserError('`smtp-url` must begin with smtp:// or smtps://.', remedy)
  if (url.hostname === '') throw new UserError('`smtp-url` names no host.', remedy)
  const secure = url.protocol === 'smtps:' || url.port === '465'
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    secure,
    user: decoded(url.username),
    password: decoded(url.password),
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Text before any `<` is a name; the rest must look like one address. */
export function addressProblem(address: string): string | undefined {
  const bare = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address
  return /^[^\s<>@,;:"]{1,64}@[^\s<>@,;:"]{1,253}$/.test(bare.trim()) ? undefined : `is no email address`
}
