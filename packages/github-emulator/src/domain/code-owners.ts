// CODEOWNERS: the last matching line owns a file (GitHub docs, "About code owners").
import { entryAt } from '../git/trees.ts'
import { changedFiles } from './pull-files.ts'
import type { PullRequest, Repository, Review } from './model.ts'
import { branchTip } from './revisions.ts'
import type { World } from './world.ts'

interface Line {
  pattern: RegExp
  owners: string[]
}

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

function patternOf(text: string): RegExp {
  const anchored = text.startsWith('/') || text.slice(0, -1).includes('/')
  const body = text
    .replace(/^\//, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?'
      if (part === '**') return '.*'
      if (part === '*') return '[^/]*'
      return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  // A directory owns all below it, but `docs/*` owns only what lies directly in it.
  const tail = text.endsWith('/') ? '.*' : text.endsWith('/*') ? '' : '(?:/.*)?'
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}${tail}$`)
}

function parse(text: string): Line[] {
  return text
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [pattern = '', ...owners] = line.split(/\s+/)
      return { pattern: patternOf(pattern), owners: owners.map((owner) => owner.replace(/^@/, '')) }
    })
}

async function ownersFile(world: World, repository: Repository, branch: string): Promise<Line[]> {
  const tip = branchTip(repository, branch)
  if (!tip) return []
  for (const path of places) {
    const entry = await entryAt(world.store, world.store.loaded(tip).tree, path)
    if (entry?.type === 'blob') return parse((await world.store.read(entry.oid))?.body.toString('utf8') ?? '')
  }
  return []
}

/** The owners of each changed file, by the CODEOWNERS of the base branch. */
export async function ownersOfChanges(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<string[][]> {
  const lines = await ownersFile(world, repository, pull.base)
  if (lines.length === 0) return []
  const files = await changedFiles(world, repository, pull)
  const owned = files.map((file) => lines.findLast((line) => line.pattern.test(file.filename))?.owners ?? [])
  return [
    ...new Map(
      owned.filter((owners) => owners.length > 0).map((owners) => [owners.join(' '), owners]),
    ).values(),
  ]
}

/** Owner groups of which nobody has approved. */
export async function unapprovedOwners(
  world: World,
  repository: Repository,
  input: { pull: PullRequest; approvals: readonly Review[] },
): Promise<string[]> {
  const groups = await ownersOfChanges(world, repository, input.pull)
  const approved = new Set(input.approvals.map((review) => review.user?.login.toLowerCase()))
  const author = input.pull.user?.login.toLowerCase()
  return groups
    .filter((owners) => !owners.some((owner) => approved.has(owner.toLowerCase())))
    .filter((owners) => !(owners.length === 1 && owners[0]?.toLowerCase() === author))
    .map((owners) => owners.join(' or/and '))
}
