// Repositories as REST shows them.
import { levelFor, roleOf, type Actor } from '../../domain/access.ts'
import { timestamp } from '../../domain/clock.ts'
import { fullName, type Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import { userView } from './users.ts'

const urlTails = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
}

export function apiUrl(world: World, repository: Repository): string {
  return `${world.url}/repos/${fullName(repository)}`
}

/** The "minimal repository": what lists and nested objects hold. */
export function repositoryView(world: World, repository: Repository, actor: Actor | null) {
  const api = apiUrl(world, repository)
  const html = htmlUrl(world, repository)
  const openIssues = [...repository.issues.values(), ...repository.pulls.values()].filter(
    (one) => one.state === 'open',
  ).length
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.visibility !== 'public',
    owner: userView(world, repository.owner),
    html_url: html,
    description: repository.description,
    fork: repository.forkOf !== null,
    url: api,
    ...Object.fromEntries(Object.entries(urlTails).map(([key, tail]) => [key, api + tail])),
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.updatedAt),
    pushed_at: timestamp(repository.pushedAt),
    git_url: `git://${new URL(world.url).host}/${fullName(repository)}.git`,
    ssh_url: `git@${new URL(world.url).hostname}:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: repository.refs.size === 0 ? 0 : 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: repository.disabled,
    open_issues_count: openIssues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.visibility,
    forks: 0,
    open_issues: openIssues,
    watchers: 0,
    default_branch: repository.defaultBranch,
    permissions: permissionsView(world, repository, actor),
  }
}

function permissionsView(world: World, repository: Repository, actor: Actor | null) {
  const level = levelFor(world, actor, repository, 'contents')
  const role = actor && actor.token.kind === 'pat' ? roleOf(world, repository, actor.user) : null
  const write = level === 'write' || level === 'admin'
  return {
    admin: role ? role === 'admin' : level === 'admin',
    maintain: role ? role === 'admin' || role === 'maintain' : level === 'admin',
    push: write,
    triage: write || role === 'triage',
    pull: level !== 'none' || repository.visibility === 'public',
  }
}

/** `GET /repos/{owner}/{repo}`: the settings are told only to those who may push, as on GitHub. */
export function fullRepositoryView(world: World, repository: Repository, actor: Actor | null) {
  const view = repositoryView(world, repository, actor)
  const settings = view.permissions.push && {
    allow_squash_merge: repository.allowSquashMerge,
    allow_merge_commit: repository.allowMergeCommit,
    allow_rebase_merge: repository.allowRebaseMerge,
    allow_auto_merge: repository.allowAutoMerge,
    delete_branch_on_merge: repository.deleteBranchOnMerge,
    allow_update_branch: repository.allowUpdateBranch,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_message: 'COMMIT_MESSAGES',
    squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
    merge_commit_message: 'PR_TITLE',
    merge_commit_title: 'MERGE_MESSAGE',
  }
  const source = repository.forkOf && repositoryView(world, repository.forkOf, actor)
  return {
    ...view,
    temp_clone_token: null,
    ...settings,
    ...(repository.owner.type === 'Organization' ? { organization: userView(world, repository.owner) } : {}),
    ...(source ? { parent: source, source } : {}),
    network_count: 0,
    subscribers_count: 0,
  }
}
