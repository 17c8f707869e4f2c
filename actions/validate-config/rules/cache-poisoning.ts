import { expressionsAt } from '../workflow/file.ts'
import { inputOf, usesOf } from '../workflow/action-uses.ts'
import type { UsedAt } from '../workflow/action-uses.ts'
import { dotted } from '../workflow/expression-walk.ts'
import type { Job, ParsedFile, Step } from '../workflow/file.ts'
import type { RepositoryUse } from '../workflow/uses.ts'
import { fullSha, majorOf } from '../workflow/uses.ts'
import type { CacheSwitch } from './caches.table.ts'
import { cachingActions, publishers } from './caches.table.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const cachePoisoning: Rule = {
  id: 'cache-poisoning',
  severity: 'notice',
  category: 'security',
  title: 'A job that publishes restores a cache',
  why: 'Any job of the default branch, also one that was tricked into running a stranger’s code, can write to the cache. What it writes then ends up in the release.',
  example: {
    bad: workflow({ on: 'release', steps: '- uses: actions/setup-go@v6\n- run: make release' }),
    good: workflow({
      on: 'release',
      steps: '- uses: actions/setup-go@v6\n  with:\n    cache: false\n- run: make release',
    }),
  },
  fix: 'Switch caching off in jobs that publish.',
  *check(file) {
    const trigger = releaseTrigger(file)
    for (const job of file.jobs) {
      const used = usesOf(file).filter(({ step }) => step?.job === job)
      const publisher = used.find((candidate) => publishes(file, candidate))
      if (trigger === undefined && !publisher) continue
      for (const { use, step, field } of used) {
        if (use.kind !== 'repository' || !step || !restores(file, step, use)) continue
        if (trigger === 'tags' && offForTags(file, step, use)) continue
        const because = trigger === undefined ? 'this job publishes' : 'this workflow runs for releases'
        yield {
          at: file.source.at(field.key),
          message: `${use.owner}/${use.name} restores a cache, and ${because}.`,
        }
      }
    }
  },
}

/** `tags` when only tags and releases trigger it, `branch` when a release branch does too. */
function releaseTrigger(file: ParsedFile): 'tags' | 'branch' | undefined {
  const { source } = file
  let found: 'tags' | 'branch' | undefined
  for (const event of file.events) {
    const branches = source
      .list(source.field(event.config, 'branches')?.value)
      .map((node) => source.string(node) ?? '')
    const tags = source.field(event.config, 'tags') ?? source.field(event.config, 'tags-ignore')
    if (event.name === 'release') found ??= 'tags'
    if (event.name !== 'push') continue
    if (tags) found ??= 'tags'
    if (branches.some((name) => name.toLowerCase().includes('release'))) found = 'branch'
  }
  return found
}

function publishes(file: ParsedFile, { use, step }: UsedAt): boolean {
  if (use.kind !== 'repository' || !step || !publishers.has(use.slug)) return false
  return (
    use.slug !== 'docker/build-push-action' ||
    !['false', undefined].includes(inputOf(file, step, 'push')) ||
    pushesByDefault(file, step)
  )
}

// `outputs: type=registry` pushes without the input.
function pushesByDefault(file: ParsedFile, step: Step): boolean {
  return inputOf(file, step, 'push') === undefined
}

function switchOf(use: RepositoryUse): CacheSwitch | undefined {
  const name = use.path === '' ? use.slug : `${use.slug}/${use.path.toLowerCase()}`
  return Object.hasOwn(cachingActions, name) ? cachingActions[name] : undefined
}

function restores(file: ParsedFile, step: Step, use: RepositoryUse): boolean {
  const control = switchOf(use)
  if (!control) return false
  if (
    control.off &&
    control.off.values.includes((inputOf(file, step, control.off.input) ?? '').toLowerCase())
  )
    return false
  const major = majorOf(use.ref !== undefined && fullSha.test(use.ref) ? use.version : use.ref)
  const quiet = control.quietSince !== undefined && (major ?? 0) >= control.quietSince
  const states = (control.on ?? []).map(({ input, byDefault, values }) => {
    const given = inputOf(file, step, input)?.toLowerCase()
    if (given === undefined || given === '')
      return (
        byDefault && !quiet && (control.loudSince === undefined || (major ?? Infinity) >= control.loudSince)
      )
    if (quiet && given === 'auto') return false
    return given !== 'false' && (values === undefined || values.includes(given) || given.includes('${{'))
  })
  if (states.length === 0) return true
  return control.together === true ? states.every(Boolean) : states.some(Boolean)
}

// `cache: ${{ !startsWith(github.ref, 'refs/tags/') }}` is off exactly when a tag triggers.
function offForTags(file: ParsedFile, step: Step, use: RepositoryUse): boolean {
  const control = switchOf(use)
  const negative = (control?.on ?? []).map(({ input }) => input)
  const nodes = step.with.filter(({ name }) => negative.includes(name) || name === control?.off?.input)
  return nodes.some(({ name, value }) => {
    const tree = expressionsAt(file, value)[0]?.tree
    const inverted = tree?.kind === 'not'
    const inner = tree?.kind === 'not' ? tree.operand : tree
    if (!inner || !/refs\/tags\/|tag/.test(JSON.stringify(inner))) return false
    const isTagCheck =
      inner.kind === 'call'
        ? inner.name.toLowerCase() === 'startswith' && dotted(inner.args[0] as typeof inner) === 'github.ref'
        : inner.kind === 'and'
    return isTagCheck && (name === control?.off?.input ? !inverted : inverted)
  })
}

/** The steps of a job with the actions they use. */
export function stepUses(file: ParsedFile, job: Job | undefined): { step: Step; use: RepositoryUse }[] {
  return usesOf(file).flatMap(({ use, step }) =>
    step && use.kind === 'repository' && step.job === job ? [{ step, use }] : [],
  )
}
