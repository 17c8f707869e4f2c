// What a route answers with, and how GitHub's errors look in JSON.
import type { Refusal } from '../domain/refusal.ts'

export interface Answer {
  status: number
  /** A value is sent as JSON, a Buffer or string as it is; undefined sends nothing. */
  body?: unknown
  headers?: Record<string, string>
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body }
}

export function noContent(): Answer {
  return { status: 204 }
}

const documentation = 'https://docs.github.com/rest'

export function errorBody(
  message: string,
  status: number,
  extra: Record<string, unknown> = {},
): Record<string, unknown> {
  return { message, ...extra, documentation_url: documentation, status: String(status) }
}

export function refused(refusal: Refusal): Answer {
  const errors = refusal.errors ? { errors: refusal.errors } : {}
  return {
    status: refusal.status,
    body: errorBody(refusal.message, refusal.status, { ...errors, ...refusal.extra }),
    headers: refusal.headers,
  }
}
