import { expect, test } from '@jest/globals'
import { isBotAuthor, type CommitAuthor } from '../../../actions/ecosystem-sync/forge/authors.ts'

const user = (id: string, login: string, databaseId = 1) => ({ id, login, databaseId })

test.each<[string, CommitAuthor, boolean]>([
  ['of the type Bot, without [bot] in its login', { user: user('BOT_kgDOAvZY1Q', 'deployer') }, true],
  ['of the type Bot, by an id of the former kind', { user: user('MDM6Qm90MTIzNDU2Nzg=', 'deployer') }, true],
  ['a well-known app by its number', { user: user('U_x', 'dependabot', 49_699_333) }, true],
  ['with [bot] in its login', { user: user('U_x', 'my-app[bot]') }, true],
  [
    'by its address of GitHub',
    { email: '49699333+dependabot[bot]@users.noreply.github.com', user: null },
    true,
  ],
  ['by its address of elsewhere', { email: 'bot@renovateapp.com', user: null }, true],
  ['by the name in the commit', { name: 'my-app[bot]', email: 'ops@example.com', user: null }, true],
  ['a person', { name: 'Alice', email: 'alice@example.com', user: user('U_kgDOAvZY1Q', 'alice') }, false],
  ['a person with an id of the former kind', { user: user('MDQ6VXNlcjE=', 'botany') }, false],
  ['nobody', {}, false],
])('%s', (_title, author, bot) => expect(isBotAuthor(author)).toBe(bot))
