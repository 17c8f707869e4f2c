// Rate limits, and the small routes that clients ask first.
import { ok } from '../http/answer.ts'
import { plainRoute, type Call, type Route } from '../http/router.ts'

function pool(call: Call, name: 'core' | 'graphql' | 'search') {
  const state = call.world.limits.state(call.actor?.token ?? null, name)
  return {
    limit: state.limit,
    used: state.used,
    remaining: state.remaining,
    reset: Math.ceil(state.resetAt / 1000),
  }
}

export const metaRoutes: readonly Route[] = [
  plainRoute('GET', '/rate_limit', (call) => {
    const [core, search, graphql] = [pool(call, 'core'), pool(call, 'search'), pool(call, 'graphql')]
    return ok({ resources: { core, search, graphql }, rate: core })
  }),
  plainRoute('GET', '/meta', () =>
    ok({ verifiable_password_authentication: false, installed_version: 'emulator' }),
  ),
  plainRoute('GET', '/zen', () => ({ status: 200, body: 'Keep it logically awesome.' })),
]
