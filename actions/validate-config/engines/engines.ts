export { knownRules } from '../catalogue.ts'
import { checkOwnConfig } from '../config/own-config.ts'
import { UserError } from '@ecosystem-actions/core/errors'
import { checkTitle } from '../checks/pr-title.ts'
import { checkProtection } from '../checks/protection/protection.ts'
import { checkRepositories } from '../checks/repositories.ts'
import { missingEnvironment, missingFiles } from '../checks/environment.ts'
import type { Finding } from '../finding.ts'
import type { TextFile } from '../gather.ts'
import type { Options } from '../inputs.ts'
import type { Engine } from '../report-types.ts'
import { runRules } from '../rules/index.ts'
import { runTextRules } from '../rules/text-rules.ts'
import type { RuleContext } from '../rules/rule.ts'
import type { Ports, Sources } from '../ports.ts'
import { parseFile } from '../workflow/file.ts'
import type { Document } from './language-service.ts'
import { languageServiceVersion } from './language-service-version.ts'
import { checkGitHubGaps } from './github-gaps.ts'
import { checkPermissionEnvelope } from './permission-envelope.ts'
import { neighbourhood, type Neighbourhood } from './neighbours.ts'
import { runEngine, type EngineResult } from './engine.ts'

export interface Found {
  engines: Engine[]
  findings: Finding[]
  /** The text of every file that was looked at. */
  texts: Map<string, string>
}

/** Lets every engine look at what was gathered. */
export async function runEngines(options: Options, ports: Ports, sources: Sources): Promise<Found> {
  const { config, workflows, actions } = sources
  const texts = new Map(
    [...config.files, ...workflows.files, ...actions.files].map(({ path, text }) => [path, text]),
  )
  const documents = [
    ...workflows.files.map((file) => documentOf(file, 'workflow')),
    ...actions.files.map((file) => documentOf(file, 'action')),
  ]
  const near = await neighbourhood(new Map(documents.map((one) => [one.path, one])), ports.files)
  const results: EngineResult[] = [
    await runEngine({ name: 'ecosystem-config', version: '1' }, () =>
      config.files.length === 0
        ? { skipped: 'There is no configuration file.' }
        : config.files.flatMap(checkOwnConfig),
    ),
    await runEngine({ name: '@actions/languageservice', version: languageServiceVersion }, async () => {
      if (documents.length === 0) return { skipped: 'There are no workflows and no actions.' }
      const { diagnoseAll } = await import('./language-service.ts')
      return diagnoseAll(documents, (path) => near.text(path))
    }),
    await runEngine({ name: 'rules', version: '1' }, () => {
      if (documents.length === 0) return { skipped: 'There are no workflows and no actions.' }
      return ruleFindings(documents, near, pinsOf(options, ports))
    }),
    await runEngine({ name: 'repositories', version: '1' }, () => {
      if (!options['check-repositories']) return notAsked
      if (config.files.length === 0) return { skipped: 'There is no configuration file.' }
      if (!ports.github)
        throw new UserError('`check-repositories` needs a token.', 'Give one in `github-token`.')
      return checkRepositories(config.files, ports.github)
    }),
    await runEngine({ name: 'branch-protection', version: '1' }, () => {
      const path = options['branch-protection']
      if (path === '') return notAsked
      const parsed = workflows.files.flatMap((file) => near.parsed(file.path) ?? [])
      return checkProtection({ path, workflows: parsed, fileOf: (called) => near.parsed(called) }, ports)
    }),
    await runEngine({ name: 'pr-title', version: '1' }, () => {
      const rule = options['pr-title']
      if (rule.kind === 'off') return notAsked
      const { title } = (ports.context.payload['pull_request'] ?? {}) as { title?: unknown }
      return typeof title === 'string'
        ? checkTitle(title, rule)
        : { skipped: 'This run is not about a pull request.' }
    }),
    await runEngine({ name: 'required-env', version: '1' }, () =>
      options['required-env'].length === 0
        ? notAsked
        : missingEnvironment(options['required-env'], ports.env),
    ),
    await runEngine({ name: 'required-files', version: '1' }, () =>
      options['required-files'].length === 0
        ? notAsked
        : missingFiles(options['required-files'], ports.files),
    ),
  ]
  const findings = [sources.config, sources.workflows, sources.actions].flatMap((part) => part.findings)
  findings.push(...results.flatMap((result) => result.findings))
  const engines = results.map(({ engine }) => engine)
  if (engines.every(({ status }) => status === 'skipped') && findings.length === 0)
    findings.push(nothingChecked())
  return { engines, findings, texts }
}

function documentOf(file: TextFile, kind: Document['kind']): Document {
  return { ...file, kind, parsed: parseFile(file.path, file.text) }
}

/** The policy, where a tag is enough for the repository that this action itself comes from, and for the placeholder of documentation. */
function pinsOf(options: Options, { env }: Ports): RuleContext['pinFor'] {
  const policy = options['pin-policy']
  const own = env('GITHUB_ACTION_REPOSITORY')?.toLowerCase()
  return (repository) => {
    const pin = policy(repository)
    const trusted = repository.startsWith('OWNER/') || repository.toLowerCase() === own
    return pin === 'sha' && trusted ? 'ref' : pin
  }
}

/** Our own rules, each file with all others at hand. */
function ruleFindings(
  documents: readonly Document[],
  near: Neighbourhood,
  pinFor: RuleContext['pinFor'],
): Finding[] {
  const context: RuleContext = { pinFor, file: (path) => near.parsed(path) }
  const files = documents.flatMap(({ parsed }) => (parsed ? [parsed] : []))
  return [
    ...documents.flatMap(({ path, text }) => runTextRules(path, text)),
    ...files.flatMap((file) => runRules(file, context)),
    ...files.flatMap((file) => checkGitHubGaps(file, (path) => near.parsed(path))),
    ...checkPermissionEnvelope(files, (path) => near.parsed(path)),
  ]
}

const notAsked = { skipped: 'Not asked for.' }

// A run that looked at nothing must not be green.
function nothingChecked(): Finding {
  return {
    rule: 'nothing-checked',
    severity: 'error',
    message:
      'There was nothing to check: no configuration, no workflow, no action, and no other check was asked for.',
    hint: 'Check out the repository before this step (actions/checkout), or name the files in the inputs.',
    file: '',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  }
}
