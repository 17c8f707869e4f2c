import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError, reason } from '../errors.ts'
import { UploadUnclear, type ArtifactShelf, type StoredArtifact } from '../history/artifact-shelf.ts'
import type { GitHub } from '../ports.ts'
import { parseRepository } from '../repository.ts'
import { readZip } from '../zip.ts'
import { actionArtifacts } from './artifacts.ts'

interface ListedArtifact {
  id: number
  name: string
  size_in_bytes: number
  expired: boolean
  created_at: string
  workflow_run?: { id?: number } | null
}

const perPage = 100

// A proxy or a captive portal answers with status 200 too.
function listedIn(answer: unknown): ListedArtifact[] {
  const unexpected = (what: string) =>
    new UserError(
      `Unexpected answer of the artifact list: ${what}.`,
      'See whether a proxy answers in the place of GitHub.',
    )
  if (typeof answer !== 'object' || answer === null) throw unexpected('it is not JSON')
  const { artifacts } = answer as { artifacts?: unknown }
  if (!Array.isArray(artifacts)) throw unexpected('it has no list `artifacts`')
  const isArtifact = (one: unknown) => {
    const { id, name, created_at } = (one ?? {}) as Partial<ListedArtifact>
    return Number.isInteger(id) && typeof name === 'string' && !Number.isNaN(Date.parse(String(created_at)))
  }
  if (!artifacts.every(isArtifact)) throw unexpected('an entry lacks its `id`, `name` or `created_at`')
  return artifacts as ListedArtifact[]
}

/** Artifacts through the API for reading and through the toolkit for writing; both are needed, the toolkit lists one run only. */
export function repositoryArtifacts(github: GitHub, repository: string, temporary: string): ArtifactShelf {
  const { owner, name: repo } = parseRepository(repository)
  return {
    async page(page, name) {
      const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts', {
        owner,
        repo,
        per_page: perPage,
        page,
        ...(name === undefined ? {} : { name }),
      })
      const listed = listedIn(data)
      const artifacts = listed
        .filter(({ expired }) => !expired)
        .map((found): StoredArtifact => ({
          id: found.id,
          name: found.name,
          createdAt: new Date(found.created_at),
          size: found.size_in_bytes,
          runId: found.workflow_run?.id,
        }))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id)
      return { artifacts, last: listed.length < perPage }
    },
    async download(id, limit = 64 * 1024 * 1024) {
      const { data, headers, status } = await github.request(
        'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
        { owner, repo, artifact_id: id, archive_format: 'zip' },
        { accept: [302] },
      )
      if (status !== 302) return readZip(asBytes(data), limit)
      return readZip(await fetchBytes(headers['location'] ?? '', limit), limit)
    },
    async upload(name, files) {
      const folder = await mkdtemp(join(temporary, 'artifact-'))
      try {
        for (const [path, content] of files) await writeFile(join(folder, path), content)
        return await actionArtifacts(folder).upload(name, [...files.keys()])
      } catch (error) {
        // The toolkit repeats a request whose answer was lost, and the repetition is refused: taken (409) or already finished (404).
        const unclear = /\((?:404|409)\)|Unable to make request/.test(reason(error))
        throw unclear ? new UploadUnclear(reason(error), { cause: error }) : error
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

// The address is signed by GitHub and good for a minute; the token is not sent there.
async function fetchBytes(location: string, limit: number): Promise<Uint8Array> {
  const answer = await fetch(location, { signal: AbortSignal.timeout(60_000) })
  if (!answer.ok || !answer.body) throw new UserError(`The storage of artifacts answered ${answer.status}.`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.length
    if (size > limit) throw new UserError(`The artifact has more than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function asBytes(data: unknown): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  if (data instanceof Uint8Array) return data
  throw new UserError('GitHub answered something that is no archive.')
}
