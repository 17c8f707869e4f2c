import type { Node } from 'yaml'
import { isMap, isScalar } from 'yaml'
import type { ParsedFile } from '../workflow/file.ts'
import type { Field } from '../workflow/source.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'

const container = (body: string): string =>
  withJob(`runs-on: ubuntu-latest\ncontainer:\n${body.replace(/^/gm, '  ')}`)

/** The containers of all jobs: the job's own, and its services with their names. */
export function* containersOf({ source, jobs }: ParsedFile): Generator<{ field: Field; service: boolean }> {
  for (const job of jobs) {
    const own = job.fields.get('container')
    if (own) yield { field: own, service: false }
    for (const field of source.fields(job.fields.get('services')?.value)) yield { field, service: true }
  }
}

export const containerImage: Rule = {
  id: 'container-image',
  severity: 'error',
  category: 'workflow',
  title: 'A container or service has no image',
  why: 'Without an image nothing can be started; the job fails before its first step.',
  example: { bad: container('env:\n  LEVEL: high'), good: container('image: node:24\nenv:\n  LEVEL: high') },
  fix: 'Name the image.',
  *check(file) {
    const { source } = file
    for (const { field, service } of containersOf(file)) {
      const what = service ? `The service "${field.name}"` : 'The container'
      if (isMap(field.value) && !source.field(field.value, 'image')) {
        yield { at: source.at(field.key), message: `${what} has no image.` }
      }
      const image = isMap(field.value)
        ? source.field(field.value, 'image')
        : isScalar(field.value) && field.value.value !== null
          ? field
          : undefined
      // An empty image turns a service or container off when an expression gives it, not when it is written.
      if (image && isEmpty(image.value))
        yield { at: source.where(image), message: `${what} has an empty image.`, severity: 'warning' }
    }
  },
}

export const containerCredentials: Rule = {
  id: 'container-credentials',
  severity: 'error',
  category: 'workflow',
  title: 'Registry credentials are incomplete',
  why: 'A registry login needs both a user name and a password.',
  example: {
    bad: container('image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat'),
    good: container(
      'image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: ${{ secrets.GITHUB_TOKEN }}',
    ),
  },
  fix: 'Give `username` and `password`.',
  *check(file) {
    const { source } = file
    for (const { field } of containersOf(file)) {
      const credentials = source.field(field.value, 'credentials')
      if (
        !credentials ||
        (isScalar(credentials.value) && source.string(credentials.value)?.includes('${{') === true)
      )
        continue
      const missing = ['username', 'password'].filter((name) => !source.field(credentials.value, name))
      if (missing.length > 0)
        yield {
          at: source.at(credentials.key),
          message: `The credentials have no ${missing.join(' and no ')}.`,
        }
    }
  },
}

export const hardCodedPassword: Rule = {
  id: 'hard-coded-password',
  severity: 'error',
  category: 'security',
  title: 'A registry password stands in the file',
  why: 'Everyone who can read the repository, and every copy of it, has the password.',
  example: {
    bad: container(
      'image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: p4ss-w0rd',
    ),
    good: container(
      'image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: ${{ secrets.REGISTRY_PASSWORD }}',
    ),
  },
  fix: 'Change the password, store it as a secret, and write `${{ secrets.NAME }}`.',
  *check(file) {
    const { source } = file
    for (const { field, service } of containersOf(file)) {
      const password = source.field(source.field(field.value, 'credentials')?.value, 'password')
      const text = source.string(password?.value)
      if (!password || text === undefined || text === '' || text.includes('${{')) continue
      yield {
        at: source.where(password),
        message: `The password of ${service ? `the service "${field.name}"` : 'the container'} stands in the file.`,
      }
    }
  },
}

function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && (node.value === null || node.value === ''))
}
