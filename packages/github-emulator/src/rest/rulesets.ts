// Rulesets, and the rules that hold for a branch.
import { timestamp } from '../domain/clock.ts'
import { type Ruleset, fullName } from '../domain/model.ts'
import { nodeId } from '../domain/node-id.ts'
import { activeRules } from '../domain/protection.ts'
import { notFound, unprocessable } from '../domain/refusal.ts'
import { noContent, ok } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { rulesetOf } from '../world/build-repository.ts'
import { rulesetSchema } from '../world/protection-schema.ts'
import { paged, repositoryPath } from './paging.ts'
import { apiUrl } from './views/repositories.ts'
import { z } from 'zod'

function rulesetView(call: RepositoryCall, ruleset: Ruleset, full: boolean) {
  const { world, repository } = call
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: fullName(repository),
    enforcement: ruleset.enforcement,
    node_id: nodeId('RepositoryRuleset', ruleset.id, repository.id),
    created_at: timestamp(ruleset.createdAt),
    updated_at: timestamp(ruleset.updatedAt),
    _links: { self: { href: `${apiUrl(world, repository)}/rulesets/${ruleset.id}` } },
    ...(full
      ? {
          conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
          rules: ruleset.rules,
          bypass_actors: ruleset.bypassActors.map((actor) => ({
            actor_id: actor.actorId,
            actor_type: actor.actorType,
            bypass_mode: actor.bypassMode,
          })),
          current_user_can_bypass: 'never',
        }
      : {}),
  }
}

function rulesetIn(call: RepositoryCall): Ruleset {
  const ruleset = call.repository.rulesets.find((one) => one.id === Number(call.params['ruleset_id']))
  if (!ruleset) throw notFound()
  return ruleset
}

function readRuleset(call: RepositoryCall): Ruleset {
  const parsed = rulesetSchema.safeParse(call.body)
  if (!parsed.success) throw unprocessable(`Invalid request.\n\n${z.prettifyError(parsed.error)}`)
  return rulesetOf(call.world, parsed.data)
}

export const rulesetRoutes: readonly Route[] = [
  repositoryRoute('GET', '/rules/branches/{branch}', 'metadata:read', (call) => {
    const { repository } = call
    return paged(call, {
      items: activeRules(repository, call.params['branch'] ?? ''),
      path: repositoryPath(call),
      view: ({ ruleset, rule }) => ({
        ...rule,
        ruleset_source_type: 'Repository',
        ruleset_source: fullName(repository),
        ruleset_id: ruleset.id,
      }),
    })
  }),
  repositoryRoute('GET', '/rulesets', 'metadata:read', (call) =>
    paged(call, {
      items: call.repository.rulesets,
      path: repositoryPath(call),
      view: (ruleset) => rulesetView(call, ruleset, false),
    }),
  ),
  repositoryRoute('POST', '/rulesets', 'administration:write', (call) => {
    const ruleset = readRuleset(call)
    call.repository.rulesets.push(ruleset)
    return ok(rulesetView(call, ruleset, true), 201)
  }),
  repositoryRoute('GET', '/rulesets/{ruleset_id}', 'metadata:read', (call) =>
    ok(rulesetView(call, rulesetIn(call), true)),
  ),
  repositoryRoute('PUT', '/rulesets/{ruleset_id}', 'administration:write', (call) => {
    const old = rulesetIn(call)
    Object.assign(old, { ...readRuleset(call), id: old.id, createdAt: old.createdAt })
    return ok(rulesetView(call, old, true))
  }),
  repositoryRoute('DELETE', '/rulesets/{ruleset_id}', 'administration:write', (call) => {
    const ruleset = rulesetIn(call)
    call.repository.rulesets = call.repository.rulesets.filter((one) => one !== ruleset)
    return noContent()
  }),
]
