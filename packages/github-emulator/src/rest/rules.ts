// Branch protection, rulesets, and the rules that hold for a branch.
import type { Protection } from '../domain/model.ts'
import { classicRule } from '../domain/protection.ts'
import { Refusal, unprocessable } from '../domain/refusal.ts'
import { branchTip } from '../domain/revisions.ts'
import { userByLogin } from '../domain/world.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { protectionOf } from '../world/build-repository.ts'
import { protectionSchema } from '../world/protection-schema.ts'
import { apiUrl } from './views/repositories.ts'
import { userView } from './views/users.ts'
import { z } from 'zod'

function ruleIn(call: RepositoryCall): Protection {
  const branch = call.params['branch'] ?? ''
  if (!branchTip(call.repository, branch)) throw new Refusal({ status: 404, message: 'Branch not found' })
  const rule = classicRule(call.repository, branch)
  if (!rule) throw new Refusal({ status: 404, message: 'Branch not protected' })
  return rule
}

function checksView(url: string, rule: Protection) {
  const checks = rule.requiredStatusChecks
  return (
    checks && {
      url: `${url}/required_status_checks`,
      strict: checks.strict,
      contexts: checks.checks.map((check) => check.context),
      contexts_url: `${url}/required_status_checks/contexts`,
      checks: checks.checks.map((check) => ({ context: check.context, app_id: check.appId })),
    }
  )
}

function reviewsView(url: string, rule: Protection) {
  return {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: rule.dismissStaleReviews,
    require_code_owner_reviews: rule.requireCodeOwnerReviews,
    required_approving_review_count: rule.requiredApprovingReviewCount ?? 0,
    require_last_push_approval: rule.requireLastPushApproval,
  }
}

function protectionView(call: RepositoryCall, rule: Protection) {
  const { world, repository } = call
  const url = `${apiUrl(world, repository)}/branches/${encodeURIComponent(call.params['branch'] ?? '')}/protection`
  const checks = checksView(url, rule)
  return {
    url,
    ...(checks ? { required_status_checks: checks } : {}),
    ...(rule.requiredApprovingReviewCount === null
      ? {}
      : { required_pull_request_reviews: reviewsView(url, rule) }),
    ...(rule.restrictions
      ? {
          restrictions: {
            url: `${url}/restrictions`,
            users_url: `${url}/restrictions/users`,
            teams_url: `${url}/restrictions/teams`,
            apps_url: `${url}/restrictions/apps`,
            users: rule.restrictions.map((login) => userView(world, userByLogin(world, login))),
            teams: [],
            apps: [],
          },
        }
      : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: rule.requiredSignatures },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: rule.enforceAdmins },
    required_linear_history: { enabled: rule.requiredLinearHistory },
    allow_force_pushes: { enabled: rule.allowForcePushes },
    allow_deletions: { enabled: rule.allowDeletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: rule.requiredConversationResolution },
    lock_branch: { enabled: rule.lockBranch },
    allow_fork_syncing: { enabled: false },
  }
}

interface GivenReviews {
  required_approving_review_count?: number
  dismiss_stale_reviews?: boolean
  require_code_owner_reviews?: boolean
  require_last_push_approval?: boolean
}

/** `PUT …/protection`: four keys must be there, null switches a part off. */
function setProtection(call: RepositoryCall): Answer {
  const { body, repository } = call
  const branch = call.params['branch'] ?? ''
  if (!branchTip(repository, branch)) throw new Refusal({ status: 404, message: 'Branch not found' })
  for (const name of [
    'required_status_checks',
    'enforce_admins',
    'required_pull_request_reviews',
    'restrictions',
  ])
    if (body[name] === undefined) throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`)
  const reviews = body['required_pull_request_reviews'] as GivenReviews | null
  const restrictions = body['restrictions'] as { users?: string[] } | null
  const flags = Object.fromEntries(
    [
      'required_linear_history',
      'allow_force_pushes',
      'allow_deletions',
      'required_conversation_resolution',
      'lock_branch',
      'enforce_admins',
    ].map((name) => [name, body[name] === true]),
  )
  const parsed = protectionSchema.safeParse({
    ...flags,
    required_status_checks: body['required_status_checks'],
    ...(reviews
      ? {
          ...pickReviews(reviews),
          required_approving_review_count: reviews.required_approving_review_count ?? 1,
        }
      : {}),
    restrictions: restrictions && (restrictions.users ?? []),
  })
  if (!parsed.success) throw unprocessable(`Invalid request.\n\n${z.prettifyError(parsed.error)}`)
  repository.protection = repository.protection.filter((rule) => rule.pattern !== branch)
  repository.protection.unshift(protectionOf(branch, parsed.data))
  return ok(protectionView(call, ruleIn(call)))
}

function pickReviews(reviews: GivenReviews) {
  return {
    dismiss_stale_reviews: reviews.dismiss_stale_reviews ?? false,
    require_code_owner_reviews: reviews.require_code_owner_reviews ?? false,
    require_last_push_approval: reviews.require_last_push_approval ?? false,
  }
}

export const ruleRoutes: readonly Route[] = [
  repositoryRoute('GET', '/branches/{branch}/protection', 'administration:read', (call) =>
    ok(protectionView(call, ruleIn(call))),
  ),
  repositoryRoute('PUT', '/branches/{branch}/protection', 'administration:write', setProtection),
  repositoryRoute('DELETE', '/branches/{branch}/protection', 'administration:write', (call) => {
    const rule = ruleIn(call)
    call.repository.protection = call.repository.protection.filter((one) => one !== rule)
    return noContent()
  }),
]
