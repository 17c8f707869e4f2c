// Installations that their owner has suspended.
import { expect, test } from '@jest/globals'
import { startEmulator } from '../src/index.ts'
import { appJwt, appKeys } from './support/app-token.ts'

const now = '2026-01-11T00:00:00Z'
const { publicKey, privateKey } = appKeys()
const permissions = { contents: 'read' as const }

test('a suspended installation says since when and gets no token; one that is suspended later loses the one it has', async () => {
  const emulator = await startEmulator({
    now,
    repositories: [{ name: 'acme/web' }, { name: 'globex/api', visibility: 'private' }],
    apps: [
      {
        id: 7,
        public_key: publicKey,
        installations: [
          { id: 70, owner: 'acme', permissions, suspended_at: '-2h' },
          { id: 71, owner: 'globex', permissions, suspended_at: '+30m' },
        ],
      },
    ],
  })
  const jwt = appJwt(privateKey, { iss: 7, now: Date.parse(now) })
  const ask = async (method: string, path: string, token = jwt, body?: object) => {
    const answer = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, unknown> }
  }
  const refused = { status: 403, body: { message: 'This installation has been suspended' } }
  try {
    expect(await ask('GET', '/repos/acme/web/installation')).toMatchObject({
      status: 200,
      body: { suspended_at: '2026-01-10T22:00:00Z', suspended_by: { login: 'acme' } },
    })
    expect(await ask('POST', '/app/installations/70/access_tokens')).toMatchObject(refused)
    expect((await ask('GET', '/repos/globex/api/installation')).body).toMatchObject({
      suspended_at: null,
      suspended_by: null,
    })
    const { body } = await ask('POST', '/app/installations/71/access_tokens')
    const token = String(body['token'])
    expect((await ask('GET', '/repos/globex/api', token)).status).toBe(200)
    emulator.setClock({ advance: '31m' })
    expect(await ask('GET', '/repos/globex/api', token)).toMatchObject(refused)
    expect(await ask('POST', '/graphql', token, { query: '{ viewer { login } }' })).toMatchObject(refused)
    const git = `/globex/api.git/info/refs?service=git-upload-pack`
    expect((await ask('GET', git, token)).status).toBe(403)
  } finally {
    await emulator.close()
  }
})
