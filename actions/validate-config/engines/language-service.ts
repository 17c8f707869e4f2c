import { reason } from '@ecosystem-actions/core/errors'
import { FeatureFlags } from '@actions/expressions'
import { registerLogger, validate } from '@actions/languageservice'
import {
  clearCache,
  getOrConvertWorkflowTemplate,
  getOrParseWorkflow,
} from '@actions/languageservice/utils/workflow-cache'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { ErrorPolicy } from '@actions/workflow-parser/model/convert'
import type { FileProvider } from '@actions/workflow-parser/workflows/file-provider'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Finding } from '../finding.ts'
import type { TextFile } from '../gather.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { internalError } from './engine.ts'
import type { Diagnostic } from './diagnostic.ts'
import {
  ignoredByGitHub,
  isNoise,
  withoutEchoes,
  withoutForeign,
  type Called,
} from './language-service-noise.ts'
import { suggestion } from './language-service-words.ts'

export interface Document extends TextFile {
  kind: 'workflow' | 'action'
  /** Our own reading of it; undefined where there is none. */
  parsed: ParsedFile | undefined
}

/** The text of another file of the workspace. */
type Local = (path: string) => string | undefined

// Without these flags syntax that GitHub accepts today is refused.
const featureFlags = new FeatureFlags({
  allowCaseFunction: true,
  allowBackgroundSteps: true,
  allowCopilotRequestsPermission: true,
})

// `validate` swallows exceptions and answers fewer diagnostics; all that is left of them is a line in this log.
let swallowed: string[] = []
const ignore = () => undefined
registerLogger({ error: (message) => void swallowed.push(message), warn: ignore, info: ignore, log: ignore })

/** What GitHub's own language service says about one file. `local` answers the text of another file of the workspace. */
export async function diagnose(document: Document, local: Local): Promise<Finding[]> {
  // The service knows what a file is by its address, and keeps what it parsed by address.
  const name = document.kind === 'action' ? 'action.yml' : '.github/workflows/workflow.yml'
  const text = TextDocument.create(`file:///${name}`, 'yaml', 1, document.text.replace(/^\uFEFF/, ''))
  clearCache()
  swallowed = []
  const called: Called = { missing: new Set(), broken: new Set(), errors: [] }
  const config = { featureFlags, fileProvider: providerOf(local, called) }
  if (document.kind === 'workflow') await forgetEvents(text, config)
  const diagnostics = await validate(text, config)
  const plain = diagnostics.map((one): Diagnostic => ({
    ...one,
    message: typeof one.message === 'string' ? one.message : one.message.value,
  }))
  const findings = withoutEchoes(withoutForeign(plain, called.errors))
    .filter((diagnostic) => !isNoise(diagnostic, document.parsed, called))
    .map((diagnostic) => findingOf(diagnostic, document))
  return [
    ...findings,
    ...swallowed.map((message) =>
      internalError(document.path, `GitHub's language service failed on this file: ${message}`),
    ),
  ]
}

/**
 * For every single expression the service builds the payloads of all events of the workflow, only to warn about `github.event`, which nobody can
 * know and `isNoise` leaves out. It keeps what it read by address, so here it reads first, and forgets the events that have no inputs: five times
 * faster, with the same findings.
 */
async function forgetEvents(
  text: TextDocument,
  config: { featureFlags: FeatureFlags; fileProvider: FileProvider },
): Promise<void> {
  const { context, value } = getOrParseWorkflow(
    { name: text.uri, content: text.getText() },
    text.uri,
    false,
    featureFlags,
  )
  if (!value) return
  const options = { fetchReusableWorkflowDepth: 1, errorPolicy: ErrorPolicy.TryConversion, featureFlags }
  const template = await getOrConvertWorkflowTemplate(context, value, text.uri, config, options)
  if (template.events === undefined) return
  const { workflow_call, workflow_dispatch } = template.events
  template.events = {
    ...(workflow_call ? { workflow_call } : {}),
    ...(workflow_dispatch ? { workflow_dispatch } : {}),
  }
}

function findingOf(diagnostic: Diagnostic, { path, kind, parsed }: Document): Finding {
  const { range, severity, code } = diagnostic
  const ignored = ignoredByGitHub(diagnostic, parsed)
  const message = ignored ?? diagnostic.message
  const warning = ignored !== undefined || (severity !== undefined && severity !== 1)
  return {
    rule: ruleOf(message, { code, kind, warning }),
    severity: warning ? 'warning' : 'error',
    message: /[.?!]$/.test(message) ? message : `${message}.`,
    hint: suggestion(message),
    file: path,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  }
}

interface Kind {
  code: Diagnostic['code']
  kind: Document['kind']
  warning: boolean
}

function ruleOf(message: string, { code, kind, warning }: Kind): string {
  if (message.startsWith('GitHub ignores')) return 'ignored-setting'
  if (message.startsWith('Context access might be invalid')) return 'context-access'
  if (code === 'on-schedule') return 'schedule-interval'
  if (code === 'short-sha-ref') return 'short-sha'
  if (code === 'expression-literal-text-in-condition') return 'literal-in-condition'
  if (warning && message.includes('deprecated')) return 'deprecated-syntax'
  return kind === 'action' ? 'action-syntax' : 'workflow-syntax'
}

/**
 * Called workflows of the same repository. The service adds the errors inside a called file to those of the caller, with lines of the called
 * file; they are told about where they stand, so here they are remembered to be taken out.
 */
function providerOf(local: Local, called: Called): FileProvider {
  return {
    async getFileContent(reference) {
      const { path } = reference
      const text = 'repository' in reference ? undefined : local(path)
      if (text === undefined) {
        called.missing.add(path)
        throw new Error('unknown')
      }
      const file = { name: path, content: text.replace(/^\uFEFF/, '') }
      if (/(?:^|\/)action\.ya?ml$/.test(path)) return file
      const errors = await errorsIn(file)
      if (errors === undefined) {
        called.broken.add(path)
        throw new Error('not readable')
      }
      called.errors.push(...errors)
      return file
    },
  }
}

/** What the service would say of a called file; undefined when it cannot be read at all. */
async function errorsIn(file: { name: string; content: string }): Promise<Diagnostic[] | undefined> {
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter())
  if (!value) return undefined
  await convertWorkflowTemplate(context, value, undefined, {
    errorPolicy: ErrorPolicy.TryConversion,
    featureFlags,
  })
  return context.errors.getErrors().map(({ rawMessage, range }) => ({
    message: rawMessage,
    range: {
      start: { line: (range?.start.line ?? 1) - 1, character: (range?.start.column ?? 1) - 1 },
      end: { line: (range?.end.line ?? 1) - 1, character: (range?.end.column ?? 1) - 1 },
    },
  }))
}

/** All files, one after another. A file on which the service dies does not hide the others. */
export async function diagnoseAll(documents: readonly Document[], local: Local): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const document of documents) {
    try {
      findings.push(...(await diagnose(document, local)))
    } catch (error) {
      findings.push(
        internalError(document.path, `GitHub's language service failed on this file: ${reason(error)}`),
      )
    }
  }
  return findings
}
