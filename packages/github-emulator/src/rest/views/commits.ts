// Commits as REST shows them.
import { timestamp } from '../../domain/clock.ts'
import { verificationOf, userOfSignature } from '../../domain/authorship.ts'
import type { Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import type { FileChange } from '../../git/diff.ts'
import type { Commit } from '../../git/objects.ts'
import { apiUrl } from './repositories.ts'
import { userView } from './users.ts'

function signatureView(signature: Commit['author']) {
  return { name: signature.name, email: signature.email, date: timestamp(signature.date) }
}

/** A git commit: what `/git/commits/{sha}` answers. */
export function gitCommitView(world: World, repository: Repository, commit: Commit) {
  const api = apiUrl(world, repository)
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', commit.oid, repository.id),
    url: `${api}/git/commits/${commit.oid}`,
    html_url: `${htmlUrl(world, repository)}/commit/${commit.oid}`,
    author: signatureView(commit.author),
    committer: signatureView(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message.replace(/\n$/, ''),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${htmlUrl(world, repository)}/commit/${sha}`,
    })),
    verification: verificationView(commit),
  }
}

function verificationView(commit: Commit) {
  const { verified, reason } = verificationOf(commit)
  return {
    verified,
    reason,
    signature: commit.signature,
    payload: commit.signature === null ? null : '',
    verified_at: verified ? timestamp(commit.committer.date) : null,
  }
}

/** A commit of the API's lists. */
export function commitView(world: World, repository: Repository, commit: Commit) {
  const api = apiUrl(world, repository)
  const [author, committer] = [
    userOfSignature(world, commit.author),
    userOfSignature(world, commit.committer),
  ]
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', commit.oid, repository.id),
    commit: {
      author: signatureView(commit.author),
      committer: signatureView(commit.committer),
      message: commit.message.replace(/\n$/, ''),
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification: verificationView(commit),
    },
    url: `${api}/commits/${commit.oid}`,
    html_url: `${htmlUrl(world, repository)}/commit/${commit.oid}`,
    comments_url: `${api}/commits/${commit.oid}/comments`,
    author: author && userView(world, author),
    committer: committer && userView(world, committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${htmlUrl(world, repository)}/commit/${sha}`,
    })),
  }
}

/** A changed file of compare, commits and pull requests. */
export function fileView(world: World, repository: Repository, input: { change: FileChange; ref: string }) {
  const { change, ref } = input
  const path = change.filename.split('/').map(encodeURIComponent).join('/')
  const html = htmlUrl(world, repository)
  return {
    sha: change.sha,
    filename: change.filename,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${html}/blob/${ref}/${path}`,
    raw_url: `${html}/raw/${ref}/${path}`,
    contents_url: `${apiUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(change.patch === null ? {} : { patch: change.patch }),
    ...(change.previousFilename === null ? {} : { previous_filename: change.previousFilename }),
  }
}

export function statsOf(changes: readonly FileChange[]) {
  const additions = changes.reduce((sum, change) => sum + change.additions, 0)
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0)
  return { total: additions + deletions, additions, deletions }
}
