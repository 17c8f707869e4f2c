import type { Actor, Facts, LabelEvent, Permission } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { botStanding, type BotStanding } from './bots.ts'
import {
  gapIn,
  githubActions,
  labelledMethods,
  met,
  off,
  sameLabel,
  unmet,
  type Case,
  type Condition,
} from './condition.ts'

const ranks: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** The opt-in, who gave it, and the labels that forbid. */
export function labelConditions({ facts, policy }: Case): Condition[] {
  const bot = botStanding(facts, policy)
  const unknown = gapIn(facts, ['labels'], 'label')
  if (unknown) return [unknown]
  const labelled = facts.labels.some((name) => sameLabel(name, policy.label))
  return [
    optIn(facts, policy, { bot, labelled }),
    ...botCondition(bot, labelled),
    labelActors(facts, policy, judgedLabels(facts, policy, { bot, labelled })),
    blocking(facts, policy),
  ]
}

function optIn(facts: Facts, policy: Policy, found: { bot: BotStanding; labelled: boolean }): Condition {
  if (found.labelled) return met('label', `It has the label ${policy.label}.`)
  if (found.bot.kind === 'trusted')
    return met('label', `It is by ${found.bot.bot.login}, a trusted bot; no label is needed.`)
  if (found.bot.kind === 'doubtful') return met('label', 'It is by a trusted bot; see the next line.')
  const who = facts.author?.login ?? 'a deleted account'
  return unmet('label', 'skip', {
    reason: 'label_missing',
    detail: `It does not have the label ${policy.label}, and ${who} is no trusted bot.`,
    who: 'anybody with write permission',
    next: `Add the label ${policy.label}.`,
  })
}

function botCondition(bot: BotStanding, labelled: boolean): Condition[] {
  if (bot.kind === 'no-bot') return [off('bot', 'It is not by a trusted bot.')]
  if (bot.kind === 'trusted') return [met('bot', `Every commit is by ${bot.bot.login} and signed by GitHub.`)]
  if (labelled) return [off('bot', `${bot.because} It counts as a person's pull request.`)]
  return [
    unmet('bot', 'block', {
      reason: bot.reason,
      detail: `It is by ${bot.bot.login}, but: ${bot.because}`,
      who: 'anybody with write permission',
      next: 'Look at every commit, then add the label.',
    }),
  ]
}

// A label that chooses the merge method decides as much as the one that opts in, so whoever set it is looked at in the same way.
function judgedLabels(
  facts: Facts,
  { label }: Policy,
  found: { bot: BotStanding; labelled: boolean },
): string[] {
  const methods = labelledMethods(facts, label).map((method) => `${label}:${method}`)
  if (found.bot.kind === 'trusted') return methods
  return found.labelled ? [label, ...methods] : []
}

/** The first label whose actor is not known to suffice, or all of them in one line. */
function labelActors(facts: Facts, policy: Policy, labels: readonly string[]): Condition {
  if (labels.length === 0) return off('label-actor', 'No label is needed, or none is set.')
  const needed = policy.labelActorPermission
  if (needed === 'any') return off('label-actor', 'Anybody may set the label.')
  const judged = labels.map((label) => labelActor(facts, needed, label))
  return (
    judged.find(({ state }) => state === 'block') ??
    judged.find(({ state }) => state !== 'met') ??
    met('label-actor', [...new Set(judged.map(({ detail }) => detail))].join(' '))
  )
}

/** Whether whoever set a label last has the permission that is needed for it. */
export function labelActor(facts: Facts, needed: Permission, label: string): Condition {
  const named = `the label ${label}`
  const event = lastEvent(facts.labelEvents, label)
  const again = {
    who: `somebody with ${needed} permission`,
    next: `Remove ${named} and add it again.`,
  }
  if (isOwnAccount(facts, event?.actor) && ranks.indexOf(needed) <= ranks.indexOf('write'))
    return met('label-actor', `${event?.actor?.login}, the account that merges, set ${named}.`)
  if (event?.actor?.type !== 'User' || event.actor.id === undefined) {
    const by = event?.actor ? `${event.actor.login}, which is no person` : 'nobody who can be told'
    return unmet('label-actor', 'block', {
      reason: 'label_actor_unknown',
      detail: `The label ${label} was set by ${by}.`,
      ...again,
    })
  }
  const { login, id } = event.actor
  const has = facts.permissions[id] ?? (facts.permissionsComplete ? 'none' : undefined)
  if (has === undefined) {
    return {
      ...unmet('label-actor', 'unknown', {
        reason: 'label_actor_unknown',
        detail: `What ${login}, who set ${named}, may do here is not known yet.`,
        ...again,
      }),
      need: { kind: 'permission', login, id },
    }
  }
  if (ranks.indexOf(has) >= ranks.indexOf(needed))
    return met('label-actor', `${login}, who set ${named}, has ${has} permission.`)
  return unmet('label-actor', 'block', {
    reason: 'label_actor_permission',
    detail: `${login}, who set ${named}, has ${has === 'none' ? 'no' : has} permission; needed: ${needed}.`,
    ...again,
  })
}

// An app that labels its own pull requests could as well merge them. The token of a workflow is no such account: every workflow has it,
// also one that labels what anybody opens.
function isOwnAccount({ repository: { viewer } }: Facts, actor: Actor | undefined): boolean {
  return (
    actor?.type === 'Bot' && actor.id !== undefined && actor.id === viewer?.id && actor.id !== githubActions
  )
}

function lastEvent(events: readonly LabelEvent[], label: string): LabelEvent | undefined {
  return events
    .filter((event) => sameLabel(event.label, label))
    .reduce<LabelEvent | undefined>(
      (last, event) => (!last || Date.parse(event.at) >= Date.parse(last.at) ? event : last),
      undefined,
    )
}

function blocking(facts: Facts, { blockingLabels }: Policy): Condition {
  const found = facts.labels.filter((name) => blockingLabels.some((label) => sameLabel(label, name)))
  if (found.length === 0) return met('blocking-labels', 'No label forbids it.')
  return unmet('blocking-labels', 'block', {
    reason: 'blocking_label',
    detail: `It has the label ${found.join(', ')}.`,
    who: 'whoever set it',
    next: `Remove the label ${found.join(', ')}.`,
  })
}
