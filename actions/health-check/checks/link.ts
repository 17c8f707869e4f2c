import { Lanes } from '@ecosystem-actions/core/safeguards/lanes'
import { plural } from '@ecosystem-actions/core/markdown'
import type { GitHub } from '@ecosystem-actions/core/ports'
import picomatch from 'picomatch'
import { z } from 'zod'
import { error, ok, unknown, type CheckKind, type CheckSituation, type Verdict } from '../check.ts'
import {
  githubPage,
  isOnServer,
  repositoryRoute,
  relativeTarget,
  stateOf,
  type GitHubPage,
  type LinkState,
} from '../judgement/link-targets.ts'
import type { Probes } from '../probes.ts'
import { globs, shownUrl, timeoutSeconds } from '../plan/settings.ts'

const settings = z.strictObject({
  path: globs,
  ignore: z.array(z.string().min(1)).max(200).default([]),
  'max-links': z.int().min(1).max(5000).default(500),
  external: z.boolean().default(true),
  'timeout-seconds': timeoutSeconds,
})

type Settings = z.output<typeof settings>

export interface JudgedLink {
  target: string
  /** `docs/a.md:12`, the first place. */
  place: string
  state: LinkState
  because: string
}

/** Broken links are errors; what could not be verified is told and never called broken. */
export function judgeLinks(
  links: readonly JudgedLink[],
  { documents, left }: { documents: number; left: number },
): Verdict {
  if (documents === 0) return error('missing', 'No document matches.', { fix: 'Check the pattern.' })
  const broken = links.filter(({ state }) => state === 'broken')
  const open = links.filter(({ state }) => state === 'unverifiable')
  const shown = (list: readonly JudgedLink[]) =>
    list.slice(0, 50).map(({ place, target, because }) => `${place}: ${target} (${because})`)
  const evidence = {
    links: links.length,
    broken: shown(broken),
    unverifiable: shown(open).slice(0, 20),
    ...(left > 0 ? { not_looked_at: left } : {}),
  }
  const [first] = broken
  if (first) {
    const more = broken.length > 1 ? ` and ${broken.length - 1} more` : ''
    return error(
      'broken',
      `${broken.length === 1 ? 'A link is' : `${broken.length} links are`} broken: ${first.target} in ${first.place}${more}.`,
      { evidence, fix: 'Correct the link or remove it.' },
    )
  }
  if (left > 0)
    return unknown('limit', `${links.length} links were looked at, ${left} were not.`, {
      evidence,
      fix: 'Raise `max-links`, or split the documents into several checks.',
    })
  const rest = open.length > 0 ? ` ${open.length} could not be verified.` : ''
  return ok(
    `${plural(links.length, 'link')} in ${plural(documents, 'document')}: none is broken.${rest}`,
    evidence,
  )
}

export const link: CheckKind<typeof settings> = {
  kind: 'link',
  settings,
  async look(settings, probes, situation) {
    // A parser of markdown is a sixth of the bundle: it loads when links are checked.
    const { anchorsOf, linksOf } = await import('../judgement/markdown-links.ts')
    const documents = new Map<string, string>()
    for (const path of await probes.files.glob(settings.path))
      documents.set(path, (await probes.files.read(path, 4_000_000)) ?? '')
    const places = new Map<string, { target: string; document: string; place: string }>()
    const ignored = picomatch(settings.ignore, { nocase: true, bash: true })
    for (const [document, text] of documents)
      for (const { target, line } of linksOf(text)) {
        const key = /^[a-z][a-z\d+.-]*:/i.test(target) ? target.split('#')[0]! : `${document}|${target}`
        if (/^(?:mailto|tel|data|javascript|vscode):/i.test(target) || ignored(target) || places.has(key))
          continue
        places.set(key, { target, document, place: `${document}:${line}` })
      }
    const all = [...places.values()].filter(({ target }) => settings.external || !/^https?:/i.test(target))
    const taken = all.slice(0, settings['max-links'])
    const reader: Reader = { settings, probes, situation, documents, hosts: new Map(), anchorsOf }
    const judged = await Promise.all(taken.map((one) => judge(one, reader)))
    return judgeLinks(judged, { documents: documents.size, left: all.length - taken.length })
  },
}

interface Reader {
  anchorsOf: (text: string) => Set<string>
  settings: Settings
  probes: Probes
  situation: CheckSituation
  documents: Map<string, string>
  /** Two requests at a time to one host, whatever the concurrency of the run. */
  hosts: Map<string, Lanes>
}

async function judge(
  { target, document, place }: { target: string; document: string; place: string },
  reader: Reader,
): Promise<JudgedLink> {
  const [state, because] = /^https?:\/\//i.test(target)
    ? await external(target, reader)
    : await internal(document, target, reader)
  return { target: shownUrl(target), place, state, because }
}

async function internal(
  document: string,
  target: string,
  { probes, documents, anchorsOf }: Reader,
): Promise<[LinkState, string]> {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(target)) return ['unverifiable', 'no address of the web']
  const wanted = relativeTarget(document, target)
  if (!wanted) return ['broken', 'leaves the repository']
  if (wanted.path !== '' && !(await probes.files.stat(wanted.path))) return ['broken', 'no such file']
  if (wanted.anchor === '' || !/\.(?:md|markdown)$/i.test(wanted.path)) return ['alive', '']
  const text = documents.get(wanted.path) ?? (await probes.files.read(wanted.path, 4_000_000)) ?? ''
  return anchorsOf(text).has(wanted.anchor.toLowerCase()) ? ['alive', ''] : ['broken', 'no such heading']
}

async function external(target: string, reader: Reader): Promise<[LinkState, string]> {
  const { probes, hosts } = reader
  if (!URL.canParse(target)) return ['broken', 'no valid address']
  const page = githubPage(target, probes.serverUrl)
  if (page && probes.github) return byApi(page, reader, probes.github)
  // The site throttles robots: what the API does not tell stays open.
  if (probes.github && isOnServer(target, probes.serverUrl))
    return ['unverifiable', 'the API has no such page']
  const { host } = new URL(target)
  const lanes = hosts.get(host) ?? new Lanes(2)
  hosts.set(host, lanes)
  return lanes.run(() => byWeb(target, reader))
}

async function byApi(page: GitHubPage, { probes }: Reader, github: GitHub): Promise<[LinkState, string]> {
  const accept = [401, 403, 404, 410, 422, 451]
  const ask = (route: string) =>
    github.request(route, page.parameters, { attempts: 2, accept }).catch(() => undefined)
  const answer = await ask(page.route)
  if (!answer) return ['unverifiable', 'GitHub did not answer']
  const because = `HTTP ${answer.status}`
  const { owner, repo } = page.parameters
  const [ownOwner = ''] = probes.repository.toLowerCase().split('/')
  if (page.part === 'page' && answer.status === 200)
    return ['unverifiable', 'the repository is there, and the API has no such page']
  // A branch may hold a slash, and then the path begins later.
  if (page.part === 'path' && answer.status === 404) {
    const branch = await github
      .request('GET /repos/{owner}/{repo}/commits/{ref}', page.parameters, { attempts: 2, accept })
      .catch(() => undefined)
    if (branch?.status !== 200 && (await ask(repositoryRoute))?.status === 200)
      return ['unverifiable', `${String(page.parameters['ref'])} is no branch, unless its name goes on`]
  }
  if (answer.status !== 404 || `${owner}/${repo}`.toLowerCase() === probes.repository.toLowerCase())
    return [stateOf(answer.status), because]
  // A private neighbour answers 404 to a token of this repository, and people who read the link may see it.
  if (String(owner).toLowerCase() !== ownOwner) return ['broken', because]
  const visible = page.route === repositoryRoute ? answer : await ask(repositoryRoute)
  return visible?.status === 200 ? ['broken', because] : ['unverifiable', `not visible to this token`]
}

async function byWeb(url: string, { settings, situation, probes }: Reader): Promise<[LinkState, string]> {
  const seconds = settings['timeout-seconds']
  const timeoutMs = seconds === undefined ? situation.timeoutMs : seconds * 1000
  const wanted = { url, headers: {}, maxRedirects: 10, maxBody: 0, timeoutMs, signal: situation.signal }
  const head = await probes.network.http({ ...wanted, method: 'HEAD' })
  // Many servers answer HEAD badly: only a good answer is believed.
  const answer =
    head.ok && stateOf(head.status) === 'alive'
      ? head
      : await probes.network.http({ ...wanted, method: 'GET' })
  if (answer.ok) return [stateOf(answer.status), `HTTP ${answer.status}`]
  return [answer.problem === 'name_not_found' ? 'broken' : 'unverifiable', answer.message]
}
