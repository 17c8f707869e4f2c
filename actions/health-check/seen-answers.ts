import type { ArtifactShelf } from '@ecosystem-actions/core/history/artifact-shelf'
import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GitHubAnswer } from '@ecosystem-actions/core/ports'
import { readings } from './checks/permissions.ts'

type Answer = GitHubAnswer<unknown> | GitHubError

/** Asks for a repository once. Remembers how GitHub answered for a permission, so that asking whether it is there costs no request of its own. */
export function remembering(github: GitHub): GitHub {
  const seen = new Map<string, Answer>()
  const asks = new Set<string>(Object.values(readings))
  const repositories = new Map<string, Promise<GitHubAnswer<unknown>>>()
  return {
    ...github,
    async request<T>(...[route, parameters = {}, options]: Parameters<GitHub['request']>) {
      if (route === 'GET /repos/{owner}/{repo}') {
        const name = `${String(parameters['owner'])}/${String(parameters['repo'])}`
        const asked = repositories.get(name) ?? github.request<T>(route, parameters, options)
        repositories.set(name, asked)
        // A failure is told to those who waited for it, and asked again by others.
        asked.catch(() => repositories.delete(name))
        return asked as Promise<GitHubAnswer<T>>
      }
      const area = /\/repos\/\{owner\}\/\{repo\}\/(actions|issues|pulls|branches)\b/.exec(route)?.[1]
      const key = `${String(parameters['owner'])}/${String(parameters['repo'])} ${area ?? ''}`
      const known = asks.has(route) ? seen.get(key) : undefined
      if (known instanceof GitHubError) throw known
      if (known) return known as GitHubAnswer<T>
      try {
        const answer = await github.request<T>(route, parameters, options)
        if (area && answer.status < 300 && !(seen.get(key) instanceof GitHubError)) seen.set(key, answer)
        return answer
      } catch (failure) {
        // A 404 may also be a thing that is not there.
        if (area && failure instanceof GitHubError && failure.status === 403) seen.set(key, failure)
        throw failure
      }
    },
  }
}

/** Lists and downloads each artifact once: two checks and the report look at the same metrics. */
export function rememberedShelf(shelf: ArtifactShelf): ArtifactShelf {
  const known = new Map<string, Promise<unknown>>()
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const asked = (known.get(key) as Promise<T> | undefined) ?? ask()
    known.set(key, asked)
    asked.catch(() => known.delete(key))
    return asked
  }
  return {
    ...shelf,
    page: (number, name) => once(`page ${number} ${name ?? ''}`, () => shelf.page(number, name)),
    download: (id, limit) => once(`artifact ${id}`, () => shelf.download(id, limit)),
  }
}
