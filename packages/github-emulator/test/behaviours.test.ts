// A table of documented behaviours of GitHub, held against the emulator one by one.
import { describe, expect, test } from '@jest/globals'
import { onWorld, type Ask } from './support/emulated.ts'
import { behaviours, behaviourWorld, type Behaviour } from './support/behaviours.table.ts'

/** `$head7` is the head of pull request 7. */
async function filled(value: unknown, ask: Ask): Promise<unknown> {
  const text = JSON.stringify(value)
  if (text === undefined || !text.includes('$head')) return value
  const [seven, eight] = [
    await ask('GET', '/repos/acme/web/branches/ahead'),
    await ask('GET', '/repos/acme/web/branches/apart'),
  ]
  return JSON.parse(
    text.replaceAll('$head7', seven.body.commit.sha).replaceAll('$head8', eight.body.commit.sha),
  )
}

function matcher(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(matcher)
  if (typeof value !== 'object' || value === null) return value
  if ('$matches' in value) return expect.stringMatching(new RegExp(String(value.$matches)))
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, matcher(entry)]))
}

/** What GitHub says to the request, after what was given has happened. */
async function observe({ given = [], ask: asked, header, world: change }: Behaviour) {
  const world = behaviourWorld()
  change?.(world)
  return onWorld(world, async (ask) => {
    for (const request of given) {
      const [method, path, body, token] = (await filled(request, ask)) as typeof request
      const answer = await ask(method, path, body, token)
      if (answer.status >= 400)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    const [method, path, body, token] = (await filled(asked, ask)) as typeof asked
    const answer = await ask(method, path, body, token)
    return {
      status: answer.status,
      body: answer.body as unknown,
      header: answer.headers.get(header?.[0] ?? 'date') ?? '',
    }
  })
}

function expected({ status, has, header }: Behaviour) {
  return {
    status,
    ...(has === undefined ? {} : { body: matcher(has) }),
    ...(header ? { header: matcher({ $matches: header[1].source }) } : {}),
  }
}

describe('documented behaviours', () => {
  test('are at least a hundred, each with its source and told once', () => {
    expect(behaviours.length).toBeGreaterThanOrEqual(100)
    expect(new Set(behaviours.map(({ says }) => says)).size).toBe(behaviours.length)
    expect(behaviours.filter(({ source }) => source === '')).toEqual([])
  })

  test.each(behaviours.map((behaviour) => [behaviour.says, behaviour] as const))(
    '%s',
    async (_says, behaviour) => {
      expect(await observe(behaviour)).toMatchObject(expected(behaviour))
    },
  )
})
