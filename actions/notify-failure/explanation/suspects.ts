import { array, firstLine, integer, object, text } from '../runs/run-facts.ts'

/** Commits since the last green run, folded to pull requests. Titles and names are hostile. */
export interface Suspect {
  /** 0 when the commit came without one. */
  pullRequest: number
  title: string
  /** Logins, or names where GitHub knows no login. */
  authors: readonly string[]
  sha: string
  commits: number
  /** A dependency was bumped. */
  dependency: boolean
}

export interface Suspects {
  list: readonly Suspect[]
  /** Commits in the range, also those that GitHub did not list. */
  commits: number
  /** The last green commit is no ancestor any more: somebody force-pushed. */
  rewritten: boolean
}

const dependencyTitle =
  /^(?:(?:build|chore|fix)\(deps[^)]{0,40}\)|(?:build|chore): bump|bump|update dependency)\b/i
const dependencyBot = /^(?:dependabot|renovate|app\/renovate|mend|pyup-bot|snyk-bot)\b/i

/** Reads GitHub's comparison of the last green commit with the failing one; the newest change comes first. */
export function toSuspects(comparison: unknown): Suspects {
  const answer = object(comparison)
  const commits = array(answer['commits']).map(toCommit)
  const folded: Suspect[] = []
  for (const commit of commits.reverse()) {
    const known = commit.pullRequest > 0 && folded.find((one) => one.pullRequest === commit.pullRequest)
    if (!known) folded.push({ ...commit, commits: 1 })
    else folded[folded.indexOf(known)] = merged(known, commit)
  }
  const status = text(answer['status'])
  return {
    list: folded,
    commits: Math.max(integer(answer['total_commits']), commits.length),
    rewritten: status === 'diverged' || status === 'behind',
  }
}

function merged(known: Suspect, commit: Omit<Suspect, 'commits'>): Suspect {
  return {
    ...known,
    commits: known.commits + 1,
    authors: [...new Set([...known.authors, ...commit.authors])],
    dependency: known.dependency || commit.dependency,
  }
}

function toCommit(value: unknown): Omit<Suspect, 'commits'> {
  const entry = object(value)
  const commit = object(entry['commit'])
  const message = text(commit['message'])
  const subject = firstLine(message)
  const login = text(object(entry['author'])['login']) || text(object(commit['author'])['name'])
  const squashed = /\(#(\d{1,9})\)\s*$/.exec(subject)?.[1]
  const merge = /^Merge pull request #(\d{1,9}) from /.exec(subject)?.[1]
  const title = merge ? firstLine(message.split(/\r?\n/).slice(1).join('\n').trim()) || subject : subject
  return {
    pullRequest: Number(squashed ?? merge ?? 0),
    title: title.replace(/\s*\(#\d{1,9}\)\s*$/, ''),
    authors: login ? [login] : [],
    sha: text(entry['sha']),
    dependency: dependencyTitle.test(title) || dependencyBot.test(login),
  }
}
