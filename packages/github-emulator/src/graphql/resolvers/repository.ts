// A repository: what it is and what it allows. Its lists are in `repository-lists.ts`.
import { levelFor, roleOf } from '../../domain/access.ts'
import { fullName, type Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { branchRef } from '../../domain/revisions.ts'
import { htmlUrl } from '../../domain/world.ts'
import { constants, type FieldTable } from '../fields.ts'
import { readable, refOid, visible, type Session } from '../session.ts'
import { asActor, asRef, asRepository, type RepositorySource } from '../sources.ts'

/** Null for apps: they have permissions, not a role. */
function viewerPermission(
  { repository }: RepositorySource,
  _: unknown,
  { world, actor }: Session,
): string | null {
  if (actor.token.kind !== 'pat' && actor.token.kind !== 'fine_grained') return null
  const role = roleOf(world, repository, actor.user)
  return role === 'none' ? null : role.toUpperCase()
}

function defaultBranchRef({ repository }: RepositorySource, _: unknown, session: Session) {
  readable(session, repository, 'contents')
  const ref = branchRef(repository.defaultBranch)
  return refOid(session, repository, ref) === undefined ? null : asRef(repository, ref)
}

const canAdmin = (session: Session, repository: Repository) =>
  levelFor(session.world, session.actor, repository, 'administration') === 'admin'

const identity: FieldTable<RepositorySource> = {
  id: ({ repository }) => nodeId('Repository', repository.id),
  databaseId: ({ repository }) => repository.id,
  name: ({ repository }) => repository.name,
  nameWithOwner: ({ repository }) => fullName(repository),
  owner: ({ repository }) => asActor(repository.owner),
  description: ({ repository }) => repository.description,
  descriptionHTML: ({ repository }) => `<div>${escaped(repository.description ?? '')}</div>`,
  url: ({ repository }, _, { world }) => htmlUrl(world, repository),
  resourcePath: ({ repository }) => `/${fullName(repository)}`,
  sshUrl: ({ repository }) => `git@github.com:${fullName(repository)}.git`,
  createdAt: ({ repository }) => repository.createdAt,
  updatedAt: ({ repository }) => repository.updatedAt,
  pushedAt: ({ repository }) => (repository.refs.size === 0 ? null : repository.pushedAt),
  parent: ({ repository }, _, session) =>
    repository.forkOf && visible(session, repository.forkOf) ? asRepository(repository.forkOf) : null,
  visibility: ({ repository }) => repository.visibility.toUpperCase(),
  diskUsage: ({ repository }) => (repository.refs.size === 0 ? 0 : 1),
  forkCount: ({ repository }, _, { world }) =>
    [...world.repositories.values()].filter((other) => other.forkOf === repository).length,
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const states: FieldTable<RepositorySource> = {
  isArchived: ({ repository }) => repository.archived,
  archivedAt: ({ repository }) => (repository.archived ? repository.updatedAt : null),
  isDisabled: ({ repository }) => repository.disabled,
  isEmpty: ({ repository }) => ![...repository.refs.keys()].some((ref) => ref.startsWith('refs/heads/')),
  isFork: ({ repository }) => repository.forkOf !== null,
  isLocked: ({ repository }) => repository.locked,
  lockReason: ({ repository }) => (repository.locked ? 'MIGRATING' : null),
  isPrivate: ({ repository }) => repository.visibility !== 'public',
  isInOrganization: ({ repository }) => repository.owner.type === 'Organization',
  isUserConfigurationRepository: ({ repository }) => repository.name === repository.owner.login,
}

const settings: FieldTable<RepositorySource> = {
  mergeCommitAllowed: ({ repository }) => repository.allowMergeCommit,
  squashMergeAllowed: ({ repository }) => repository.allowSquashMerge,
  rebaseMergeAllowed: ({ repository }) => repository.allowRebaseMerge,
  autoMergeAllowed: ({ repository }) => repository.allowAutoMerge,
  allowUpdateBranch: ({ repository }) => repository.allowUpdateBranch,
  deleteBranchOnMerge: ({ repository }) => repository.deleteBranchOnMerge,
  viewerPermission,
  viewerCanAdminister: ({ repository }, _, session) => canAdmin(session, repository),
  viewerDefaultMergeMethod: ({ repository }) =>
    repository.allowMergeCommit ? 'MERGE' : repository.allowSquashMerge ? 'SQUASH' : 'REBASE',
  defaultBranchRef,
}

export const repositoryFields: FieldTable<RepositorySource> = {
  ...identity,
  ...states,
  ...settings,
  ...constants({
    isMirror: false,
    mirrorUrl: null,
    isTemplate: false,
    templateRepository: null,
    homepageUrl: null,
    hasIssuesEnabled: true,
    hasWikiEnabled: true,
    hasProjectsEnabled: true,
    hasDiscussionsEnabled: false,
    forkingAllowed: true,
    stargazerCount: 0,
    primaryLanguage: null,
    licenseInfo: null,
    latestRelease: null,
    mergeCommitTitle: 'MERGE_MESSAGE',
    mergeCommitMessage: 'PR_TITLE',
    squashMergeCommitTitle: 'COMMIT_OR_PR_TITLE',
    squashMergeCommitMessage: 'COMMIT_MESSAGES',
    webCommitSignoffRequired: false,
  }),
}
