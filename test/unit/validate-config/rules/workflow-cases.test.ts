import { describe, expect, it } from '@jest/globals'
import { withJob, withSteps, workflow } from '../../../../actions/validate-config/rules/example.ts'
import { contextWith, found, places } from './support.ts'

type Case = readonly [id: string, what: string, text: string, places: readonly string[]]

const call = (input: string): string =>
  workflow({ on: `workflow_call:\n  inputs:\n    a:\n${input.replace(/^/gm, '      ')}` })
const dispatch = (input: string): string =>
  workflow({ on: `workflow_dispatch:\n  inputs:\n    a:\n${input.replace(/^/gm, '      ')}` })
const matrix = (rows: string): string =>
  withJob(`runs-on: ubuntu-latest\nstrategy:\n  matrix:\n${rows.replace(/^/gm, '    ')}`)

const cases: readonly Case[] = [
  [
    'condition-text',
    'a folded block that keeps its line break',
    withSteps('- run: make\n  if: >\n    ${{ github.ref }}'),
    ['7:13'],
  ],
  [
    'condition-text',
    'text behind the expression',
    withSteps('- run: make\n  if: ${{ github.ref }} == main'),
    ['7:13'],
  ],
  [
    'condition-text',
    'a block without its line break is fine',
    withSteps('- run: make\n  if: |-\n    ${{ github.ref }}'),
    [],
  ],
  [
    'condition-text',
    'an env value is no condition',
    withSteps('- run: make\n  env:\n    if: ${{ github.ref }} x'),
    [],
  ],
  [
    'constant-if',
    'a computed constant',
    withSteps("- run: make\n  if: contains('abc', 'b') && !false"),
    ['7:13'],
  ],
  ['constant-if', 'on a job', withJob('runs-on: ubuntu-latest\nif: ${{ false }}'), ['5:9']],
  ['constant-if', 'a status function is no constant', withSteps('- run: make\n  if: always()'), []],
  ['expression-syntax', 'double quotes', withSteps('- run: echo ${{ "a" }}'), ['6:23']],
  [
    'expression-syntax',
    'each expression of a scalar by itself',
    withSteps('- run: echo ${{ a. }} ${{ b. }}'),
    ['6:25', '6:35'],
  ],
  ['expression-syntax', 'two operators', withSteps('- run: make\n  if: a == == b'), ['7:18']],
  ['expression-syntax', 'quotes inside quotes', withSteps("- run: echo ${{ 'it''s' }}"), []],
  ['object-in-template', 'outputs of a step', withSteps('- run: echo ${{ steps.a.outputs }}'), ['6:19']],
  [
    'object-in-template',
    'an object of the matrix',
    withJob(
      'runs-on: ubuntu-latest\nname: b ${{ matrix.x }}\nstrategy:\n  matrix:\n    x:\n      - { a: 1 }',
    ),
    ['5:13'],
  ],
  [
    'object-in-template',
    'a list filtered into a join',
    withSteps("- run: echo ${{ join(github.event.commits.*.id, ' ') }}"),
    [],
  ],
  ['object-in-template', 'a matrix made of JSON', matrix('x: ${{ fromJSON(\'["a"]\') }}'), []],
  ['object-in-template', 'runs-on as a list', withJob('runs-on: ${{ fromJSON(\'["a"]\') }}'), []],
  [
    'incompatible-comparison',
    'an object with text',
    withSteps("- run: make\n  if: github.event == 'x'"),
    ['7:13'],
  ],
  ['incompatible-comparison', 'order of booleans', withSteps('- run: make\n  if: true < false'), ['7:13']],
  [
    'incompatible-comparison',
    'a boolean input with a boolean',
    workflow({
      on: 'workflow_dispatch:\n  inputs:\n    a:\n      type: boolean',
      steps: '- run: make\n  if: inputs.a == true',
    }),
    [],
  ],
  [
    'incompatible-comparison',
    'a dispatch input of the event is text',
    workflow({
      on: 'workflow_dispatch:\n  inputs:\n    a:\n      type: boolean',
      steps: "- run: make\n  if: github.event.inputs.a == 'true'",
    }),
    [],
  ],
  [
    'expression-type',
    'an argument that is never used',
    withSteps("- run: echo ${{ format('{0}', 1, 2) }}"),
    ['6:23'],
  ],
  [
    'expression-type',
    'an object where text is wanted',
    withSteps("- run: make\n  if: startsWith(github.event, 'x')"),
    ['7:24'],
  ],
  [
    'expression-type',
    'a property that JSON in the file lacks',
    withSteps(`- run: echo \${{ fromJSON('{"linux":1}').linus }}`),
    ['6:23'],
  ],
  [
    'expression-type',
    'braces in a format are no argument',
    withSteps("- run: echo ${{ format('{{1}} {0}', 1) }}"),
    [],
  ],
  [
    'json-literal',
    'escaped quotes in a block',
    withSteps('- run: make\n  if: |\n    contains(fromJSON(\'[\\"a\\"]\'), github.actor)'),
    ['8:29'],
  ],
  ['json-literal', 'JSON of a variable', withSteps('- run: echo ${{ fromJSON(env.LIST)[0] }}'), []],
  ['exclusive-filters', 'tags', workflow({ on: 'push:\n  tags-ignore: [a]\n  tags: [b]' }), ['4:5']],
  [
    'exclusive-filters',
    'different filters',
    workflow({ on: 'push:\n  branches: [a]\n  tags-ignore: [b]' }),
    [],
  ],
  ['invalid-glob', 'an open bracket', workflow({ on: "push:\n  branches: ['v[0-']" }), ['3:21']],
  ['invalid-glob', 'a path from here', workflow({ on: 'push:\n  paths:\n    - ./docs/**' }), ['4:9']],
  ['invalid-glob', 'a range the wrong way round', workflow({ on: "push:\n  tags: ['v[9-1]']" }), ['3:17']],
  ['invalid-glob', 'a lone repetition', workflow({ on: "push:\n  tags: ['+x']" }), ['3:13']],
  [
    'invalid-glob',
    'what GitHub shows as examples',
    workflow({
      on: "push:\n  branches: ['releases/**-alpha', 'v[12].[0-9]+.[0-9]+', '*', 'v2*', '**']\n  paths: ['*.jsx?', '**.js', 'docs/*', '!docs/x.md', '**/migrate-*.sql']",
    }),
    [],
  ],
  ['matrix-exclude', 'an unknown row', matrix('os: [a, b]\nexclude:\n  - so: a'), ['9:13']],
  ['matrix-exclude', 'case of the row', matrix('OS: [a, b]\nexclude:\n  - os: a'), []],
  ['matrix-exclude', 'a part of an object', matrix('x: [{ a: 1, b: 2 }]\nexclude:\n  - x: { a: 1 }'), []],
  [
    'matrix-exclude',
    'rows from an expression',
    matrix('x: ${{ fromJSON(needs.a.outputs.b) }}\nexclude:\n  - x: 1'),
    [],
  ],
  ['matrix-duplicate', 'numbers that are the same', matrix('x: [1.0, 1]'), ['7:18']],
  ['matrix-duplicate', 'a number and its text differ', matrix('x: [1, 2]'), []],
  ['dispatch-input', 'a choice without options', dispatch('type: choice'), ['4:7']],
  ['dispatch-input', 'options without a choice', dispatch('options: [a]'), ['4:7']],
  ['dispatch-input', 'an option twice', dispatch('type: choice\noptions: [x, x]'), ['6:22']],
  ['dispatch-input', 'a number in quotes', dispatch("type: number\ndefault: '3'"), []],
  ['call-input', 'no type', call('description: x'), ['4:7']],
  ['call-input', 'a default that is never used', call('type: string\nrequired: true\ndefault: x'), ['7:18']],
  ['call-input', 'a boolean that is a word', call('type: boolean\ndefault: yes'), ['6:18']],
  [
    'call-input',
    'an output without a value',
    workflow({ on: 'workflow_call:\n  outputs:\n    a:\n      description: x' }),
    ['4:7'],
  ],
  ['call-input', 'a default by expression', call('type: string\ndefault: ${{ github.ref }}'), []],
  [
    'deprecated-command',
    'in PowerShell',
    withSteps('- run: |\n    Write-Host "::add-path::C:\\tools"'),
    ['7:23'],
  ],
  ['deprecated-command', 'commands that stay', withSteps('- run: echo "::notice::set-output is gone"'), []],
  [
    'schedule-timezone',
    'UTC is no name of the database',
    workflow({ on: "schedule:\n  - cron: '0 6 * * *'\n    timezone: UTC" }),
    ['4:17'],
  ],
  ['schedule-timezone', 'no timezone', workflow({ on: "schedule:\n  - cron: '0 6 * * *'" }), []],
  [
    'retired-runner',
    'in a row of the matrix',
    withJob('runs-on: ${{ matrix.os }}\nstrategy:\n  matrix:\n    os: [ubuntu-24.04, macos-12]'),
    ['7:28'],
  ],
  ['retired-runner', 'a runner of one’s own', withJob('runs-on: [self-hosted, ubuntu-20.04]'), []],
  [
    'runner-label-conflict',
    'a label from the matrix',
    withJob('runs-on: [ubuntu-latest, "${{ matrix.os }}"]\nstrategy:\n  matrix:\n    os: [windows-latest]'),
    ['7:14'],
  ],
  [
    'runner-label-conflict',
    'one system and its properties',
    withJob('runs-on: [self-hosted, linux, x64, ubuntu-24.04]'),
    [],
  ],
  ['runner-label-typo', 'a larger runner someone named', withJob('runs-on: ubuntu-24.04-16core'), []],
  [
    'shell-name',
    'of another system',
    withJob('runs-on: ubuntu-latest\ndefaults:\n  run:\n    shell: powershell'),
    ['7:16'],
  ],
  [
    'shell-name',
    'of one system of the matrix',
    withJob(
      'runs-on: ${{ matrix.os }}\ndefaults:\n  run:\n    shell: cmd\nstrategy:\n  matrix:\n    os: [ubuntu-latest, windows-latest]',
    ),
    [],
  ],
  ['time-limit', 'of a step', withSteps('- run: make\n  timeout-minutes: -1'), ['7:26']],
  [
    'time-limit',
    'parallel jobs',
    withJob('runs-on: ubuntu-latest\nstrategy:\n  max-parallel: 1.5\n  matrix:\n    x: [1]'),
    ['6:21'],
  ],
  ['time-limit', 'a part of a minute', withJob('runs-on: ubuntu-latest\ntimeout-minutes: 0.5'), []],
  ['empty-section', 'an empty text in a list', workflow({ on: "push:\n  branches: ['']" }), ['3:16']],
  ['empty-section', 'an event without filters', workflow({ on: 'push:\npull_request:' }), []],
  ['env-name', 'of a step', withSteps('- run: make\n  env:\n    A=B: x'), ['8:11']],
  ['env-name', 'a dash', withSteps('- run: make\n  env:\n    A-B: x'), []],
  [
    'unused-anchor',
    'an alias in a later job',
    workflow({
      jobs: 'a:\n  runs-on: &os ubuntu-latest\n  steps:\n    - run: make\nb:\n  runs-on: *os\n  steps:\n    - run: make',
    }),
    [],
  ],
  ['duplicate-id', 'job ids', workflow({ jobs: 'a:\n  runs-on: x\nA:\n  runs-on: x' }), ['5:3']],
  [
    'duplicate-id',
    'the same id in two jobs',
    workflow({
      jobs: 'a:\n  steps:\n    - id: x\n      run: make\nb:\n  steps:\n    - id: x\n      run: make',
    }),
    [],
  ],
  ['step-shape', 'with beside run', withSteps('- run: make\n  with:\n    a: b'), ['7:9']],
  ['step-shape', 'shell beside uses', withSteps('- uses: ./a\n  shell: bash'), ['7:9']],
  [
    'job-shape',
    'a call with steps',
    workflow({ jobs: 'a:\n  uses: ./.github/workflows/b.yml\n  steps:\n    - run: make' }),
    ['5:5'],
  ],
  [
    'unknown-need',
    'case does not count',
    workflow({
      jobs: 'A:\n  runs-on: x\n  steps: [{ run: make }]\nb:\n  needs: [a]\n  runs-on: x\n  steps: [{ run: make }]',
    }),
    [],
  ],
  [
    'missing-key',
    'a snapshot without a name',
    withJob('runs-on: ubuntu-latest\nsnapshot:\n  version: 1.*'),
    ['5:5'],
  ],
  ['missing-key', 'a schedule without times', workflow({ on: 'schedule' }), ['1:5']],
  ['missing-key', 'a concurrency that is a name', workflow({ top: 'concurrency: build' }), []],
  ['container-image', 'a service', withJob('runs-on: x\nservices:\n  db:\n    ports: [1]'), ['6:7']],
  ['container-image', 'an image by expression', withJob('runs-on: x\ncontainer: ${{ matrix.image }}'), []],
  [
    'container-credentials',
    'credentials by expression',
    withJob('runs-on: x\ncontainer:\n  image: a:1\n  credentials: ${{ fromJSON(vars.LOGIN) }}'),
    [],
  ],
  [
    'outdated-action',
    'a commit with its version beside',
    withSteps('- uses: actions/upload-artifact@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v3.1.0'),
    ['6:15'],
  ],
  [
    'outdated-action',
    'a commit without a version',
    withSteps('- uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3'),
    [],
  ],
  ['outdated-action', 'a branch', withSteps('- uses: actions/checkout@main'), []],
  ['action-input', 'a missing input', withSteps('- uses: actions/cache@v4\n  with:\n    path: x'), ['6:15']],
  [
    'action-input',
    'a renamed input',
    withSteps('- uses: pypa/gh-action-pypi-publish@v1\n  with:\n    packages_dir: x'),
    ['8:11'],
  ],
  [
    'action-input',
    'an input of a future version',
    withSteps('- uses: actions/checkout@v9\n  with:\n    something-new: x'),
    [],
  ],
  [
    'missing-timeout',
    'a called workflow has none',
    workflow({ jobs: 'a:\n  uses: ./.github/workflows/b.yml' }),
    [],
  ],
  [
    'swallowed-error',
    'a test step that may fail',
    withSteps('- run: npm test\n  continue-on-error: true'),
    ['7:9'],
  ],
  [
    'swallowed-error',
    'whose outcome is looked at',
    withSteps(
      "- id: t\n  run: npm test\n  continue-on-error: true\n- run: exit 1\n  if: steps.t.outcome == 'failure'",
    ),
    [],
  ],
  ['swallowed-error', 'tidying up', withSteps('- run: docker rm test-db || true'), []],
]

describe('workflow rules', () => {
  it.each(cases)('%s: %s', (id, _, text, expected) => {
    expect(places(id, text)).toEqual(expected)
  })

  it('suggest the runner that took the place, as an edit when the label stands plainly', () => {
    const [finding] = found('retired-runner', withJob('runs-on: ubuntu-20.04'))
    expect(finding?.fix).toMatchObject({
      line: 4,
      column: 14,
      endLine: 4,
      endColumn: 26,
      replacement: 'ubuntu-24.04',
    })
  })

  it('announce a runner that is about to go, more softly', () => {
    const [finding] = found('retired-runner', withJob('runs-on: macos-14'))
    expect(finding).toMatchObject({ severity: 'notice', line: 4, column: 14, hint: 'Use "macos-15".' })
    expect(places('retired-runner', withJob('runs-on: macos-15'))).toEqual([])
  })

  it('look into the metadata of actions of the same repository', () => {
    const context = contextWith({
      'tool/action.yaml':
        'name: x\ndescription: x\ninputs:\n  level:\n    required: true\n  name:\n    required: true\n    default: a\nruns:\n  using: composite\n  steps: []\n',
    })
    expect(places('local-action-inputs', withSteps('- uses: ./tool'), context)).toEqual(['6:15'])
    expect(
      places('local-action-inputs', withSteps('- uses: ./tool/\n  with:\n    LEVEL: 1'), context),
    ).toEqual([])
    expect(
      places('local-action-inputs', withSteps('- uses: ./elsewhere\n  with:\n    x: 1'), context),
    ).toEqual([])
  })

  it('pass on what an action of the repository says of an input it is giving up', () => {
    const context = contextWith({
      'tool/action.yml':
        'name: x\ndescription: x\ninputs:\n  old:\n    deprecationMessage: |\n      Use "new"\n      instead.\nruns:\n  using: node24\n  main: x.js\n',
    })
    const [finding, ...more] = found(
      'local-action-inputs',
      withSteps('- uses: $/tool\n  with:\n    old: 1'),
      context,
    )
    expect(more).toEqual([])
    expect(finding).toMatchObject({ line: 8, column: 11, hint: 'The action says: Use "new" instead.' })
    // A program can set outputs its metadata does not name.
    const outputs = withSteps('- id: t\n  uses: ./tool\n- run: echo ${{ steps.t.outputs.any }}')
    expect(places('local-action-outputs', outputs, context)).toEqual([])
  })

  it('tell how soon an action has to move to a newer Node.js', () => {
    const action = (using: string): string =>
      `name: x\ndescription: x\nruns:\n  using: ${using}\n  main: x.js\n`
    const severities = (using: string): string[] =>
      found('action-runtime', action(using)).map(({ severity }) => severity)
    expect(severities('node12')).toEqual(['warning'])
    expect(severities("'node20'")).toEqual(['notice'])
    expect(severities('composite')).toEqual([])
    expect(found('action-runtime', action('node16'))[0]?.fix).toMatchObject({
      line: 4,
      column: 10,
      replacement: 'node24',
    })
    expect(found('action-runtime', action("'node16'"))[0]?.fix).toBeUndefined()
  })
})
