// npm run workflow -- FILE --world FILE …: a whole workflow, step by step, on the emulator.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { WorldError } from '@ecosystem-actions/github-emulator'
import { readCommands } from '@ecosystem-actions/github-emulator/runner/workflow-commands'
import { CommandError } from './action/options.ts'
import './workflow/json-modules.ts'

const usage = `Usage: npm run workflow -- FILE --world FILE [options]

Reads a workflow with GitHub's own parser, evaluates its expressions with GitHub's own library, and runs its steps one
after the other on the emulator: the actions of this repository, actions/checkout, and scripts under bash.

  --world FILE            the world (YAML or JSON)
  --event EVENT           default: the first event of the workflow
  --payload FILE          JSON merged over the event's payload
  --repository OWNER/NAME default: the first of the world
  --secret NAME=value     a secret; may be repeated
  --var NAME=value        a configuration variable; may be repeated
  --input NAME=value      an input of workflow_dispatch; may be repeated
  --json                  print one JSON object and nothing else

Exit code: 0 when no job failed, 1 when one did, 2 for a mistake on this command line, in the workflow or in the world.`

function pairs(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 1) throw new CommandError(`"${pair}" is not of the form NAME=value.`)
      return [pair.slice(0, equals), pair.slice(equals + 1)]
    }),
  )
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      world: text,
      event: text,
      payload: text,
      repository: text,
      secret: texts,
      var: texts,
      input: texts,
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(usage)
  const [file = ''] = positionals
  if (!existsSync(file))
    throw new CommandError(file === '' ? 'Name a workflow file.' : `There is no file ${file}.`)
  if (!values.world || !existsSync(values.world))
    throw new CommandError(values.world ? `There is no world file ${values.world}.` : 'Give --world FILE.')
  const { runWorkflow } = await import('./workflow/run.ts')
  const payload = values.payload
    ? (JSON.parse(readFileSync(values.payload, 'utf8')) as Record<string, unknown>)
    : {}
  const done = await runWorkflow({
    file,
    world: values.world,
    event: values.event,
    repository: values.repository,
    payload,
    secrets: pairs(values.secret),
    vars: pairs(values.var),
    inputs: pairs(values.input),
    onLine: (line) =>
      values.json ? undefined : readCommands(line).lines.forEach((text) => console.log(text)),
  })
  if (values.json) console.log(JSON.stringify(done))
  else
    for (const { id, result, steps } of done.jobs)
      console.log(
        `\n${id}: ${result}\n${steps.map(({ name, outcome }) => `  ${outcome.padEnd(8)} ${name}`).join('\n')}`,
      )
  process.exitCode = done.conclusion === 'failure' ? 1 : 0
}

try {
  await main()
} catch (error) {
  const mistake =
    error instanceof CommandError ||
    error instanceof WorldError ||
    String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
  if (!mistake) throw error
  console.error((error as Error).message)
  process.exitCode = 2
}
