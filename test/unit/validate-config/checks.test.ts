import { GitHubError } from '@ecosystem-actions/core/errors'
import { answer, scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { runAction, type Workspace } from './harness.ts'

const config = 'config/ecosystem-repos.json'

describe('pr-title', () => {
  const title = async (text: string, rule: string) => {
    const { code, findings } = await runAction({
      inputs: { 'pr-title': rule },
      payload: { pull_request: { title: text } },
      files: { [config]: '{ "repositories": ["a/b"] }' },
    })
    return code === 0 ? 'good' : findings.map(({ message, hint }) => `${message} ${hint}`).join()
  }

  test.each([
    'feat: add login',
    'fix(api)!: drop x',
    'Feat(web): y',
    'chore(deps): bump a from 1 to 2',
    'revert: feat: x',
  ])('%j is conventional', async (text) => expect(await title(text, 'conventional')).toBe('good'))

  test.each([
    ['Fixed the login', /has no type/],
    ['faet: add login', /Did you mean "feat"\?/],
    ['feature: add login', /"feature", which is not known.*build, chore/],
    ['feat:add login', /exactly one space/],
    ['feat: ', /has no description/],
    ['feat(): x', /empty scope/],
    [': x', /no type before the colon/],
    ['', /has no type/],
  ])('%j is not conventional', async (text, why) => expect(await title(text, 'conventional')).toMatch(why))

  test('a pattern, and off', async () => {
    expect(await title('ABC-12 do it', '^[A-Z]+-\\d+ ')).toBe('good')
    expect(await title('do it', '^[A-Z]+-\\d+ ')).toMatch(/does not match the pattern/)
    expect(await title('do it', 'off')).toBe('good')
  })

  test('a broken pattern is an input problem; a hostile title does not speak to the runner', async () => {
    const broken = await runAction({
      inputs: { 'pr-title': '(' },
      files: { [config]: '{ "repositories": ["a/b"] }' },
    })
    expect(broken.runner.failures.join()).toMatch(
      /"pr-title" must be off, conventional, or a regular expression/,
    )
    expect(await title('x\n::set-output name=a::b', 'conventional')).not.toMatch(/\n::/)
  })

  test('without a pull request it is skipped, and said so', async () => {
    const { code, report } = await runAction({
      inputs: { 'pr-title': 'conventional' },
      files: { [config]: '{ "repositories": ["a/b"] }' },
    })
    expect(code).toBe(0)
    expect(report?.engines).toContainEqual(expect.objectContaining({ name: 'pr-title', status: 'skipped' }))
  })
})

describe('check-repositories', () => {
  const ask = async (
    repositories: string[],
    reply: (alias: string, name: string) => unknown,
    more: Workspace = {},
  ) => {
    const github = scriptedGitHub({
      'POST /graphql': ({ parameters }) => {
        const data: Record<string, unknown> = {}
        const errors: unknown[] = []
        for (let i = 0; parameters[`o${i}`] !== undefined; i++) {
          const found = reply(`r${i}`, `${String(parameters[`o${i}`])}/${String(parameters[`n${i}`])}`)
          data[`r${i}`] = found ?? null
          if (!found) errors.push({ type: 'NOT_FOUND', message: 'Could not resolve', path: [`r${i}`] })
        }
        return { data, errors }
      },
    })
    const inputs = {
      'check-repositories': 'true',
      'github-token': 'ghs_aaaaaaaaaaaaaaaaaaaa',
      ...more.inputs,
    }
    const ran = await runAction({
      files: { [config]: JSON.stringify({ repositories }, null, 1) },
      inputs,
      github,
    })
    return { ...ran, calls: github.calls.length }
  }
  const same = (_: string, nameWithOwner: string) => ({ nameWithOwner, isArchived: false })

  test('one request for fifty', async () => {
    const names = Array.from({ length: 101 }, (_, i) => `octo-org/r${i}`)
    expect(await ask(names, same)).toMatchObject({ code: 0, calls: 3 })
    expect(await ask(names, same, { inputs: { 'check-repositories': 'false' } })).toMatchObject({
      code: 0,
      calls: 0,
    })
  })

  test('missing, renamed, archived and in another case, each on its line', async () => {
    const { code, lines, findings } = await ask(
      ['o/gone', 'o/old', 'o/archived', 'o/Case', 'o/fine'],
      (_, name) => {
        if (name === 'o/gone') return undefined
        if (name === 'o/old') return { nameWithOwner: 'o/new', isArchived: false }
        return { nameWithOwner: name.toLowerCase(), isArchived: name === 'o/archived' }
      },
    )
    expect(code).toBe(1)
    expect(lines).toEqual([
      `${config}:3:3 error config-repository-missing`,
      `${config}:4:3 warning config-repository-renamed`,
      `${config}:5:3 warning config-repository-archived`,
      `${config}:6:3 notice config-repository-case`,
    ])
    expect(findings[1]?.fix).toEqual({
      line: 4,
      column: 3,
      endLine: 4,
      endColumn: 10,
      replacement: '"o/new"',
    })
  })

  test('an error of GitHub is told, hides nothing else, and is not green', async () => {
    const github = scriptedGitHub({ 'POST /graphql': () => answer(401, { message: 'Bad credentials' }) })
    const inputs = {
      'check-repositories': 'true',
      'github-token': 'ghs_aaaaaaaaaaaaaaaaaaaa',
      'required-env': 'ABSENT',
    }
    const { code, findings } = await runAction({
      files: { [config]: '{ "repositories": ["a/b"] }' },
      inputs,
      github,
    })
    expect(code).toBe(1)
    expect(findings.map(({ rule }) => rule)).toEqual(['check-failed', 'required-env'])
    expect(findings[0]?.message).toContain('GitHub did not accept the token')
  })

  test('without a token it says so', async () => {
    const { code, findings } = await runAction({
      files: { [config]: '{ "repositories": ["a/b"] }' },
      inputs: { 'check-repositories': 'true' },
    })
    expect([code, findings[0]?.rule]).toEqual([1, 'check-failed'])
  })
})

describe('branch-protection', () => {
  const workflow = (jobs: string, on = 'pull_request') => `on: ${on}\npermissions: {}\njobs:\n${jobs}`
  const job = (id: string, more = '') =>
    `  ${id}:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n${more}    steps:\n      - run: echo\n`
  const rules = (checks: string[], more: Record<string, unknown> = {}) =>
    JSON.stringify({ protection_rules: { main: { required_status_checks: checks, ...more } } }, null, 1)

  async function ask(expected: string, workflows: Record<string, string>, more: Workspace = {}) {
    const files = { 'protection.json': expected, ...workflows }
    const ran = await runAction({
      ...more,
      files,
      inputs: { 'branch-protection': 'protection.json', ...more.inputs },
    })
    return {
      ...ran,
      own: ran.findings
        .filter(({ rule }) => rule.startsWith('protection-'))
        .map(({ line, rule, severity, message, hint }) => `${line} ${severity} ${rule} ${message} ${hint}`),
    }
  }
  const ci = '.github/workflows/ci.yml'

  test('a required check must be the name of a job', async () => {
    expect(await ask(rules(['test']), { [ci]: workflow(job('test')) })).toMatchObject({ code: 0, own: [] })
    const { code, own } = await ask(rules(['tests']), { [ci]: workflow(job('test')) })
    expect(code).toBe(1)
    expect(own).toEqual([
      expect.stringMatching(
        /^5 error protection-check-missing No job reports .*"tests".*Did you mean "test"\?$/,
      ),
    ])
  })

  test('names: given, by matrix with include and exclude, of called workflows', async () => {
    const matrix =
      '    strategy:\n      matrix:\n        os: [linux, mac]\n        node: [20, 22]\n        exclude:\n          - os: mac\n            node: 20\n        include:\n          - os: arm\n            node: 24\n'
    const named =
      '    name: Build on ${{ matrix.os }}\n    strategy:\n      matrix:\n        os: [linux, mac]\n'
    const open = '    strategy:\n      matrix:\n        os: ${{ fromJSON(inputs.os) }}\n'
    const files = {
      [ci]: workflow(
        job('a', matrix) +
          job('b', named) +
          job('c', open) +
          '  call:\n    uses: ./.github/workflows/called.yml\n  far:\n    uses: o/r/.github/workflows/x.yml@v1\n',
      ),
      '.github/workflows/called.yml': workflow(job('inner'), 'workflow_call'),
    }
    const good = [
      'a (linux, 20)',
      'a (linux, 22)',
      'a (mac, 22)',
      'a (arm, 24)',
      'Build on mac',
      'c (anything)',
      'call / inner',
      'far / x',
    ]
    expect((await ask(rules(good), files)).own).toEqual([])
    const bad = ['a', 'a (mac, 20)', 'a (20, linux)', 'Build on arm', 'b', 'inner', 'call / other']
    expect((await ask(rules(bad), files)).own.map((line) => line.split(' ')[2])).toEqual(
      bad.map(() => 'protection-check-missing'),
    )
  })

  test('a check that is never, not always, or twice reported', async () => {
    const scheduled = await ask(rules(['test']), { [ci]: workflow(job('test'), 'workflow_dispatch') })
    expect(scheduled.own).toEqual([expect.stringContaining('does not run on pull requests')])
    const filtered = await ask(rules(['test']), {
      [ci]: workflow(job('test'), '\n  pull_request:\n    paths: [src/**]'),
    })
    expect(filtered.own).toEqual([expect.stringMatching(/^5 warning protection-check-filtered/)])
    const twice = await ask(rules(['test']), {
      [ci]: workflow(job('test')),
      '.github/workflows/b.yml': workflow(job('test')),
    })
    expect(twice.own).toEqual([expect.stringMatching(/^5 warning protection-check-ambiguous/)])
  })

  test("GitHub's own form, by branch or whole, with checks of other apps left alone", async () => {
    const body = (context: string, app?: number) => ({
      required_status_checks: { strict: true, checks: [{ context, ...(app ? { app_id: app } : {}) }] },
      enforce_admins: null,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    })
    for (const wrap of [
      (value: unknown) => value,
      (value: unknown) => ({ main: value }),
      (value: unknown) => ({ protection_rules: { main: value } }),
    ]) {
      const rule = async (value: unknown) =>
        (await ask(JSON.stringify(wrap(value)), { [ci]: workflow(job('test')) })).own.map(
          (line) => line.split(' ')[2],
        )
      expect(await rule(body('test'))).toEqual([])
      expect(await rule(body('tset'))).toEqual(['protection-check-missing'])
      expect(await rule(body('codecov/patch', 254))).toEqual([])
      expect(await rule(body('tset', 15368))).toEqual(['protection-check-missing'])
    }
  })

  test('mistakes in the file, with their place', async () => {
    expect((await ask(rules([], { required_review: 2 }), {})).own).toEqual([
      expect.stringMatching(
        /^5 error protection-syntax Key "required_review".*Did you mean "required_reviews"/,
      ),
    ])
    expect((await ask(rules([], { required_reviews: true }), {})).own).toEqual([
      expect.stringMatching(/protection-syntax .* must be a number, not true/),
    ])
    expect((await ask('{', {})).own).toEqual([expect.stringContaining('protection-syntax')])
    expect((await ask('[]', {})).own).toEqual([expect.stringContaining('must be an object')])
    expect((await ask('{}', {})).own).toEqual([expect.stringContaining('names no branch')])
    expect(
      (await ask('{ "main": {} }', {}, { inputs: { 'branch-protection': 'none.json' } })).findings[0]?.rule,
    ).toBe('nothing-matched')
  })

  describe('against the live rules', () => {
    const expected = rules(['test'], {
      required_reviews: 2,
      dismiss_stale_reviews: true,
      enforce_admins: false,
    })
    const protection = (reviews: number) => ({
      required_pull_request_reviews: {
        required_approving_review_count: reviews,
        dismiss_stale_reviews: true,
      },
      required_status_checks: { contexts: ['test'], checks: [{ context: 'test' }] },
      enforce_admins: { enabled: true },
    })
    const live = async (branchRules: unknown, classic: () => unknown) => {
      const github = scriptedGitHub({
        'GET /repos/{owner}/{repo}/rules/branches/{branch}': () => branchRules,
        'GET /repos/{owner}/{repo}/branches/{branch}/protection': classic,
      })
      const ran = await ask(
        expected,
        { [ci]: workflow(job('test')) },
        { github, inputs: { 'github-token': 'ghs_aaaaaaaaaaaaaaaaaaaa' } },
      )
      return [ran.code, ...ran.own.map((line) => line.replace(/ [A-Z].*?(?="main"|$)/, ' '))]
    }

    test('as strong, or stronger, is no finding; weaker is an error on its line', async () => {
      expect(await live([], () => protection(3))).toEqual([0])
      expect(await live([], () => protection(1))).toEqual([
        1,
        expect.stringMatching(/^7 error protection-differs "main" requires 1 approving reviews, not 2\./),
      ])
    })

    test('no protection at all: everything is missing', async () => {
      const found = await live([], () => answer(404, { message: 'Branch not protected' }))
      expect(found.slice(1).map((line) => String(line).split(' ')[0])).toEqual(['5', '7', '8'])
    })

    test('rulesets count too, and are enough when branch protection cannot be read', async () => {
      const sets = [
        {
          type: 'pull_request',
          parameters: { required_approving_review_count: 2, dismiss_stale_reviews_on_push: true },
        },
        { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'test' }] } },
      ]
      const refused = () => {
        throw new GitHubError('Resource not accessible by integration', {
          status: 403,
          method: 'GET',
          route: 'x',
        })
      }
      expect(await live(sets, refused)).toEqual([0])
      expect(await live([], refused)).toEqual([0, expect.stringMatching(/^3 notice protection-unread/)])
    })

    test('an error of GitHub is a notice', async () => {
      expect(await live([], () => answer(500))).toEqual([
        0,
        expect.stringMatching(/^3 notice protection-unread/),
      ])
    })
  })
})
