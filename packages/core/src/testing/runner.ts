import type { Annotation, Runner } from '../ports.ts'

export interface MemoryRunner extends Runner {
  readonly logged: string[]
  readonly annotations: Annotation[]
  readonly outputs: Record<string, string>
  readonly masks: string[]
  readonly failures: string[]
  summaryText(): string
}

/** A runner that remembers everything it was told. */
export function memoryRunner(
  inputs: Record<string, string> = {},
  env: Record<string, string> = {},
): MemoryRunner {
  const logged: string[] = []
  const annotations: Annotation[] = []
  const outputs: Record<string, string> = {}
  const masks: string[] = []
  const failures: string[] = []
  const states: Record<string, string> = {}
  let summary = ''
  return {
    logged,
    annotations,
    outputs,
    masks,
    failures,
    summaryText: () => summary,
    input: (name) => inputs[name] ?? '',
    inputNames: () => Object.keys(inputs).map((name) => name.toLowerCase()),
    env: (name) => env[name],
    mask: (secret) => void masks.push(secret),
    log: (line) => void logged.push(line),
    debug: () => undefined,
    annotate: (annotation) => void annotations.push(annotation),
    group: (_title, body) => body(),
    setOutput(name, value) {
      outputs[name] = value
    },
    async summary(markdown) {
      summary += markdown
      await Promise.resolve()
    },
    saveState(name, value) {
      states[name] = value
    },
    state: (name) => states[name] ?? '',
    fail: (message) => void failures.push(message),
  }
}
