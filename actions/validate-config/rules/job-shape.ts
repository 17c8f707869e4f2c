import { isMap } from 'yaml'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Rule } from './rule.ts'
import { withSteps, workflow } from './example.ts'

export const jobShape: Rule = {
  id: 'job-shape',
  severity: 'error',
  category: 'workflow',
  title: 'A job lacks its runner or its steps, or mixes the two kinds of jobs',
  why: 'A job either has `runs-on` and `steps`, or it calls a reusable workflow with `uses`. GitHub refuses anything between.',
  example: {
    bad: workflow({ jobs: 'build:\n  steps:\n    - run: make' }),
    good: workflow({ jobs: 'build:\n  runs-on: ubuntu-latest\n  steps:\n    - run: make' }),
  },
  fix: 'Give the job `runs-on` and `steps`, or only `uses`.',
  *check({ source, jobs }) {
    for (const job of jobs) {
      if (!isMap(job.node) || job.fields.has('uses')) continue
      for (const name of ['runs-on', 'steps']) {
        if (!job.fields.has(name))
          // GitHub's parser takes a job without steps; it has nothing to do.
          yield {
            at: source.at(job.key),
            message: `The job "${job.id}" has no ${name}.`,
            severity: name === 'steps' ? 'warning' : 'error',
          }
      }
    }
    for (const job of jobs.filter(({ fields }) => fields.has('uses'))) {
      for (const name of [
        'runs-on',
        'steps',
        'container',
        'services',
        'env',
        'timeout-minutes',
        'defaults',
        'environment',
        'continue-on-error',
      ]) {
        const field = job.fields.get(name)
        if (field)
          yield { at: source.at(field.key), message: `A job that calls a workflow has no "${name}".` }
      }
    }
  },
}

const ofRun = new Set(['shell', 'working-directory'])

export const stepShape: Rule = {
  id: 'step-shape',
  severity: 'error',
  category: 'workflow',
  title: 'A step mixes running a script and using an action',
  why: 'A step does one of both. GitHub refuses a step with `run` and `uses`, and keys of the other kind have no meaning.',
  example: {
    bad: withSteps('- uses: actions/checkout@v5\n  run: make'),
    good: withSteps('- uses: actions/checkout@v5\n- run: make'),
  },
  fix: 'Split it into two steps, or remove the key.',
  *check({ source, steps }) {
    for (const { fields } of steps) {
      const names = [...fields.keys()]
      const [uses, run] = [names.indexOf('uses'), names.indexOf('run')]
      if (uses !== -1 && run !== -1) {
        const later = fields.get(uses > run ? 'uses' : 'run')
        if (later) yield { at: source.at(later.key), message: 'A step has either "run" or "uses".' }
        continue
      }
      for (const [name, { key }] of fields) {
        if (uses !== -1 && ofRun.has(name))
          yield { at: source.at(key), message: `"${name}" has no meaning in a step with "uses".` }
        if (run !== -1 && name === 'with')
          yield { at: source.at(key), message: '"with" has no meaning in a step with "run".' }
      }
    }
  },
}

export const duplicateId: Rule = {
  id: 'duplicate-id',
  severity: 'error',
  category: 'workflow',
  title: 'A name stands twice where case does not count',
  why: 'Keys, job ids and step ids must be unique. GitHub compares ids without regard to case, and refuses a key that stands twice.',
  example: {
    bad: withSteps('- id: build\n  run: make\n- id: Build\n  run: make again'),
    good: withSteps('- id: build\n  run: make\n- id: build-again\n  run: make again'),
  },
  fix: 'Rename or remove one of them.',
  *check(file) {
    const { source } = file
    for (const list of [...file.jobs.map((job) => job.steps), file.kind === 'action' ? file.steps : []]) {
      const seen = new Map<string, number>()
      for (const { id, fields } of list) {
        const field = fields.get('id')
        if (id === undefined || !field) continue
        const at = source.where(field)
        const before = seen.get(id.toLowerCase())
        if (before !== undefined)
          yield { at, message: `The step id "${id}" is already used on line ${before}.` }
        else seen.set(id.toLowerCase(), at.line)
      }
    }
    const inputs = file.events.map((event) => source.field(event.config, 'inputs')?.value)
    const maps = [
      file.fields.get('jobs')?.value,
      ...inputs,
      ...file.jobs.map((job) => job.fields.get('outputs')?.value),
    ]
    for (const map of maps) {
      const seen = new Map<string, string>()
      for (const { key, name } of source.fields(map)) {
        const before = seen.get(name.toLowerCase())
        if (before !== undefined && before !== name)
          yield { at: source.at(key), message: `"${name}" is the same name as "${before}".` }
        seen.set(name.toLowerCase(), name)
      }
    }
  },
}

export const unknownNeed: Rule = {
  id: 'unknown-need',
  severity: 'error',
  category: 'workflow',
  title: 'A job needs a job that does not exist',
  why: 'GitHub refuses the workflow.',
  example: {
    bad: workflow({
      jobs: 'build:\n  runs-on: ubuntu-latest\n  needs: tset\n  steps:\n    - run: make\ntest:\n  runs-on: ubuntu-latest\n  steps:\n    - run: make test',
    }),
    good: workflow({
      jobs: 'build:\n  runs-on: ubuntu-latest\n  needs: test\n  steps:\n    - run: make\ntest:\n  runs-on: ubuntu-latest\n  steps:\n    - run: make test',
    }),
  },
  fix: 'Name a job of this workflow.',
  *check({ source, jobs }) {
    const ids = jobs.map(({ id }) => id)
    const known = new Set(ids.map((id) => id.toLowerCase()))
    for (const job of jobs) {
      for (const node of job.needs) {
        const name = source.string(node)
        if (name === undefined || name === '' || name.includes('${{') || known.has(name.toLowerCase()))
          continue
        const hint = didYouMean(
          name,
          ids.filter((id) => id !== job.id),
        )
        yield { at: source.at(node), message: `There is no job "${name}".`, ...(hint === '' ? {} : { hint }) }
      }
    }
  },
}
