// Check runs with their steps and annotations, and the apps that made them.
import { fullName, type Annotation, type RunAttempt } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { rulesFor } from '../../domain/protection.ts'
import { isRequiredCheck } from '../../domain/required-checks.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { asRepository, asSuite, type AppSource, type CheckRunSource } from '../sources.ts'
import { askedPull, type RequiredArgs } from './rollup.ts'

const runPath = ({ repository, run }: CheckRunSource) =>
  run.runId === null
    ? `/${fullName(repository)}/runs/${run.id}`
    : `/${fullName(repository)}/actions/runs/${run.runId}/job/${run.id}`

function stepsOf({ repository, run }: CheckRunSource) {
  const attempt: RunAttempt | undefined =
    run.runId === null ? undefined : repository.runs.get(run.runId)?.attempts.at(-1)
  return attempt?.jobs.find((job) => job.id === run.id || job.name === run.name)?.steps ?? []
}

export const checkRunFields: FieldTable<CheckRunSource> = {
  id: ({ repository, run }) => nodeId('CheckRun', run.id, repository.id),
  databaseId: ({ run }) => run.id,
  name: ({ run }) => run.name,
  status: ({ run }) => run.status.toUpperCase(),
  conclusion: ({ run }) => run.conclusion?.toUpperCase() ?? null,
  startedAt: ({ run }) => run.startedAt,
  completedAt: ({ run }) => run.completedAt,
  detailsUrl: ({ run }) => run.detailsUrl,
  externalId: ({ run }) => run.externalId,
  title: ({ run }) => run.output.title,
  summary: ({ run }) => run.output.summary,
  text: ({ run }) => run.output.text,
  checkSuite: ({ repository, run }) => asSuite(repository, run.suite),
  repository: ({ repository }) => asRepository(repository),
  resourcePath: runPath,
  url: (source, _, { world }) => `${world.url}${runPath(source)}`,
  permalink: (source, _, { world }) => `${world.url}${runPath(source)}`,
  isRequired: async ({ repository, run }, args: RequiredArgs, session) => {
    const pull = await askedPull(session, repository, args)
    return rulesFor(repository, pull.base).checks.some((rule) => isRequiredCheck(rule, run.name, run.app.id))
  },
  annotations: ({ run }, args: PageArgs, _, info) =>
    connection(run.annotations, {
      args,
      info,
      wrap: (annotation) => ({ type: 'CheckAnnotation', annotation }),
    }),
  steps: (source, args: PageArgs & { number?: number }, _, info) => {
    const steps = stepsOf(source).filter(({ number }) => args.number === undefined || number === args.number)
    return connection(steps, { args, info, key: ({ number }) => number })
  },
}

export const stepFields: FieldTable<RunAttempt['jobs'][number]['steps'][number]> = {
  name: ({ name }) => name,
  number: ({ number }) => number,
  status: ({ status }) => status.toUpperCase(),
  conclusion: ({ conclusion }) => conclusion?.toUpperCase() ?? null,
  startedAt: ({ startedAt }) => startedAt,
  completedAt: ({ completedAt }) => completedAt,
  externalId: () => null,
  secondsToCompletion: ({ startedAt, completedAt }) =>
    startedAt === null || completedAt === null ? null : Math.round((completedAt - startedAt) / 1000),
}

type AnnotationSource = { annotation: Annotation }

export const annotationFields: FieldTable<AnnotationSource> = {
  annotationLevel: ({ annotation }) => annotation.level.toUpperCase(),
  message: ({ annotation }) => annotation.message,
  title: ({ annotation }) => annotation.title,
  path: ({ annotation }) => annotation.path,
  rawDetails: ({ annotation }) => annotation.rawDetails,
  location: ({ annotation }) => ({
    start: { line: annotation.startLine },
    end: { line: annotation.endLine },
  }),
}

export const annotationSpanFields: FieldTable<{ start: unknown; end: unknown }> = {
  start: ({ start }) => start,
  end: ({ end }) => end,
}

export const annotationPositionFields: FieldTable<{ line: number }> = {
  line: ({ line }) => line,
  column: () => null,
}

export const appFields: FieldTable<AppSource> = {
  id: ({ app }) => nodeId('App', app.id),
  databaseId: ({ app }) => app.id,
  name: ({ app }) => app.name,
  slug: ({ app }) => app.slug,
  description: () => null,
  createdAt: ({ app }) => app.createdAt,
  updatedAt: ({ app }) => app.createdAt,
  logoBackgroundColor: () => 'ffffff',
  logoUrl: ({ app }, _, { world }) => `${world.url}/avatars/in/${app.id}?v=4`,
  url: ({ app }, _, { world }) => `${world.url}/apps/${app.slug}`,
}
