import * as core from '@actions/core'
import type { AnnotationProperties } from '@actions/core'
import type { Annotation, Runner } from '../ports.ts'

const write = { error: core.error, warning: core.warning, notice: core.notice }

/** The runner of GitHub Actions, through the toolkit. `redact` sees every text before it leaves. */
export function actionsRunner(
  redact: (text: string) => string,
  env: NodeJS.ProcessEnv = process.env,
): Runner {
  return {
    input: (name) => env[inputVariable(name)] ?? '',
    inputNames: () =>
      Object.keys(env)
        .filter((key) => key.startsWith('INPUT_'))
        .map((key) => key.slice('INPUT_'.length).toLowerCase()),
    env: (name) => env[name],
    mask: (secret) => core.setSecret(secret),
    log: (line) => core.info(safeLine(redact(line))),
    debug: (line) => core.debug(redact(line)),
    annotate: (annotation) => write[annotation.level](redact(annotation.message), properties(annotation)),
    group: (title, body) => core.group(redact(title), body),
    setOutput: (name, value) => core.setOutput(name, redact(value)),
    async summary(markdown) {
      if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(redact(markdown)).write()
    },
    saveState: (name, value) => core.saveState(name, value),
    state: (name) => core.getState(name),
    fail(message) {
      core.error(redact(message))
      process.exitCode = 1
    },
  }
}

function inputVariable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`
}

// The runner reads workflow commands from the log: text of others must not be able to speak to it.
function safeLine(line: string): string {
  return line.replace(/^(\s*)(::|##\[)/gm, '$1\u200B$2')
}

function properties({ title, file, line, endLine, column, endColumn }: Annotation): AnnotationProperties {
  const given = { title, file, startLine: line, endLine, startColumn: column, endColumn }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
