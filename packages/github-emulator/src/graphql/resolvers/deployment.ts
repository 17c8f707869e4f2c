// Deployments and environments.
import type { GraphQLResolveInfo } from 'graphql'
import type { Deployment, Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { branchRef } from '../../domain/revisions.ts'
import { connection, ordered, type Order, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import { readable, type Session } from '../session.ts'
import { asActor, asRef, asRepository, type DeploymentSource, type RepositorySource } from '../sources.ts'

interface DeploymentArgs extends PageArgs {
  environments?: string[] | undefined
  orderBy?: Order | undefined
}

const asDeployment = (repository: Repository, deployment: Deployment): DeploymentSource => ({
  type: 'Deployment',
  repository,
  deployment,
})

function deployments(
  { repository }: RepositorySource,
  args: DeploymentArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  readable(session, repository, 'deployments', 'contents')
  const wanted = [...repository.deployments.values()].filter(
    ({ environment }) => args.environments === undefined || args.environments.includes(environment),
  )
  const sorted = ordered(
    wanted,
    args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' },
    (one) => one.createdAt,
  )
  return connection(sorted, { args, info, key: ({ id }) => id, wrap: (one) => asDeployment(repository, one) })
}

interface EnvironmentSource {
  type: 'Environment'
  repository: Repository
  name: string
}

interface EnvironmentArgs extends PageArgs {
  names?: string[] | undefined
}

function environmentNames(repository: Repository): string[] {
  const used = [...repository.deployments.values()].map(({ environment }) => environment)
  return [...new Set([...repository.environments, ...used])].sort()
}

function environments(
  { repository }: RepositorySource,
  args: EnvironmentArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  readable(session, repository, 'actions', 'deployments', 'contents')
  const names = args.names ?? []
  const wanted = environmentNames(repository).filter((name) => names.length === 0 || names.includes(name))
  const wrap = (name: string): EnvironmentSource => ({ type: 'Environment', repository, name })
  return connection(wanted, { args, info, key: (name) => name, wrap })
}

export const deploymentListFields: FieldTable<RepositorySource> = {
  deployments,
  environments,
  environment: ({ repository }, { name }: { name: string }): EnvironmentSource | null =>
    environmentNames(repository).includes(name) ? { type: 'Environment', repository, name } : null,
}

export const environmentFields: FieldTable<EnvironmentSource> = {
  id: ({ repository, name }) => nodeId('Environment', name, repository.id),
  name: ({ name }) => name,
  isPinned: () => false,
  pinnedPosition: () => null,
  latestCompletedDeployment: ({ repository, name }) => {
    const done = [...repository.deployments.values()].filter(
      (one) => one.environment === name && stateOf(one) !== 'PENDING',
    )
    const latest = ordered(done, { field: 'CREATED_AT', direction: 'DESC' }, (one) => one.createdAt)[0]
    return latest ? asDeployment(repository, latest) : null
  },
}

const stateOf = (deployment: Deployment) => {
  const state = deployment.statuses.at(-1)?.state.toUpperCase() ?? 'PENDING'
  return state === 'SUCCESS' ? 'ACTIVE' : state
}

export const deploymentFields: FieldTable<DeploymentSource> = {
  id: ({ repository, deployment }) => nodeId('Deployment', deployment.id, repository.id),
  databaseId: ({ deployment }) => deployment.id,
  commit: ({ repository, deployment }, _, session) => commitOf(session, repository, deployment.sha),
  commitOid: ({ deployment }) => deployment.sha,
  createdAt: ({ deployment }) => deployment.createdAt,
  updatedAt: ({ deployment }) => deployment.updatedAt,
  creator: ({ repository, deployment }) => asActor(deployment.creator ?? repository.owner),
  description: ({ deployment }) => deployment.description,
  environment: ({ deployment }) => deployment.environment,
  originalEnvironment: ({ deployment }) => deployment.environment,
  latestEnvironment: ({ deployment }) => deployment.environment,
  payload: ({ deployment }) => JSON.stringify(deployment.payload ?? ''),
  ref: ({ repository, deployment }) =>
    repository.refs.has(branchRef(deployment.ref)) ? asRef(repository, branchRef(deployment.ref)) : null,
  repository: ({ repository }) => asRepository(repository),
  state: ({ deployment }) => stateOf(deployment),
  task: ({ deployment }) => deployment.task,
  latestStatus: ({ repository, deployment }) => {
    const status = deployment.statuses.at(-1)
    return status ? { type: 'DeploymentStatus', repository, deployment, status } : null
  },
  statuses: ({ repository, deployment }, args: PageArgs, _, info) =>
    connection([...deployment.statuses].reverse(), {
      args,
      info,
      key: ({ id }) => id,
      wrap: (status) => ({ type: 'DeploymentStatus', repository, deployment, status }),
    }),
}

type StatusSource = { repository: Repository; deployment: Deployment; status: Deployment['statuses'][number] }

export const deploymentStatusFields: FieldTable<StatusSource> = {
  id: ({ repository, status }) => nodeId('DeploymentStatus', status.id, repository.id),
  createdAt: ({ status }) => status.createdAt,
  updatedAt: ({ status }) => status.createdAt,
  creator: ({ repository, status }) => asActor(status.creator ?? repository.owner),
  deployment: ({ repository, deployment }) => asDeployment(repository, deployment),
  description: ({ status }) => status.description,
  environment: ({ deployment }) => deployment.environment,
  environmentUrl: ({ status }) => status.environmentUrl || null,
  logUrl: ({ status }) => status.logUrl || null,
  state: ({ status }) => status.state.toUpperCase(),
}
