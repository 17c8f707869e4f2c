// Every route answers, and what it answers is what GitHub's OpenAPI description says.
import { describe, expect, test } from '@jest/globals'
import { routes } from '../src/rest/routes.ts'
import { appJwt, appKeys } from './support/app-token.ts'
import { onWorld, type Ask } from './support/emulated.ts'
import { description, deviations } from './support/openapi.ts'
import { appTour, tour, tourWorld, type Stop } from './support/tour.table.ts'
import type { Emulator } from '../src/index.ts'

const nameOf = (route: (typeof routes)[number]) => `${route.method} ${route.template}`

function filled(value: unknown, kept: Map<string, unknown>): unknown {
  if (typeof value === 'string') {
    const whole = /^\$(\w+)$/.exec(value)
    if (whole) return kept.get(whole[1] ?? '')
    return value.replace(/\$(\w+)/g, (_all, name: string) => String(kept.get(name)))
  }
  if (Array.isArray(value)) return value.map((entry) => filled(entry, kept))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, kept)]))
}

async function walk(stops: readonly Stop[], input: { ask: Ask; emulator: Emulator; token?: string }) {
  const kept = new Map<string, unknown>()
  const problems: string[] = []
  for (const stop of stops) {
    const [method = '', path = ''] = (filled(stop.ask, kept) as string).split(' ')
    const answer = await input.ask(method, path, filled(stop.body, kept), stop.token ?? input.token)
    const route = input.emulator.requests().at(-1)?.route ?? ''
    if (answer.status !== (stop.status ?? 200))
      problems.push(`${stop.ask}: ${answer.status} ${JSON.stringify(answer.body)}`)
    else problems.push(...deviations(route, answer.status, answer.body))
    for (const [name, pick] of Object.entries(stop.keep ?? {})) kept.set(name, pick(answer.body))
  }
  return { problems, visited: new Set(input.emulator.requests().map((entry) => entry.route)) }
}

describe('GitHub’s OpenAPI description', () => {
  test('names its version and has every route of the emulator', () => {
    expect(description.source).toMatch(/^@octokit\/openapi@\d+\.\d+\.\d+, api\.github\.com$/)
    expect(routes.map(nameOf).filter((name) => !description.routes[name])).toEqual([])
  })

  test('fits every answer of a tour through all routes', async () => {
    const { publicKey, privateKey } = appKeys()
    const apps = [
      {
        id: 7,
        slug: 'sync-bot',
        public_key: publicKey,
        installations: [{ id: 70, owner: 'acme', permissions: { contents: 'write' as const } }],
      },
    ]
    await onWorld({ ...tourWorld, apps }, async (ask, emulator) => {
      const jwt = appJwt(privateKey, { iss: 7, now: Date.parse('2026-01-11T00:00:10Z') })
      const [rest, app] = [
        await walk(tour, { ask, emulator }),
        await walk(appTour, { ask, emulator, token: jwt }),
      ]
      expect([...rest.problems, ...app.problems]).toEqual([])
      expect(routes.map(nameOf).filter((name) => !app.visited.has(name))).toEqual([])
    })
  })

  test('fits the refusals too', () =>
    onWorld(tourWorld, async (ask, emulator) => {
      const asked: [string, string, unknown?][] = [
        ['GET', '/repos/acme/nope'],
        ['POST', '/repos/acme/web/pulls', { title: 'x', head: 'nope', base: 'main' }],
        ['PUT', '/repos/acme/web/pulls/8/merge', { sha: '1'.repeat(40) }],
        ['POST', '/repos/acme/web/git/refs', { ref: 'refs/heads/main', sha: '1'.repeat(40) }],
        ['GET', '/repos/acme/web/commits/nope'],
        ['POST', '/repos/acme/web/issues', {}],
      ]
      for (const [method, path, body] of asked) {
        const answer = await ask(method, path, body)
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(deviations(emulator.requests().at(-1)?.route ?? '', answer.status, answer.body)).toEqual([])
      }
    }))
})
