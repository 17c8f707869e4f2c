import { describe, expect, test } from '@jest/globals'
import { GitHubError } from '@ecosystem-actions/core/errors'
import { metricsOf } from '../../../actions/ecosystem-sync/metrics.ts'
import { remainingOf } from '../../../actions/ecosystem-sync/outcome.ts'
import { report } from '../../../actions/ecosystem-sync/report.ts'
import { memoryForge, type MemoryForge } from '../../support/memory-forge.ts'
import { inputsOf, world } from '../../support/sync-world.ts'

const names = Array.from({ length: 6 }, (_, index) => `acme/r${index}`)

function ecosystem(): MemoryForge {
  const forge = memoryForge()
  for (const name of names) forge.branch(forge.add(name), 'old', { behind: 20, ahead: 0 })
  return forge
}

const routes: Record<string, string> = {
  create: 'POST /repos/{owner}/{repo}/pulls',
  label: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
}

function refusing(forge: MemoryForge, refused: string, message: string): MemoryForge {
  forge.onCall = (call) => {
    if (call === refused)
      throw new GitHubError(message, { status: 403, method: 'POST', route: routes[call] ?? call })
    return undefined
  }
  return forge
}

const uniform = 'Resource not accessible by integration'
const moves = { 'auto-sync': 'true', strategy: 'fast-forward' }
const pulls = { 'create-prs': 'true' }

describe('a write that is not tried because its like was refused', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a move', 'move', moves],
    ['a pull request', 'create', pulls],
  ])('%s is an error of its repository', async (_title, call, given) => {
    const forge = refusing(ecosystem(), call, uniform)
    const outcome = await world(forge, { repositories: names }).sync(given)
    expect(forge.calls.filter((made) => made === call)).toHaveLength(1)
    expect(metricsOf(outcome)).toMatchObject({ errors_encountered: 6, success_rate: 0 })
    expect(remainingOf(outcome)).toBe(0)
    const { failure, summary, annotations } = report(outcome, inputsOf(given))
    expect(failure).toContain('6 of 6 repositories could not be processed')
    expect(summary).toContain('not tried')
    for (const name of names) expect(summary).toContain(`\`${name}:old\``)
    // One for the refusal, one for all that were not tried.
    expect(annotations).toHaveLength(2)
  })

  test('a person may lack rights on one repository: the others are tried', async () => {
    const forge = ecosystem()
    let moved = 0
    forge.onCall = (call) => {
      if (call === 'move' && ++moved === 1)
        throw new GitHubError('Must have push access to repository', {
          status: 403,
          method: 'POST',
          route: 'POST /move',
        })
      return undefined
    }
    const outcome = await world(forge, { repositories: names }).sync({ ...moves, 'fail-on': 'any' })
    expect(metricsOf(outcome)).toMatchObject({
      fast_forwarded: 5,
      errors_encountered: 1,
      success_rate: 83.33,
    })
  })

  test('each branch gets its pull request where the token may not move it, and that is no error', async () => {
    const forge = refusing(ecosystem(), 'move', uniform)
    const given = { ...pulls, 'auto-sync': 'true', strategy: 'auto' }
    const outcome = await world(forge, { repositories: names }).sync(given)
    expect([...forge.repositories.values()].map((repository) => repository.pulls.length)).toEqual([
      1, 1, 1, 1, 1, 1,
    ])
    expect(metricsOf(outcome)).toMatchObject({ prs_created: 6, errors_encountered: 0, success_rate: 100 })
    expect(outcome.warnings.join()).toContain(
      'Pull requests were opened where branches could have been moved',
    )
  })
})

test('a pull request without its label is an error of its repository', async () => {
  const forge = refusing(ecosystem(), 'label', 'Server Error')
  const outcome = await world(forge, { repositories: names.slice(0, 1) }).sync(pulls)
  expect(metricsOf(outcome)).toMatchObject({ prs_created: 1, errors_encountered: 1, success_rate: 0 })
  expect(report(outcome, inputsOf({ 'fail-on': 'any' })).failure).toContain('1 of 1 repository')
})

test('a pull request whose answer was lost, and which is seen only after it was tried again, was opened by this run', async () => {
  const forge = memoryForge()
  forge.branch(forge.add('acme/r0'), 'old', { behind: 20, ahead: 0 })
  forge.onCall = (call) => (call === 'create' && !forge.calls.includes('find') ? 'lost' : undefined)
  const find = forge.findPullRequest.bind(forge)
  let looks = 0
  forge.findPullRequest = async (...asked) => {
    const found = await find(...asked)
    return ++looks === 1 ? undefined : found
  }
  const outcome = await world(forge, { repositories: ['acme/r0'] }).sync(pulls)
  expect(metricsOf(outcome)).toMatchObject({ prs_created: 1, prs_updated: 0, errors_encountered: 0 })
  const { pulls: opened } = [...forge.repositories.values()][0]!
  expect(opened.map(({ labels }) => labels)).toEqual([['ecosystem-sync']])
})
