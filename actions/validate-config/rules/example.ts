/** A whole workflow around some lines, so that examples stay readable and can be run. */
export function workflow(options: {
  on?: string
  top?: string
  job?: string
  steps?: string
  jobs?: string
}): string {
  const { on = 'push', top, job = 'runs-on: ubuntu-latest', steps = '- run: make', jobs } = options
  const body = jobs ?? `build:\n${indent(job, 2)}\n  steps:\n${indent(steps, 4)}`
  const head = on.includes('\n') ? `on:\n${indent(on, 2)}` : `on: ${on}`
  return `${head}\n${top === undefined ? '' : `${top}\n`}jobs:\n${indent(body, 2)}\n`
}

export function withSteps(steps: string): string {
  return workflow({ steps })
}

export function withJob(job: string): string {
  return workflow({ job })
}

/** A composite action around some steps. */
export function compositeAction(steps: string): string {
  return `name: Example\ndescription: An example\nruns:\n  using: composite\n  steps:\n${indent(steps, 4)}\n`
}

function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}
