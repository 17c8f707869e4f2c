/** A page of github.com that the API can answer for, so that the site's limits for robots do not count. */
export interface GitHubPage {
  route: string
  parameters: Record<string, string | number>
  /** What stands after the repository: only whether it is there is known of it. */
  part?: 'path' | 'page'
}

export const repositoryRoute = 'GET /repos/{owner}/{repo}'

/** Undefined for other hosts and for pages that have no counterpart in the API. */
export function githubPage(target: string, serverUrl: string): GitHubPage | undefined {
  if (!URL.canParse(target) || !isServer(new URL(target).host, new URL(serverUrl))) return undefined
  const [owner, repo, kind, first, ...rest] = new URL(target).pathname.split('/').filter(Boolean).map(decoded)
  if (
    !owner ||
    !repo ||
    /^(?:orgs|settings|marketplace|sponsors|topics|features|search|users|apps|notifications)$/.test(owner)
  )
    return undefined
  const parameters = { owner, repo: repo.replace(/\.git$/, '') }
  if (kind === undefined) return { route: repositoryRoute, parameters }
  const number = Number(first)
  if (
    (kind === 'issues' || kind === 'pull' || kind === 'discussions') &&
    Number.isSafeInteger(number) &&
    number > 0
  ) {
    if (kind === 'discussions') return { route: repositoryRoute, parameters, part: 'page' }
    const route =
      kind === 'pull'
        ? 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
        : 'GET /repos/{owner}/{repo}/issues/{issue_number}'
    return {
      route,
      parameters: { ...parameters, [kind === 'pull' ? 'pull_number' : 'issue_number']: number },
    }
  }
  // A branch may hold a slash, and then the path begins later: only the common form is asked for.
  if ((kind === 'blob' || kind === 'tree') && first !== undefined && rest.length > 0)
    return {
      route: 'GET /repos/{owner}/{repo}/contents/{path}',
      parameters: { ...parameters, path: rest.join('/'), ref: first },
      part: 'path',
    }
  if ((kind === 'commit' || kind === 'tree') && first !== undefined)
    return { route: 'GET /repos/{owner}/{repo}/commits/{ref}', parameters: { ...parameters, ref: first } }
  return { route: repositoryRoute, parameters, part: 'page' }
}

/** A page of the server itself, whatever it is. */
export const isOnServer = (target: string, serverUrl: string): boolean =>
  isServer(new URL(target).host, new URL(serverUrl))

// A server on this machine stands for github.com; an Enterprise Server does not.
function isServer(host: string, { host: server, hostname }: URL): boolean {
  const emulated = /(?:^|\.)localhost$|^127\./.test(hostname)
  return host === server || (emulated && (host === 'github.com' || host === 'www.github.com'))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The file that a relative link means, from the document it stands in; undefined when it leaves the repository. */
export function relativeTarget(
  document: string,
  target: string,
): { path: string; anchor: string } | undefined {
  const [raw = '', anchor = ''] = target.split('#')
  const path = decoded(raw.split('?')[0] ?? '')
  if (path === '') return { path: document, anchor }
  const base = path.startsWith('/') ? [] : document.split('/').slice(0, -1)
  const steps: string[] = [...base]
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return undefined
  }
  return { path: steps.join('/'), anchor: decoded(anchor) }
}

export type LinkState = 'alive' | 'broken' | 'unverifiable'

/**
 * What a status says about a page. Robots are refused, throttled and asked to log in on pages that people read well: 401, 403, 429, 999 and
 * all faults of the server leave the question open; only "not there" is broken.
 */
export function stateOf(status: number): LinkState {
  if (status >= 200 && status < 400) return 'alive'
  return status === 404 || status === 410 ? 'broken' : 'unverifiable'
}
