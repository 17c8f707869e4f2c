import { describe, expect, it } from '@jest/globals'
import {
  compositeAction,
  withJob,
  withSteps,
  workflow,
} from '../../../../actions/validate-config/rules/example.ts'
import { contextWith, found } from './support.ts'

type Case = readonly [id: string, what: string, text: string, found: readonly string[]]

const on = (event: string, steps: string): string => workflow({ on: event, steps })
const checkoutHead =
  '- uses: actions/checkout@v5\n  with:\n    ref: ${{ github.event.pull_request.head.sha }}'

const cases: readonly Case[] = [
  [
    'template-injection',
    'a branch name, by index and in another case',
    on('pull_request_target', "- run: echo ${{ GITHUB.event['pull_request'].HEAD.ref }}"),
    ['6:23 error'],
  ],
  [
    'template-injection',
    'in a format that flows on',
    on('issues', "- run: echo ${{ format('{0}', github.event.issue.body) }}"),
    ['6:37 error'],
  ],
  [
    'template-injection',
    'only for pull requests',
    on('pull_request', '- run: echo ${{ github.head_ref }}'),
    ['6:23 warning'],
  ],
  [
    'template-injection',
    'through env',
    on('issues', '- run: echo ${{ env.T }}\n  env:\n    T: ${{ github.event.issue.title }}'),
    ['6:23 error'],
  ],
  [
    'template-injection',
    'the whole event',
    on('issues', '- run: echo ${{ toJSON(github.event) }}'),
    ['6:30 error'],
  ],
  [
    'template-injection',
    'in an action that runs it',
    on(
      'issues',
      '- uses: actions/github-script@v8\n  with:\n    script: |\n      console.log("${{ github.event.issue.title }}")',
    ),
    ['9:30 error'],
  ],
  [
    'template-injection',
    'an input of a called workflow',
    on('workflow_call:\n  inputs:\n    a:\n      type: string', '- run: echo ${{ inputs.a }}'),
    ['10:23 warning'],
  ],
  [
    'template-injection',
    'an input that is a number',
    on('workflow_call:\n  inputs:\n    a:\n      type: number', '- run: echo ${{ inputs.a }}'),
    [],
  ],
  [
    'template-injection',
    'an input of an action',
    compositeAction('- run: echo ${{ inputs.a }}\n  shell: bash'),
    ['6:21 warning'],
  ],
  [
    'template-injection',
    'in a comparison, which gives true or false',
    on('issues', "- run: echo ${{ github.event.issue.title == 'x' }}"),
    [],
  ],
  [
    'template-injection',
    'as the condition of a choice',
    on('issues', "- run: echo ${{ github.event.issue.title == 'x' && 'a' || 'b' }}"),
    [],
  ],
  [
    'template-injection',
    'numbers and commits',
    on(
      'pull_request_target',
      '- run: echo ${{ github.event.number }} ${{ github.event.pull_request.head.sha }}',
    ),
    [],
  ],
  [
    'template-injection',
    'in env, where it belongs',
    on('issues', '- run: echo "$T"\n  env:\n    T: ${{ github.event.issue.title }}'),
    [],
  ],
  [
    'template-injection',
    'fixed values of the matrix',
    withJob('runs-on: x\nstrategy:\n  matrix:\n    os: [a]').replace('make', 'echo ${{ matrix.os }}'),
    [],
  ],
  [
    'template-injection',
    'names of changed files',
    on(
      'pull_request_target',
      '- id: c\n  uses: tj-actions/changed-files@v1\n- run: echo ${{ steps.c.outputs.all_changed_files }}',
    ),
    ['8:23 error'],
  ],
  [
    'unpinned-action',
    'no version at all, and a called workflow',
    workflow({ jobs: 'a:\n  uses: octo-org/x/.github/workflows/y.yml@main' }),
    ['4:11 warning'],
  ],
  [
    'unpinned-action',
    'the same again',
    withSteps('- uses: a/b@v1\n- uses: a/b@v1'),
    ['6:15 warning', '7:15 notice'],
  ],
  [
    'unpinned-action',
    'first-party actions by a tag',
    withSteps('- uses: actions/checkout@v5'),
    ['6:15 notice'],
  ],
  ['unpinned-action', 'local actions and images', withSteps('- uses: ./a\n- uses: docker://node:24'), []],
  [
    'unpinned-image',
    'of a step and of a service',
    withJob('runs-on: x\nservices:\n  db:\n    image: postgres:latest'),
    ['7:16 warning'],
  ],
  ['unpinned-image', 'only a tag', withSteps('- uses: docker://node:24'), ['6:15 notice']],
  [
    'unpinned-image',
    'a port in the registry is no tag',
    withJob('runs-on: x\ncontainer: localhost:5000/tool'),
    ['5:16 warning'],
  ],
  ['missing-permissions', 'each job says it', withJob('runs-on: x\npermissions: {}'), []],
  ['missing-permissions', 'a workflow that is only called', on('workflow_call', '- run: make'), []],
  [
    'excessive-permissions',
    'shared by two jobs',
    workflow({ top: 'permissions:\n  contents: write', jobs: 'a:\n  runs-on: x\nb:\n  runs-on: x' }),
    ['3:3 warning'],
  ],
  [
    'excessive-permissions',
    'of the only job',
    workflow({ top: 'permissions:\n  contents: write' }),
    ['3:3 notice'],
  ],
  [
    'excessive-permissions',
    'a job that writes all',
    withJob('runs-on: x\npermissions: write-all'),
    ['5:5 error'],
  ],
  ['excessive-permissions', 'reading', workflow({ top: 'permissions:\n  contents: read' }), []],
  [
    'untrusted-checkout',
    'without running anything',
    on('pull_request_target', checkoutHead),
    ['8:16 warning'],
  ],
  [
    'untrusted-checkout',
    'by the command line',
    on('issue_comment', '- run: gh pr checkout "$N"'),
    ['6:14 warning'],
  ],
  [
    'untrusted-checkout',
    'guarded by a label',
    workflow({
      on: 'pull_request_target',
      job: "runs-on: x\nif: github.event.label.name == 'safe'",
      steps: `${checkoutHead}\n- run: make`,
    }),
    [],
  ],
  ['untrusted-checkout', 'on pull_request', on('pull_request', `${checkoutHead}\n- run: make`), []],
  [
    'environment-injection',
    'through a pipe',
    on('workflow_run', '- run: cat pr.txt | tee -a "$GITHUB_PATH"'),
    ['6:9 warning'],
  ],
  ['environment-injection', 'fixed text', on('workflow_run', '- run: echo "A=b" >> "$GITHUB_ENV"'), []],
  ['environment-injection', 'without strangers', on('push', '- run: echo "A=$B" >> "$GITHUB_ENV"'), []],
  [
    'cache-poisoning',
    'a job that publishes',
    on('push', '- uses: actions/cache@v4\n- uses: softprops/action-gh-release@v2'),
    ['6:9 notice'],
  ],
  [
    'cache-poisoning',
    'switched off for tags',
    on(
      "push:\n  tags: ['*']",
      "- uses: actions/setup-go@v6\n  with:\n    cache: ${{ !startsWith(github.ref, 'refs/tags/') }}",
    ),
    [],
  ],
  ['cache-poisoning', 'not a release', on('push', '- uses: actions/cache@v4'), []],
  [
    'artifact-poisoning',
    'of a trusted run',
    workflow({
      on: 'workflow_run:\n  workflows: [a]',
      job: "runs-on: x\nif: github.event.workflow_run.event == 'push'",
      steps: '- uses: dawidd6/action-download-artifact@v9\n- run: make',
    }),
    [],
  ],
  ['persisted-credentials', 'kept for later steps', withSteps('- uses: actions/checkout@v5'), ['6:9 notice']],
  [
    'persisted-credentials',
    'asked for',
    withSteps('- uses: actions/checkout@v5\n  with:\n    persist-credentials: true'),
    [],
  ],
  [
    'persisted-credentials',
    'only a folder is uploaded',
    withSteps('- uses: actions/checkout@v5\n- uses: actions/upload-artifact@v4\n  with:\n    path: dist'),
    ['6:9 notice'],
  ],
  [
    'secret-in-log',
    'printed',
    withSteps('- run: echo "$T"\n  env:\n    T: ${{ secrets.T }}'),
    ['6:14 warning'],
  ],
  [
    'secret-in-log',
    'handed to a command',
    withSteps('- run: echo "$T" | docker login --password-stdin\n  env:\n    T: ${{ secrets.T }}'),
    [],
  ],
  ['secret-in-log', 'hidden first', withSteps('- run: echo "::add-mask::${{ secrets.T }}"'), []],
  [
    'secret-in-log',
    'written to a file',
    withSteps('- run: echo "$T" > key\n  env:\n    T: ${{ secrets.T }}'),
    [],
  ],
  [
    'all-secrets',
    'a computed name',
    withSteps("- run: make\n  env:\n    T: ${{ secrets[format('{0}_T', github.ref_name)] }}"),
    ['8:18 notice'],
  ],
  ['all-secrets', 'one secret', withSteps('- run: make\n  env:\n    T: ${{ secrets.T }}'), []],
  [
    'inherited-secrets',
    'by a workflow of the same repository',
    workflow({ jobs: 'a:\n  uses: ./.github/workflows/b.yml\n  secrets: inherit' }),
    ['4:11 notice'],
  ],
  [
    'unredacted-secret',
    'JSON of a variable',
    withSteps('- run: make\n  env:\n    T: ${{ fromJSON(vars.T).a }}'),
    [],
  ],
  [
    'bot-condition',
    'the actor, where only pull requests trigger',
    workflow({ on: 'pull_request', job: "runs-on: x\nif: github.actor == 'renovate[bot]'" }),
    ['5:9 notice'],
  ],
  [
    'bot-condition',
    'keeping a bot out',
    workflow({ on: 'pull_request_target', job: "runs-on: x\nif: github.actor != 'dependabot[bot]'" }),
    ['5:9 notice'],
  ],
  [
    'bot-condition',
    'the author by name',
    workflow({
      on: 'pull_request_target',
      job: "runs-on: x\nif: github.event.pull_request.user.login == 'dependabot[bot]'",
    }),
    ['5:9 notice'],
  ],
  [
    'bot-condition',
    'any bot',
    workflow({
      on: 'pull_request_target',
      job: "runs-on: x\nif: github.event.pull_request.user.type == 'Bot'",
    }),
    ['5:9 warning'],
  ],
  [
    'bot-condition',
    'a person',
    workflow({ on: 'pull_request_target', job: "runs-on: x\nif: github.actor == 'octocat'" }),
    [],
  ],
  [
    'auto-approve',
    'an action that approves',
    on('pull_request_target', '- uses: hmarr/auto-approve-action@v4'),
    ['6:15 warning'],
  ],
  ['auto-approve', 'on push', on('push', '- run: gh pr merge 1'), []],
  ['self-hosted-runner', 'without pull requests', withJob('runs-on: [self-hosted]'), ['4:5 notice']],
  ['self-hosted-runner', 'a hosted runner', workflow({ on: 'pull_request' }), []],
  [
    'piped-download',
    'with options and over lines',
    withSteps('- run: |\n    curl -fsSL \\\n      https://example.com/x.sh |\n      sudo bash -s -- -y'),
    ['7:11 warning'],
  ],
  [
    'piped-download',
    'process substitution',
    withSteps('- run: bash <(curl -s https://example.com/x.sh)'),
    ['6:14 warning'],
  ],
  ['piped-download', 'PowerShell', withSteps('- run: irm https://example.com/x.ps1 | iex'), ['6:14 warning']],
  [
    'piped-download',
    'into a tool that reads it',
    withSteps('- run: curl -s https://example.com/x.json | jq .'),
    [],
  ],
  [
    'piped-download',
    'into a formatter',
    withSteps('- run: curl -s https://example.com/x.json | python3 -m json.tool'),
    [],
  ],
  ['long-lived-credential', 'a publishing command', withSteps('- run: npm publish'), ['6:14 notice']],
  [
    'long-lived-credential',
    'with an identity',
    withJob('runs-on: x\npermissions:\n  id-token: write').replace('make', 'npm publish'),
    [],
  ],
  ['long-lived-credential', 'a rehearsal', withSteps('- run: cargo publish --dry-run'), []],
  [
    'long-lived-credential',
    'a stored cloud key',
    withSteps(
      '- uses: aws-actions/configure-aws-credentials@v5\n  with:\n    aws-access-key-id: ${{ secrets.KEY }}',
    ),
    ['6:9 notice'],
  ],
  [
    'spoofable-condition',
    'a list',
    withSteps(`- run: make\n  if: contains(fromJSON('["main"]'), github.ref_name)`),
    [],
  ],
  [
    'spoofable-condition',
    'text of others searched for a word',
    withSteps("- run: make\n  if: contains(github.event.head_commit.message, 'skip')"),
    [],
  ],
  [
    'spoofable-condition',
    'a value nobody chooses',
    withSteps("- run: make\n  if: contains('Linux,macOS', runner.os)"),
    ['7:13 notice'],
  ],
  [
    'constant-expression',
    'inside a larger expression',
    withSteps("- run: echo ${{ format('{0}{1}', github.ref, 1 == 1) }}"),
    ['6:52 notice'],
  ],
  ['constant-expression', 'a default beside a value', withSteps("- run: echo ${{ inputs.a || 'x' }}"), []],
  ['misspelt-action', 'a name of another owner', withSteps('- uses: octo-org/checkout@v1'), []],
  ['archived-action', 'in another case', withSteps('- uses: Actions-RS/Toolchain@v1'), ['6:15 warning']],
  [
    'hard-coded-password',
    'of a service, empty or by expression',
    withJob(
      'runs-on: x\nservices:\n  a:\n    image: x:1\n    credentials:\n      username: u\n      password: ${{ secrets.P }}',
    ),
    [],
  ],
  [
    'unsecure-commands',
    'switched off',
    withSteps('- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: false'),
    [],
  ],
  [
    'risky-feature',
    'the shell of all steps',
    workflow({ top: 'defaults:\n  run:\n    shell: cmd' }),
    ['4:5 notice'],
  ],
  ['ad-hoc-package', 'several, with a version', withSteps('- run: gem install rake -v 13'), ['6:14 notice']],
  ['ad-hoc-package', 'what the manifest says', withSteps('- run: |\n    npm install\n    npm ci'), []],
  [
    'app-token',
    'not revoked',
    withSteps(
      '- uses: actions/create-github-app-token@v2\n  with:\n    skip-token-revoke: true\n    permission-issues: write',
    ),
    ['8:11 warning'],
  ],
  [
    'unpinned-tool',
    'the latest',
    withSteps('- uses: aquasecurity/setup-trivy@v1\n  with:\n    version: latest'),
    ['8:11 notice'],
  ],
  ['dangerous-trigger', 'beside others', workflow({ on: '[push, workflow_run]' }), ['1:12 notice']],
]

describe('security rules', () => {
  it.each(cases)('%s: %s', (id, _, text, expected) => {
    expect(found(id, text).map(({ line, column, severity }) => `${line}:${column} ${severity}`)).toEqual(
      expected,
    )
  })

  it('pin what the policy asks for', () => {
    const text = withSteps('- uses: a/b@v1\n- uses: c/d@v1\n- uses: e/f@v1')
    const context = contextWith(
      {},
      (repository) => ({ 'a/b': 'sha' as const, 'c/d': 'ref' as const })[repository] ?? 'any',
    )
    const seen = found('unpinned-action', text, context)
    expect(seen.map(({ line, severity }) => `${line} ${severity}`)).toEqual(['6 warning', '7 notice'])
  })

  it('take an action of the repository’s own workflows more lightly than a published one', () => {
    const context = contextWith({})
    const text = compositeAction('- run: echo ${{ inputs.a }} ${{ inputs.a }}\n  shell: bash')
    expect(found('template-injection', text, context).map(({ severity }) => severity)).toEqual([
      'warning',
      'notice',
    ])
  })

  it('never show a secret they found', () => {
    const text = withJob(
      'runs-on: x\ncontainer:\n  image: a:1\n  credentials:\n    username: u\n    password: hunter2-hunter2',
    )
    for (const finding of found('hard-coded-password', text))
      expect(JSON.stringify(finding)).not.toContain('hunter2')
  })
})
