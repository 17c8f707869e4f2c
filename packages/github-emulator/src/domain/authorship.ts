// Whose commit it is, by the address in its signature, and whether GitHub signed it.
import type { Commit, Signature } from '../git/objects.ts'
import { webFlow } from './mergeability.ts'
import type { User } from './model.ts'
import type { World } from './world.ts'

/** The account behind an address: `ID+LOGIN@users.noreply.github.com`, a declared address, or GitHub's own. */
export function userOfSignature(world: World, signature: Signature): User | null {
  if (signature.email === webFlow.email) return world.users.get('web-flow') ?? null
  const match = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(signature.email)
  if (match) return world.users.get((match[1] ?? '').toLowerCase()) ?? null
  for (const user of world.users.values())
    if (user.email !== null && user.email.toLowerCase() === signature.email.toLowerCase()) return user
  return null
}

/** Commits that GitHub makes on the web carry its signature and its address as committer. */
export function isSignedByGitHub(commit: Commit): boolean {
  return commit.signature !== null && commit.committer.email === webFlow.email
}

export function verificationOf(commit: Commit): { verified: boolean; reason: 'valid' | 'unsigned' } {
  return commit.signature === null
    ? { verified: false, reason: 'unsigned' }
    : { verified: true, reason: 'valid' }
}
