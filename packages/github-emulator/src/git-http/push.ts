// A push: its objects go to the shared store, every command is judged by the repository's rules, git does the rest.
import { gunzipSync } from 'node:zlib'
import { mustGit } from '../git/git.ts'
import { zeroOid } from '../git/objects.ts'
import type { Actor } from '../domain/access.ts'
import type { Repository } from '../domain/model.ts'
import { classicRule, refusalOfPush } from '../domain/protection.ts'
import { moveRef } from '../domain/refs.ts'
import { Refusal } from '../domain/refusal.ts'
import { requireWorkflowRight } from '../domain/workflow-right.ts'
import type { World } from '../domain/world.ts'
import { refsOnDisk } from './on-disk.ts'

interface Command {
  before: string
  after: string
  ref: string
}

/** Splits a receive-pack request into its commands and the pack that follows. */
export function parsePush(body: Buffer): { commands: Command[]; pack: Buffer } {
  const commands: Command[] = []
  let at = 0
  while (at + 4 <= body.length) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (!(length >= 4)) {
      at += 4
      break
    }
    const line =
      body
        .toString('utf8', at + 4, at + length)
        .split('\0')[0]
        ?.trimEnd() ?? ''
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(line)
    if (match) commands.push({ before: match[1] ?? '', after: match[2] ?? '', ref: match[3] ?? '' })
    at += length
  }
  const pack = body.indexOf('PACK', at, 'latin1')
  return { commands, pack: pack === -1 ? Buffer.alloc(0) : body.subarray(pack) }
}

export function plainBody(body: Buffer, encoding: string | undefined): Buffer {
  return encoding === 'gzip' || encoding === 'x-gzip' ? gunzipSync(body) : body
}

/** What the update hook says for each command that is refused: `ref|message`, `~` for new lines. */
export async function judgePush(
  world: World,
  actor: Actor,
  input: { repository: Repository; body: Buffer },
): Promise<string> {
  const { repository } = input
  const { commands, pack } = parsePush(input.body)
  if (pack.length > 0)
    await mustGit(['index-pack', '--stdin', '--fix-thin'], { directory: world.store.directory, input: pack })
  const refusals: string[] = []
  for (const command of commands) {
    const reason = await reasonAgainst(world, actor, { repository, command })
    if (reason !== null) refusals.push(`${command.ref}|${reason.replaceAll('\n', '~')}`)
  }
  return refusals.join('\n')
}

async function reasonAgainst(
  world: World,
  actor: Actor,
  input: { repository: Repository; command: Command },
): Promise<string | null> {
  const { repository, command } = input
  const { ref } = command
  const before = command.before === zeroOid ? null : command.before
  const after = command.after === zeroOid ? null : command.after
  const branch = ref.replace(/^refs\/heads\//, '')
  if (after === null && branch === repository.defaultBranch)
    return `error: refusing to delete the current branch: ${ref}`
  const reason = await refusalOfPush(world, actor, { repository, ref, before, after })
  if (reason !== null) {
    return classicRule(repository, branch)
      ? `error: GH006: Protected branch update failed for ${ref}.~error: ~error: - ${reason}`
      : `error: GH013: Repository rule violations found for ${ref}.~~- ${reason}~`
  }
  if (after === null || !(await world.store.commit(after))) return null
  try {
    await requireWorkflowRight(world, actor, { repository, before, after })
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  return null
}

/** After git has moved its refs: what follows from it on GitHub. */
export async function followPush(world: World, actor: Actor, repository: Repository): Promise<void> {
  const now = await refsOnDisk(world, repository)
  const before = new Map(repository.refs)
  for (const ref of new Set([...before.keys(), ...now.keys()])) {
    if (ref.startsWith('refs/pull/')) continue
    const after = now.get(ref) ?? null
    if ((before.get(ref) ?? null) !== after)
      await moveRef(world, repository, { ref, after, user: actor.user })
  }
  repository.refsDirty = true
}
