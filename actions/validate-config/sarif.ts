import type { Log, ReportingDescriptor, Result } from 'sarif'
import type { RuleText } from './rules/rule.ts'
import type { Judged, Outcome } from './report-types.ts'

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const

/** GitHub sorts security findings by this number. */
const securitySeverity = { error: '8.0', warning: '5.0', notice: '2.0' } as const

const documentation = 'https://github.com/OWNER/ecosystem-actions/blob/main/docs/rules.md'

/** The findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifText(outcome: Pick<Outcome, 'findings' | 'engines' | 'catalogue'>): string {
  const ids = [...new Set(outcome.findings.map(({ rule }) => rule))].sort()
  const broken = outcome.engines.some(({ status }) => status === 'failed')
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'validate-config',
            informationUri: 'https://github.com/OWNER/ecosystem-actions',
            rules: ids.map((id) => descriptor(id, outcome.catalogue)),
          },
          extensions: outcome.engines.map(({ name, version }) => ({ name, version })),
        },
        invocations: [{ executionSuccessful: !broken }],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: outcome.findings.map((finding) => result(finding, ids)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function descriptor(id: string, catalogue: readonly RuleText[]): ReportingDescriptor {
  const rule = catalogue.find((one) => one.id === id)
  if (!rule) return { id }
  const security = rule.category === 'security'
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.fix, markdown: rule.fix },
    helpUri: `${documentation}#${id}`,
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: security ? ['security', 'actions'] : ['actions'],
      ...(security ? { 'security-severity': securitySeverity[rule.severity] } : {}),
    },
  }
}

function result(finding: Judged, ids: readonly string[]): Result {
  const { rule, severity, message, hint, file, fingerprint, suppressed, known, fix } = finding
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: hint === '' ? message : `${message} ${hint}` },
    ...(file === ''
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: artifact(file), region: region(finding) } }] }),
    partialFingerprints: { 'validateConfig/v1': fingerprint },
    ...(known === undefined ? {} : { baselineState: 'unchanged' as const }),
    ...(suppressed
      ? { suppressions: [{ kind: 'inSource' as const, justification: suppressed.reason }] }
      : {}),
    ...(fix
      ? {
          fixes: [
            {
              description: { text: hint === '' ? 'Suggested edit.' : hint },
              artifactChanges: [
                {
                  artifactLocation: artifact(file),
                  replacements: [{ deletedRegion: region(fix), insertedContent: { text: fix.replacement } }],
                },
              ],
            },
          ],
        }
      : {}),
  }
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}

function region({
  line,
  column,
  endLine,
  endColumn,
}: {
  line: number
  column: number
  endLine: number
  endColumn: number
}) {
  return { startLine: line, startColumn: column, endLine, endColumn }
}
