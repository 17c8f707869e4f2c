import { plain } from '@ecosystem-actions/core/markdown'
import type { Facts } from '../facts.ts'
import { oneLine } from './message.ts'

const most = 50
const trailer = /^[A-Za-z][A-Za-z-]*: \S/

/**
 * The message of a squash with a trailer for everybody but the author who has a commit in it, as GitHub's own page writes it: the commits
 * that named them are gone afterwards. Names and addresses are other people's words.
 */
export function withCoAuthors(message: string, facts: Facts): string {
  const lines = trailers(message, facts)
  if (lines.length === 0) return message
  const last = message.split(/\n\s*\n/).at(-1) ?? ''
  const joins = last !== '' && last.split('\n').every((line) => trailer.test(line))
  return `${message}${message === '' ? '' : joins ? '\n' : '\n\n'}${lines.join('\n')}`
}

function trailers(message: string, { author, commits }: Facts): string[] {
  const isTheirs = (id: number | undefined) => id !== undefined && id === author?.id
  const own = commits.nodes.filter(({ authorId }) => isTheirs(authorId))
  const known = new Set(own.map((commit) => commit.author?.email.toLowerCase()))
  const written = message.toLowerCase()
  const lines: string[] = []
  for (const { author: by, authorId } of commits.nodes) {
    const email = by?.email.toLowerCase()
    if (!by || email === undefined || isTheirs(authorId) || known.has(email)) continue
    known.add(email)
    // An address that ends in another character before the @ is a bot's, or would mention somebody.
    if (!/^[\w.+'-]*\w@[\w.-]+$/.test(by.email) || written.includes(`<${email}>`)) continue
    const name = oneLine(plain(by.name).replace(/[<>]/g, ' '))
    if (name !== '') lines.push(`Co-authored-by: ${name.slice(0, 100)} <${by.email}>`)
  }
  return lines.slice(0, most)
}
