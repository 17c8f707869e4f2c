import { decode } from '../plan/settings.ts'

export interface PostgresPlace {
  host: string
  port: number
  database: string
  user: string
  password: string | undefined
  ssl: 'disable' | 'prefer' | 'require' | 'verify-full'
}

const modes: Record<string, PostgresPlace['ssl']> = {
  disable: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
}

/**
 * An address of PostgreSQL, read by ourselves: drivers differ in what `sslmode` means to them. Meanings follow
 * https://www.postgresql.org/docs/current/libpq-ssl.html, with verify-ca taken as the stricter verify-full.
 */
export function parsePostgresUrl(text: string): PostgresPlace | { problem: string } {
  const url = parse(text, ['postgres:', 'postgresql:'])
  if (!url)
    return {
      problem:
        'must be written as postgres://host:port/database, with user and password before the host where a query runs',
    }
  const mode = url.searchParams.get('sslmode') ?? 'prefer'
  const ssl = modes[mode]
  if (!ssl) return { problem: `has an unknown sslmode ${JSON.stringify(mode.slice(0, 20))}` }
  const user = decode(url.username) || 'postgres'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 5432),
    database: decode(url.pathname.slice(1)) || user,
    user,
    password: url.password === '' ? undefined : decode(url.password),
    ssl,
  }
}

export interface RedisPlace {
  host: string
  port: number
  tls: boolean
  user: string | undefined
  password: string | undefined
}

/** `redis://[user][:password@]host[:port]`, `rediss://` with TLS. */
export function parseRedisUrl(text: string): RedisPlace | { problem: string } {
  const url = parse(text, ['redis:', 'rediss:'])
  if (!url)
    return {
      problem:
        'must be written as redis://host:port, or rediss://host:port for TLS, with a password before the host where it is needed',
    }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    tls: url.protocol === 'rediss:',
    user: url.username === '' ? undefined : decode(url.username),
    password: url.password === '' ? undefined : decode(url.password),
  }
}

function parse(text: string, protocols: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
}
