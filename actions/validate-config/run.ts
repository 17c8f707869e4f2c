import { UserError, UserErrors } from '@ecosystem-actions/core/errors'
import type { Files } from '@ecosystem-actions/core/ports'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { baselineText, readBaseline } from './baseline.ts'
import type { RuleText } from './rules/rule.ts'
import { changedLines } from './changed-lines.ts'
import { gather, relative } from './gather.ts'
import type { Options } from './inputs.ts'
import type { Ports, Sources } from './ports.ts'
import { judge } from './judge.ts'
import { reportText } from './report-json.ts'
import type { Outcome } from './report-types.ts'
import { sarifText } from './sarif.ts'

/** Reads everything that was asked for, lets every engine look at it, and writes report, SARIF and baseline. */
export async function run(options: Options, ports: Ports): Promise<Outcome> {
  const { files, clock } = ports
  // Parsers and rules are most of the code; they load here so that a wrong input is told at once.
  const { knownRules, runEngines } = await import('./engines/engines.ts')
  const catalogue = knownRules()
  checkRuleIds(options, catalogue)
  const gathered = await gatherAll(options, files)
  const baseline = await baselineOf(options, files)
  const { engines, findings, texts } = await runEngines(options, ports, gathered)
  const verdict = judge(findings, texts, {
    severities: options.rules,
    known: new Set(catalogue.map(({ id }) => id)),
    baseline,
    today: clock.now().toISOString().slice(0, 10),
    failOn: options['fail-on'],
  })
  const outcome: Outcome = {
    ...verdict,
    counts: { ...verdict.counts, files: texts.size },
    failOn: options['fail-on'],
    engines,
    changed: await changedLines(verdict.findings, options.annotations, ports),
    catalogue,
    reportFile: relative(options['report-file'], files.root),
    sarifFile: relative(options['sarif-file'], files.root),
  }
  return write(outcome, options, files)
}

async function gatherAll(options: Options, files: Files): Promise<Sources> {
  const actions = options['action-metadata']
  return {
    config: await gather(files, { input: 'config', patterns: options.config }),
    workflows: await gather(files, { input: 'workflows', patterns: options.workflows }),
    actions: await gather(files, {
      input: 'action-metadata',
      patterns: actions,
      ...(actions.given ? {} : { depth: 4 }),
    }),
  }
}

async function baselineOf(options: Options, files: Files) {
  const path = options.baseline
  if (path === '') {
    if (!options['update-baseline']) return []
    throw new UserError('`update-baseline` needs to know where.', 'Name the file in the input `baseline`.')
  }
  const text = await files.read(path)
  if (text !== undefined) return options['update-baseline'] ? [] : readBaseline(text, path)
  if (options['update-baseline']) return []
  throw new UserError(`There is no baseline ${path}.`, 'Write it once with `update-baseline: true`.')
}

async function write(outcome: Outcome, options: Options, files: Files): Promise<Outcome> {
  if (options['update-baseline']) {
    await files.write(options.baseline, baselineText(outcome.findings))
    outcome = acceptedBy(outcome, options)
  }
  if (outcome.sarifFile !== '') await files.write(outcome.sarifFile, sarifText(outcome))
  await files.write(outcome.reportFile, reportText(outcome))
  return outcome
}

// What was just written down is known from here on, in this run too; a broken check is not.
function acceptedBy(outcome: Outcome, options: Options): Outcome {
  const findings = outcome.findings.map((finding) =>
    finding.rule === 'internal-error' || finding.suppressed ? finding : { ...finding, known: true as const },
  )
  const broken = findings.filter(({ rule }) => rule === 'internal-error').length
  return {
    ...outcome,
    findings,
    counts: { ...outcome.counts, new: broken },
    valid: broken === 0,
    failed: broken > 0,
    baselineWritten: options.baseline,
  }
}

function checkRuleIds({ rules }: Options, catalogue: readonly RuleText[]): void {
  const known = catalogue.map(({ id }) => id)
  const problems = [...rules.keys()]
    .filter((id) => !known.includes(id))
    .map(
      (id) =>
        new UserError(
          `Input "rules": there is no rule ${JSON.stringify(id.slice(0, 60))}.`,
          didYouMean(id, known) || 'docs/rules.md lists them.',
        ),
    )
  if (problems.length > 0)
    throw new UserErrors('Severities were given for rules that do not exist:', problems)
}
