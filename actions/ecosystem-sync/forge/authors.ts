/** Author of a commit as GraphQL tells it. */
export interface CommitAuthor {
  name?: string | null
  email?: string | null
  user?: { id: string; login: string; databaseId: number | null } | null
}

const botEmail = /\[bot\]@users\.noreply\.|^(?:noreply|bot)@(?:renovateapp\.com|dependabot\.com)$/i
// User ids of well-known apps, because a name can be taken by anybody and an id cannot.
const botIds = new Set([49_699_333, 29_139_614, 41_898_282, 66_853_113, 46_447_321, 27_856_297])
/**
 * A commit's author is of the type `User` in GraphQL even where it is a bot; only its global id tells: `BOT_…`, formerly the letters "03:Bot…"
 * in base64. The login has no `[bot]` there.
 */
const botNode = /^(?:BOT_|MDM6Qm90)/

/** Recognised by type, by id, and by what only bots are called. */
export function isBotAuthor({ name, email, user }: CommitAuthor): boolean {
  return (
    /\[bot\]$/i.test(name ?? '') ||
    botEmail.test(email ?? '') ||
    botNode.test(user?.id ?? '') ||
    /\[bot\]$/i.test(user?.login ?? '') ||
    botIds.has(user?.databaseId ?? 0)
  )
}
