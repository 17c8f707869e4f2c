// Labels.
import { fullName } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl } from '../../domain/world.ts'
import { connection } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { selectIssues, selectPulls, type IssueArgs, type PullArgs } from '../filters.ts'
import { asPull, asRepository, asSubject, type LabelSource } from '../sources.ts'

export const labelFields: FieldTable<LabelSource> = {
  id: ({ repository, label }) => nodeId('Label', label.id, repository.id),
  name: ({ label }) => label.name,
  color: ({ label }) => label.color,
  description: ({ label }) => label.description,
  isDefault: ({ label }) => label.default,
  repository: ({ repository }) => asRepository(repository),
  resourcePath: ({ repository, label }) =>
    `/${fullName(repository)}/labels/${encodeURIComponent(label.name)}`,
  url: ({ repository, label }, _, { world }) =>
    `${htmlUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
  pullRequests: ({ repository, label }, args: PullArgs, _, info) => {
    const found = selectPulls(repository.pulls.values(), { ...args, labels: [label.name] })
    return connection(found, { args, info, key: ({ id }) => id, wrap: (pull) => asPull(repository, pull) })
  },
  issues: ({ repository, label }, args: IssueArgs, _, info) => {
    const found = selectIssues(repository.issues.values(), { ...args, labels: [label.name] })
    return connection(found, { args, info, key: ({ id }) => id, wrap: (one) => asSubject(repository, one) })
  },
}
