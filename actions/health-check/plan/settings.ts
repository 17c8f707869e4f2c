import { z } from 'zod'

/** Pieces that several kinds of checks share in the checks file. */
export const url = z
  .string()
  .max(2000)
  .refine((text) => urlProblem(text) === undefined, {
    error: (issue) => urlProblem(String(issue.input)) ?? '',
  })

/** Says why a text is no address of the web, or undefined when it is one. */
export function urlProblem(text: string): string | undefined {
  if (/\s|\p{Cc}/u.test(text)) return 'must not hold white space'
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text))
    return `must start with https:// or http://, for example https://${shownUrl(text)
      .replace(/^.*:\/\//, '')
      .slice(0, 60)}`
  if (!URL.canParse(text)) return 'is not a valid URL'
  const { protocol, hostname } = new URL(text)
  if (!['http:', 'https:'].includes(protocol)) return `must start with https:// or http://, not ${protocol}//`
  return hostname === '' ? 'has no host' : undefined
}

/** A regular expression, tried out when the file is read and not when a service is down. */
export const pattern = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => compiles(text), { error: 'must be a regular expression' })

function compiles(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

export const port = z.int().min(1).max(65_535)
export const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^(?:\[[\da-f:.]+\]|[\da-f:]+:[\da-f:.]*|[a-z\d_.-]+)$/i, {
    error: 'must be a host name or an IP address',
  })

export const globs = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(200)])
  .transform((value) => [value].flat())
export const timeoutSeconds = z.number().min(0.1).max(120).optional()
export const envName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, { error: 'must be the name of an environment variable' })

/** `host:port`, `[v6]:port`; undefined when it is neither. */
export function hostPort(text: string): { host: string; port: number } | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([a-z\d_.-]+)):(\d{1,5})$/i.exec(text.trim())
  const number = Number(found?.[3])
  const name = found?.[1] ?? found?.[2]
  return name && number >= 1 && number <= 65_535 ? { host: name, port: number } : undefined
}

/** An address as it may be shown: without user, password, query and fragment. */
export function shownUrl(text: string): string {
  // Without a scheme `user:password@host` would be read as one.
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text) || !URL.canParse(text))
    return text.replace(/[^/\s]*:[^/\s]*@|(?<=\/\/)[^/\s]*@/g, '')
  const { protocol, host, pathname } = new URL(text)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}

const secretNames = /token|key|secret|pass|auth|sig|cred|session|jwt/i

/**
 * What must be kept out of every text: the password, the user when it stands alone (tokens do), and values of the query that are secrets by
 * their name or look like one: a server may answer with the address it was asked for.
 */
export function urlSecrets(text: string): string[] {
  if (!URL.canParse(text)) return []
  const { username, password, searchParams } = new URL(text)
  const query = [...searchParams]
    .filter(([name, value]) =>
      secretNames.test(name)
        ? value.length >= 4
        : value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value),
    )
    .flatMap(([, value]) => [value, encodeURIComponent(value)])
  const wanted = [...(password ? [password] : [username]), ...query]
  return [...new Set(wanted.filter((part) => part !== '').flatMap((part) => [part, decode(part)]))]
}

export function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
