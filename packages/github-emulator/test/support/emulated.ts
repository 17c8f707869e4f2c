// An emulator for one test, and a small client that keeps what GitHub said.
import { startEmulator, type Emulator, type WorldInput } from '../../src/index.ts'

export interface Reply {
  status: number
  headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

export type Ask = (method: string, path: string, body?: unknown, token?: string | null) => Promise<Reply>

/** Asks as the viewer unless another token (or null for none) is given. */
export function askAt(url: string): Ask {
  return async (method, path, body, token = 'ghs_viewer') => {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    let parsed: unknown = text
    try {
      parsed = text === '' ? undefined : JSON.parse(text)
    } catch {
      // Logs and pages are no JSON.
    }
    return { status: response.status, headers: response.headers, body: parsed }
  }
}

/** Runs one piece of a test on its own world. */
export async function onWorld<T>(
  world: WorldInput,
  work: (ask: Ask, emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator(world)
  try {
    return await work(askAt(emulator.url), emulator)
  } finally {
    await emulator.close()
  }
}

export const base = {
  now: '2026-01-11T00:00:00Z',
  users: [
    { login: 'alice', id: 1001 },
    { login: 'bob', id: 1002 },
  ],
} satisfies WorldInput
