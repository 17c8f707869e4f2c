import { z } from 'zod'
import { repositoryProblem } from './repository.ts'

/** The file that says which repositories belong together, in the shape of the original scripts. Its JSON Schema is `schemas/ecosystem-config.schema.json`. */

const repositoryName = z
  .string()
  .superRefine((name, context) => {
    const problem = repositoryProblem(name)
    if (problem) context.addIssue({ code: 'custom', message: `${problem}.`, params: { rule: 'repository' } })
  })
  .meta({ description: 'owner/name', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9_.-]{1,100}$' })

const whole = (min: number, max: number, description: string) =>
  z.int().min(min).max(max).optional().describe(description)

const texts = (description: string) => z.array(z.string().min(1).max(255)).optional().describe(description)

const settings = {
  base: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Branch to compare with; the default branch if absent.'),
  include: texts('Branches to look at, as globs.'),
  exclude: texts('Branches to leave alone, as globs.'),
  strategy: z
    .enum(['pull-request', 'auto', 'fast-forward', 'merge', 'report'])
    .optional()
    .describe('How a branch is brought up to date.'),
  threshold: whole(0, 1000, 'A branch is synced when it is more commits behind than this.'),
  labels: z.array(z.string().min(1).max(50)).max(100).optional().describe('Labels of sync pull requests.'),
  stale_after_days: whole(1, 3650, 'Branches without a commit for longer are only reported.'),
}

const repositoryEntry = z
  .strictObject({
    name: repositoryName.optional(),
    repository: repositoryName.optional().describe('Another word for name.'),
    ...settings,
  })
  .superRefine(({ name, repository }, context) => {
    if ((name === undefined) === (repository === undefined)) {
      const message =
        name === undefined ? '"name" is required: owner/name.' : 'give "name" or "repository", not both.'
      context.addIssue({ code: 'custom', message })
    }
  })

const automation = z.strictObject({
  auto_mark_ready_delay_seconds: whole(0, 86_400, 'How long a draft waits before it is marked ready.'),
  auto_approve_bot_user_id: whole(1, Number.MAX_SAFE_INTEGER, 'The user id of the bot that may approve.'),
  conflict_resolution_enabled: z.boolean().optional(),
  ecosystem_sync_enabled: z.boolean().optional(),
  pulse_heartbeat_enabled: z.boolean().optional(),
})

export const ecosystemConfig = z
  .strictObject({
    $schema: z.string().optional(),
    repositories: z
      .array(z.union([repositoryName, repositoryEntry]))
      .min(1)
      .describe('The repositories, each once.'),
    sync_interval_minutes: whole(1, 1440, 'How often a scan is due.'),
    auto_merge_threshold_commits: whole(
      1,
      1000,
      'A branch is synced when it is more commits behind than this.',
    ),
    pulse_interval_minutes: whole(1, 1440, 'How often the heartbeat is due.'),
    pulse_interval_seconds: whole(1, 3600, 'How often the heartbeat is due.'),
    categories: z
      .record(z.string(), z.int().min(0))
      .optional()
      .describe('Number of repositories by category; together all of them.'),
    automation_config: automation.optional(),
    defaults: z
      .strictObject(settings)
      .optional()
      .describe('Settings of every repository that has none of its own.'),
  })
  .meta({ title: 'Ecosystem configuration' })

/** The keys that an object at this path may have. */
export function knownConfigKeys(path: readonly (string | number)[]): string[] {
  const [top] = path
  if (top === 'repositories') return Object.keys(repositoryEntry.shape)
  if (top === 'defaults') return Object.keys(settings)
  if (top === 'automation_config') return Object.keys(automation.shape)
  return Object.keys(ecosystemConfig.shape)
}

export type EcosystemConfig = z.output<typeof ecosystemConfig>
export type RepositorySettings = Omit<
  Extract<EcosystemConfig['repositories'][number], object>,
  'name' | 'repository'
>

/** Every repository with its settings: its own over `defaults` over the file's threshold. */
export function repositoriesOf(
  config: EcosystemConfig,
): { repository: string; index: number; settings: RepositorySettings }[] {
  const general: RepositorySettings = {
    ...(config.auto_merge_threshold_commits === undefined
      ? {}
      : { threshold: config.auto_merge_threshold_commits }),
    ...config.defaults,
  }
  return config.repositories.map((entry, index) => {
    if (typeof entry === 'string') return { repository: entry, index, settings: general }
    const { name, repository, ...own } = entry
    return { repository: name ?? repository ?? '', index, settings: { ...general, ...own } }
  })
}

/** The JSON Schema (draft 2020-12) for editors. */
export function ecosystemJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(ecosystemConfig, { io: 'input' }) }
}
