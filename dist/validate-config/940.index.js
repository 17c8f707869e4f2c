export const id = 940;
export const ids = [940];
export const modules = {

/***/ 2152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ internalError),
/* harmony export */   c: () => (/* binding */ runEngine)
/* harmony export */ });
/* harmony import */ var _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7706);
/* harmony import */ var _ecosystem_actions_core_explain__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(446);


/** Runs one engine. One that dies becomes an error finding that no option can silence: it must never look like a clean result. */
async function runEngine({ name, version }, body) {
    try {
        const answer = await body();
        if ('skipped' in answer)
            return { engine: { name, version, status: 'skipped', because: answer.skipped }, findings: [] };
        const broken = answer.some(({ rule }) => rule === 'internal-error');
        return {
            engine: broken
                ? {
                    name,
                    version,
                    status: 'failed',
                    because: 'A part of it failed; see the findings of internal-error.',
                }
                : { name, version, status: 'ok' },
            findings: answer,
        };
    }
    catch (error) {
        const outside = outsideProblem(name, error);
        if (outside) {
            return { engine: { name, version, status: 'failed', because: outside.message }, findings: [outside] };
        }
        return {
            engine: { name, version, status: 'failed', because: (0,_ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error) },
            findings: [internalError('', `The engine ${name} failed: ${(0,_ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error)}`)],
        };
    }
}
/** What the user or GitHub can repair is no defect; but what was not checked is not green either. */
function outsideProblem(name, error) {
    const known = error instanceof _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_ ? ((0,_ecosystem_actions_core_explain__WEBPACK_IMPORTED_MODULE_1__/* .explainGitHubError */ .Pm)(error) ?? error) : error;
    if (!(known instanceof _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || known instanceof _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .GitHubError */ .y_ || known instanceof _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .BudgetStop */ .mo))
        return undefined;
    return {
        ...internalError('', `The check ${name} could not be made: ${(0,_ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(known)}`),
        rule: 'check-failed',
        hint: known instanceof _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? known.remedy : 'Run it again; if it stays, leave this check out.',
    };
}
/** A defect of ours, made visible. */
function internalError(file, message) {
    return {
        rule: 'internal-error',
        severity: 'error',
        message,
        hint: 'This is a defect of validate-config, not of your file. Please report it with the file.',
        file,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
    };
}


/***/ }),

/***/ 8940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  knownRules: () => (/* reexport */ knownRules),
  runEngines: () => (/* binding */ runEngines)
});

;// CONCATENATED MODULE: ./build/actions/validate-config/catalogue.table.js
const configuration = [
    [
        'config-syntax',
        'error',
        'The configuration file is valid JSON or YAML',
        'A file that does not parse stops every script that reads it.',
        '{ "repositories": ["octo-org/web",] }',
        '{ "repositories": ["octo-org/web"] }',
        'Correct the place that is shown.',
    ],
    [
        'config-duplicate-key',
        'error',
        'A key stands once',
        'Of two equal keys one value is lost in silence.',
        '{ "repositories": ["a/b"], "repositories": ["c/d"] }',
        '{ "repositories": ["a/b", "c/d"] }',
        'Keep one of them.',
    ],
    [
        'config-required',
        'error',
        'Required keys are there',
        'Without its repositories the configuration says nothing.',
        '{ "sync_interval_minutes": 15 }',
        '{ "repositories": ["octo-org/web"], "sync_interval_minutes": 15 }',
        'Add the key.',
    ],
    [
        'config-type',
        'error',
        'Values have the right type',
        'A text, a boolean or NaN in the place of a number passes some comparisons and fails others.',
        '{ "repositories": ["a/b"], "sync_interval_minutes": "15" }',
        '{ "repositories": ["a/b"], "sync_interval_minutes": 15 }',
        'Write a value of the type that is named.',
    ],
    [
        'config-range',
        'error',
        'Numbers are within their limits',
        'A value outside its limits makes a schedule that cannot be kept or never fires.',
        '{ "repositories": ["a/b"], "sync_interval_minutes": 0 }',
        '{ "repositories": ["a/b"], "sync_interval_minutes": 15 }',
        'Choose a value within the limits.',
    ],
    [
        'config-value',
        'error',
        'Values are among those that are known',
        'A word nobody knows cannot be acted upon.',
        '{ "repositories": [{ "name": "a/b", "strategy": "merg" }] }',
        '{ "repositories": [{ "name": "a/b", "strategy": "merge" }] }',
        'Write one of the values that are named.',
    ],
    [
        'config-repository',
        'error',
        'Repositories are written as GitHub allows them',
        'A name that GitHub cannot have is a repository that is never found.',
        '{ "repositories": ["octo-org/web.git"] }',
        '{ "repositories": ["octo-org/web"] }',
        'Write owner/name.',
    ],
    [
        'config-duplicate-repository',
        'error',
        'Each repository stands once',
        'GitHub does not distinguish upper and lower case, so a repository in two spellings is worked on twice.',
        '{ "repositories": ["octo-org/web", "Octo-Org/Web"] }',
        '{ "repositories": ["octo-org/web"] }',
        'Remove one of them.',
    ],
    [
        'config-unknown-key',
        'error',
        'Keys are known',
        'A misspelt key is ignored, and the default takes its place. A key that resembles no known one is only a warning.',
        '{ "repositories": ["a/b"], "sync_interval_minute": 15 }',
        '{ "repositories": ["a/b"], "sync_interval_minutes": 15 }',
        'Correct the key or remove it.',
    ],
    [
        'config-categories',
        'warning',
        'The categories add up to the repositories',
        'Numbers kept by hand drift away from the list.',
        '{ "repositories": ["a/b"], "categories": { "web": 2 } }',
        '{ "repositories": ["a/b"], "categories": { "web": 1 } }',
        'Correct the numbers or the list.',
    ],
    [
        'config-repository-missing',
        'error',
        'Repositories exist',
        'A repository that does not exist, or that the token cannot see, is skipped or fails each run.',
        '{ "repositories": ["octo-org/gone"] }',
        '{ "repositories": ["octo-org/web"] }',
        'Remove it, or give the token access to it.',
    ],
    [
        'config-repository-renamed',
        'warning',
        'Repositories have their present name',
        'The redirect from the old name ends when somebody takes that name.',
        '{ "repositories": ["octo-org/old-name"] }',
        '{ "repositories": ["octo-org/new-name"] }',
        'Write the present name.',
    ],
    [
        'config-repository-archived',
        'warning',
        'Repositories are not archived',
        'Nothing can be written to an archived repository.',
        '{ "repositories": ["octo-org/archived"] }',
        '{ "repositories": ["octo-org/web"] }',
        'Remove it, or unarchive it.',
    ],
    [
        'config-repository-case',
        'notice',
        'Repositories are spelt as GitHub spells them',
        'Programs that compare names with case see two repositories.',
        '{ "repositories": ["Octo-Org/Web"] }',
        '{ "repositories": ["octo-org/web"] }',
        'Write the name as GitHub shows it.',
    ],
];
const files = [
    [
        'required-env',
        'error',
        'Required environment variables are set',
        'A secret that does not exist arrives as an empty text, and the step fails much later, or does the wrong thing.',
        'required-env: DEPLOY_TOKEN',
        'env:\n  DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}',
        'Set the variable for the step.',
    ],
    [
        'required-file',
        'error',
        'Required files are there',
        'A script that expects a file fails in the middle of its work.',
        'required-files: config/app.yml',
        '(config/app.yml is committed)',
        'Add the file, or correct the path.',
    ],
    [
        'nothing-matched',
        'error',
        'Paths and globs match files',
        'A glob that matches nothing checks nothing, and looks like success.',
        'workflows: .github/workflow/*.yml',
        'workflows: .github/workflows/*.yml',
        'Correct the path or glob.',
    ],
    [
        'nothing-checked',
        'error',
        'There is something to check',
        'A run that looked at nothing must not be green.',
        '- uses: ecosystem-actions/validate-config',
        '- uses: actions/checkout\n- uses: ecosystem-actions/validate-config',
        'Check out the repository first, or name the files.',
    ],
    [
        'file-unreadable',
        'error',
        'Files can be read',
        'A file that cannot be read was not checked.',
        '(a file of 3 MB)',
        '(a file that a person wrote)',
        'Check the path and its permissions.',
    ],
    [
        'internal-error',
        'error',
        'The checks themselves work',
        'A check that breaks must not look like a clean file; no option can silence this.',
        '(a defect of this action)',
        '(none)',
        'Report it with the file.',
    ],
];
const github = [
    [
        'ignored-setting',
        'warning',
        'Settings have an effect',
        'GitHub accepts some settings and ignores them; the workflow does not do what it says.',
        'on:\n  create:\n    tags: [v*]',
        'on:\n  push:\n    tags: [v*]',
        'Remove the setting, or use an event that has it.',
    ],
    [
        'reusable-permissions',
        'error',
        'Called workflows ask for no more than they may get',
        'GitHub refuses to start a run in which a called workflow, at any depth, asks for more than its caller has. A finding that rests on the default permissions of the repository is only a warning.',
        'jobs:\n  call:\n    permissions: { contents: read }\n    uses: ./.github/workflows/release.yml # asks for contents: write',
        'jobs:\n  call:\n    permissions: { contents: write }\n    uses: ./.github/workflows/release.yml',
        'Give the calling job the permissions, or ask for less.',
    ],
    [
        'workflow-syntax',
        'error',
        'GitHub accepts the workflow',
        "What GitHub's own parser refuses makes a workflow that never runs.",
        'on: psh',
        'on: push',
        'Correct the place that is shown.',
    ],
    [
        'action-syntax',
        'error',
        'GitHub accepts the action',
        "What GitHub's own parser refuses makes an action that no workflow can use.",
        'runs:\n  using: node24',
        'runs:\n  using: node24\n  main: index.js',
        'Correct the place that is shown.',
    ],
    [
        'context-access',
        'warning',
        'Steps, jobs, inputs and matrix values exist',
        'A step, job, input or matrix value that does not exist is an empty text at run time, and nobody is told.',
        '${{ steps.biuld.outputs.path }}',
        '${{ steps.build.outputs.path }}',
        'Correct the name, or give the step its id.',
    ],
    [
        'literal-in-condition',
        'error',
        'A condition is one expression',
        'Text outside of ${{ }} makes the condition a text that is always true.',
        'if: ${{ github.ref }} == main',
        "if: github.ref == 'refs/heads/main'",
        'Put the whole condition into one expression.',
    ],
    [
        'schedule-interval',
        'warning',
        'Schedules are no closer than five minutes',
        'GitHub runs schedules at most every five minutes.',
        "cron: '* * * * *'",
        "cron: '*/5 * * * *'",
        'Choose an interval of five minutes or more.',
    ],
    [
        'short-sha',
        'warning',
        'Commits are named in full',
        'GitHub does not resolve shortened commits in uses.',
        'uses: octo-org/action@a1b2c3d',
        'uses: octo-org/action@a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
        'Write all 40 characters.',
    ],
    [
        'deprecated-syntax',
        'warning',
        'The syntax is current',
        'What is deprecated stops working some day.',
        'deprecationMessage of an input that is used',
        'the input that replaced it',
        'Use what the message names.',
    ],
];
const repository = [
    [
        'check-failed',
        'error',
        'Checks that were asked for can be made',
        'What was not checked must not look as if it were in order.',
        'check-repositories: true # without a token',
        'check-repositories: true\ngithub-token: ${{ secrets.READ_TOKEN }}',
        'Do what the message says, or leave the check out.',
    ],
    [
        'protection-syntax',
        'error',
        'The expectations of branches can be read',
        'An expectation with a misspelt key expects nothing.',
        '{ "protection_rules": { "main": { "required_review": 2 } } }',
        '{ "protection_rules": { "main": { "required_reviews": 2 } } }',
        'Correct the place that is shown.',
    ],
    [
        'protection-check-missing',
        'error',
        'Required checks are reported by a job',
        'A required check that no job reports on pull requests blocks all of them.',
        '"required_status_checks": ["backend-tests"] # the job is called backend-test',
        '"required_status_checks": ["backend-test"]',
        'Write the name of the job as GitHub shows it, with the values of its matrix, or add the event pull_request.',
    ],
    [
        'protection-check-ambiguous',
        'warning',
        'A required check is reported by one job',
        'When two jobs have one name, either of them satisfies the rule.',
        'two workflows with a job named test',
        'jobs named unit-test and e2e-test',
        'Give the jobs different names.',
    ],
    [
        'protection-check-filtered',
        'warning',
        'A required check is reported on every pull request',
        'A workflow that is skipped by its path filters never reports its checks, and the pull request waits for ever.',
        'on:\n  pull_request:\n    paths: [src/**]',
        'on: pull_request',
        'Filter in the job with `if:` instead: a skipped job counts as passed.',
    ],
    [
        'protection-differs',
        'error',
        'Branches are protected as expected',
        'Protection that was weakened by hand stays weak until somebody compares.',
        '"required_reviews": 2 # the branch requires 1',
        '"required_reviews": 2 # the branch requires 2',
        'Change the rules of the repository, or the expectation.',
    ],
    [
        'protection-unread',
        'notice',
        'The live rules can be read',
        'Without the permission to read them nothing is known about the live rules.',
        'github-token with contents: read',
        'github-token with Administration: read',
        'Give the token the permission, or ignore this.',
    ],
    [
        'pr-title',
        'error',
        'Titles of pull requests have the agreed form',
        'Titles become the history of the branch, and release notes are made of them.',
        'Fixed the login',
        'fix(login): keep the session',
        'Change the title.',
    ],
    [
        'suppression-reason',
        'warning',
        'Suppressions say why',
        'A finding that somebody hid without a word cannot be judged later.',
        '# validate-config: ignore[unpinned-action]',
        '# validate-config: ignore[unpinned-action] our own action, same team',
        'Write the reason after the bracket.',
    ],
    [
        'suppression-unknown',
        'warning',
        'Suppressions can be read',
        'A suppression with a misspelt rule hides nothing.',
        '# validate-config: ignore[unpined-action] our own',
        '# validate-config: ignore[unpinned-action] our own',
        'Correct the comment.',
    ],
    [
        'suppression-expired',
        'warning',
        'Suppressions have not ended',
        'Somebody wanted to look at it again by this day.',
        '# validate-config: ignore[unpinned-action] until 2020-01-01 waiting for v2',
        '(repaired, or a new date)',
        'Repair what it hid, or give it a new date and reason.',
    ],
    [
        'suppression-unused',
        'warning',
        'Suppressions are used',
        'A suppression of nothing will hide the next mistake in this place.',
        '# validate-config: ignore[unpinned-action] our own',
        '(the comment is gone)',
        'Remove the comment.',
    ],
];
const catalogue_table_text = (category) => ([id, severity, title, why, bad, good, fix]) => ({
    id,
    severity,
    category,
    title,
    why,
    example: { bad, good },
    fix,
});
/** Rules that are no `Rule` of workflow files: their checks stand elsewhere in this action. */
const ownRules = [
    ...github.map(catalogue_table_text('workflow')),
    ...configuration.map(catalogue_table_text('configuration')),
    ...files.map(catalogue_table_text('repository')),
    ...repository.map(catalogue_table_text('repository')),
];

// EXTERNAL MODULE: ./packages/core/lib/suggest.js
var suggest = __webpack_require__(9819);
;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/uses.js
const fullSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
/** What a `uses:` value refers to, or undefined when it is none of the three forms or holds an expression. */
function parseUse(source, node) {
    const text = source.string(node)?.trim();
    if (text === undefined || text.includes('${{'))
        return undefined;
    if (text.startsWith('docker://'))
        return { kind: 'docker', image: text.slice('docker://'.length) };
    if (/^(?:\.|\$)\//.test(text) || text === '.' || text === './') {
        return { kind: 'local', path: text.replace(/^\.\/|^\$\//, '').replace(/\/+$/, '') };
    }
    const match = /^([\w.-]+)\/([\w.-]+)((?:\/[^@]*)?)(?:@(.+))?$/.exec(text);
    const [, owner, name, path, ref] = match ?? [];
    if (owner === undefined || name === undefined)
        return undefined;
    return {
        kind: 'repository',
        owner,
        name,
        slug: `${owner}/${name}`.toLowerCase(),
        path: (path ?? '').replace(/^\/+|\/+$/g, ''),
        ref,
        version: versionComment(source, node),
    };
}
function versionComment(source, node) {
    const end = node?.range?.[1];
    if (end === undefined)
        return undefined;
    const line = source.text.slice(end, source.text.indexOf('\n', end) === -1 ? undefined : source.text.indexOf('\n', end));
    return /^['"]?\s+#\s*(?:\S+[@=])?\s*(v?\d+(?:\.\d+){0,3}\S{0,40})/.exec(line)?.[1];
}
/** The major version of `v4`, `4.1.0` or `releases/v1`, or undefined. */
function majorOf(ref) {
    const digits = /^(?:\w+\/)?v?(\d+)(?:$|[.\-+])/i.exec(ref ?? '')?.[1];
    return digits === undefined ? undefined : Number(digits);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/action-uses.js

const known = new WeakMap();
/** Every `uses:` of a file that can be read: steps, called workflows, and the image of a docker action. */
function action_uses_usesOf(file) {
    const before = known.get(file);
    if (before)
        return before;
    const places = [
        ...file.jobs.map((job) => ({
            field: job.fields.get('uses'),
            step: undefined,
            job: job,
        })),
        ...file.steps.map((step) => ({
            field: step.fields.get('uses'),
            step: step,
            job: step.job,
        })),
    ];
    const found = places.flatMap(({ field, step, job }) => {
        const use = field && parseUse(file.source, field.value);
        return use ? [{ use, field, step, job }] : [];
    });
    known.set(file, found);
    return found;
}
/** The value of an input of a step, or undefined. */
function inputOf(file, step, name) {
    return file.source.string(step.with.find((field) => field.name.toLowerCase() === name)?.value);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/action-inputs.table.js
/** Inputs of widely used actions, over all majors that still run, and those without which the action fails. */
const actionInputs = {
    'actions/checkout': {
        inputs: [
            'repository',
            'ref',
            'token',
            'ssh-key',
            'ssh-known-hosts',
            'ssh-strict',
            'ssh-user',
            'persist-credentials',
            'path',
            'clean',
            'filter',
            'sparse-checkout',
            'sparse-checkout-cone-mode',
            'fetch-depth',
            'fetch-tags',
            'show-progress',
            'lfs',
            'submodules',
            'set-safe-directory',
            'github-server-url',
        ],
    },
    'actions/setup-node': {
        inputs: [
            'node-version',
            'node-version-file',
            'architecture',
            'check-latest',
            'registry-url',
            'scope',
            'token',
            'cache',
            'package-manager-cache',
            'cache-dependency-path',
            'mirror',
            'mirror-token',
            'always-auth',
        ],
    },
    'actions/setup-python': {
        inputs: [
            'python-version',
            'python-version-file',
            'cache',
            'architecture',
            'check-latest',
            'token',
            'cache-dependency-path',
            'update-environment',
            'allow-prereleases',
            'freethreaded',
            'pip-version',
            'pip-install',
        ],
    },
    'actions/setup-go': {
        inputs: [
            'go-version',
            'go-version-file',
            'check-latest',
            'token',
            'cache',
            'cache-dependency-path',
            'architecture',
            'go-download-base-url',
        ],
    },
    'actions/setup-java': {
        inputs: [
            'java-version',
            'java-version-file',
            'distribution',
            'java-package',
            'architecture',
            'jdkFile',
            'check-latest',
            'server-id',
            'server-username',
            'server-password',
            'settings-path',
            'overwrite-settings',
            'gpg-private-key',
            'gpg-passphrase',
            'cache',
            'cache-dependency-path',
            'job-status',
            'token',
            'mvn-toolchain-id',
            'mvn-toolchain-vendor',
        ],
        required: ['distribution'],
    },
    'actions/cache': {
        inputs: [
            'path',
            'key',
            'restore-keys',
            'upload-chunk-size',
            'enableCrossOsArchive',
            'fail-on-cache-miss',
            'lookup-only',
            'save-always',
        ],
        required: ['path', 'key'],
    },
    'actions/upload-artifact': {
        inputs: [
            'name',
            'path',
            'if-no-files-found',
            'retention-days',
            'compression-level',
            'overwrite',
            'include-hidden-files',
            'archive',
        ],
        required: ['path'],
    },
    'actions/download-artifact': {
        inputs: [
            'name',
            'artifact-ids',
            'path',
            'pattern',
            'merge-multiple',
            'github-token',
            'repository',
            'run-id',
            'skip-decompress',
            'digest-mismatch',
        ],
    },
    'actions/github-script': {
        inputs: [
            'script',
            'github-token',
            'debug',
            'user-agent',
            'previews',
            'result-encoding',
            'retries',
            'retry-exempt-status-codes',
            'base-url',
        ],
        required: ['script'],
    },
};
/** Inputs that were renamed: the old name still works for a while, with a warning. */
const renamedInputs = {
    'pypa/gh-action-pypi-publish': {
        packages_dir: 'packages-dir',
        repository_url: 'repository-url',
        verify_metadata: 'verify-metadata',
        skip_existing: 'skip-existing',
        print_hash: 'print-hash',
    },
    'actions/create-github-app-token': { app_id: 'app-id', private_key: 'private-key' },
    'reviewdog/action-actionlint': { fail_on_error: 'fail_level' },
    'reviewdog/action-eslint': { fail_on_error: 'fail_level' },
    'reviewdog/action-shellcheck': { fail_on_error: 'fail_level' },
    'reviewdog/action-golangci-lint': { fail_on_error: 'fail_level' },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/example.js
/** A whole workflow around some lines, so that examples stay readable and can be run. */
function workflow(options) {
    const { on = 'push', top, job = 'runs-on: ubuntu-latest', steps = '- run: make', jobs } = options;
    const body = jobs ?? `build:\n${indent(job, 2)}\n  steps:\n${indent(steps, 4)}`;
    const head = on.includes('\n') ? `on:\n${indent(on, 2)}` : `on: ${on}`;
    return `${head}\n${top === undefined ? '' : `${top}\n`}jobs:\n${indent(body, 2)}\n`;
}
function withSteps(steps) {
    return workflow({ steps });
}
function withJob(job) {
    return workflow({ job });
}
/** A composite action around some steps. */
function compositeAction(steps) {
    return `name: Example\ndescription: An example\nruns:\n  using: composite\n  steps:\n${indent(steps, 4)}\n`;
}
function indent(text, by) {
    return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/action-input.js




const actionInput = {
    id: 'action-input',
    severity: 'warning',
    category: 'workflow',
    title: 'An input of a well-known action is misspelt, renamed or missing',
    why: 'The runner ignores an input the action does not have, and only says so in the log. The action then does its default.',
    example: {
        bad: withSteps('- uses: actions/setup-node@v5\n  with:\n    node_version: 24'),
        good: withSteps('- uses: actions/setup-node@v5\n  with:\n    node-version: 24'),
    },
    fix: 'Use the name from the action’s documentation.',
    *check(file) {
        const { source } = file;
        for (const { use, step, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || !step || use.path !== '')
                continue;
            const known = Object.hasOwn(actionInputs, use.slug) ? actionInputs[use.slug] : undefined;
            const renamed = Object.hasOwn(renamedInputs, use.slug) ? renamedInputs[use.slug] : undefined;
            for (const { key, name } of step.with) {
                const now = renamed && Object.hasOwn(renamed, name) ? renamed[name] : misspelt(name, known?.inputs ?? []);
                if (now !== undefined) {
                    yield {
                        at: source.at(key),
                        message: `${use.owner}/${use.name} has no input "${name}" any more, or never had.`,
                        hint: `Write "${now}".`,
                    };
                }
            }
            const given = new Set(step.with.map(({ name }) => name.toLowerCase()));
            const whole = step.fields.has('with') && given.size === 0;
            for (const name of whole ? [] : (known?.required ?? [])) {
                if (!given.has(name))
                    yield { at: source.where(field), message: `${use.owner}/${use.name} needs the input "${name}".` };
            }
        }
    },
};
// A new input of a new version is no mistake; a slip of one or two characters is.
function misspelt(name, inputs) {
    if (inputs.length === 0 || inputs.some((input) => input.toLowerCase() === name.toLowerCase()))
        return undefined;
    const meant = (0,suggest/* nearest */.pA)(name, inputs);
    return meant !== undefined && (0,suggest/* distance */.Io)(name.toLowerCase(), meant.toLowerCase()) <= 2 ? meant : undefined;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/actions/validate-config/rules/action-runtime.js

const action = (using) => `name: Greet\ndescription: Says hello\nruns:\n  using: ${using}\n  main: index.js\n`;
const actionRuntime = {
    id: 'action-runtime',
    severity: 'warning',
    category: 'workflow',
    title: 'An action asks for a Node.js that runners no longer have',
    why: 'Runners start it with a newer Node.js than it was made and tested for, until one day they refuse.',
    example: { bad: action('node16'), good: action('node24') },
    fix: 'Write `using: node24` and test the action with it.',
    *check({ source, fields }) {
        const using = source.field(fields.get('runs')?.value, 'using');
        const version = /^node(\d+)$/.exec(source.string(using?.value) ?? '')?.[1];
        if (!using || version === undefined || Number(version) >= 24)
            return;
        const at = source.where(using);
        const plain = (0,dist/* isScalar */.jn)(using.node) && using.node.type === 'PLAIN';
        yield {
            at,
            message: version === '20' ? 'Runners are giving up Node.js 20.' : `Runners no longer have Node.js ${version}.`,
            // Node.js 20 is on its way out; what is older is gone.
            severity: version === '20' ? 'notice' : 'warning',
            ...(plain ? { fix: { ...at, replacement: 'node24' } } : {}),
        };
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/decoded.js
// A decoded scalar differs from its source only in escapes, folded line breaks and indentation. Walking both side by side
// gives for each decoded character the place where it was written.
const decoded_known = new WeakMap();
/** For a scalar: from an index in its decoded text to the offset in the file. */
function offsetsOf(source, scalar) {
    const before = decoded_known.get(scalar);
    if (before)
        return before;
    const offsets = align(source, scalar);
    decoded_known.set(scalar, offsets);
    return offsets;
}
function align(source, scalar) {
    const [start, end] = scalar.range ?? [0, 0];
    const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
    const raw = source.text.slice(start, end);
    const from = bodyStart(scalar, raw);
    if (raw.startsWith(text, from) && !text.includes('\n'))
        return (index) => start + from + Math.min(index, text.length);
    const table = walk(text, raw, {
        from,
        double: scalar.type === 'QUOTE_DOUBLE',
        single: scalar.type === 'QUOTE_SINGLE',
    });
    return (index) => start + (table[Math.min(index, text.length)] ?? raw.length);
}
function bodyStart(scalar, raw) {
    if (scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE')
        return 1;
    if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED')
        return 0;
    const line = raw.indexOf('\n');
    return line === -1 ? raw.length : line + 1;
}
function walk(text, raw, form) {
    const table = [];
    let at = form.from;
    for (let index = 0; index < text.length; index++) {
        const wanted = text[index];
        if (!isSpace(wanted))
            while (at < raw.length && isSpace(raw[at]))
                at++;
        if (form.double && raw[at] === '\\') {
            at = skipContinuation(raw, at);
            table.push(at);
            at += raw[at] === '\\' ? escapeLength(raw, at) : 1;
        }
        else if (form.single && wanted === "'") {
            table.push(at);
            at += 2;
        }
        else {
            table.push(at);
            if (raw[at] === wanted)
                at++;
            else if (wanted === '\n' || isSpace(raw[at]))
                at = Math.min(raw.length, at + 1);
        }
    }
    table.push(at);
    return table;
}
function isSpace(character) {
    return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}
// A backslash before a line break joins the lines.
function skipContinuation(raw, at) {
    let place = at;
    while (raw[place] === '\\' && /^\\[ \t]*\r?\n/.test(raw.slice(place, place + 200))) {
        place = raw.indexOf('\n', place) + 1;
        while (isSpace(raw[place]))
            place++;
    }
    return place;
}
function escapeLength(raw, at) {
    return { x: 4, u: 6, U: 10 }[raw[at + 1] ?? ''] ?? 2;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/expression-tokens.js
class ExpressionSyntaxError extends Error {
    start;
    end;
    constructor(message, start, end) {
        super(message);
        this.start = start;
        this.end = end;
    }
}
const shape = /(?<space>\s+)|(?<string>'(?:[^']|'')*')|(?<symbol>&&|\|\||==|!=|<=|>=|[()[\],.<>!*])|(?<number>[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?![\w-]))|(?<name>[A-Za-z_][\w-]*)/y;
/** The tokens of an expression (the text between `${{` and `}}`), as the runner's lexer cuts them. Throws ExpressionSyntaxError. */
function tokensOf(text) {
    const tokens = [];
    let at = 0;
    while (at < text.length) {
        shape.lastIndex = at;
        const match = shape.exec(text);
        const groups = match?.groups;
        if (!match || !groups)
            throw unexpected(text, at);
        const start = at;
        at += match[0].length;
        if (groups.space !== undefined)
            continue;
        tokens.push(token(match[0], groups, start));
    }
    tokens.push({ kind: 'end', text: '', value: '', start: text.trimEnd().length, end: text.trimEnd().length });
    return tokens;
}
function token(text, groups, start) {
    const place = { text, start, end: start + text.length };
    if (groups.string !== undefined)
        return { kind: 'string', value: text.slice(1, -1).replaceAll("''", "'"), ...place };
    if (groups.number !== undefined)
        return { kind: 'number', value: numberOf(text), ...place };
    return { kind: groups.name === undefined ? 'symbol' : 'name', value: text, ...place };
}
function numberOf(text) {
    const hex = /^([-+]?)(0[xo].+)$/i.exec(text);
    return hex ? Number(hex[2]) * (hex[1] === '-' ? -1 : 1) : Number(text);
}
function unexpected(text, at) {
    const word = /^(?:'[^']*|[^\s()[\],.!<>=&|']+|.)/s.exec(text.slice(at))?.[0] ?? '';
    if (word.startsWith('"')) {
        return new ExpressionSyntaxError(`Unexpected symbol: '"'. Strings are written in single quotes.`, at, at + 1);
    }
    return new ExpressionSyntaxError(`Unexpected symbol: '${word.slice(0, 60)}'`, at, at + word.length);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/expression-tree.js

// GitHub's parser gives up at this depth.
const maximumDepth = 50;
/** Parses the text between `${{` and `}}`. Throws ExpressionSyntaxError. */
function parseExpression(text) {
    const parser = new ExpressionParser(tokensOf(text));
    return parser.whole();
}
class ExpressionParser {
    #tokens;
    #at = 0;
    #depth = 0;
    constructor(tokens) {
        this.#tokens = tokens;
    }
    whole() {
        const tree = this.#or();
        if (this.#peek().kind !== 'end')
            throw this.#unexpected();
        return tree;
    }
    #peek() {
        return this.#tokens[this.#at];
    }
    #next() {
        const token = this.#peek();
        if (token.kind !== 'end')
            this.#at++;
        return token;
    }
    #match(...symbols) {
        const token = this.#peek();
        return token.kind === 'symbol' && symbols.includes(token.text) ? this.#next() : undefined;
    }
    #consume(symbol) {
        const token = this.#match(symbol);
        if (!token)
            throw this.#unexpected();
        return token;
    }
    #unexpected() {
        const token = this.#peek();
        const message = token.kind === 'end'
            ? 'Unexpected end of expression'
            : `Unexpected symbol: '${token.text.slice(0, 60)}'`;
        return new ExpressionSyntaxError(message, token.start, token.end);
    }
    #deeper(step) {
        if (++this.#depth > maximumDepth) {
            const { start, end } = this.#peek();
            throw new ExpressionSyntaxError(`Exceeded max expression depth ${maximumDepth}`, start, end);
        }
        const result = step();
        this.#depth--;
        return result;
    }
    #or() {
        return this.#deeper(() => this.#chain('or', '||', () => this.#chain('and', '&&', () => this.#equality())));
    }
    #chain(kind, symbol, operand) {
        const args = [operand()];
        while (this.#match(symbol))
            args.push(operand());
        const first = args[0];
        return args.length === 1 ? first : { kind, args, start: first.start, end: args.at(-1).end };
    }
    #equality() {
        return this.#comparisons(['==', '!='], () => this.#comparisons(['<', '<=', '>', '>='], () => this.#not()));
    }
    #comparisons(symbols, operand) {
        let left = operand();
        for (let symbol = this.#match(...symbols); symbol; symbol = this.#match(...symbols)) {
            const right = operand();
            left = { kind: 'compare', operator: symbol.text, left, right, start: left.start, end: right.end };
        }
        return left;
    }
    #not() {
        const bang = this.#match('!');
        if (!bang)
            return this.#accesses();
        const operand = this.#deeper(() => this.#not());
        return { kind: 'not', operand, start: bang.start, end: operand.end };
    }
    #accesses() {
        let tree = this.#primary();
        if (tree.kind === 'literal')
            return tree;
        for (;;) {
            if (this.#match('[')) {
                const index = this.#match('*') ? undefined : this.#or();
                tree = { kind: 'access', object: tree, index, start: tree.start, end: this.#consume(']').end };
            }
            else if (this.#match('.'))
                tree = this.#property(tree);
            else
                return tree;
        }
    }
    #property(object) {
        const star = this.#match('*');
        if (star)
            return { kind: 'access', object, index: undefined, start: object.start, end: star.end };
        const { kind, text, start, end } = this.#peek();
        if (kind !== 'name')
            throw this.#unexpected();
        this.#next();
        return {
            kind: 'access',
            object,
            index: { kind: 'literal', value: text, start, end },
            start: object.start,
            end,
        };
    }
    #primary() {
        const token = this.#peek();
        const { start, end } = token;
        if (token.kind === 'string' || token.kind === 'number') {
            this.#next();
            return { kind: 'literal', value: token.value, start, end };
        }
        if (token.kind === 'name')
            return this.#named(this.#next());
        if (!this.#match('('))
            throw this.#unexpected();
        const inner = this.#or();
        return { ...inner, start, end: this.#consume(')').end };
    }
    #named(token) {
        const { text, start, end } = token;
        const constant = new Map([
            ['true', true],
            ['false', false],
            ['null', null],
            ['NaN', NaN],
            ['Infinity', Infinity],
        ]);
        const value = constant.get(text);
        if (value !== undefined)
            return { kind: 'literal', value, start, end };
        if (!this.#match('('))
            return { kind: 'context', name: text, start, end };
        const args = [];
        let close = this.#match(')');
        while (!close) {
            args.push(this.#or());
            close = this.#match(')');
            if (!close)
                this.#consume(',');
        }
        return { kind: 'call', name: text, args, start, end: close.end };
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/source.js

/** The text of one YAML file, its tree, and exact positions in it. */
class Source {
    path;
    text;
    document;
    #lines = new dist/* LineCounter */.HN();
    #targets = new Map();
    #fields = new WeakMap();
    /** Anchors in order of appearance, and whether an alias uses them. */
    anchors = [];
    constructor(path, text) {
        this.path = path;
        this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
        this.document = (0,dist/* parseDocument */.Tp)(this.text, {
            lineCounter: this.#lines,
            uniqueKeys: false,
            logLevel: 'silent',
            stringKeys: false,
        });
        this.#link();
    }
    // One walk for all aliases: `Alias.resolve` walks the whole document each time.
    #link() {
        const open = new Map();
        (0,dist/* visit */.YR)(this.document, {
            Node: (_, node) => {
                if ((0,dist/* isAlias */.Vj)(node)) {
                    const anchor = open.get(node.source);
                    if (anchor) {
                        anchor.used = true;
                        this.#targets.set(node, anchor.node);
                    }
                }
                else if (node.anchor !== undefined) {
                    const anchor = { node, name: node.anchor, used: false };
                    open.set(node.anchor, anchor);
                    this.anchors.push(anchor);
                }
            },
        });
    }
    /** The node an alias stands for, other nodes as they are. */
    follow(node) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#targets.get(node);
        return (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) ? node : undefined;
    }
    fields(node) {
        const map = this.follow(node);
        if (!(0,dist/* isMap */.jh)(map))
            return [];
        const known = this.#fields.get(map);
        if (known)
            return known;
        const fields = map.items.flatMap((pair) => {
            const key = pair.key;
            if (!(0,dist/* isPair */.tO)(pair) || !(0,dist/* isScalar */.jn)(key))
                return [];
            const value = (pair.value ?? undefined);
            return [{ key, name: scalarText(key), node: value, value: this.follow(value) }];
        });
        this.#fields.set(map, fields);
        return fields;
    }
    field(node, name) {
        return this.fields(node).find((field) => field.name === name);
    }
    /** The items of a sequence with aliases followed, or nothing. */
    items(node) {
        const list = this.follow(node);
        return (0,dist/* isSeq */.oP)(list)
            ? list.items.flatMap((item) => {
                const followed = this.follow(item);
                return followed ? [followed] : [];
            })
            : [];
    }
    /** A sequence's items, or a lone scalar as the only item. */
    list(node) {
        const followed = this.follow(node);
        return (0,dist/* isScalar */.jn)(followed) ? (followed.value === null ? [] : [followed]) : this.items(followed);
    }
    /** The text of a scalar as YAML decodes it (numbers and booleans as written), or undefined for anything else and for null. */
    string(node) {
        const followed = this.follow(node);
        return (0,dist/* isScalar */.jn)(followed) && followed.value !== null ? scalarText(followed) : undefined;
    }
    range(start, end) {
        const from = this.#lines.linePos(Math.min(start, this.text.length));
        const to = this.#lines.linePos(Math.min(Math.max(start, end), this.text.length));
        return {
            line: Math.max(1, from.line),
            column: Math.max(1, from.col),
            endLine: Math.max(1, to.line),
            endColumn: Math.max(1, to.col),
        };
    }
    /** Where a node stands, without the line break that ends a block. */
    at(node) {
        const [start, end] = node.range ?? [0, 0];
        let last = end;
        while (last > start && /\s/.test(this.text[last - 1] ?? ''))
            last--;
        return this.range(start, last);
    }
    /** The value of a field, or its key when it has none. */
    where(field) {
        const empty = field.node === undefined || ((0,dist/* isScalar */.jn)(field.node) && field.node.range?.[0] === field.node.range?.[1]);
        return this.at(empty ? field.key : field.node);
    }
}
function scalarText(scalar) {
    if (typeof scalar.value === 'string')
        return scalar.value;
    return scalar.source ?? '';
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/expressions.js





/** Every scalar of the document with its path, aliases not followed, keys left out. */
function* scalars(source) {
    yield* below(source.document.contents, []);
}
function* below(node, path) {
    if ((0,dist/* isScalar */.jn)(node))
        yield { scalar: node, path };
    else if ((0,dist/* isSeq */.oP)(node))
        for (const [index, item] of node.items.entries())
            yield* below(item, [...path, index]);
    else if ((0,dist/* isMap */.jh)(node)) {
        for (const pair of node.items) {
            if ((0,dist/* isScalar */.jn)(pair.key))
                yield* below(pair.value, [...path, scalarText(pair.key)]);
        }
    }
}
/** All expressions of a file in order. Only strings hold expressions. */
function expressionsOf(source) {
    const found = [];
    for (const { scalar, path } of scalars(source)) {
        if (typeof scalar.value === 'string')
            found.push(...expressionsIn(source, scalar, path));
    }
    return found;
}
function expressionsIn(source, scalar, path) {
    const text = scalar.value;
    const spans = [...braces(text)];
    if (spans.length === 0) {
        return isCondition(path) && text.trim() !== ''
            ? [expression(source, { scalar, path }, [0, text.length, true])]
            : [];
    }
    return spans.map(([start, end]) => expression(source, { scalar, path }, [start, end, false]));
}
/** Whether a scalar is the `if:` of a job or a step, also of a step inside `parallel:`. */
function isCondition(path) {
    if (path.at(-1) !== 'if')
        return false;
    const ofStep = typeof path.at(-2) === 'number';
    if (path[0] === 'runs')
        return path[1] === 'steps' && ofStep;
    return path[0] === 'jobs' && (path.length === 3 || (path[2] === 'steps' && ofStep));
}
// `}}` inside a quoted string does not end an expression.
function* braces(text) {
    for (let open = text.indexOf('${{'); open !== -1;) {
        let quoted = false;
        let at = open + 3;
        while (at < text.length && (quoted || !text.startsWith('}}', at))) {
            if (text[at] === "'")
                quoted = !quoted;
            at++;
        }
        if (at >= text.length)
            return;
        yield [open + 3, at];
        open = text.indexOf('${{', at + 2);
    }
}
function expression(source, place, [start, end, bare]) {
    const whole = place.scalar.value;
    const text = whole.slice(start, end);
    const at = (part) => {
        const offset = offsetsOf(source, place.scalar);
        if (part)
            return source.range(offset(start + part.start), offset(start + Math.max(part.start, part.end - 1)) + 1);
        if (!bare)
            return source.range(offset(start - 3), offset(end + 1) + 1);
        const lead = text.length - text.trimStart().length;
        return source.range(offset(lead), offset(text.trimEnd().length - 1) + 1);
    };
    const parsed = { tree: undefined, error: undefined };
    try {
        parsed.tree = parseExpression(text);
    }
    catch (error) {
        if (!(error instanceof ExpressionSyntaxError))
            throw error;
        parsed.error = {
            message: error.message,
            at: at(error.end > error.start ? error : { start: error.start, end: error.start + 1 }),
        };
    }
    const alone = bare || (whole.slice(0, start - 3).trim() === '' && whole.slice(end + 2).trim() === '');
    return { ...place, text, start, end, bare, whole: alone, ...parsed, at };
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/expression-walk.js
/** All trees inside a tree, itself first. */
function* within(tree) {
    yield tree;
    for (const child of childrenOf(tree))
        yield* within(child);
}
function childrenOf(tree) {
    if (tree.kind === 'access')
        return tree.index ? [tree.object, tree.index] : [tree.object];
    if (tree.kind === 'not')
        return [tree.operand];
    if (tree.kind === 'compare')
        return [tree.left, tree.right];
    return 'args' in tree ? tree.args : [];
}
/** `github.event.pull_request.title` in lower case; `*` for a filter or a computed index; undefined when it does not start at a context. */
function dotted(tree) {
    if (tree.kind === 'context')
        return tree.name.toLowerCase();
    if (tree.kind !== 'access')
        return undefined;
    const object = dotted(tree.object);
    if (object === undefined)
        return undefined;
    const { index } = tree;
    return `${object}.${index?.kind === 'literal' && typeof index.value === 'string' ? index.value.toLowerCase() : '*'}`;
}
/** The outermost context accesses of a tree, each once: `a.b.c` is given whole, not also as `a.b`. */
function* accesses(tree) {
    if ((tree.kind === 'context' || tree.kind === 'access') && dotted(tree) !== undefined) {
        yield tree;
        let inner = tree;
        while (inner.kind === 'access') {
            if (inner.index && inner.index.kind !== 'literal')
                yield* accesses(inner.index);
            inner = inner.object;
        }
        return;
    }
    for (const child of childrenOf(tree))
        yield* accesses(child);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/scripts.js


/** The scripts of all `run:` steps. */
function scriptsOf(file) {
    const before = scripts_known.get(file);
    if (before)
        return before;
    const found = readScripts(file);
    scripts_known.set(file, found);
    return found;
}
const scripts_known = new WeakMap();
function readScripts(file) {
    return file.steps.flatMap((step) => {
        const node = step.fields.get('run')?.value;
        return (0,dist/* isScalar */.jn)(node) && step.run !== undefined ? [scriptOf(file, step, node)] : [];
    });
}
function scriptOf(file, step, scalar) {
    const { source } = file;
    const at = (start, end) => {
        const offset = offsetsOf(source, scalar);
        return source.range(offset(start), offset(Math.max(start, end - 1)) + 1);
    };
    const text = step.run ?? '';
    return {
        step,
        scalar,
        text,
        shell: shellOf(file, step)?.toLowerCase(),
        commands: [...commandsOf(text)],
        at,
    };
}
/** The shell a step names itself or by the defaults of its job or workflow. */
function shellOf({ source, fields }, step) {
    const byDefault = (node) => source.string(source.field(source.field(node, 'run')?.value, 'shell')?.value);
    return (source.string(step.fields.get('shell')?.value) ??
        byDefault(step.job?.fields.get('defaults')?.value) ??
        (step.job ? byDefault(fields.get('defaults')?.value) : undefined));
}
/**
 * The commands of a shell script: cut at line breaks and at `;`, `&&`, `||` and `|` outside of quotes, continued lines joined,
 * comments and here-documents left out. An approximation for searching, not a shell parser.
 */
function* commandsOf(script) {
    const clean = withoutHeredocs(script).replace(/(?:\\|`)[ \t]*\r?\n/g, (all) => ' '.repeat(all.length));
    let start = 0;
    let quote = '';
    for (let at = 0; at <= clean.length; at++) {
        const character = clean[at] ?? '\n';
        if (quote !== '' && at < clean.length) {
            if (character === '\\' && quote === '"')
                at++;
            else if (character === quote)
                quote = '';
        }
        else if (character === '\\')
            at++;
        else if (character === '"' || character === "'")
            quote = character;
        else if (character === '#' && /^$|[\s;|&(]/.test(clean[at - 1] ?? '')) {
            yield* piece(clean, start, at);
            at = clean.indexOf('\n', at) === -1 ? clean.length : clean.indexOf('\n', at);
            start = at + 1;
        }
        else if ('\n;|&'.includes(character)) {
            if (character === '&' && /[<>]/.test(clean[at - 1] ?? ''))
                continue;
            yield* piece(clean, start, at);
            start = at + 1;
        }
    }
}
function* piece(text, from, to) {
    const raw = text.slice(from, to);
    const trimmed = raw.trim();
    const start = from + raw.length - raw.trimStart().length;
    const operator = /^(?:\|\||&&|[|&;])/.exec(text.slice(to))?.[0] ?? '';
    if (trimmed !== '')
        yield { text: trimmed, operator, start, end: start + trimmed.length };
}
function withoutHeredocs(script) {
    return script.replace(/<<-?\s*(['"]?)(\w+)\1[^\n]*\n([\s\S]*?\n)?[ \t]*\2(?=\s|$)/g, (all) => {
        const line = all.indexOf('\n');
        return all.slice(0, line) + all.slice(line).replace(/[^\n]/g, ' ');
    });
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/triggers.js
// Events that strangers set off and that run with the repository's own token and secrets.
const privileged = new Set([
    'pull_request_target',
    'workflow_run',
    'issues',
    'issue_comment',
    'discussion',
    'discussion_comment',
    'fork',
    'watch',
    'pull_request_comment',
]);
function hasEvent(file, ...names) {
    return file.events.some((event) => names.includes(event.name));
}
/** Whether strangers can set the workflow off while it holds secrets or a token that writes. */
function strangersRunIt(file) {
    return file.events.some((event) => privileged.has(event.name));
}
/** Whether every event is `pull_request`: forks then get no secrets and a token that only reads. */
function onlyPullRequests(file) {
    return file.events.length > 0 && file.events.every((event) => event.name === 'pull_request');
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/actor-conditions.js






const actors = /^github\.(?:actor|triggering_actor|event\.sender\.login|actor_id|event\.sender\.id)$/;
const authors = /^github\.event\.(?:pull_request|issue|comment|review|workflow_run\.pull_requests\.\*)\.user\.login$|^github\.event\.workflow_run\.actor\.login$/;
const botIds = new Set(['49699333', '41898282', '29139614', '27856297', '66853113', '25180681', '158783068']);
const botCondition = {
    id: 'bot-condition',
    severity: 'error',
    category: 'security',
    title: 'A bot is recognized by what anyone can bring about',
    why: '`github.actor` is who caused the last event, not who wrote the code. Someone can let a bot act last on a pull request of their own and pass the check. Names can also be taken over; ids cannot.',
    example: {
        bad: workflow({
            on: 'pull_request_target',
            job: "runs-on: ubuntu-latest\nif: github.actor == 'dependabot[bot]'",
        }),
        good: workflow({
            on: 'pull_request_target',
            job: 'runs-on: ubuntu-latest\nif: github.event.pull_request.user.id == 49699333',
        }),
    },
    fix: 'Compare the author’s id: `github.event.pull_request.user.id == 49699333` for Dependabot, `41898282` for github-actions.',
    *check(file) {
        const harmless = onlyPullRequests(file) ||
            !hasEvent(file, 'pull_request', 'pull_request_target', 'workflow_run', 'issue_comment', 'pull_request_review', 'issues');
        for (const expression of file.expressions) {
            if (!expression.tree || !isCondition(expression.path))
                continue;
            for (const tree of within(expression.tree)) {
                const check = botCheck(tree);
                if (!check)
                    continue;
                // A condition that keeps bots out opens nothing.
                const opens = check.operator === '==' && !harmless;
                const severity = !opens || check.kind === 'author' ? 'notice' : check.kind === 'actor' ? 'error' : 'warning';
                yield { at: expression.at(tree), message: messages[check.kind], severity };
            }
        }
    },
};
const messages = {
    actor: 'This checks who acted last, not who wrote the change.',
    author: 'This checks the author’s name, which can change hands; the id cannot.',
    type: 'This lets every bot pass, also one anybody can install.',
};
function botCheck(tree) {
    if (tree.kind !== 'compare' || (tree.operator !== '==' && tree.operator !== '!='))
        return undefined;
    const [path, value] = sides(tree);
    if (path === undefined || value === undefined)
        return undefined;
    const { operator } = tree;
    if (actors.test(path) && (value.endsWith('[bot]') || botIds.has(value)))
        return { kind: 'actor', operator };
    if (authors.test(path) && value.endsWith('[bot]'))
        return { kind: 'author', operator };
    return path.endsWith('.type') && value === 'bot' ? { kind: 'type', operator } : undefined;
}
function sides(tree) {
    const literal = [tree.left, tree.right].find(({ kind }) => kind === 'literal');
    const other = literal === tree.left ? tree.right : tree.left;
    return [dotted(other), literal?.kind === 'literal' ? String(literal.value).toLowerCase() : undefined];
}
const autoApprove = {
    id: 'auto-approve',
    severity: 'warning',
    category: 'security',
    title: 'Pull requests are approved or merged by a workflow without knowing whose they are',
    why: 'A job that approves or merges must be sure who wrote the change. Without a check of the author’s id, a stranger’s pull request can be approved.',
    example: {
        bad: workflow({
            on: 'pull_request_target',
            steps: '- run: gh pr review --approve "$URL"\n  env:\n    URL: ${{ github.event.pull_request.html_url }}',
        }),
        good: workflow({
            on: 'pull_request_target',
            job: 'runs-on: ubuntu-latest\nif: github.event.pull_request.user.id == 49699333',
            steps: '- run: gh pr review --approve "$URL"\n  env:\n    URL: ${{ github.event.pull_request.html_url }}',
        }),
    },
    fix: 'Add `if: github.event.pull_request.user.id == …` to the job.',
    *check(file) {
        if (!hasEvent(file, 'pull_request', 'pull_request_target', 'workflow_run', 'issue_comment'))
            return;
        for (const script of scriptsOf(file)) {
            const match = /\bgh pr (?:review\b[^\n;|&]*--approve|review\b[^\n;|&]*\s-a\b|merge\b)/.exec(script.text);
            if (!match || identified(file, script.step))
                continue;
            const what = match[0].startsWith('gh pr merge') ? 'merged' : 'approved';
            yield {
                at: script.at(match.index, match.index + match[0].length),
                message: `A pull request is ${what} without a check of who wrote it.`,
            };
        }
        for (const { use, field, step } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' ||
                !step ||
                !/(?:^hmarr\/auto-approve|\/auto-approve|pascalgn\/automerge|dependabot-merge|dependabot-auto-merge)/.test(use.slug))
                continue;
            if (!identified(file, step) && inputOf(file, step, 'target') === undefined) {
                yield {
                    at: file.source.where(field),
                    message: 'A pull request is approved or merged without a check of who wrote it.',
                };
            }
        }
    },
};
// Any condition on the author, the actor, an association or a label, on the step or its job.
function identified(file, step) {
    const fields = [
        step.fields.get('if'),
        step.job?.fields.get('if'),
        ...(step.job?.steps ?? [])
            .filter(({ index }) => index < step.index)
            .map(({ fields: own }) => own.get('if')),
    ];
    const known = /user\.|actor|sender|author|label|association|repository_owner|github\.repository\b|needs\./;
    return (fields.some((field) => known.test(file.source.string(field?.value) ?? '')) ||
        (step.job?.needs.length ?? 0) > 0);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/app-token.js


const appToken = {
    id: 'app-token',
    severity: 'warning',
    category: 'security',
    title: 'A token of a GitHub App may do more or live longer than needed',
    why: 'Without a list of repositories and permissions the token can do whatever the app can do anywhere; when it is not revoked it lives on for an hour.',
    example: {
        bad: withSteps('- uses: actions/create-github-app-token@v2\n  with:\n    app-id: 1\n    private-key: ${{ secrets.KEY }}\n    owner: octo-org\n    permission-issues: write'),
        good: withSteps('- uses: actions/create-github-app-token@v2\n  with:\n    app-id: 1\n    private-key: ${{ secrets.KEY }}\n    owner: octo-org\n    repositories: docs\n    permission-issues: write'),
    },
    fix: 'Name `repositories:` and `permission-…:`, and let the token be revoked.',
    *check(file) {
        for (const { use, step, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || use.slug !== 'actions/create-github-app-token' || !step)
                continue;
            const revoke = step.with.find(({ name }) => name === 'skip-token-revoke');
            if (revoke && inputOf(file, step, 'skip-token-revoke') !== 'false') {
                yield { at: file.source.at(revoke.key), message: 'The token is not revoked when the job ends.' };
            }
            const scopes = step.with.filter(({ name }) => name.startsWith('permission-')).map(({ name }) => name);
            const owner = step.with.find(({ name }) => name === 'owner');
            const all = scopes.length === 0 ||
                scopes.some((name) => !/^permission-(?:members|organization-|team-discussions)/.test(name));
            if (owner && all && inputOf(file, step, 'repositories') === undefined) {
                yield {
                    at: file.source.at(owner.key),
                    message: 'The token is valid for every repository of the owner.',
                };
            }
            if (scopes.length === 0)
                yield {
                    at: file.source.where(field),
                    message: 'The token has all permissions of the app.',
                    severity: 'notice',
                };
        }
    },
};
const tools = ['aquasecurity/setup-trivy', '1password/load-secrets-action'];
const unpinnedTool = {
    id: 'unpinned-tool',
    severity: 'notice',
    category: 'security',
    title: 'A pinned action downloads a tool that is not pinned',
    why: 'The action is fixed, but what it downloads is the newest version of that moment.',
    example: {
        bad: withSteps('- uses: aquasecurity/setup-trivy@v0.2.6'),
        good: withSteps('- uses: aquasecurity/setup-trivy@v0.2.6\n  with:\n    version: v0.65.0'),
    },
    fix: 'Name the version of the tool.',
    *check(file) {
        for (const { use, step, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || !step || !tools.includes(use.slug))
                continue;
            const version = step.with.find(({ name }) => name === 'version');
            const text = file.source.string(version?.value);
            if (!version)
                yield {
                    at: file.source.where(field),
                    message: `${use.owner}/${use.name} downloads the newest version of its tool.`,
                };
            else if (text === 'latest' || text?.includes('${{') === true)
                yield { at: file.source.at(version.key), message: 'The version of the tool is not fixed.' };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/file.js



/** Reads a file; undefined when it is no YAML mapping, which other engines report. */
function parseFile(path, text) {
    const source = new Source(path, text);
    if (source.document.errors.length > 0 || !(0,dist/* isMap */.jh)(source.document.contents))
        return undefined;
    const fields = byName(source.fields(source.document.contents));
    const kind = /(^|\/)action\.ya?ml$/.test(path) && !fields.has('jobs') ? 'action' : 'workflow';
    const jobs = kind === 'workflow' ? source.fields(fields.get('jobs')?.value).map((field) => jobOf(source, field)) : [];
    const composite = stepsOf(source, {
        list: source.field(fields.get('runs')?.value, 'steps')?.value,
        path: ['runs', 'steps'],
    });
    const steps = kind === 'workflow' ? jobs.flatMap((job) => job.steps) : composite;
    const events = kind === 'workflow' ? eventsOf(source, fields.get('on')?.value) : [];
    return { kind, path, source, fields, events, jobs, steps, expressions: expressionsOf(source) };
}
function byName(fields) {
    return new Map(fields.map((field) => [field.name, field]));
}
function eventsOf(source, on) {
    if ((0,dist/* isMap */.jh)(on))
        return source.fields(on).map(({ name, key, value }) => ({ name, node: key, config: value }));
    return source
        .list(on)
        .flatMap((node) => ((0,dist/* isScalar */.jn)(node) ? [{ name: source.string(node) ?? '', node, config: undefined }] : []));
}
function jobOf(source, field) {
    const fields = byName(source.fields(field.value));
    const job = {
        id: field.name,
        key: field.key,
        node: field.value,
        fields,
        needs: source.list(fields.get('needs')?.value),
        uses: source.string(fields.get('uses')?.value),
        steps: [],
    };
    job.steps = stepsOf(source, { list: fields.get('steps')?.value, path: ['jobs', job.id, 'steps'], job });
    return job;
}
function stepsOf(source, place) {
    return source.items(place.list).flatMap((node, index) => {
        if (!(0,dist/* isMap */.jh)(node))
            return [];
        const fields = byName(source.fields(node));
        const step = {
            node,
            index,
            job: place.job,
            path: [...place.path, index],
            fields,
            id: source.string(fields.get('id')?.value),
            uses: source.string(fields.get('uses')?.value),
            run: source.string(fields.get('run')?.value),
            with: source.fields(fields.get('with')?.value),
            env: source.fields(fields.get('env')?.value),
        };
        return [step];
    });
}
const byScalar = new WeakMap();
/** The expressions that stand in a scalar. */
function expressionsAt(file, node) {
    let known = byScalar.get(file);
    if (!known) {
        known = Map.groupBy(file.expressions, ({ scalar }) => scalar);
        byScalar.set(file, known);
    }
    return known.get(node) ?? [];
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/untrusted-checkout.js






const dangerousTrigger = {
    id: 'dangerous-trigger',
    severity: 'notice',
    category: 'security',
    title: 'A trigger that runs with secrets for strangers',
    why: '`pull_request_target` and `workflow_run` run with the repository’s secrets and a token that can write, set off by people who have no access. Nothing they send may be run or trusted.',
    example: { bad: workflow({ on: 'pull_request_target' }), good: workflow({ on: 'pull_request' }) },
    fix: 'Use `pull_request` where that is enough, and never check out or run what the pull request brings.',
    *check(file) {
        for (const event of file.events) {
            if (event.name !== 'pull_request_target' && event.name !== 'workflow_run')
                continue;
            const on = file.fields.get('on');
            const at = file.source.at(on && event.config === undefined && file.events.length === 1 ? on.key : event.node);
            yield { at, message: `"${event.name}" runs with secrets when strangers set it off.` };
        }
    },
};
const headPaths = /^github\.(?:head_ref$|event\.(?:pull_request\.(?:head\.|merge_commit_sha|number)|workflow_run\.(?:head_|pull_requests)|number$|issue\.number$|client_payload\.pull_request))/;
const untrustedCheckout = {
    id: 'untrusted-checkout',
    severity: 'error',
    category: 'security',
    title: 'The code of a pull request is checked out where secrets are',
    why: 'The trigger runs with secrets and a token that can write. Building, testing or installing the code of the pull request runs whatever its author put there.',
    example: {
        bad: workflow({
            on: 'pull_request_target',
            steps: '- uses: actions/checkout@v5\n  with:\n    ref: ${{ github.event.pull_request.head.sha }}\n- run: make',
        }),
        good: workflow({ on: 'pull_request_target', steps: '- uses: actions/checkout@v5\n- run: make' }),
    },
    fix: 'Use `pull_request` for what runs the code, and do the privileged part in another workflow that takes only data from it.',
    *check(file) {
        if (!hasEvent(file, 'pull_request_target', 'workflow_run', 'issue_comment'))
            return;
        for (const { use, step } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || use.slug !== 'actions/checkout' || !step || guarded(file, step))
                continue;
            const field = step.with.find(({ name, value }) => (name === 'ref' || name === 'repository') && ofHead(file, value));
            if (!field)
                continue;
            const runs = runsCode(file, step);
            yield {
                at: file.source.where(field),
                message: runs
                    ? 'The code of a pull request is checked out and run with the secrets of this repository.'
                    : 'The code of a pull request is checked out where secrets are.',
                severity: runs ? 'error' : 'warning',
            };
        }
        for (const script of scriptsOf(file)) {
            const match = /\bgh pr checkout\b|git (?:fetch|checkout|pull)\b[^\n]*(?:pull\/[^\n]*\/(?:head|merge)|\$\{?(?:HEAD_REF|PR_REF|HEAD_SHA))/.exec(script.text);
            if (match && !guarded(file, script.step)) {
                yield {
                    at: script.at(match.index, match.index + match[0].length),
                    message: 'The code of a pull request is checked out where secrets are.',
                    severity: 'warning',
                };
            }
        }
    },
};
function ofHead(file, node) {
    const text = file.source.string(node) ?? '';
    if (/refs\/pull\/|\/merge\b/.test(text) && text.includes('${{'))
        return true;
    return expressionsAt(file, node).some(({ tree }) => tree !== undefined && [...accesses(tree)].some((access) => headPaths.test(dotted(access) ?? '')));
}
// A condition on who sent it, on a label someone with access sets, or on the event itself keeps strangers out.
function guarded(file, step) {
    const conditions = [step.fields.get('if'), step.job?.fields.get('if')].map((field) => file.source.string(field?.value) ?? '');
    return (conditions.some((text) => /author_association|\.label|labels\.|head\.repo\.(?:full_name|fork|owner)|head_repository\.(?:full_name|fork)|event\s*==\s*'push'|user\.(?:id|login)|sender\.|github\.actor|environment/.test(text)) || step.job?.fields.has('environment') === true);
}
const builders = /\b(?:make|npm|npx|yarn|pnpm|bun|pip|pip3|python|python3|poetry|uv|tox|nox|pytest|cargo|go|mvn|gradle|gradlew|dotnet|bundle|rake|ruby|composer|php|cmake|bazel|nix|docker|bash|sh|just|task|node|deno|terraform)\b|\.\//;
/** Whether a later step of the job runs a tool or script that reads the workspace. */
function runsCode(file, checkout) {
    const later = (checkout.job?.steps ?? []).filter(({ index }) => index > checkout.index);
    return later.some((step) => (step.run !== undefined && builders.test(step.run)) ||
        step.uses?.startsWith('./') === true ||
        (/setup-(?:node|ruby|java|python)|docker\/build-push-action|golangci|pre-commit/.test(step.uses ?? '') &&
            inputOf(file, step, 'cache') !== undefined));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/artifact-poisoning.js


const artifactPoisoning = {
    id: 'artifact-poisoning',
    severity: 'warning',
    category: 'security',
    title: 'A privileged workflow unpacks an artifact of an untrusted run over its workspace',
    why: 'After `workflow_run`, the artifact comes from a run strangers control. Unpacked into the workspace it can replace scripts that run next.',
    example: {
        bad: `on:\n  workflow_run:\n    workflows: [build]\n    types: [completed]\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: \${{ github.event.workflow_run.id }}\n      - run: ./publish\n`,
        good: `on:\n  workflow_run:\n    workflows: [build]\n    types: [completed]\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - uses: actions/download-artifact@v5\n        with:\n          run-id: \${{ github.event.workflow_run.id }}\n          path: \${{ runner.temp }}/artifact\n      - run: ./publish\n`,
    },
    fix: 'Unpack into a folder below `${{ runner.temp }}` and treat what is in it as data.',
    *check(file) {
        if (!file.events.some(({ name }) => name === 'workflow_run'))
            return;
        for (const { use, step, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' ||
                !step ||
                !/^(?:actions\/download-artifact|dawidd6\/action-download-artifact)$/.test(use.slug))
                continue;
            const foreign = use.owner === 'dawidd6' || inputOf(file, step, 'run-id') !== undefined;
            const path = inputOf(file, step, 'path');
            const trusted = /workflow_run\.event\s*==\s*'(?:push|schedule)'|head_repository/.test(`${file.source.string(step.job?.fields.get('if')?.value)}`);
            if (foreign && runsCode(file, step) && !trusted && (path === undefined || /^\.?\/?$/.test(path))) {
                yield {
                    at: file.source.where(field),
                    message: 'An artifact of an untrusted run is unpacked over the workspace.',
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/caches.table.js
const yes = ['true', 'yes', '1'];
const cachingActions = {
    'actions/cache': { off: { input: 'lookup-only', values: yes } },
    'actions/cache/restore': { off: { input: 'lookup-only', values: yes } },
    'actions/setup-java': { on: [{ input: 'cache', byDefault: false }] },
    'actions/setup-go': { on: [{ input: 'cache', byDefault: true }] },
    'actions/setup-node': {
        on: [
            { input: 'cache', byDefault: false, values: ['npm', 'yarn', 'pnpm'] },
            { input: 'package-manager-cache', byDefault: true },
        ],
        loudSince: 5,
    },
    'actions/setup-python': { on: [{ input: 'cache', byDefault: false }] },
    'actions/setup-dotnet': { on: [{ input: 'cache', byDefault: false }] },
    'astral-sh/setup-uv': { on: [{ input: 'enable-cache', byDefault: true }], quietSince: 10 },
    'swatinem/rust-cache': { off: { input: 'lookup-only', values: yes } },
    'ruby/setup-ruby': { on: [{ input: 'bundler-cache', byDefault: false }] },
    'pyo3/maturin-action': { on: [{ input: 'sccache', byDefault: false }] },
    'mlugg/setup-zig': { on: [{ input: 'use-cache', byDefault: true }] },
    'oven-sh/setup-bun': { off: { input: 'no-cache', values: yes } },
    'determinatesystems/magic-nix-cache-action': { on: [{ input: 'use-gha-cache', byDefault: true }] },
    'graalvm/setup-graalvm': { on: [{ input: 'cache', byDefault: false }] },
    'gradle/actions/setup-gradle': { off: { input: 'cache-disabled', values: yes } },
    'docker/setup-buildx-action': {
        on: [
            { input: 'cache-binary', byDefault: true },
            { input: 'version', byDefault: false },
        ],
        together: true,
    },
    'actions-rust-lang/setup-rust-toolchain': { on: [{ input: 'cache', byDefault: true }] },
    'mozilla-actions/sccache-action': {},
    'nix-community/cache-nix-action': {},
    'jdx/mise-action': { on: [{ input: 'cache', byDefault: true }] },
    'ramsey/composer-install': { off: { input: 'ignore-cache', values: yes } },
    'awalsh128/cache-apt-pkgs-action': {},
};
/** Actions that publish what the job built. `docker/build-push-action` does so unless `push` is off. */
const publishers = new Set([
    'pypa/gh-action-pypi-publish',
    'rubygems/release-gem',
    'jreleaser/release-action',
    'goreleaser/goreleaser-action',
    'softprops/action-gh-release',
    'ncipollo/release-action',
    'release-drafter/release-drafter',
    'googleapis/release-please-action',
    'docker/build-push-action',
    'redhat-actions/push-to-registry',
    'aws-actions/amazon-ecs-deploy-task-definition',
    'aws-actions/aws-cloudformation-github-deploy',
    'azure/aci-deploy',
    'azure/container-apps-deploy-action',
    'azure/functions-action',
    'azure/sql-action',
    'cloudflare/wrangler-action',
    'google-github-actions/deploy-appengine',
    'google-github-actions/deploy-cloudrun',
    'google-github-actions/deploy-cloud-functions',
]);

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/cache-poisoning.js






const cachePoisoning = {
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
        const trigger = releaseTrigger(file);
        for (const job of file.jobs) {
            const used = action_uses_usesOf(file).filter(({ step }) => step?.job === job);
            const publisher = used.find((candidate) => publishes(file, candidate));
            if (trigger === undefined && !publisher)
                continue;
            for (const { use, step, field } of used) {
                if (use.kind !== 'repository' || !step || !restores(file, step, use))
                    continue;
                if (trigger === 'tags' && offForTags(file, step, use))
                    continue;
                const because = trigger === undefined ? 'this job publishes' : 'this workflow runs for releases';
                yield {
                    at: file.source.at(field.key),
                    message: `${use.owner}/${use.name} restores a cache, and ${because}.`,
                };
            }
        }
    },
};
/** `tags` when only tags and releases trigger it, `branch` when a release branch does too. */
function releaseTrigger(file) {
    const { source } = file;
    let found;
    for (const event of file.events) {
        const branches = source
            .list(source.field(event.config, 'branches')?.value)
            .map((node) => source.string(node) ?? '');
        const tags = source.field(event.config, 'tags') ?? source.field(event.config, 'tags-ignore');
        if (event.name === 'release')
            found ??= 'tags';
        if (event.name !== 'push')
            continue;
        if (tags)
            found ??= 'tags';
        if (branches.some((name) => name.toLowerCase().includes('release')))
            found = 'branch';
    }
    return found;
}
function publishes(file, { use, step }) {
    if (use.kind !== 'repository' || !step || !publishers.has(use.slug))
        return false;
    return (use.slug !== 'docker/build-push-action' ||
        !['false', undefined].includes(inputOf(file, step, 'push')) ||
        pushesByDefault(file, step));
}
// `outputs: type=registry` pushes without the input.
function pushesByDefault(file, step) {
    return inputOf(file, step, 'push') === undefined;
}
function switchOf(use) {
    const name = use.path === '' ? use.slug : `${use.slug}/${use.path.toLowerCase()}`;
    return Object.hasOwn(cachingActions, name) ? cachingActions[name] : undefined;
}
function restores(file, step, use) {
    const control = switchOf(use);
    if (!control)
        return false;
    if (control.off &&
        control.off.values.includes((inputOf(file, step, control.off.input) ?? '').toLowerCase()))
        return false;
    const major = majorOf(use.ref !== undefined && fullSha.test(use.ref) ? use.version : use.ref);
    const quiet = control.quietSince !== undefined && (major ?? 0) >= control.quietSince;
    const states = (control.on ?? []).map(({ input, byDefault, values }) => {
        const given = inputOf(file, step, input)?.toLowerCase();
        if (given === undefined || given === '')
            return (byDefault && !quiet && (control.loudSince === undefined || (major ?? Infinity) >= control.loudSince));
        if (quiet && given === 'auto')
            return false;
        return given !== 'false' && (values === undefined || values.includes(given) || given.includes('${{'));
    });
    if (states.length === 0)
        return true;
    return control.together === true ? states.every(Boolean) : states.some(Boolean);
}
// `cache: ${{ !startsWith(github.ref, 'refs/tags/') }}` is off exactly when a tag triggers.
function offForTags(file, step, use) {
    const control = switchOf(use);
    const negative = (control?.on ?? []).map(({ input }) => input);
    const nodes = step.with.filter(({ name }) => negative.includes(name) || name === control?.off?.input);
    return nodes.some(({ name, value }) => {
        const tree = expressionsAt(file, value)[0]?.tree;
        const inverted = tree?.kind === 'not';
        const inner = tree?.kind === 'not' ? tree.operand : tree;
        if (!inner || !/refs\/tags\/|tag/.test(JSON.stringify(inner)))
            return false;
        const isTagCheck = inner.kind === 'call'
            ? inner.name.toLowerCase() === 'startswith' && dotted(inner.args[0]) === 'github.ref'
            : inner.kind === 'and';
        return isTagCheck && (name === control?.off?.input ? !inverted : inverted);
    });
}
/** The steps of a job with the actions they use. */
function stepUses(file, job) {
    return usesOf(file).flatMap(({ use, step }) => step && use.kind === 'repository' && step.job === job ? [{ step, use }] : []);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/condition-text.js


const conditionText = {
    id: 'condition-text',
    severity: 'error',
    category: 'workflow',
    title: 'A condition is always true because text stands around its expression',
    why: 'When anything but one `${{ … }}` stands in an `if:`, even a space or the line break that ends a block, the whole becomes text. Text is always true.',
    example: {
        bad: withSteps("- run: make\n  if: |\n    ${{ github.event_name == 'push' }}"),
        good: withSteps("- run: make\n  if: |\n    github.event_name == 'push'"),
    },
    fix: 'Write the condition without `${{ }}`, or use `|-` in place of `|`.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!isCondition(expression.path) || expression.bare)
                continue;
            const value = String(expression.scalar.value);
            const first = value.indexOf('${{') === expression.start - 3;
            if (!first || (expression.start === 3 && expression.end + 2 === value.length))
                continue;
            const what = expression.whole ? 'a space or line break stands' : 'text stands';
            yield {
                at: file.source.at(expression.scalar),
                message: `This condition is always true, because ${what} beside its expression.`,
            };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/constants.js
/** The value of an expression that reads no context and calls only pure text functions, or undefined. */
function constantValue(tree) {
    if (tree.kind === 'literal')
        return { value: tree.value };
    if (tree.kind === 'not') {
        const operand = constantValue(tree.operand);
        return operand && { value: !truthy(operand.value) };
    }
    if (tree.kind === 'and' || tree.kind === 'or')
        return constantChain(tree.kind, tree.args);
    if (tree.kind === 'compare') {
        const left = constantValue(tree.left);
        const right = constantValue(tree.right);
        return left && right && { value: compared(tree.operator, left.value, right.value) };
    }
    return tree.kind === 'call' ? constantCall(tree.name.toLowerCase(), tree.args) : undefined;
}
function constantChain(kind, args) {
    let last;
    for (const arg of args) {
        last = constantValue(arg);
        if (!last)
            return undefined;
        if (truthy(last.value) === (kind === 'or'))
            return last;
    }
    return last;
}
function constantCall(name, args) {
    const values = args.map(constantValue);
    if (values.length < 1 || values.some((value) => value === undefined))
        return undefined;
    const [first = '', second = '', ...rest] = values.map((value) => String(value?.value ?? ''));
    const a = first.toLowerCase();
    const b = second.toLowerCase();
    if (name === 'contains')
        return { value: a.includes(b) };
    if (name === 'startswith')
        return { value: a.startsWith(b) };
    if (name === 'endswith')
        return { value: a.endsWith(b) };
    if (name !== 'format')
        return undefined;
    const parts = [second, ...rest];
    return {
        value: first.replace(/\{\{|\}\}|\{(\d+)\}/g, (all, index) => index === undefined ? all.slice(1) : (parts[Number(index)] ?? '')),
    };
}
function truthy(value) {
    return !(value === null || value === false || value === 0 || value === '' || Number.isNaN(value));
}
// Operands of different types are compared as numbers, text without regard to case.
function compared(operator, left, right) {
    const same = typeof left === typeof right && left !== null && right !== null;
    const [a, b] = same ? [fold(left), fold(right)] : [numeric(left), numeric(right)];
    if (operator === '==')
        return a === b;
    if (operator === '!=')
        return a !== b;
    if (operator === '<')
        return a < b;
    if (operator === '<=')
        return a <= b;
    return operator === '>' ? a > b : a >= b;
}
function fold(value) {
    return typeof value === 'string' ? value.toUpperCase() : Number(value);
}
function numeric(value) {
    return typeof value === 'string' && value.trim() === '' ? 0 : Number(value);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/constant-if.js



const constantIf = {
    id: 'constant-if',
    severity: 'notice',
    category: 'workflow',
    title: 'A condition is always true or always false',
    why: 'A condition without any context never changes: either it can go, or the step it guards can go.',
    example: {
        bad: withSteps(`- run: make\n  if: true`),
        good: withSteps(`- run: make\n  if: github.event_name == 'push'`),
    },
    fix: 'Remove the `if:`, or remove what it guards.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!(isCondition(expression.path) || isSnapshot(expression.path)) ||
                !expression.whole ||
                !expression.tree)
                continue;
            const value = constantValue(expression.tree);
            if (value === undefined)
                continue;
            const outcome = truthy(value.value) ? 'always' : 'never';
            yield {
                at: file.source.at(expression.scalar),
                message: `This condition holds ${outcome}: it reads no context.`,
            };
        }
        for (const { scalar, path } of scalars(file.source)) {
            if (typeof scalar.value !== 'boolean' || !(isCondition(path) || isSnapshot(path)))
                continue;
            const outcome = scalar.value ? 'always' : 'never';
            yield { at: file.source.at(scalar), message: `This condition holds ${outcome}: it reads no context.` };
        }
    },
};
function isSnapshot(path) {
    return path[0] === 'jobs' && path[2] === 'snapshot' && path[3] === 'if';
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/container.js


const container = (body) => withJob(`runs-on: ubuntu-latest\ncontainer:\n${body.replace(/^/gm, '  ')}`);
/** The containers of all jobs: the job's own, and its services with their names. */
function* containersOf({ source, jobs }) {
    for (const job of jobs) {
        const own = job.fields.get('container');
        if (own)
            yield { field: own, service: false };
        for (const field of source.fields(job.fields.get('services')?.value))
            yield { field, service: true };
    }
}
const containerImage = {
    id: 'container-image',
    severity: 'error',
    category: 'workflow',
    title: 'A container or service has no image',
    why: 'Without an image nothing can be started; the job fails before its first step.',
    example: { bad: container('env:\n  LEVEL: high'), good: container('image: node:24\nenv:\n  LEVEL: high') },
    fix: 'Name the image.',
    *check(file) {
        const { source } = file;
        for (const { field, service } of containersOf(file)) {
            const what = service ? `The service "${field.name}"` : 'The container';
            if ((0,dist/* isMap */.jh)(field.value) && !source.field(field.value, 'image')) {
                yield { at: source.at(field.key), message: `${what} has no image.` };
            }
            const image = (0,dist/* isMap */.jh)(field.value)
                ? source.field(field.value, 'image')
                : (0,dist/* isScalar */.jn)(field.value) && field.value.value !== null
                    ? field
                    : undefined;
            // An empty image turns a service or container off when an expression gives it, not when it is written.
            if (image && isEmpty(image.value))
                yield { at: source.where(image), message: `${what} has an empty image.`, severity: 'warning' };
        }
    },
};
const containerCredentials = {
    id: 'container-credentials',
    severity: 'error',
    category: 'workflow',
    title: 'Registry credentials are incomplete',
    why: 'A registry login needs both a user name and a password.',
    example: {
        bad: container('image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat'),
        good: container('image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: ${{ secrets.GITHUB_TOKEN }}'),
    },
    fix: 'Give `username` and `password`.',
    *check(file) {
        const { source } = file;
        for (const { field } of containersOf(file)) {
            const credentials = source.field(field.value, 'credentials');
            if (!credentials ||
                ((0,dist/* isScalar */.jn)(credentials.value) && source.string(credentials.value)?.includes('${{') === true))
                continue;
            const missing = ['username', 'password'].filter((name) => !source.field(credentials.value, name));
            if (missing.length > 0)
                yield {
                    at: source.at(credentials.key),
                    message: `The credentials have no ${missing.join(' and no ')}.`,
                };
        }
    },
};
const hardCodedPassword = {
    id: 'hard-coded-password',
    severity: 'error',
    category: 'security',
    title: 'A registry password stands in the file',
    why: 'Everyone who can read the repository, and every copy of it, has the password.',
    example: {
        bad: container('image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: p4ss-w0rd'),
        good: container('image: ghcr.io/octo-org/tool:1\ncredentials:\n  username: octocat\n  password: ${{ secrets.REGISTRY_PASSWORD }}'),
    },
    fix: 'Change the password, store it as a secret, and write `${{ secrets.NAME }}`.',
    *check(file) {
        const { source } = file;
        for (const { field, service } of containersOf(file)) {
            const password = source.field(source.field(field.value, 'credentials')?.value, 'password');
            const text = source.string(password?.value);
            if (!password || text === undefined || text === '' || text.includes('${{'))
                continue;
            yield {
                at: source.where(password),
                message: `The password of ${service ? `the service "${field.name}"` : 'the container'} stands in the file.`,
            };
        }
    },
};
function isEmpty(node) {
    return node === undefined || ((0,dist/* isScalar */.jn)(node) && (node.value === null || node.value === ''));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/deprecated-command.js


const replacements = {
    'set-output': 'echo "name=value" >> "$GITHUB_OUTPUT"',
    'save-state': 'echo "name=value" >> "$GITHUB_STATE"',
    'set-env': 'echo "NAME=value" >> "$GITHUB_ENV"',
    'add-path': 'echo "directory" >> "$GITHUB_PATH"',
};
const deprecatedCommand = {
    id: 'deprecated-command',
    severity: 'warning',
    category: 'workflow',
    title: 'A script uses a workflow command GitHub has withdrawn',
    why: 'Anything a script prints can be such a command, so output of a tool could set variables. GitHub switched `set-env` and `add-path` off and deprecated the others.',
    example: {
        bad: withSteps('- run: echo "::set-output name=version::1.2"'),
        good: withSteps('- run: echo "version=1.2" >> "$GITHUB_OUTPUT"'),
    },
    fix: 'Write to the environment files.',
    *check(file) {
        for (const script of scriptsOf(file)) {
            for (const match of script.text.matchAll(/(?<!\w)::(set-output|save-state|set-env|add-path)(?:\s|::)/g)) {
                const [, name = ''] = match;
                const withdrawn = name === 'set-env' || name === 'add-path';
                yield {
                    at: script.at(match.index, match.index + 2 + name.length),
                    message: `The command "${name}" ${withdrawn ? 'is switched off' : 'is deprecated'}.`,
                    hint: `Write \`${replacements[name]}\`.`,
                    severity: withdrawn ? 'error' : 'warning',
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/empty-section.js


// Empty on purpose: `permissions: {}` takes all, an event without filters is the usual form, defaults and values may be empty.
const mayBeEmpty = new Set([
    'permissions',
    'default',
    'with',
    'env',
    'secrets',
    'description',
    'options',
    'on',
    'inputs',
    'outputs',
    'fallback',
    'required',
]);
const mayBeEmptyText = new Set([
    'default',
    'description',
    'image',
    'container',
    'run-name',
    'deprecationMessage',
    'url',
    'token',
]);
const sections = new Set('schedule workflows types branches branches-ignore tags tags-ignore paths paths-ignore matrix include exclude runs-on needs labels names versions options'.split(' '));
const texts = new Set('workflows types branches branches-ignore tags tags-ignore paths paths-ignore needs runs-on labels cron value image options'.split(' '));
const emptySection = {
    id: 'empty-section',
    severity: 'warning',
    category: 'workflow',
    title: 'A section or a value is empty',
    why: 'An empty list of branches, needs or matrix values is refused by GitHub or selects nothing, so the workflow does not run as it looks.',
    example: {
        bad: workflow({ on: 'push:\n  branches: []' }),
        good: workflow({ on: 'push:\n  branches: [main]' }),
    },
    fix: 'Fill it in or remove the key.',
    *check(file) {
        if (file.kind !== 'workflow')
            return;
        for (const field of keysOf(file))
            yield* emptyIn(file.source, field);
    },
};
function* keysOf(file) {
    const { source } = file;
    for (const event of file.events) {
        for (const field of source.fields(event.config))
            yield { ...field, on: true };
        if (event.config && (0,dist/* isSeq */.oP)(event.config)) {
            yield { key: event.node, name: event.name, value: event.config, node: event.config, on: true };
        }
        const inputs = event.name === 'workflow_dispatch' ? source.fields(source.field(event.config, 'inputs')?.value) : [];
        for (const input of inputs)
            for (const field of source.fields(input.value))
                yield { ...field, on: true };
        for (const output of source.fields(source.field(event.config, 'outputs')?.value)) {
            for (const field of source.fields(output.value))
                yield { ...field, on: true };
        }
    }
    for (const job of file.jobs) {
        for (const field of job.fields.values())
            yield { ...field, on: false };
        for (const field of source.fields(job.fields.get('runs-on')?.value))
            yield { ...field, on: false };
        const matrix = source.field(job.fields.get('strategy')?.value, 'matrix');
        if (matrix)
            yield { ...matrix, on: false };
        for (const row of source.fields(matrix?.value))
            yield { ...row, name: sections.has(row.name) ? row.name : 'matrix', on: false };
        yield* empty_section_images(file.source, job.fields.get('container'));
        for (const service of source.fields(job.fields.get('services')?.value))
            yield* empty_section_images(source, service);
    }
}
function* empty_section_images(source, container) {
    if (!container)
        return;
    for (const field of source.fields(container.value)) {
        if (field.name === 'credentials' || field.name === 'image')
            yield { ...field, on: false };
    }
}
function* emptyIn(source, field) {
    const { name, value } = field;
    const at = source.where(field);
    if (isEmptyList(value) && (sections.has(name) || ((0,dist/* isMap */.jh)(value) && !mayBeEmpty.has(name)))) {
        yield { at, message: `"${name}" is empty.` };
    }
    else if (isBlank(value) && (texts.has(name) || sections.has(name)) && !mayBeEmptyText.has(name)) {
        yield { at, message: `"${name}" is an empty text.` };
    }
    else if (texts.has(name)) {
        for (const item of source.items(value)) {
            if (isBlank(item))
                yield { at: source.at(item), message: `"${name}" holds an empty text.` };
        }
    }
}
function isEmptyList(node) {
    return ((0,dist/* isSeq */.oP)(node) || (0,dist/* isMap */.jh)(node)) && node.items.length === 0;
}
function isBlank(node) {
    return node === undefined || ((0,dist/* isScalar */.jn)(node) && (node.value === null || node.value === ''));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/env-name.js

const envName = {
    id: 'env-name',
    severity: 'warning',
    category: 'workflow',
    title: 'A name no environment variable can have',
    why: 'A name with a space, `=` or `&` cannot be read by any script.',
    example: {
        bad: workflow({ top: 'env:\n  BUILD LEVEL: high' }),
        good: workflow({ top: 'env:\n  BUILD_LEVEL: high' }),
    },
    fix: 'Use letters, digits and underscores.',
    *check({ source, fields, jobs, steps }) {
        const containers = jobs.flatMap((job) => [
            job.fields.get('container')?.value,
            ...source.fields(job.fields.get('services')?.value).map(({ value }) => value),
        ]);
        const all = [
            fields.get('env')?.value,
            ...[...jobs, ...steps].map((part) => part.fields.get('env')?.value),
            ...containers.map((container) => source.field(container, 'env')?.value),
        ];
        for (const { key, name } of all.flatMap((env) => source.fields(env))) {
            if (/[&=\s]/.test(name) && !name.includes('${{')) {
                yield { at: source.at(key), message: `"${name}" cannot be the name of an environment variable.` };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/environment-injection.js



const environmentInjection = {
    id: 'environment-injection',
    severity: 'warning',
    category: 'security',
    title: 'Text that is not fixed is written to GITHUB_ENV or GITHUB_PATH',
    why: 'Whoever controls the text sets variables such as `LD_PRELOAD` or puts a folder before the system’s own, and runs code in all later steps.',
    example: {
        bad: workflow({
            on: 'pull_request_target',
            steps: '- run: echo "TITLE=$TITLE" >> "$GITHUB_ENV"\n  env:\n    TITLE: ${{ github.event.pull_request.title }}',
        }),
        good: workflow({
            on: 'pull_request_target',
            steps: '- run: echo "title=$TITLE" >> "$GITHUB_OUTPUT"\n  env:\n    TITLE: ${{ github.event.pull_request.title }}',
        }),
    },
    fix: 'Write to GITHUB_OUTPUT and take the value as `steps.<id>.outputs.<name>` in the `env:` of the step that needs it.',
    *check(file) {
        const privileged = hasEvent(file, 'pull_request_target', 'workflow_run');
        if (!privileged && file.kind !== 'action')
            return;
        for (const script of scriptsOf(file)) {
            const target = /(?:>>?|tee\s+(?:-a\s+|--append\s+)?|Out-File\s+(?:-\w+\s+(?!\$)\S+\s+)*(?:-FilePath\s+)?|Add-Content\s+(?:-Path\s+)?|-FilePath\s+)\s*["']?(?:\$\{?(?:env:)?|%)(GITHUB_ENV|GITHUB_PATH)\b/i;
            const writing = script.commands.find(({ text }) => target.test(text) && !isStatic(text, target));
            const piped = writing ?? wholePipe(script.text, target);
            if (!piped)
                continue;
            const name = target.exec(script.text)?.[1]?.toUpperCase() ?? 'GITHUB_ENV';
            const field = script.step.fields.get('run');
            yield {
                at: field ? file.source.at(field.key) : script.at(piped.start, piped.end),
                message: `This script writes text that is not fixed to ${name}.`,
                severity: privileged ? 'warning' : 'notice',
            };
        }
    },
};
// What remains when the target is taken away holds no variable, no command and no expression.
function isStatic(text, target) {
    return !/[$%`]|\{\{/.test(text.replace(target, ''));
}
function wholePipe(text, target) {
    for (const line of text.matchAll(/[^\n]*\|[^\n]*/g)) {
        // What another command prints is not fixed, only what `echo` and `printf` are given.
        const fixed = isStatic(line[0], target) && /^\s*(?:echo|printf)\b/.test(line[0]);
        if (target.test(line[0]) && !fixed)
            return { start: line.index, end: line.index + line[0].length };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/exclusive-filters.js

const exclusiveFilters = {
    id: 'exclusive-filters',
    severity: 'error',
    category: 'workflow',
    title: 'A filter and its opposite stand at the same event',
    why: 'GitHub refuses a workflow that has both a list and the `-ignore` list of the same filter.',
    example: {
        bad: workflow({ on: "push:\n  branches: [main]\n  branches-ignore: ['wip/**']" }),
        good: workflow({ on: "push:\n  branches: [main, '!wip/**']" }),
    },
    fix: 'Keep one list, and exclude with patterns that start with `!`.',
    *check(file) {
        for (const event of file.events) {
            const fields = file.source.fields(event.config);
            for (const filter of ['branches', 'tags', 'paths']) {
                const pair = fields.filter(({ name }) => name === filter || name === `${filter}-ignore`);
                const [first, second] = pair;
                if (first === undefined || second === undefined || first.name === second.name)
                    continue;
                const message = `"${filter}" and "${filter}-ignore" cannot both be used for "${event.name}".`;
                yield { at: file.source.at(second.key), message };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/expression-syntax.js

const expressionSyntax = {
    id: 'expression-syntax',
    severity: 'error',
    category: 'workflow',
    title: 'An expression cannot be parsed',
    why: 'GitHub refuses the whole workflow when one expression cannot be parsed. Strings need single quotes, and only GitHub’s own operators and functions exist.',
    example: {
        bad: withSteps(`- run: make\n  if: github.ref == 'refs/heads/main' ? true : false`.replace(/if: (.*)/, 'if: >-\n    $1')),
        good: withSteps(`- run: make\n  if: github.ref == 'refs/heads/main'`),
    },
    fix: 'Write the expression with GitHub’s operators (`&&`, `||`, `!`, `==`), single-quoted strings, and complete names.',
    *check(file) {
        for (const { error, bare, text } of file.expressions) {
            // Text without braces that is no expression at all is reported where GitHub reports it, by its parser.
            if (error && (!bare || !text.includes('{{')))
                yield {
                    at: error.at,
                    message: `The expression cannot be parsed. ${error.message.replace(/\.$/, '')}.`,
                };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/types.js
const any = { kind: 'any' };
const types_text = { kind: 'string' };
const flag = { kind: 'boolean' };
const count = { kind: 'number' };
const nothing = { kind: 'null' };
function record(properties, rest) {
    return { kind: 'object', properties: new Map(Object.entries(properties)), rest };
}
/** The type of a value read from YAML or JSON. */
function typeOfValue(value, depth = 0) {
    if (value === null || value === undefined)
        return nothing;
    if (typeof value === 'string')
        return types_text;
    if (typeof value === 'number' || typeof value === 'bigint')
        return count;
    if (typeof value === 'boolean')
        return flag;
    if (depth > 20 || typeof value !== 'object')
        return any;
    if (Array.isArray(value))
        return { kind: 'array', of: mergeAll(value.map((item) => typeOfValue(item, depth + 1))) };
    const properties = Object.entries(value).map(([name, item]) => [name.toLowerCase(), typeOfValue(item, depth + 1)]);
    return { kind: 'object', properties: new Map(properties), rest: undefined };
}
function mergeAll(types) {
    return types.length === 0 ? any : types.reduce(merge);
}
/** A type that holds for values of both types. */
function merge(a, b) {
    if (a.kind === 'array' && b.kind === 'array')
        return { kind: 'array', of: merge(a.of, b.of) };
    if (a.kind === 'object' && b.kind === 'object') {
        const properties = new Map(a.properties);
        for (const [name, type] of b.properties) {
            const other = properties.get(name);
            properties.set(name, other ? merge(other, type) : type);
        }
        return { kind: 'object', properties, rest: a.rest ?? b.rest };
    }
    return a.kind === b.kind ? a : any;
}
const results = {
    contains: flag,
    startswith: flag,
    endswith: flag,
    success: flag,
    failure: flag,
    cancelled: flag,
    always: flag,
    format: types_text,
    join: types_text,
    tojson: types_text,
    hashfiles: types_text,
};
/** The type of an expression; `contexts` gives the types of the names that stand first. */
function typeOf(tree, contexts) {
    if (tree.kind === 'literal')
        return typeOfValue(tree.value);
    if (tree.kind === 'context')
        return contexts(tree.name.toLowerCase());
    if (tree.kind === 'not' || tree.kind === 'compare')
        return flag;
    if (tree.kind === 'and' || tree.kind === 'or')
        return mergeAll(tree.args.map((arg) => typeOf(arg, contexts)));
    if (tree.kind === 'call')
        return typeOfCall(tree.name.toLowerCase(), tree.args);
    const object = typeOf(tree.object, contexts);
    return tree.index ? propertyOf(object, tree.index, tree) : starOf(object);
}
function typeOfCall(name, args) {
    const [first] = args;
    if (name !== 'fromjson' || first?.kind !== 'literal')
        return results[name] ?? any;
    try {
        return typeOfValue(JSON.parse(String(first.value)));
    }
    catch {
        return any;
    }
}
// After a filter (`.*`) a property is taken of each item.
function propertyOf(object, index, tree) {
    if (object.kind === 'array' && hasFilter(tree))
        return { kind: 'array', of: propertyOf(object.of, index, index) };
    if (object.kind === 'array')
        return index.kind === 'literal' && typeof index.value === 'number' ? object.of : any;
    if (object.kind !== 'object')
        return any;
    if (index.kind !== 'literal' || typeof index.value !== 'string')
        return object.rest ?? any;
    return object.properties.get(index.value.toLowerCase()) ?? object.rest ?? any;
}
function hasFilter(tree) {
    return (tree.kind === 'access' &&
        (tree.object.kind === 'access' ? !tree.object.index || hasFilter(tree.object) : false));
}
function starOf(object) {
    if (object.kind === 'array')
        return object;
    if (object.kind === 'object') {
        return { kind: 'array', of: object.rest ?? mergeAll([...object.properties.values()]) };
    }
    return { kind: 'array', of: any };
}
/** A type in words a reader of the workflow understands. */
function nameOf(type) {
    if (type.kind === 'array')
        return `array of ${nameOf(type.of)}`;
    if (type.kind !== 'object')
        return type.kind;
    const names = [...type.properties.keys()].slice(0, 4);
    return names.length === 0
        ? 'object'
        : `object with ${names.join(', ')}${type.properties.size > 4 ? ', …' : ''}`;
}
/** The same with its article: `an object with name`, `a string`, `null`. */
function described(type) {
    const name = nameOf(type);
    return name === 'null' ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/contexts.js



const strings = record({}, types_text);
const steps = record({}, record({ outputs: strings, outcome: types_text, conclusion: types_text }));
const contexts_github = record(Object.fromEntries(('action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event_name event_path ' +
    'graphql_url head_ref job path ref ref_name ref_type repository repository_id repository_owner repository_owner_id ' +
    'repositoryurl retention_days run_id run_number run_attempt secret_source server_url sha token triggering_actor ' +
    'workflow workflow_ref workflow_sha workspace')
    .split(' ')
    .map((name) => [name, types_text])), any);
if (contexts_github.kind === 'object')
    contexts_github.properties.set('event', record({}, any)).set('ref_protected', flag);
const runner = record({ name: types_text, os: types_text, arch: types_text, temp: types_text, tool_cache: types_text, debug: types_text, environment: types_text }, any);
const strategy = record({ 'fail-fast': flag, 'job-index': count, 'job-total': count, 'max-parallel': count });
const fixed = {
    github: contexts_github,
    env: strings,
    vars: strings,
    secrets: strings,
    steps,
    runner,
    strategy,
};
/** The job an expression stands in, by its path. */
function contexts_jobOf(file, expression) {
    return expression.path[0] === 'jobs' ? file.jobs.find((job) => job.id === expression.path[1]) : undefined;
}
/** The types of the contexts where an expression stands. */
function contextsAt(file, expression) {
    const job = contexts_jobOf(file, expression);
    return (name) => {
        if (name === 'inputs')
            return once(file, () => inputsType(file));
        if (name === 'matrix')
            return job ? once(job, () => matrixType(file, job)) : any;
        if (name === 'needs')
            return record({}, record({ outputs: strings, result: types_text }));
        return fixed[name] ?? any;
    };
}
const contexts_known = new WeakMap();
// The same file and the same job are asked for by every expression in them.
function once(about, type) {
    const before = contexts_known.get(about);
    if (before)
        return before;
    const found = type();
    contexts_known.set(about, found);
    return found;
}
const inputKinds = {
    string: types_text,
    choice: types_text,
    environment: types_text,
    number: count,
    boolean: flag,
};
/** The inputs of the file's dispatch and call events, or of an action (always text). */
function inputsType(file) {
    if (file.kind === 'action')
        return strings;
    const declared = file.events
        .filter((event) => event.name === 'workflow_call' || event.name === 'workflow_dispatch')
        .flatMap((event) => file.source.fields(file.source.field(event.config, 'inputs')?.value));
    const found = new Map();
    for (const input of declared) {
        const kind = file.source.string(file.source.field(input.value, 'type')?.value) ?? 'string';
        const before = found.get(input.name.toLowerCase());
        const type = inputKinds[kind] ?? any;
        found.set(input.name.toLowerCase(), before ? mergeAll([before, type]) : type);
    }
    return { kind: 'object', properties: found, rest: any };
}
/** What `matrix.*` can be in a job: from its rows and its `include`, `any` where an expression decides. */
function matrixType(file, job) {
    const { source } = file;
    const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value;
    if (!(0,dist/* isMap */.jh)(matrix))
        return any;
    const rows = new Map();
    let open = false;
    for (const row of source.fields(matrix)) {
        if (row.name === 'exclude')
            continue;
        if (row.name === 'include')
            open = addIncluded(file, row.value, rows) || open;
        else
            rows.set(row.name.toLowerCase(), rowType(file, row.value));
    }
    return { kind: 'object', properties: rows, rest: open ? any : undefined };
}
function rowType(file, node) {
    const { source } = file;
    const row = source.follow(node);
    return (0,dist/* isSeq */.oP)(row) ? mergeAll(source.items(row).map((item) => nodeType(file, item))) : any;
}
function addIncluded(file, node, rows) {
    const { source } = file;
    if (!(0,dist/* isSeq */.oP)(source.follow(node)))
        return true;
    for (const item of source.items(node)) {
        if (!(0,dist/* isMap */.jh)(item))
            return true;
        for (const field of source.fields(item)) {
            const name = field.name.toLowerCase();
            const type = nodeType(file, field.value);
            rows.set(name, mergeAll([...(rows.has(name) ? [rows.get(name)] : []), type]));
        }
    }
    return false;
}
/** The type of what stands in the YAML; anything with an expression in it is `any` unless it has other text around. */
function nodeType(file, given, depth = 0) {
    const { source } = file;
    const node = source.follow(given);
    if (depth > 10)
        return any;
    if ((0,dist/* isSeq */.oP)(node))
        return {
            kind: 'array',
            of: mergeAll(source.items(node).map((item) => nodeType(file, item, depth + 1))),
        };
    if ((0,dist/* isMap */.jh)(node)) {
        const fields = source
            .fields(node)
            .map(({ name, value }) => [name.toLowerCase(), nodeType(file, value, depth + 1)]);
        return { kind: 'object', properties: new Map(fields), rest: undefined };
    }
    if (!(0,dist/* isScalar */.jn)(node) || node.value === null)
        return nothing;
    if (typeof node.value === 'boolean')
        return flag;
    if (typeof node.value === 'number')
        return count;
    if (source.string(node)?.includes('${{') !== true)
        return types_text;
    const [expression] = expressionsAt(file, node);
    if (!expression?.whole)
        return types_text;
    // The matrix cannot refer to itself; everything else it may read has its usual type.
    return expression.tree ? typeOf(expression.tree, (name) => fixed[name] ?? any) : any;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/expression-type.js





const expressionType = {
    id: 'expression-type',
    severity: 'warning',
    category: 'workflow',
    title: 'An expression uses a value as something it is not',
    why: 'A property of text or of a number is always empty, and a function that wants text gets nothing useful from an object. The workflow runs, with an empty value.',
    example: {
        bad: withSteps('- run: echo "${{ github.repository.owner }}"'),
        good: withSteps('- run: echo "${{ github.repository_owner }}"'),
    },
    fix: 'Use the context that holds the value, or `fromJSON(…)` when the text is JSON.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree)
                continue;
            const contexts = contextsAt(file, expression);
            for (const tree of within(expression.tree)) {
                if (tree.kind === 'call') {
                    for (const spot of wrongArguments(tree, (arg) => typeOf(arg, contexts))) {
                        yield { at: expression.at(spot.part), message: spot.message };
                    }
                }
                if (tree.kind !== 'access')
                    continue;
                const type = typeOf(tree.object, contexts);
                const missing = missingProperty(tree, type);
                if (missing)
                    yield { at: expression.at(tree), ...missing };
                if (type.kind !== 'string' && type.kind !== 'number' && type.kind !== 'boolean')
                    continue;
                yield {
                    at: expression.at(tree),
                    message: `${described(type).replace('a', 'A')} has no properties; this is always empty.`,
                };
            }
        }
    },
};
const wantText = new Set(['startswith', 'endswith', 'fromjson', 'hashfiles']);
function* wrongArguments(call, type) {
    const name = call.name.toLowerCase();
    const [first] = call.args;
    for (const [index, arg] of call.args.entries()) {
        const kind = type(arg).kind;
        const listed = index === 0 && (name === 'contains' || name === 'join');
        const wrong = kind === 'object'
            ? name === 'contains' || name === 'join' || wantText.has(name)
            : kind === 'array' && wantText.has(name);
        if (wrong || (kind === 'array' && name === 'contains' && index === 1)) {
            yield {
                part: arg,
                message: `${call.name} takes text${listed ? ' or an array' : ''} here, and this is ${described(type(arg))}.`,
            };
        }
    }
    if (name === 'format' && first?.kind === 'literal')
        yield* unusedArguments(call, String(first.value));
}
function* unusedArguments(call, template) {
    const used = new Set([...template.replaceAll(/\{\{|\}\}/g, '').matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1])));
    for (const index of call.args.slice(1).keys()) {
        if (!used.has(index))
            yield {
                part: call,
                message: `The format text has no {${index}}, so argument ${index + 2} is never used.`,
            };
    }
}
// What GitHub's own parser knows of contexts it reports itself; here it is objects that stand in the file.
function missingProperty(tree, type) {
    if (type.kind !== 'object' || type.rest || tree.object.kind === 'context' || tree.index?.kind !== 'literal')
        return undefined;
    const wanted = String(tree.index.value);
    if (type.properties.size === 0 || type.properties.has(wanted.toLowerCase()))
        return undefined;
    const names = [...type.properties.keys()];
    const meant = (0,suggest/* didYouMean */.au)(wanted, names);
    // Rows of a matrix are often read with a default in mind.
    const lenient = meant === '' && dotted(tree)?.startsWith('matrix.') === true;
    const hint = meant || `It has ${names.join(', ').slice(0, 200)}.`;
    return {
        message: `The object has no property "${wanted.slice(0, 60)}".`,
        hint,
        ...(lenient ? { severity: 'notice' } : {}),
    };
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/incompatible-comparison.js




const incompatibleComparison = {
    id: 'incompatible-comparison',
    severity: 'warning',
    category: 'workflow',
    title: 'A comparison can never be true',
    why: 'Operands of different types are turned into numbers before they are compared. An object, an array or a word becomes NaN, which equals nothing, so the comparison always has the same result.',
    example: {
        bad: workflow({
            on: 'workflow_dispatch:\n  inputs:\n    deploy:\n      type: boolean',
            steps: `- run: make\n  if: inputs.deploy == 'true'`,
        }),
        good: workflow({
            on: 'workflow_dispatch:\n  inputs:\n    deploy:\n      type: boolean',
            steps: '- run: make\n  if: inputs.deploy',
        }),
    },
    fix: 'Compare values of the same type: a boolean by itself, a property of an object, or both sides as text.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree)
                continue;
            const contexts = contextsAt(file, expression);
            for (const tree of within(expression.tree)) {
                if (tree.kind !== 'compare')
                    continue;
                const left = typeOf(tree.left, contexts);
                const right = typeOf(tree.right, contexts);
                if (!clash(tree, left, right))
                    continue;
                const message = `${sentence(described(left))} is never ${word(tree.operator)} ${described(right)} here.`;
                yield { at: expression.at(tree), message };
            }
        }
    },
};
function clash(tree, left, right) {
    if (left.kind === 'any' || right.kind === 'any')
        return false;
    const structured = (type) => type.kind === 'object' || type.kind === 'array';
    if (tree.operator !== '==' && tree.operator !== '!=') {
        return [left, right].some((type) => structured(type) || type.kind === 'null' || type.kind === 'boolean');
    }
    if (left.kind === 'null' || right.kind === 'null')
        return false;
    if (structured(left) || structured(right))
        return left.kind !== right.kind || elementsClash(left, right);
    return isWordAgainst(tree, left, right);
}
function elementsClash(left, right) {
    if (left.kind !== 'array' || right.kind !== 'array')
        return false;
    return left.of.kind !== 'any' && right.of.kind !== 'any' && left.of.kind !== right.of.kind;
}
// `inputs.deploy == 'true'` with a boolean input: the text is NaN as a number.
function isWordAgainst(tree, left, right) {
    const word = [tree.left, tree.right].find((side) => side.kind === 'literal' && typeof side.value === 'string');
    const other = word === tree.left ? right : left;
    return (word?.kind === 'literal' &&
        (other.kind === 'boolean' || other.kind === 'number') &&
        Number.isNaN(Number(word.value)));
}
function word(operator) {
    return operator === '==' || operator === '!=' ? 'equal to' : 'greater or less than';
}
function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/glob.js
/** What is wrong with a filter pattern of `branches`, `tags` or `paths`, in order of appearance. */
function globProblems(pattern, kind) {
    if (pattern === '')
        return [];
    const problems = kind === 'ref' ? refProblems(pattern) : pathProblems(pattern);
    return [...problems, ...syntaxProblems(pattern, kind)].sort((a, b) => a.index - b.index);
}
function refProblems(pattern) {
    const found = [];
    const start = pattern.startsWith('!') ? 1 : 0;
    if (pattern[start] === '/')
        found.push({ index: start, message: 'A branch or tag name does not start with "/".' });
    const last = pattern.at(-1);
    if (pattern.length > start + 1 && (last === '/' || last === '.')) {
        found.push({ index: pattern.length - 1, message: `A branch or tag name does not end with "${last}".` });
    }
    for (const match of pattern.matchAll(/[ ~^:\t\n]|\\(?![[\]?+*\\!])/g)) {
        const name = match[0] === '\\' ? 'a backslash, except before a special character of the pattern' : `"${match[0]}"`;
        found.push({
            index: match.index,
            message: `A branch or tag name holds no ${name.trim()}. Patterns are globs, not regular expressions.`,
        });
    }
    return found;
}
function pathProblems(pattern) {
    const start = pattern.startsWith('!') ? 1 : 0;
    if (pattern.trim() !== pattern)
        return [{ index: 0, message: 'A path does not start or end with a space or a line break.' }];
    const dots = /^(?:\.\.?)(?:\/|$)|\/\.\.?(?:\/|$)/.exec(pattern.slice(start));
    return dots
        ? [
            {
                index: start + dots.index,
                message: 'A path pattern holds no "." or ".." part; it is relative to the root of the repository.',
            },
        ]
        : [];
}
function syntaxProblems(pattern, kind) {
    const found = [];
    if (pattern === '!')
        found.push({ index: 0, message: 'Something must follow "!".' });
    let before = '';
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at];
        if (character === '\\')
            at++;
        else if (character === '[') {
            const end = pattern.indexOf(']', at + 1);
            const problem = classProblem(pattern, at, end);
            if (problem)
                found.push(problem);
            if (end === -1)
                break;
            at = end;
        }
        else if ((character === '?' || character === '+') &&
            (before === '' || '?+*'.includes(before) || (before === '!' && at === 1))) {
            const index = kind === 'ref' || before !== '' ? at : -1;
            if (index !== -1)
                found.push({
                    index,
                    message: `"${character}" repeats the character before it, and there is none to repeat.`,
                });
        }
        before = pattern[at];
    }
    return found;
}
function classProblem(pattern, open, close) {
    if (close === -1)
        return { index: pattern.length, message: 'A "]" is missing.' };
    const inside = pattern.slice(open + 1, close);
    if (inside === '')
        return { index: close, message: 'The list of characters in "[]" is empty.' };
    if (inside.length === 1)
        return {
            index: close,
            message: `A list of one character is useless: write "${inside}" in place of "[${inside}]".`,
        };
    for (const range of inside.matchAll(/(.)-(.)/g)) {
        const [, from = '', to = ''] = range;
        if (from > to)
            return { index: open + 1 + range.index + 2, message: `The range "${range[0]}" is the wrong way round.` };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/invalid-glob.js




const filters = {
    branches: 'ref',
    'branches-ignore': 'ref',
    tags: 'ref',
    'tags-ignore': 'ref',
    paths: 'path',
    'paths-ignore': 'path',
    versions: 'ref',
};
const invalidGlob = {
    id: 'invalid-glob',
    severity: 'warning',
    category: 'workflow',
    title: 'A filter pattern can never match as meant',
    why: 'Filters are globs, not regular expressions. A pattern that is malformed, or that names what no branch, tag or path can be, never matches, so the workflow never runs.',
    example: {
        bad: workflow({ on: "push:\n  tags: ['^v[0-9]']" }),
        good: workflow({ on: "push:\n  tags: ['v[0-9]+']" }),
    },
    fix: 'Write a glob as in GitHub’s filter pattern cheat sheet.',
    *check(file) {
        for (const { node, kind } of patterns(file)) {
            const text = file.source.string(node);
            if (text === undefined || text.includes('${{'))
                continue;
            const [problem] = globProblems(text, kind);
            if (problem)
                yield { at: placeOf(file.source, node, problem.index), message: problem.message };
        }
    },
};
function* patterns({ source, events, jobs }) {
    for (const event of events) {
        for (const { name, value } of source.fields(event.config)) {
            const kind = Object.hasOwn(filters, name) ? filters[name] : undefined;
            for (const node of kind ? source.list(value) : [])
                yield { node, kind: kind };
        }
    }
    for (const job of jobs) {
        const version = source.field(job.fields.get('snapshot')?.value, 'version')?.value;
        if (version)
            yield { node: version, kind: 'ref' };
    }
}
function placeOf(source, node, index) {
    if (!(0,dist/* isScalar */.jn)(node))
        return source.at(node);
    const offset = offsetsOf(source, node)(index);
    return source.range(offset, offset + 1);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/job-shape.js



const jobShape = {
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
            if (!(0,dist/* isMap */.jh)(job.node) || job.fields.has('uses'))
                continue;
            for (const name of ['runs-on', 'steps']) {
                if (!job.fields.has(name))
                    // GitHub's parser takes a job without steps; it has nothing to do.
                    yield {
                        at: source.at(job.key),
                        message: `The job "${job.id}" has no ${name}.`,
                        severity: name === 'steps' ? 'warning' : 'error',
                    };
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
                const field = job.fields.get(name);
                if (field)
                    yield { at: source.at(field.key), message: `A job that calls a workflow has no "${name}".` };
            }
        }
    },
};
const ofRun = new Set(['shell', 'working-directory']);
const stepShape = {
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
            const names = [...fields.keys()];
            const [uses, run] = [names.indexOf('uses'), names.indexOf('run')];
            if (uses !== -1 && run !== -1) {
                const later = fields.get(uses > run ? 'uses' : 'run');
                if (later)
                    yield { at: source.at(later.key), message: 'A step has either "run" or "uses".' };
                continue;
            }
            for (const [name, { key }] of fields) {
                if (uses !== -1 && ofRun.has(name))
                    yield { at: source.at(key), message: `"${name}" has no meaning in a step with "uses".` };
                if (run !== -1 && name === 'with')
                    yield { at: source.at(key), message: '"with" has no meaning in a step with "run".' };
            }
        }
    },
};
const duplicateId = {
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
        const { source } = file;
        for (const list of [...file.jobs.map((job) => job.steps), file.kind === 'action' ? file.steps : []]) {
            const seen = new Map();
            for (const { id, fields } of list) {
                const field = fields.get('id');
                if (id === undefined || !field)
                    continue;
                const at = source.where(field);
                const before = seen.get(id.toLowerCase());
                if (before !== undefined)
                    yield { at, message: `The step id "${id}" is already used on line ${before}.` };
                else
                    seen.set(id.toLowerCase(), at.line);
            }
        }
        const inputs = file.events.map((event) => source.field(event.config, 'inputs')?.value);
        const maps = [
            file.fields.get('jobs')?.value,
            ...inputs,
            ...file.jobs.map((job) => job.fields.get('outputs')?.value),
        ];
        for (const map of maps) {
            const seen = new Map();
            for (const { key, name } of source.fields(map)) {
                const before = seen.get(name.toLowerCase());
                if (before !== undefined && before !== name)
                    yield { at: source.at(key), message: `"${name}" is the same name as "${before}".` };
                seen.set(name.toLowerCase(), name);
            }
        }
    },
};
const unknownNeed = {
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
        const ids = jobs.map(({ id }) => id);
        const known = new Set(ids.map((id) => id.toLowerCase()));
        for (const job of jobs) {
            for (const node of job.needs) {
                const name = source.string(node);
                if (name === undefined || name === '' || name.includes('${{') || known.has(name.toLowerCase()))
                    continue;
                const hint = (0,suggest/* didYouMean */.au)(name, ids.filter((id) => id !== job.id));
                yield { at: source.at(node), message: `There is no job "${name}".`, ...(hint === '' ? {} : { hint }) };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/json-literal.js


const jsonLiteral = {
    id: 'json-literal',
    severity: 'error',
    category: 'workflow',
    title: 'fromJSON is given text that is no JSON',
    why: 'The text is fixed, so the step or job fails every time it is reached.',
    example: {
        bad: withJob(`runs-on: ubuntu-latest\nif: contains(fromJSON('["main", "dev"'), github.ref_name)`),
        good: withJob(`runs-on: ubuntu-latest\nif: contains(fromJSON('["main", "dev"]'), github.ref_name)`),
    },
    fix: 'Repair the JSON. Inside a block or plain YAML text a backslash is a backslash: write `"`, not `\\"`.',
    *check(file) {
        for (const expression of file.expressions) {
            for (const tree of expression.tree ? within(expression.tree) : []) {
                const argument = tree.kind === 'call' && tree.name.toLowerCase() === 'fromjson' ? tree.args[0] : undefined;
                if (argument?.kind !== 'literal' || typeof argument.value !== 'string')
                    continue;
                const problem = problemOf(argument.value);
                if (problem !== undefined)
                    yield { at: expression.at(argument), message: `This text is no JSON: ${problem}` };
            }
        }
    },
};
function problemOf(json) {
    try {
        JSON.parse(json);
        return undefined;
    }
    catch (error) {
        return (error instanceof Error ? error.message : String(error)).slice(0, 200);
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/local-action-inputs.js




const localActionInputs = {
    id: 'local-action-inputs',
    severity: 'warning',
    category: 'workflow',
    title: 'A step gives an action of this repository inputs it does not have, or not those it needs',
    why: 'An unknown input is ignored, and a required one that is missing is empty: the action does something else than the workflow says.',
    example: {
        bad: workflow({ steps: '- uses: ./.github/actions/greet\n  with:\n    nmae: octocat' }),
        good: workflow({ steps: '- uses: ./.github/actions/greet\n  with:\n    name: octocat' }),
    },
    fix: 'Use the inputs of the action’s metadata file.',
    *check(file, context) {
        for (const { use, step, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'local' || !step)
                continue;
            const action = metadata(context, use.path);
            if (!action)
                continue;
            yield* givenInputs(file, step, action);
            const given = new Set(step.with.map(({ name }) => name.toLowerCase()));
            const whole = step.fields.has('with') && step.with.length === 0;
            for (const name of whole ? [] : requiredInputs(action)) {
                if (!given.has(name.toLowerCase()))
                    yield { at: file.source.where(field), message: `The action needs the input "${name}".` };
            }
        }
    },
};
function* givenInputs(file, step, action) {
    const { source } = action;
    const inputs = source.fields(action.fields.get('inputs')?.value);
    const names = inputs.map(({ name }) => name);
    const docker = source.string(source.field(action.fields.get('runs')?.value, 'using')?.value) === 'docker';
    for (const { key, name } of step.with) {
        if (docker && (name === 'args' || name === 'entrypoint'))
            continue;
        const at = file.source.at(key);
        const input = inputs.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
        if (!input) {
            const hint = (0,suggest/* didYouMean */.au)(name, names) || `It has ${names.length === 0 ? 'no inputs' : names.join(', ')}.`;
            yield { at, message: `The action has no input "${name}".`, hint };
            continue;
        }
        const gone = source
            .string(source.field(input.value, 'deprecationMessage')?.value)
            ?.replace(/\s+/g, ' ')
            .trim();
        if (gone === undefined || gone === '')
            continue;
        yield {
            at,
            message: `The input "${name}" is deprecated.`,
            hint: `The action says: ${gone.slice(0, 200)}`,
        };
    }
}
function requiredInputs(action) {
    const { source } = action;
    return source.fields(action.fields.get('inputs')?.value).flatMap((input) => {
        const required = source.string(source.field(input.value, 'required')?.value) === 'true';
        return required && !source.field(input.value, 'default') ? [input.name] : [];
    });
}
const localActionOutputs = {
    id: 'local-action-outputs',
    severity: 'warning',
    category: 'workflow',
    title: 'An output is read that an action of this repository does not have',
    why: 'The value is always empty, and nothing says so.',
    example: {
        bad: workflow({
            steps: '- id: greet\n  uses: ./.github/actions/greet\n- run: echo ${{ steps.greet.outputs.tiem }}',
        }),
        good: workflow({
            steps: '- id: greet\n  uses: ./.github/actions/greet\n- run: echo ${{ steps.greet.outputs.time }}',
        }),
    },
    fix: 'Use the outputs of the action’s metadata file.',
    *check(file, context) {
        for (const expression of file.expressions) {
            for (const tree of expression.tree ? accesses(expression.tree) : []) {
                const [root, id, outputs, name] = (dotted(tree) ?? '').split('.');
                if (root !== 'steps' || outputs !== 'outputs' || name === undefined || name === '*')
                    continue;
                const names = outputsOf(file, context, { id: id ?? '', job: expression.path });
                if (!names || names.some((known) => known.toLowerCase() === name))
                    continue;
                const hint = (0,suggest/* didYouMean */.au)(name, names) || `It has ${names.length === 0 ? 'no outputs' : names.join(', ')}.`;
                yield {
                    at: expression.at(tree),
                    message: `The action of the step "${id}" has no output "${name}".`,
                    hint,
                };
            }
        }
    },
};
function outputsOf(file, context, { id, job }) {
    const place = action_uses_usesOf(file).find(({ step }) => step?.id?.toLowerCase() === id && (step.job === undefined || step.job.id === job[1]));
    if (place?.use.kind !== 'local')
        return undefined;
    const action = metadata(context, place.use.path);
    const using = action?.source.string(action.source.field(action.fields.get('runs')?.value, 'using')?.value);
    // A program or container can set outputs its metadata does not name; a composite action cannot.
    if (!action || using !== 'composite')
        return undefined;
    return action.source.fields(action.fields.get('outputs')?.value).map(({ name }) => name);
}
function metadata(context, path) {
    const folder = path === '' ? '' : `${path}/`;
    const found = context.file(`${folder}action.yml`) ?? context.file(`${folder}action.yaml`);
    return found?.kind === 'action' ? found : undefined;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/permissions.js

/** Reads `permissions:`; undefined when it is absent or no valid form. */
function permissionsOf(source, node) {
    const text = source.string(node);
    if (text === 'read-all')
        return { all: 'read', scopes: new Map() };
    if (text === 'write-all')
        return { all: 'write', scopes: new Map() };
    if (!(0,dist/* isMap */.jh)(node))
        return undefined;
    const scopes = source
        .fields(node)
        .map((field) => [field.name, { level: levelOf(source.string(field.value)), field }]);
    return { all: 'none', scopes: new Map(scopes) };
}
function levelOf(text) {
    return text === 'read' || text === 'write' ? text : 'none';
}
/** The level a scope has. */
function granted(permissions, scope) {
    return permissions.scopes.get(scope)?.level ?? permissions.all;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/long-lived-credential.js




const longLivedCredential = {
    id: 'long-lived-credential',
    severity: 'notice',
    category: 'security',
    title: 'A stored password where a short-lived identity would do',
    why: 'The service takes GitHub’s OpenID Connect tokens, which live for minutes and only for this repository. A stored key lives until someone notices it was stolen.',
    example: {
        bad: withSteps('- uses: pypa/gh-action-pypi-publish@release/v1\n  with:\n    password: ${{ secrets.PYPI_TOKEN }}'),
        good: withSteps('- uses: pypa/gh-action-pypi-publish@release/v1'),
    },
    fix: 'Set up trusted publishing or OpenID Connect, give the job `id-token: write`, and delete the stored secret.',
    *check(file) {
        for (const { use, step, field } of action_uses_usesOf(file)) {
            const message = use.kind === 'repository' && step ? storedIn(file, step, use) : undefined;
            if (message !== undefined)
                yield { at: file.source.at(field.key), message };
        }
        for (const script of scriptsOf(file)) {
            if (hasIdentity(file, script.step))
                continue;
            for (const command of script.commands) {
                const service = publishedBy(command.text);
                if (service !== undefined)
                    yield {
                        at: script.at(command.start, command.end),
                        message: `This publishes to ${service} without a short-lived identity.`,
                    };
            }
        }
    },
};
function storedIn(file, step, use) {
    const input = (name) => inputOf(file, step, name);
    if (use.slug === 'pypa/gh-action-pypi-publish') {
        const index = input('repository-url') ?? input('repository_url');
        const known = index === undefined || /^https:\/\/(?:upload|test)\.pypi\.org\/legacy\/?$/.test(index);
        return input('password') !== undefined && known
            ? 'This publishes to PyPI with a stored password.'
            : undefined;
    }
    if (use.slug === 'rubygems/release-gem')
        return input('setup-trusted-publisher') === 'false'
            ? 'This publishes to RubyGems with a stored key.'
            : undefined;
    if (use.slug === 'rubygems/configure-rubygems-credentials') {
        const server = input('gem-server');
        return input('api-token') !== undefined &&
            (server === undefined || /^https:\/\/rubygems\.org\/?$/.test(server))
            ? 'This signs in to RubyGems with a stored key.'
            : undefined;
    }
    if (use.slug === 'actions/setup-node') {
        const npm = /^https:\/\/registry\.npmjs\.org\/?$/.test(input('registry-url') ?? '');
        return npm && input('always-auth') === 'true' ? 'This signs in to npm with a stored token.' : undefined;
    }
    const keys = {
        'aws-actions/configure-aws-credentials': ['aws-access-key-id', 'AWS'],
        'google-github-actions/auth': ['credentials_json', 'Google Cloud'],
        'azure/login': ['creds', 'Azure'],
    };
    const known = Object.hasOwn(keys, use.slug) ? keys[use.slug] : undefined;
    const given = known && input(known[0]);
    return known && given?.includes('secrets.') === true
        ? `This signs in to ${known[1]} with a stored key.`
        : undefined;
}
function hasIdentity(file, step) {
    const blocks = [step.job?.fields.get('permissions'), file.fields.get('permissions')].find((field) => field !== undefined);
    const permissions = permissionsOf(file.source, blocks?.value);
    return (permissions?.scopes.get('id-token')?.level ?? permissions?.all) === 'write';
}
const publishing = [
    [/^cargo\s+(?:\+\S+\s+)?publish(?:\s|$)/, 'crates.io'],
    [/^(?:(?:bunx|npx|corepack)\s+)?(?:yarn\s+)?npm\s+publish(?:\s|$)|^(?:pnpm|bun)\s+publish(?:\s|$)/, 'npm'],
    [/^(?:bundle\s+exec\s+)?gem\s+push(?:\s|$)/, 'RubyGems'],
    [/^(?:dotnet\s+)?nuget(?:\.exe)?\s+push(?:\s|$)/, 'NuGet'],
    [
        /^(?:\S*python[\d.]*\s+-m\s+|pipx\s+run\s+|uvx\s+|uv\s+run\s+|uv\s+tool\s+run\s+)?twine(?:==\S+|@\S+)?\s+upload(?:\s|$)|^uv\s+publish(?:\s|$)|^poetry\s+publish(?:\s|$)/,
        'PyPI',
    ],
];
function publishedBy(command) {
    const text = command.replace(/\s+/g, ' ');
    if (/\s(?:--dry-run|-n)(?:\s|$)|--registry[= ]\S*(?:pkg\.github\.com|localhost|127\.0\.0\.1)/.test(text))
        return undefined;
    return publishing.find(([shape]) => shape.test(text))?.[1];
}

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/matrix.js

function matrixNode(source, job) {
    return source.field(job.fields.get('strategy')?.value, 'matrix')?.value;
}
function matrixValue(source, given, depth = 0) {
    const node = source.follow(given);
    if (depth > 10)
        return undefined;
    if ((0,dist/* isSeq */.oP)(node))
        return source.items(node).map((item) => matrixValue(source, item, depth + 1));
    if ((0,dist/* isMap */.jh)(node)) {
        return Object.fromEntries(source
            .fields(node)
            .map(({ name, value }) => [name.toLowerCase(), matrixValue(source, value, depth + 1)]));
    }
    if (!(0,dist/* isScalar */.jn)(node))
        return '';
    const text = node.value === null ? '' : typeof node.value === 'string' ? node.value : scalarOf(node.value, node.source);
    return text.includes('${{') ? undefined : text;
}
// GitHub writes numbers without needless zeros: 3.10 is 3.1.
function scalarOf(value, written) {
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (written ?? '');
}
/** Whether a value of `exclude` selects a value of the row: maps match by the keys they name, lists by length and items. */
function selects(wanted, value) {
    if (wanted === undefined || value === undefined)
        return true;
    if (typeof wanted === 'string' || typeof value === 'string')
        return typeof wanted === typeof value && wanted === value;
    if (Array.isArray(wanted) || Array.isArray(value)) {
        if (!Array.isArray(wanted) || !Array.isArray(value) || wanted.length !== value.length)
            return false;
        return wanted.every((item, index) => selects(item, value[index]));
    }
    return Object.entries(wanted).every(([key, item]) => key in value && selects(item, value[key]));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/matrix.js




const matrixExclude = {
    id: 'matrix-exclude',
    severity: 'warning',
    category: 'workflow',
    title: 'An exclude of a matrix excludes nothing',
    why: 'The combination it names does not exist, so all jobs run, also the one that should not.',
    example: {
        bad: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]\n    exclude:\n      - node: 20'),
        good: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]\n    exclude:\n      - node: 22'),
    },
    fix: 'Name a value of the row, or remove the exclude.',
    *check(file) {
        for (const job of file.jobs) {
            const matrix = matrixNode(file.source, job);
            if ((0,dist/* isMap */.jh)(matrix))
                yield* excludes(file.source, matrix);
        }
    },
};
function* excludes(source, matrix) {
    const rows = source.fields(matrix).filter(({ name }) => name !== 'include' && name !== 'exclude');
    const exclude = source.field(matrix, 'exclude');
    if (!exclude || rows.some(({ value }) => !(0,dist/* isMap */.jh)(value) && !(0,dist/* isSeq */.oP)(value)))
        return;
    for (const entry of source.items(exclude.value)) {
        for (const field of source.fields(entry)) {
            const row = rows.find(({ name }) => name.toLowerCase() === field.name.toLowerCase());
            if (!row) {
                const names = rows.map(({ name }) => name);
                const hint = (0,suggest/* didYouMean */.au)(field.name, names) ||
                    `The matrix has ${names.length === 0 ? 'no rows' : names.join(', ')}.`;
                yield { at: source.at(field.key), message: `The matrix has no row "${field.name}".`, hint };
                continue;
            }
            const wanted = matrixValue(source, field.value);
            const values = source.items(row.value).map((item) => matrixValue(source, item));
            if (values.some((value) => selects(wanted, value)))
                continue;
            yield {
                at: source.where(field),
                message: `No value of the row "${row.name}" is ${shown(wanted)}.`,
                hint: `Its values are ${values.map(shown).join(', ').slice(0, 300)}.`,
            };
        }
    }
}
const matrixDuplicate = {
    id: 'matrix-duplicate',
    severity: 'warning',
    category: 'workflow',
    title: 'A row of a matrix holds a value twice',
    why: 'The same job runs twice under the same name.',
    example: {
        bad: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 22]'),
        good: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]'),
    },
    fix: 'Remove one of them.',
    *check(file) {
        const { source } = file;
        for (const job of file.jobs) {
            for (const row of source.fields(matrixNode(source, job))) {
                if (row.name === 'include' || row.name === 'exclude')
                    continue;
                const seen = new Set();
                for (const item of source.items(row.value)) {
                    const value = matrixValue(source, item);
                    const key = JSON.stringify(value);
                    if (key !== undefined && seen.has(key))
                        yield { at: source.at(item), message: `The row "${row.name}" holds ${shown(value)} twice.` };
                    if (key !== undefined)
                        seen.add(key);
                }
            }
        }
    },
};
function shown(value) {
    return (JSON.stringify(value) ?? 'an expression').slice(0, 80);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/missing-key.js


const missingKey = {
    id: 'missing-key',
    severity: 'error',
    category: 'workflow',
    title: 'A section lacks the key it is about',
    why: 'GitHub refuses a concurrency without a group, a schedule without times and a snapshot without an image name.',
    example: {
        bad: workflow({ top: 'concurrency:\n  cancel-in-progress: true' }),
        good: workflow({ top: 'concurrency:\n  group: build\n  cancel-in-progress: true' }),
    },
    fix: 'Add the key.',
    *check({ source, fields, jobs, events }) {
        for (const part of [fields, ...jobs.map((job) => job.fields)]) {
            const concurrency = part.get('concurrency');
            if (concurrency && (0,dist/* isMap */.jh)(concurrency.value) && !source.field(concurrency.value, 'group')) {
                yield { at: source.at(concurrency.key), message: 'The concurrency has no group.' };
            }
            const snapshot = part.get('snapshot');
            if (snapshot && (0,dist/* isMap */.jh)(snapshot.value) && !source.field(snapshot.value, 'image-name')) {
                yield { at: source.at(snapshot.key), message: 'The snapshot has no image-name.' };
            }
        }
        for (const { name, node, config } of events) {
            const empty = config === undefined || ((0,dist/* isScalar */.jn)(config) && config.value === null);
            if (name === 'schedule' && empty)
                yield { at: source.at(node), message: 'The schedule has no times.' };
            if (name === 'workflow_run' && !source.field(config, 'workflows')) {
                yield {
                    at: source.at(node),
                    message: 'The event workflow_run does not name the workflows it waits for.',
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/object-in-template.js



const mayBeStructured = new Set([
    'runs-on',
    'matrix',
    'include',
    'exclude',
    'strategy',
    'services',
    'container',
    'needs',
    'env',
    'with',
    'environment',
    'concurrency',
    'if',
    'labels',
    'secrets',
    'ports',
    'credentials',
    'volumes',
]);
const objectInTemplate = {
    id: 'object-in-template',
    severity: 'warning',
    category: 'workflow',
    title: 'An object, an array or null is written into text',
    why: 'In text an object becomes the word `Object`, an array `Array`, and null nothing. That is never what was meant.',
    example: {
        bad: withSteps('- run: echo "${{ github.event }}"'),
        good: withSteps('- run: echo "$EVENT"\n  env:\n    EVENT: ${{ toJSON(github.event) }}'),
    },
    fix: 'Take one property of it, or write `toJSON(…)`.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree || !isText(file, expression))
                continue;
            const type = typeOf(expression.tree, contextsAt(file, expression));
            if (type.kind !== 'object' && type.kind !== 'array' && type.kind !== 'null')
                continue;
            const becomes = { object: 'the word Object', array: 'the word Array', null: 'empty' }[type.kind];
            yield { at: expression.at(), message: `This is ${described(type)} and becomes ${becomes} in text.` };
        }
    },
};
// Where a whole value may be an expression, GitHub accepts structured values too.
function isText(file, { path, whole }) {
    const key = path.at(-1);
    if (file.kind === 'workflow' && path[0] === 'jobs' && path[2] === 'with')
        return false;
    if (path.includes('strategy') || path.includes('runs-on'))
        return !whole && typeof key === 'string';
    return !whole || (typeof key === 'string' && !mayBeStructured.has(key));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/actions.table.js
/**
 * For widely used actions: the first major version that still runs on a Node.js the runners ship, and whether older ones fail for certain
 * (GitHub switched their backend off) or only run on a newer Node.js than they were made for.
 */
const oldestMajors = {
    'actions/upload-artifact': { major: 4, broken: true },
    'actions/download-artifact': { major: 4, broken: true },
    'actions/cache': { major: 3, broken: true },
    'actions/checkout': { major: 4 },
    'actions/setup-node': { major: 4 },
    'actions/setup-python': { major: 5 },
    'actions/setup-java': { major: 4 },
    'actions/setup-go': { major: 5 },
    'actions/setup-dotnet': { major: 4 },
    'actions/github-script': { major: 7 },
    'actions/labeler': { major: 5 },
    'actions/stale': { major: 9 },
    'actions/first-interaction': { major: 2 },
    'actions/configure-pages': { major: 4 },
    'actions/deploy-pages': { major: 4 },
    'actions/dependency-review-action': { major: 4 },
    'actions/add-to-project': { major: 1 },
    'github/codeql-action': { major: 3 },
    'docker/build-push-action': { major: 5 },
    'docker/login-action': { major: 3 },
    'docker/metadata-action': { major: 5 },
    'docker/setup-buildx-action': { major: 3 },
    'docker/setup-qemu-action': { major: 3 },
    'codecov/codecov-action': { major: 4 },
    'peter-evans/create-pull-request': { major: 6 },
    'softprops/action-gh-release': { major: 2 },
    'peaceiris/actions-gh-pages': { major: 4 },
    'dorny/paths-filter': { major: 3 },
    'pnpm/action-setup': { major: 3 },
    'aws-actions/configure-aws-credentials': { major: 4 },
    'google-github-actions/auth': { major: 2 },
    'google-github-actions/setup-gcloud': { major: 2 },
    'azure/login': { major: 2 },
    'hashicorp/setup-terraform': { major: 3 },
    'golangci/golangci-lint-action': { major: 4 },
};
/** Actions whose repositories their owners archived, with what to use in their place. */
const archivedActions = {
    'actions/setup-ruby': 'ruby/setup-ruby',
    'actions/create-release': 'the `gh release create` command',
    'actions/upload-release-asset': 'the `gh release upload` command',
    'actions/setup-elixir': 'erlef/setup-beam',
    'actions/setup-haskell': 'haskell-actions/setup',
    'actions-rs/toolchain': 'dtolnay/rust-toolchain',
    'actions-rs/cargo': 'the `cargo` command',
    'actions-rs/clippy-check': 'the `cargo clippy` command',
    'actions-rs/audit-check': 'rustsec/audit-check',
    'actions-rs/install': 'taiki-e/install-action',
    'actions-rs/tarpaulin': 'the `cargo tarpaulin` command',
    'actions-rs/grcov': 'the `grcov` command',
    'azure/docker-login': 'docker/login-action',
    'azure/container-scan': 'aquasecurity/trivy-action',
    'google-github-actions/setup-cloud-sdk': 'google-github-actions/setup-gcloud',
    'docker/github-actions': 'docker/build-push-action',
    'whelk-io/maven-settings-xml-action': 'actions/setup-java',
    'fkirc/skip-duplicate-actions': '`concurrency:` of the workflow',
    'repo-sync/pull-request': 'the `gh pr create` command',
    'marvinpinto/action-automatic-releases': 'the `gh release create` command',
    'hub-actions/setup-hub': 'the `gh` command',
    'haskell/actions': 'haskell-actions/setup',
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/outdated-action.js




const outdatedAction = {
    id: 'outdated-action',
    severity: 'warning',
    category: 'workflow',
    title: 'A version of an action that is too old for the runners',
    why: 'The version was made for a Node.js that runners no longer have, or needs a service GitHub switched off. It fails, or works by luck.',
    example: { bad: withSteps('- uses: actions/checkout@v3'), good: withSteps('- uses: actions/checkout@v5') },
    fix: 'Move to the current major version.',
    *check(file) {
        for (const { use, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || !Object.hasOwn(oldestMajors, use.slug))
                continue;
            const oldest = oldestMajors[use.slug];
            const version = use.ref !== undefined && fullSha.test(use.ref) ? use.version : use.ref;
            const major = majorOf(version);
            // `v3-node20` is an old major version rebuilt for newer runners.
            if (!oldest || version?.includes('-node') === true || major === undefined || major >= oldest.major)
                continue;
            yield {
                at: file.source.where(field),
                message: `${use.owner}/${use.name} ${version} is too old for today’s runners.`,
                hint: `Use v${oldest.major} or later.`,
                severity: oldest.broken === true ? 'error' : 'warning',
            };
        }
    },
};
const archivedAction = {
    id: 'archived-action',
    severity: 'warning',
    category: 'security',
    title: 'An action nobody maintains',
    why: 'Its repository is archived: defects and vulnerabilities stay, also in what it carries along.',
    example: { bad: withSteps('- uses: actions-rs/toolchain@v1'), good: withSteps('- run: cargo build') },
    fix: 'Replace it by a maintained action or by the tool itself.',
    *check(file) {
        for (const { use, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || !Object.hasOwn(archivedActions, use.slug))
                continue;
            yield {
                at: file.source.where(field),
                message: `The repository ${use.owner}/${use.name} is archived.`,
                hint: `Use ${archivedActions[use.slug]}.`,
            };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/permissions.js



const missingPermissions = {
    id: 'missing-permissions',
    severity: 'warning',
    category: 'security',
    title: 'A workflow does not say what its token may do',
    why: 'Without `permissions:` the token has what the repository or organization gives by default, often write access to nearly everything.',
    example: { bad: workflow({}), good: workflow({ top: 'permissions:\n  contents: read' }) },
    fix: 'Add `permissions:` with what the jobs need, for most `contents: read`.',
    *check(file) {
        if (file.kind !== 'workflow' || file.fields.has('permissions') || file.jobs.length === 0)
            return;
        const without = file.jobs.filter((job) => !job.fields.has('permissions'));
        const onlyCalled = hasEvent(file, 'workflow_call') && file.events.length === 1;
        if (!onlyCalled && without.length === file.jobs.length) {
            const on = file.fields.get('on');
            yield {
                at: on ? file.source.at(on.key) : file.source.range(0, 1),
                message: 'The workflow does not say what its token may do.',
            };
        }
        for (const job of without) {
            if (onlyCalled && job.uses === undefined)
                continue;
            const called = job.uses === undefined ? '' : ' and of the workflow it calls';
            yield {
                at: file.source.at(job.key),
                message: `The job "${job.id}" does not say what its token${called} may do.`,
                severity: 'notice',
            };
        }
    },
};
const excessivePermissions = {
    id: 'excessive-permissions',
    severity: 'warning',
    category: 'security',
    title: 'A token may do more than its jobs need',
    why: 'Permissions of the workflow hold for every job and step in it. One harmful dependency in any of them can use all of it.',
    example: {
        bad: workflow({ top: 'permissions: write-all' }),
        good: workflow({
            top: 'permissions: {}',
            job: 'runs-on: ubuntu-latest\npermissions:\n  contents: write',
        }),
    },
    fix: 'Give the workflow `contents: read` or nothing, and each job what it needs.',
    *check(file) {
        if (file.kind !== 'workflow')
            return;
        yield* permissions_top(file);
        for (const job of file.jobs) {
            const field = job.fields.get('permissions');
            const text = file.source.string(field?.value);
            if (!field || (text !== 'write-all' && text !== 'read-all'))
                continue;
            yield {
                at: file.source.at(field.key),
                message: `The job "${job.id}" may ${text === 'write-all' ? 'write' : 'read'} everything.`,
                severity: text === 'write-all' ? 'error' : 'notice',
            };
        }
    },
};
function* permissions_top(file) {
    const field = file.fields.get('permissions');
    const permissions = permissionsOf(file.source, field?.value);
    if (!field || !permissions)
        return;
    const at = file.source.at(field.key);
    if (permissions.all === 'write')
        yield { at, message: 'Every job may write everything.', severity: 'error' };
    if (permissions.all === 'read')
        yield { at, message: 'Every job may read everything.', severity: 'notice' };
    const shared = file.jobs.filter((job) => !job.fields.has('permissions')).length > 1;
    for (const [scope, { level, field: entry }] of permissions.scopes) {
        if (level !== 'write')
            continue;
        const message = `Every job of the workflow may write ${scope}.`;
        yield {
            at: file.source.at(entry.key),
            message,
            severity: shared && file.jobs.length > 1 ? 'warning' : 'notice',
        };
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/persisted-credentials.js


const persistedCredentials = {
    id: 'persisted-credentials',
    severity: 'warning',
    category: 'security',
    title: 'The checkout leaves its token on the disk',
    why: 'Every later step can read the token. When the whole workspace is uploaded as an artifact, so can everyone who may download it.',
    example: {
        bad: withSteps('- uses: actions/checkout@v5\n- uses: actions/upload-artifact@v4\n  with:\n    path: .'),
        good: withSteps('- uses: actions/checkout@v5\n  with:\n    persist-credentials: false\n- uses: actions/upload-artifact@v4\n  with:\n    path: .'),
    },
    fix: 'Set `persist-credentials: false`, and true only where later steps push.',
    *check(file) {
        for (const { use, step } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || use.slug !== 'actions/checkout' || !step)
                continue;
            const given = inputOf(file, step, 'persist-credentials')?.toLowerCase();
            if (given === 'false' || given?.includes('${{') === true)
                continue;
            const uploaded = uploadsWorkspace(file, step);
            if (given === 'true' && !uploaded)
                continue;
            const start = file.source.at(step.node);
            yield {
                at: { ...start, endLine: start.line, endColumn: start.column + 1 },
                message: uploaded
                    ? 'The token of this checkout stays on the disk, and a later step uploads the whole workspace.'
                    : 'The token of this checkout stays on the disk for all later steps.',
                severity: uploaded ? 'warning' : 'notice',
            };
        }
    },
};
function uploadsWorkspace(file, checkout) {
    const later = (checkout.job?.steps ?? file.steps).filter(({ index }) => index > checkout.index);
    return later.some((step) => {
        if (!/^actions\/upload-artifact@/i.test(step.uses ?? ''))
            return false;
        const paths = (inputOf(file, step, 'path') ?? '').split('\n').map((path) => path.trim());
        return paths.some((path) => /^(?:\.\/?|\.\/?\*\*?(?:\/\*)?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test(path));
    });
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/runner-labels.table.js
/** Labels of runners GitHub has taken away. A job that asks for one waits until it is cancelled. */
const retiredRunners = {
    'ubuntu-16.04': 'ubuntu-24.04',
    'ubuntu-18.04': 'ubuntu-24.04',
    'ubuntu-20.04': 'ubuntu-24.04',
    'macos-10.15': 'macos-15',
    'macos-11': 'macos-15',
    'macos-11.0': 'macos-15',
    'macos-11-large': 'macos-15-large',
    'macos-12': 'macos-15',
    'macos-12.0': 'macos-15',
    'macos-12-large': 'macos-15-large',
    'macos-12-xl': 'macos-15-xlarge',
    'macos-12-xlarge': 'macos-15-xlarge',
    'macos-13': 'macos-15-intel',
    'macos-13-large': 'macos-15-large',
    'macos-13-xl': 'macos-15-xlarge',
    'macos-13-xlarge': 'macos-15-xlarge',
    'windows-2016': 'windows-2025',
    'windows-2019': 'windows-2025',
};
/** Labels GitHub has announced the end of, with what to use (actions/runner-images issue 13518). */
const retiringRunners = {
    'macos-14': 'macos-15',
    'macos-14-large': 'macos-15-large',
    'macos-14-xlarge': 'macos-15-xlarge',
};
/** Labels of GitHub's hosted runners. */
const hostedRunners = [
    'ubuntu-latest',
    'ubuntu-slim',
    'ubuntu-26.04',
    'ubuntu-26.04-arm',
    'ubuntu-24.04',
    'ubuntu-24.04-arm',
    'ubuntu-22.04',
    'ubuntu-22.04-arm',
    'macos-latest',
    'macos-latest-large',
    'macos-latest-xlarge',
    'macos-26',
    'macos-26-intel',
    'macos-26-large',
    'macos-26-xlarge',
    'macos-15',
    'macos-15-intel',
    'macos-15-large',
    'macos-15-xlarge',
    'macos-14',
    'macos-14-large',
    'macos-14-xlarge',
    'windows-latest',
    'windows-2025',
    'windows-2025-vs2026',
    'windows-2022',
    'windows-11-arm',
    'windows-11-vs2026-arm',
    'xcode-27',
    'xcode-27-xlarge',
    'windows-latest-8-cores',
    'ubuntu-latest-4-cores',
    'ubuntu-latest-8-cores',
    'ubuntu-latest-16-cores',
];

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/runners.js




/** The label nodes of a job's `runs-on` as written, expressions included. */
function runsOn(source, job) {
    const value = job.fields.get('runs-on')?.value;
    const list = (0,dist/* isMap */.jh)(value) ? source.field(value, 'labels')?.value : value;
    return source
        .list(list)
        .flatMap((node) => ((0,dist/* isScalar */.jn)(node) ? [{ text: source.string(node) ?? '', node }] : []));
}
/** The labels a job may ask for, each written place once: literals, and the values of a matrix row a label names. */
function possibleLabels(file, job) {
    return runsOn(file.source, job).flatMap((label) => {
        const row = matrixRow(file, label.node);
        return row === undefined ? [label] : rowLabels(file.source, job, row);
    });
}
/** `os` for `${{ matrix.os }}`. */
function matrixRow(file, node) {
    const expression = expressionsAt(file, node).find(({ whole }) => whole);
    return expression?.tree ? /^matrix\.([^.*]+)$/.exec(dotted(expression.tree) ?? '')?.[1] : undefined;
}
/** The scalar values a matrix row can have, from the row and from `include`. */
function rowLabels(source, job, row) {
    const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value;
    const values = source.fields(matrix).filter(({ name }) => name.toLowerCase() === row);
    const included = source.items(source.field(matrix, 'include')?.value).flatMap((item) => source.fields(item));
    const nodes = [
        ...values.flatMap(({ value }) => source.list(value)),
        ...included.filter(({ name }) => name.toLowerCase() === row).flatMap(({ value }) => source.list(value)),
    ];
    return nodes.flatMap((node) => ((0,dist/* isScalar */.jn)(node) ? [{ text: source.string(node) ?? '', node }] : []));
}
/** `linux`, `macos`, `windows`, or undefined when a label tells nothing. */
function systemOf(label) {
    const name = label.toLowerCase();
    if (/^(?:ubuntu|linux)(?:$|-)/.test(name))
        return 'linux';
    return /^(macos|windows)(?:$|-)/.exec(name)?.[1];
}
function isHosted(label) {
    const name = label.toLowerCase();
    return hostedRunners.includes(name) || name in retiredRunners;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/retired-runner.js



const retiredRunner = {
    id: 'retired-runner',
    severity: 'error',
    category: 'workflow',
    title: 'A job asks for a runner GitHub has taken away',
    why: 'No runner will ever take the job: it waits and is cancelled after a day.',
    example: { bad: withJob('runs-on: ubuntu-20.04'), good: withJob('runs-on: ubuntu-24.04') },
    fix: 'Move to a runner image that exists.',
    *check(file) {
        const { source } = file;
        for (const job of file.jobs) {
            const labels = possibleLabels(file, job);
            if (labels.some(({ text }) => text.toLowerCase() === 'self-hosted'))
                continue;
            for (const { text, node } of labels) {
                const gone = replacementIn(retiredRunners, text);
                const replacement = gone ?? replacementIn(retiringRunners, text);
                if (replacement === undefined)
                    continue;
                const at = source.at(node);
                const plain = source.text.slice(node.range?.[0], node.range?.[1]) === text;
                yield {
                    at,
                    message: `The runner image "${text}" ${gone === undefined ? 'is about to be taken away' : 'no longer exists'}.`,
                    severity: gone === undefined ? 'notice' : 'error',
                    hint: `Use "${replacement}".`,
                    ...(plain ? { fix: { ...at, replacement } } : {}),
                };
            }
        }
    },
};
function replacementIn(table, label) {
    const name = label.toLowerCase();
    return Object.hasOwn(table, name) ? table[name] : undefined;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/risky-feature.js




const withdrawnCommands = {
    id: 'unsecure-commands',
    severity: 'error',
    category: 'security',
    title: 'Workflow commands that GitHub switched off are switched on again',
    why: 'With ACTIONS_ALLOW_UNSECURE_COMMANDS anything a script prints can set variables and paths of later steps.',
    example: {
        bad: withSteps('- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true'),
        good: withSteps('- run: echo "LEVEL=high" >> "$GITHUB_ENV"'),
    },
    fix: 'Remove the variable and write to GITHUB_ENV and GITHUB_PATH.',
    *check(file) {
        for (const part of [file, ...file.jobs, ...file.steps]) {
            const env = part.fields.get('env');
            const found = file.source
                .fields(env?.value)
                .find(({ name }) => name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS');
            const value = file.source.string(found?.value);
            if (env && found && value !== undefined && value !== '' && value !== 'false') {
                yield { at: file.source.at(env.key), message: 'Withdrawn workflow commands are switched on.' };
            }
        }
    },
};
const misfeature = {
    id: 'risky-feature',
    severity: 'notice',
    category: 'security',
    title: 'A feature that is hard to use safely',
    why: 'The `cmd` shell goes on after a failed command and has no reliable quoting; `pip-install` of setup-python puts packages into the system’s own Python.',
    example: { bad: withSteps('- run: dir\n  shell: cmd'), good: withSteps('- run: dir\n  shell: pwsh') },
    fix: 'Use `pwsh` or `bash`, and install into a virtual environment.',
    *check(file) {
        const { source } = file;
        for (const { use, step } of action_uses_usesOf(file)) {
            const field = use.kind === 'repository' && use.slug === 'actions/setup-python'
                ? step?.with.find(({ name }) => name === 'pip-install')
                : undefined;
            if (field)
                yield { at: source.at(field.key), message: '"pip-install" puts packages into the system’s Python.' };
        }
        const defaults = [file, ...file.jobs].map((part) => source.field(source.field(part.fields.get('defaults')?.value, 'run')?.value, 'shell'));
        for (const shell of [...defaults, ...file.steps.map((step) => step.fields.get('shell'))]) {
            if (/^cmd(?:\.exe)?(?:\s|$)/i.test(source.string(shell?.value) ?? '')) {
                if (shell)
                    yield { at: source.at(shell.key), message: 'The "cmd" shell goes on after a failed command.' };
            }
        }
        for (const step of file.steps) {
            const name = shellOf(file, step);
            const shell = step.fields.get('shell');
            if (shell &&
                name?.includes('{0}') === true &&
                (0,dist/* isScalar */.jn)(shell.value) &&
                !/^(?:\S*\/)?(?:env\s+)?(?:bash|sh|zsh|pwsh|powershell|python3?|perl|cmd|ruby|node|nix|fish)/.test(name)) {
                yield {
                    at: source.at(shell.key),
                    message: 'This shell is unknown to most tools that read workflows.',
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/runner-label-conflict.js




const runnerLabelConflict = {
    id: 'runner-label-conflict',
    severity: 'error',
    category: 'workflow',
    title: 'A job asks for one runner with two systems',
    why: 'A runner must have all labels of the list. No runner is Linux and Windows at once, so the job waits until it is cancelled.',
    example: {
        bad: withJob('runs-on: [ubuntu-latest, windows-latest]'),
        good: withJob('runs-on: ${{ matrix.os }}\nstrategy:\n  matrix:\n    os: [ubuntu-latest, windows-latest]'),
    },
    fix: 'Run the job once for each system with a matrix.',
    *check(file) {
        for (const job of file.jobs) {
            for (const { first, other } of conflicts(file, job)) {
                const message = `No runner has both labels "${first.text}" and "${other.text}".`;
                yield { at: file.source.at(other.node), message };
            }
        }
    },
};
function conflicts(file, job) {
    const written = runsOn(file.source, job);
    const literals = written.filter(({ node }) => matrixRow(file, node) === undefined);
    const [first] = literals.filter(({ text }) => systemOf(text) !== undefined);
    // A runner of one's own can have any labels.
    if (!first || written.length < 2 || written.some(({ text }) => text.toLowerCase() === 'self-hosted'))
        return [];
    return possibleLabels(file, job)
        .filter((label) => label.node !== first.node && runner_label_conflict_clash(first.text, label.text))
        .map((other) => ({ first, other }));
}
function runner_label_conflict_clash(a, b) {
    const systems = [systemOf(a), systemOf(b)];
    if (systems[0] === undefined || systems[1] === undefined)
        return false;
    return (systems[0] !== systems[1] ||
        (isHosted(a) &&
            isHosted(b) &&
            a.toLowerCase() !== b.toLowerCase() &&
            !a.endsWith('-latest') &&
            !b.endsWith('-latest')));
}
const runnerLabelTypo = {
    id: 'runner-label-typo',
    severity: 'notice',
    category: 'workflow',
    title: 'A runner label looks like a misspelt hosted runner',
    why: 'When no runner has the label, the job waits until it is cancelled.',
    example: { bad: withJob('runs-on: ubuntu-lastest'), good: withJob('runs-on: my-own-runner') },
    fix: 'Correct the label, or ignore this notice when it is a runner of your own.',
    *check(file) {
        for (const job of file.jobs) {
            for (const { text, node } of possibleLabels(file, job)) {
                if (isHosted(text) || text.includes('${{') || text.length < 8)
                    continue;
                const meant = hostedLike(text);
                if (meant === undefined)
                    continue;
                yield {
                    at: file.source.at(node),
                    message: `There is no hosted runner "${text}".`,
                    hint: `Did you mean "${meant}"?`,
                };
            }
        }
    },
};
const judged = new Map();
// `ubuntu-24.04-xl` is a larger runner someone named, `ubuntu-letest` is not. The same few labels come again and again.
function hostedLike(label) {
    const text = label.toLowerCase();
    if (judged.has(text))
        return judged.get(text);
    const meant = (0,suggest/* nearest */.pA)(text, hostedRunners);
    const letters = (name) => name.replace(/[^a-z]/g, '');
    const typo = meant !== undefined && (0,suggest/* distance */.Io)(text, meant) <= 2 && letters(text) !== letters(meant);
    if (judged.size < 1000)
        judged.set(text, typo ? meant : undefined);
    return typo ? meant : undefined;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/runners-and-limits.js



const selfHostedRunner = {
    id: 'self-hosted-runner',
    severity: 'warning',
    category: 'security',
    title: 'Pull requests run on a self-hosted runner',
    why: 'The code of a pull request runs on a machine that stays. In a public repository anyone can leave something there for the next job.',
    example: {
        bad: workflow({ on: 'pull_request', job: 'runs-on: [self-hosted, linux]' }),
        good: workflow({ on: 'push', job: 'runs-on: ubuntu-latest' }),
    },
    fix: 'Run pull requests on hosted runners, or on runners that are thrown away after each job.',
    *check(file) {
        const strangers = hasEvent(file, 'pull_request', 'pull_request_target', 'issue_comment', 'workflow_run');
        for (const job of file.jobs) {
            const field = job.fields.get('runs-on');
            if (!field)
                continue;
            const grouped = file.source.field(field.value, 'group');
            const own = possibleLabels(file, job).some(({ text }) => text.toLowerCase() === 'self-hosted');
            if (!own && !grouped)
                continue;
            const severity = strangers && own ? 'warning' : 'notice';
            const message = strangers
                ? 'Pull requests run on a self-hosted runner.'
                : 'This job runs on a self-hosted runner.';
            yield { at: file.source.at(field.key), message, severity };
        }
    },
};
const missingTimeout = {
    id: 'missing-timeout',
    severity: 'notice',
    category: 'workflow',
    title: 'A job may run for six hours',
    why: 'A job that hangs is stopped after 360 minutes only, and until then it costs minutes and blocks its concurrency group.',
    example: {
        bad: withJob('runs-on: ubuntu-latest'),
        good: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 15'),
    },
    fix: 'Add `timeout-minutes:` to the job.',
    *check(file) {
        for (const job of file.jobs) {
            if (job.uses !== undefined || job.fields.has('timeout-minutes') || job.steps.length === 0)
                continue;
            if (job.steps.every((step) => step.fields.has('timeout-minutes')))
                continue;
            yield { at: file.source.at(job.key), message: `The job "${job.id}" has no time limit.` };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/schedule-timezone.js


const scheduleTimezone = {
    id: 'schedule-timezone',
    severity: 'error',
    category: 'workflow',
    title: 'A schedule names a timezone that does not exist',
    why: 'GitHub accepts names of the IANA database only, as `Europe/Berlin`; a schedule with another name is refused.',
    example: {
        bad: workflow({ on: "schedule:\n  - cron: '0 6 * * *'\n    timezone: Europe/Berln" }),
        good: workflow({ on: "schedule:\n  - cron: '0 6 * * *'\n    timezone: Europe/Berlin" }),
    },
    fix: 'Use a name as `Europe/Berlin`. Without a timezone the schedule is in UTC.',
    *check(file) {
        for (const event of file.events.filter(({ name }) => name === 'schedule')) {
            for (const entry of file.source.items(event.config)) {
                const field = file.source.field(entry, 'timezone');
                const name = file.source.string(field?.value);
                if (!field || name === undefined || isTimezone(name))
                    continue;
                const meant = (0,suggest/* nearest */.pA)(name, Intl.supportedValuesOf('timeZone'));
                yield {
                    at: file.source.where(field),
                    message: `There is no timezone "${name}".`,
                    ...(meant === undefined ? {} : { hint: `Did you mean "${meant}"?` }),
                };
            }
        }
    },
};
// Abbreviations and offsets are accepted by JavaScript but are no IANA names.
function isTimezone(name) {
    if (!name.includes('/'))
        return false;
    try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/scripts.js


const pipedDownload = {
    id: 'piped-download',
    severity: 'warning',
    category: 'security',
    title: 'A download is piped into a shell',
    why: 'What the server sends at that moment runs unseen, with the job’s token. When the connection breaks, half a script runs.',
    example: {
        bad: withSteps('- run: curl -fsSL https://example.com/install.sh | bash'),
        good: withSteps('- run: |\n    curl -fsSLo install.sh https://example.com/install.sh\n    echo "$SUM  install.sh" | sha256sum --check\n    bash install.sh'),
    },
    fix: 'Download a fixed version, compare its checksum, then run it.',
    *check(file) {
        for (const script of scriptsOf(file)) {
            const commands = script.commands;
            for (const [index, command] of commands.entries()) {
                const last = pipedShell(commands, index);
                if (last)
                    yield { at: script.at(command.start, last.end), message: 'A download is piped into a shell.' };
            }
            for (const match of script.text.matchAll(/\b(?:bash|sh|zsh)\s+(?:-\w+\s+)?(?:<\(|"?\$\()\s*(?:curl|wget)\b|\b(?:iex|Invoke-Expression)\b[^\n]*(?:DownloadString|Invoke-WebRequest|iwr|irm|Invoke-RestMethod)\b|\b(?:irm|iwr|Invoke-RestMethod|Invoke-WebRequest)\b[^\n|]*\|\s*(?:iex|Invoke-Expression)\b/gi)) {
                yield {
                    at: script.at(match.index, match.index + match[0].length),
                    message: 'A download is run without a look at it.',
                };
            }
        }
    },
};
const shells = /^(?:sudo\s+(?:-\w+\s+)*)?(?:env\s+(?:\w+=\S+\s+)*)?(?:\/(?:usr\/)?bin\/)?(?:bash|sh|zsh|dash|python3?|perl|ruby|node)(?:\s|$)/;
function pipedShell(commands, from) {
    if (!/^(?:sudo\s+)?(?:curl|wget)\s/.test(commands[from]?.text ?? ''))
        return undefined;
    for (let at = from; commands[at]?.operator === '|'; at++) {
        const next = commands[at + 1];
        // `python3 -m json.tool` and `node -e` read data, they do not run it.
        if (next && shells.test(next.text) && !/\s-[mce]\b|\s--eval|\.(?:py|js|rb|pl)\b/.test(next.text))
            return next;
    }
    return undefined;
}
const cleanUps = /^(?:sudo\s+)?(?:kill|pkill|killall|rm|rmdir|unlink|umount|git\s+(?:config|branch|tag|remote|worktree|stash|rebase\s+--abort|merge\s+--abort|am\s+--abort|diff|fetch|push\s+\S+\s+--delete|push\s+--delete)|docker\s+(?:compose\s+)?(?:rm|rmi|stop|kill|down|logs|volume|network|system|image|container|ps)|docker-compose\s+(?:down|logs|stop)|grep|egrep|rg|awk|sed|diff|cmp|find|which|command|type|test|\[|\[\[|cat|ls|stat|tail|head|journalctl|dmesg|systemctl|ps|lsof|read|mkdir|ln|mv|cp|cd|pushd|popd|true|wait|gh\s+\S+|kubectl\s+(?:delete|logs|describe|get)|brew\s+(?:unlink|uninstall|update|install|link|upgrade)|apt(?:-get)?\s|choco|security|defaults|launchctl|adb|xcrun|npm\s+(?:view|ls|outdated|audit)|pip\s+(?:list|freeze|uninstall)|xargs|sleep|tee|printf|echo|export|unset|set|jq|curl|wget|expr|let|date|chmod|chown|tput|strings|file|swapoff|swapon|mount|taskkill|netsh|sysctl|ulimit|timeout\s+\S+\s+(?:tail|cat))(?:\s|$|\()/;
const swallowedError = {
    id: 'swallowed-error',
    severity: 'warning',
    category: 'workflow',
    title: 'A failure is ignored',
    why: 'With `|| true` or `continue-on-error` a check that fails looks like one that passed.',
    example: {
        bad: withSteps('- run: npm test || true'),
        good: withSteps('- run: kill "$SERVER" || true\n- run: npm test'),
    },
    fix: 'Let it fail, or handle the failure: use the step’s `outcome` in a later step.',
    *check(file) {
        for (const script of scriptsOf(file)) {
            if (script.step.fields.get('if') &&
                /(?:always|failure|cancelled)\s*\(/.test(file.source.string(script.step.fields.get('if')?.value) ?? ''))
                continue;
            const commands = script.commands;
            for (const [index, command] of commands.entries()) {
                const next = commands[index + 1];
                if (command.operator !== '||' || !next || !/^(?:true|:|exit 0)$/.test(next.text))
                    continue;
                if (!important.test(command.text) ||
                    cleanUps.test(command.text) ||
                    /=\s*["']?\$\(/.test(command.text))
                    continue;
                yield { at: script.at(command.start, next.end), message: 'A failure of this command is ignored.' };
            }
        }
        for (const part of [...file.jobs, ...file.steps]) {
            const field = part.fields.get('continue-on-error');
            if (!field || file.source.string(field.value) !== 'true')
                continue;
            const step = 'index' in part ? part : undefined;
            const handled = step?.id !== undefined && file.source.text.includes(`steps.${step.id}.`);
            const what = step ? 'step' : 'job';
            if (!handled)
                yield {
                    at: file.source.at(field.key),
                    message: `A failure of this ${what} is ignored.`,
                    severity: step && isCheck(step.run) ? 'warning' : 'notice',
                };
        }
    },
};
// Tests, checks and builds: what someone relies on when the job is green.
const important = /\b(?:test|tests|lint|check|build|deploy|publish|audit|verify|validate|typecheck|pytest|jest|vitest|mocha|eslint|ruff|mypy|clippy|tox|nox|scan)\b/i;
function isCheck(run) {
    return run !== undefined && important.test(run);
}
const adHocPackage = {
    id: 'ad-hoc-package',
    severity: 'notice',
    category: 'security',
    title: 'A package is installed outside of any lock file',
    why: 'Its version, or that of what it depends on, is decided when the job runs. A package taken over an hour ago is in.',
    example: { bad: withSteps('- run: npm install lodash'), good: withSteps('- run: npm ci') },
    fix: 'Put the package into a manifest with a lock file and install from that.',
    *check(file) {
        for (const script of scriptsOf(file)) {
            for (const command of script.commands) {
                const match = /^(?:sudo\s+)?(?:(gem)\s+(?:install|i)|(npm)\s+(?:install|i|add)|(yarn|pnpm|bundle)\s+add)((?:\s+\S+)+)$/.exec(command.text);
                const packages = match?.[4]
                    ?.trim()
                    .split(/\s+/)
                    .filter((word, index, words) => !word.startsWith('-') && !/^-v$|^--version$/.test(words[index - 1] ?? ''));
                if (!match || !packages || packages.every((word) => /^[./~$]|\.tgz$|\.gem$/.test(word)))
                    continue;
                yield {
                    at: script.at(command.start, command.end),
                    message: 'This installs packages that no lock file holds.',
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/secrets.js




const allSecrets = {
    id: 'all-secrets',
    severity: 'warning',
    category: 'security',
    title: 'All secrets are handed over at once',
    why: 'A step gets every secret of the repository and organization, also those added later, and the runner can no longer keep unused ones away from the job.',
    example: {
        bad: withSteps('- run: ./deploy\n  env:\n    SECRETS: ${{ toJSON(secrets) }}'),
        good: withSteps('- run: ./deploy\n  env:\n    TOKEN: ${{ secrets.DEPLOY_TOKEN }}'),
    },
    fix: 'Name each secret the step needs.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree)
                continue;
            for (const tree of accesses(expression.tree)) {
                const whole = tree.kind === 'context' && tree.name.toLowerCase() === 'secrets';
                const filtered = tree.kind === 'access' &&
                    tree.object.kind === 'context' &&
                    tree.object.name.toLowerCase() === 'secrets' &&
                    !tree.index;
                if (whole || filtered)
                    yield { at: expression.at(tree), message: 'This hands over all secrets.' };
            }
            for (const tree of within(expression.tree)) {
                const computed = tree.kind === 'access' &&
                    tree.index &&
                    tree.index.kind !== 'literal' &&
                    dotted(tree.object) === 'secrets';
                if (computed)
                    yield {
                        at: expression.at(tree),
                        message: 'A secret is chosen by a computed name, so all secrets must be handed over.',
                        severity: 'notice',
                    };
            }
        }
    },
};
const inheritedSecrets = {
    id: 'inherited-secrets',
    severity: 'warning',
    category: 'security',
    title: 'A called workflow inherits all secrets',
    why: '`secrets: inherit` gives the called workflow every secret, not just those it declares.',
    example: {
        bad: workflow({
            jobs: 'deploy:\n  uses: octo-org/deploy/.github/workflows/deploy.yml@main\n  secrets: inherit',
        }),
        good: workflow({
            jobs: 'deploy:\n  uses: octo-org/deploy/.github/workflows/deploy.yml@main\n  secrets:\n    token: ${{ secrets.DEPLOY_TOKEN }}',
        }),
    },
    fix: 'Name the secrets the called workflow needs.',
    *check(file) {
        for (const job of file.jobs) {
            const field = job.fields.get('uses');
            if (!field || file.source.string(job.fields.get('secrets')?.value) !== 'inherit')
                continue;
            const local = /^[.$]\//.test(job.uses ?? '');
            yield {
                at: file.source.where(field),
                message: 'The called workflow inherits all secrets.',
                severity: local ? 'notice' : 'warning',
            };
        }
    },
};
const unredactedSecret = {
    id: 'unredacted-secret',
    severity: 'warning',
    category: 'security',
    title: 'A part of a secret is used, which the log does not hide',
    why: 'The runner hides a secret in logs only as a whole. Values taken out of it by fromJSON are shown as they are.',
    example: {
        bad: withSteps('- run: ./deploy\n  env:\n    KEY: ${{ fromJSON(secrets.CONFIG).key }}'),
        good: withSteps('- run: ./deploy\n  env:\n    KEY: ${{ secrets.CONFIG_KEY }}'),
    },
    fix: 'Store each value as a secret of its own.',
    *check(file) {
        for (const expression of file.expressions) {
            for (const tree of expression.tree ? within(expression.tree) : []) {
                if (tree.kind !== 'call' || tree.name.toLowerCase() !== 'fromjson')
                    continue;
                const [argument] = tree.args;
                if (!argument || !/^secrets\.[^.]+$/.test(dotted(argument) ?? ''))
                    continue;
                yield { at: expression.at(tree), message: 'What is taken out of this secret is not hidden in logs.' };
            }
        }
    },
};
const secretInLog = {
    id: 'secret-in-log',
    severity: 'warning',
    category: 'security',
    title: 'A secret is written into a script or a log',
    why: 'Written into the script, the secret stands in the process list and in a file on the disk, and a quote in it breaks the script. Printed in another form, as base64 or letter by letter, the log does not hide it.',
    example: {
        bad: withSteps('- run: |\n    curl -H "Authorization: Bearer ${{ secrets.TOKEN }}" https://example.com'),
        good: withSteps('- run: |\n    curl -H "Authorization: Bearer $TOKEN" https://example.com\n  env:\n    TOKEN: ${{ secrets.TOKEN }}'),
    },
    fix: 'Hand the secret over in `env:`, and never print it.',
    *check(file) {
        for (const script of scriptsOf(file)) {
            for (const expression of expressionsAt(file, script.scalar)) {
                const access = expression.tree &&
                    [...accesses(expression.tree)].find((tree) => /^secrets\.[^.*]+$/.test(dotted(tree) ?? ''));
                if (access && !masked(script.text, expression.start))
                    yield { at: expression.at(access), message: 'A secret is written into a script.' };
            }
            const names = secretVariables(file, script.step.env);
            for (const command of names.length === 0 ? [] : script.commands) {
                const name = names.find((candidate) => leaks(command, candidate));
                if (name !== undefined)
                    yield {
                        at: script.at(command.start, command.end),
                        message: `The secret in "${name}" is printed to the log.`,
                    };
            }
        }
    },
};
function secretVariables(file, env) {
    return env
        .filter(({ value }) => /\$\{\{\s*secrets\./i.test(file.source.string(value) ?? ''))
        .map(({ name }) => name);
}
// `echo "$TOKEN"` alone: piped or redirected it does not reach the log.
function leaks({ text, operator }, name) {
    if (operator === '|' ||
        text.includes('$(') ||
        text.includes('`') ||
        text.includes('>') ||
        text.includes('::add-mask::'))
        return false;
    const printing = /^(?:echo|printf|Write-Host|Write-Output)\b/.test(text);
    const variable = new RegExp(`\\$(?:env:)?\\{?${RegExp.escape(name)}\\b`, 'i');
    return (printing && variable.test(text)) || new RegExp(`^printenv\\s+${RegExp.escape(name)}\\b`).test(text);
}
function masked(text, index) {
    const from = text.lastIndexOf('\n', index) + 1;
    return text.slice(from, index).includes('::add-mask::');
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/shell-name.js



const everywhere = ['bash', 'pwsh', 'python'];
const bySystem = { windows: ['cmd', 'powershell'], linux: ['sh'], macos: ['sh'] };
const shellName = {
    id: 'shell-name',
    severity: 'error',
    category: 'workflow',
    title: 'A shell the runner does not have',
    why: 'Only `bash`, `pwsh`, `python`, on Linux and macOS `sh`, on Windows `cmd` and `powershell` can be named alone. Any other shell needs a whole command with `{0}` for the script.',
    example: {
        bad: withSteps('- run: make\n  shell: zsh'),
        good: withSteps("- run: make\n  shell: 'zsh {0}'"),
    },
    fix: 'Name a shell the runner knows, or write its command with `{0}`.',
    *check(file) {
        for (const { node, job, guarded } of shell_name_shells(file)) {
            const name = file.source.string(node) ?? '';
            if (name === '' || /\s|\{0\}|\$\{\{/.test(name))
                continue;
            const systems = systemsOf(file, job);
            const known = [
                ...everywhere,
                ...(systems.length === 0
                    ? Object.values(bySystem).flat()
                    : systems.flatMap((system) => bySystem[system] ?? [])),
            ];
            if (known.includes(name.toLowerCase()))
                continue;
            const exists = Object.values(bySystem).flat().includes(name.toLowerCase());
            // A condition may keep the step away from the systems that lack the shell.
            if (exists && guarded)
                continue;
            const meant = (0,suggest/* nearest */.pA)(name, known);
            const message = exists
                ? `There is no shell "${name}" on ${systems.join(' and ')}.`
                : `There is no shell "${name}".`;
            yield {
                at: file.source.at(node),
                message,
                hint: meant === undefined
                    ? `Known shells are ${[...new Set(known)].join(', ')}.`
                    : `Did you mean "${meant}"?`,
            };
        }
    },
};
function* shell_name_shells({ source, fields, jobs, steps, }) {
    const byDefault = (node) => source.field(source.field(node, 'run')?.value, 'shell')?.value;
    const top = byDefault(fields.get('defaults')?.value);
    if (top)
        yield { node: top, job: undefined, guarded: false };
    for (const job of jobs) {
        const node = byDefault(job.fields.get('defaults')?.value);
        if (node)
            yield { node, job, guarded: false };
    }
    for (const step of steps) {
        const node = step.fields.get('shell')?.value;
        if (node)
            yield { node, job: step.job, guarded: step.fields.has('if') };
    }
}
// A shell is wrong only when no label of the job leads to a system that has it.
function systemsOf(file, job) {
    if (!job || job.fields.has('container'))
        return [];
    const labels = possibleLabels(file, job).map(({ text }) => systemOf(text));
    return labels.some((system) => system === undefined) ? [] : [...new Set(labels)];
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/spoofable-condition.js




const chosen = /^(?:github\.(?:actor|base_ref|head_ref|ref|ref_name|sha|triggering_actor|workflow|event\..+)|inputs\..+|env\..+)$/;
const spoofableCondition = {
    id: 'spoofable-condition',
    severity: 'error',
    category: 'security',
    title: 'contains searches in a text where a list is meant',
    why: "In a text, any part of it matches: with `contains('main develop', github.ref_name)` a branch named `m` passes.",
    example: {
        bad: withSteps("- run: ./deploy\n  if: contains('refs/heads/main refs/heads/prod', github.ref)"),
        good: withSteps(`- run: ./deploy\n  if: contains(fromJSON('["refs/heads/main", "refs/heads/prod"]'), github.ref)`),
    },
    fix: 'Write a list: `contains(fromJSON(\'["main", "develop"]\'), …)`.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree || !isCondition(expression.path))
                continue;
            for (const tree of within(expression.tree)) {
                if (tree.kind !== 'call' || tree.name.toLowerCase() !== 'contains')
                    continue;
                const [text, part] = tree.args;
                if (text?.kind !== 'literal' || typeof text.value !== 'string' || !part)
                    continue;
                const path = dotted(part);
                if (path === undefined)
                    continue;
                const spoofable = chosen.test(path);
                const message = spoofable
                    ? 'Any part of the text passes, and this value can be chosen to be one.'
                    : 'Any part of the text passes.';
                yield { at: expression.at(tree), message, severity: spoofable ? 'error' : 'notice' };
            }
        }
    },
};
const emptyTernary = {
    id: 'empty-ternary',
    severity: 'warning',
    category: 'workflow',
    title: 'A choice whose first result can never come out',
    why: '`a && b || c` gives `c` whenever `b` is empty, false, 0 or null, also when `a` is true.',
    example: {
        bad: withSteps("- run: make ${{ github.ref == 'refs/heads/main' && '' || '--debug' }}"),
        good: withSteps("- run: make ${{ github.ref != 'refs/heads/main' && '--debug' || '' }}"),
    },
    fix: 'Turn the condition round, so that the empty value stands last.',
    *check(file) {
        for (const expression of file.expressions) {
            for (const tree of expression.tree ? within(expression.tree) : []) {
                if (tree.kind !== 'or')
                    continue;
                for (const arg of tree.args.slice(0, -1)) {
                    const result = arg.kind === 'and' ? arg.args.at(-1) : undefined;
                    const empty = result?.kind === 'literal' &&
                        (result.value === '' || result.value === false || result.value === 0 || result.value === null);
                    if (empty && result)
                        yield {
                            at: expression.at(result),
                            message: 'This value never comes out of the expression; what follows "||" does.',
                        };
                }
            }
        }
    },
};
const constantExpression = {
    id: 'constant-expression',
    severity: 'notice',
    category: 'security',
    title: 'An expression that always gives the same text',
    why: 'It can be written as the text itself. Constant expressions are used to hide what a workflow does from reviewers and tools.',
    example: {
        bad: withSteps("- run: echo ${{ format('{0}{1}', 'cu', 'rl') }}"),
        good: withSteps('- run: echo curl'),
    },
    fix: 'Write the text.',
    *check(file) {
        for (const expression of file.expressions) {
            if (!expression.tree || isCondition(expression.path))
                continue;
            yield* constants(expression);
        }
    },
};
function* constants(expression) {
    const stack = expression.tree ? [{ tree: expression.tree, top: true }] : [];
    for (let next = stack.pop(); next; next = stack.pop()) {
        const { tree, top } = next;
        const constant = constantValue(tree) !== undefined && (top || tree.kind !== 'literal');
        if (constant && (!top || tree.kind !== 'literal' || !expression.whole))
            yield { at: expression.at(tree), message: 'This always gives the same text.' };
        else
            stack.push(...childrenOf(tree).map((child) => ({ tree: child, top: false })));
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/suspicious-uses.js





const popular = [
    ...new Set([...Object.keys(oldestMajors), ...Object.keys(cachingActions), ...publishers]),
].filter((name) => name.split('/').length === 2);
const popularOwners = [...new Set(popular.map((name) => name.split('/')[0] ?? ''))];
const misspeltAction = {
    id: 'misspelt-action',
    severity: 'error',
    category: 'security',
    title: 'The name of an action is one slip away from a well-known one',
    why: 'Names near those of popular actions are registered to catch typing errors. The action then runs with the job’s token and secrets.',
    example: { bad: withSteps('- uses: actoins/checkout@v5'), good: withSteps('- uses: actions/checkout@v5') },
    fix: 'Correct the name.',
    *check(file) {
        for (const { use, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' || popularOwners.includes(use.owner.toLowerCase()))
                continue;
            const meant = popular.find((name) => {
                const [owner = '', repository = ''] = name.split('/');
                return (repository === use.name.toLowerCase() &&
                    owner.length > 4 &&
                    (0,suggest/* distance */.Io)(owner, use.owner.toLowerCase()) === 1);
            });
            if (meant !== undefined)
                yield {
                    at: file.source.where(field),
                    message: `"${use.owner}/${use.name}" is not "${meant}".`,
                    hint: `Did you mean "${meant}"?`,
                };
        }
    },
};
const obscureUses = {
    id: 'obscure-uses',
    severity: 'notice',
    category: 'security',
    title: 'The path of an action is written in a roundabout way',
    why: 'Empty parts, `.` and `..` in the path hide from reviewers and tools which action runs.',
    example: {
        bad: withSteps('- uses: actions/cache/save/../restore@v4'),
        good: withSteps('- uses: actions/cache/restore@v4'),
    },
    fix: 'Write the path directly.',
    *check(file) {
        for (const { use, field } of action_uses_usesOf(file)) {
            const text = file.source.string(field.value) ?? '';
            const parts = text.split('@')[0]?.split('/') ?? [];
            const odd = use.kind === 'repository' && parts.some((part) => part === '' || part === '.' || part === '..');
            if (!odd)
                continue;
            const start = file.source.at(field.key);
            yield { at: start, message: 'The path of this action is written in a roundabout way.' };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/untrusted.table.js
/** Contexts whose text anyone can choose who can open an issue or a pull request, comment, or have a commit merged. */
const anyoneControls = [
    'github.head_ref',
    'github.event.issue.title',
    'github.event.issue.body',
    'github.event.comment.body',
    'github.event.comment.user.name',
    'github.event.review.body',
    'github.event.review_comment.body',
    'github.event.discussion.title',
    'github.event.discussion.body',
    'github.event.answer.body',
    'github.event.pages.*.page_name',
    'github.event.pages.*.title',
    'github.event.pages.*.summary',
    'github.event.commits.*.message',
    'github.event.commits.*.author.name',
    'github.event.commits.*.author.email',
    'github.event.commits.*.committer.name',
    'github.event.commits.*.committer.email',
    'github.event.head_commit.message',
    'github.event.head_commit.author.name',
    'github.event.head_commit.author.email',
    'github.event.head_commit.committer.name',
    'github.event.head_commit.committer.email',
    'github.event.pull_request.title',
    'github.event.pull_request.body',
    'github.event.pull_request.head.ref',
    'github.event.pull_request.head.label',
    'github.event.pull_request.head.repo.default_branch',
    'github.event.pull_request.head.repo.description',
    'github.event.pull_request.head.repo.homepage',
    'github.event.workflow_run.head_branch',
    'github.event.workflow_run.display_title',
    'github.event.workflow_run.head_commit.message',
    'github.event.workflow_run.head_commit.author.name',
    'github.event.workflow_run.head_commit.author.email',
    'github.event.workflow_run.head_commit.committer.name',
    'github.event.workflow_run.head_commit.committer.email',
    'github.event.workflow_run.head_repository.description',
    'github.event.workflow_run.pull_requests.*.head.ref',
    'github.event.check_run.check_suite.head_branch',
    'github.event.check_suite.head_branch',
    'github.event.forkee.description',
    'github.event.changes.body.from',
    'github.event.changes.title.from',
    'github.event.changes.head.ref.from',
];
/** Contexts whose text only people with write access, or who may call the workflow, choose. */
const writersControl = [
    'github.ref',
    'github.ref_name',
    'github.base_ref',
    'github.event.ref',
    'github.event.base_ref',
    'github.event.inputs.*',
    'github.event.client_payload.*',
    'github.event.release.name',
    'github.event.release.body',
    'github.event.release.tag_name',
    'github.event.release.target_commitish',
    'github.event.label.name',
    'github.event.label.description',
    'github.event.milestone.title',
    'github.event.milestone.description',
    'github.event.pull_request.base.ref',
    'github.event.pull_request.milestone.title',
    'github.event.pull_request.labels.*.name',
    'github.event.issue.labels.*.name',
    'github.event.issue.milestone.title',
    'github.event.deployment.payload',
];
/** Outputs of actions that hold names of changed files or of branches of a pull request. */
const untrustedOutputs = {
    'tj-actions/changed-files': /files$/,
    'tj-actions/branch-names': /branch$/,
    'jitterbit/get-changed-files': /./,
    'trilom/file-changes-action': /^files/,
    'xt0rted/pull-request-comment-branch': /^head_ref$/,
    'potiuk/get-workflow-origin': /^(?:sourceHeadBranch|pullRequestLabels)$/i,
    'khan/pull-request-comment-trigger': /^comment_body$/,
};
/** Inputs of actions that are run as code. */
const codeInputs = {
    'actions/github-script': ['script'],
    'amadevus/pwsh-script': ['script'],
    'jannekem/run-python-script-action': ['script'],
    'cardinalby/js-eval-action': ['expression'],
    'addnab/docker-run-action': ['options', 'run'],
    'appleboy/ssh-action': ['script'],
    'azure/powershell': ['inlinescript'],
    'azure/cli': ['inlinescript'],
    'azure/cli-action': ['inlinescript'],
    'cypress-io/github-action': ['build', 'start', 'command', 'install-command'],
    'nick-fields/retry': ['command', 'on_retry_command'],
    'nick-invision/retry': ['command', 'on_retry_command'],
    'reactivecircus/android-emulator-runner': ['script', 'pre-emulator-launch-script'],
    'mikefarah/yq': ['cmd'],
    'devorbitus/yq-action-output': ['cmd'],
    'sergeysova/jq-action': ['cmd'],
    'gautamkrishnar/keepalive-workflow': ['commit_message'],
    'py-actions/py-dependency-install': ['path'],
    '8398a7/action-slack': ['custom_payload'],
    'satackey/action-js-inline': ['script'],
};

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/taint.js






const order = ['fixed', 'earlier', 'write', 'caller', 'anyone'];
/** The parts of an expression whose text ends up in its value: conditions and comparisons do not. */
function* flowing(tree) {
    if (tree.kind === 'context' || tree.kind === 'access') {
        if (dotted(tree) !== undefined)
            yield tree;
        else if (tree.kind === 'access')
            yield* flowing(tree.object);
    }
    else if (tree.kind === 'and')
        yield* flowing(tree.args.at(-1));
    else if (tree.kind === 'call' &&
        !['format', 'join', 'tojson', 'fromjson', 'case'].includes(tree.name.toLowerCase()))
        return;
    else if (tree.kind === 'or' || tree.kind === 'call')
        for (const child of childrenOf(tree))
            yield* flowing(child);
}
function worst(controllers) {
    let found = 'fixed';
    for (const controller of controllers)
        if (order.indexOf(controller) > order.indexOf(found))
            found = controller;
    return found;
}
/** Who chooses the text of a context access at a place. */
function controllerOf(tree, place, depth = 0) {
    const path = dotted(tree) ?? '';
    const [root = '', name = '', ...rest] = path.split('.');
    if (root === 'github')
        return ofGithub(path);
    if (root === 'inputs')
        return ofInput(place, name);
    if (depth > 4)
        return 'earlier';
    if (root === 'env')
        return ofEnv(place, name, depth);
    if (root === 'matrix')
        return ofMatrix(place, name, depth);
    if (root === 'steps' && rest[0] === 'outputs')
        return ofOutput(place, name, rest[1] ?? '*');
    if (root === 'needs' && rest[0] === 'outputs')
        return 'earlier';
    return 'fixed';
}
function controllerOfText(expressions, place, depth) {
    const trees = expressions.flatMap(({ tree }) => (tree ? [...flowing(tree)] : []));
    return worst(trees.map((tree) => controllerOf(tree, place, depth + 1)));
}
function ofGithub(path) {
    if (anyoneControls.some((known) => covers(known, path)))
        return 'anyone';
    if (writersControl.some((known) => covers(known, path)))
        return 'write';
    return 'fixed';
}
// The path itself, what lies below it, or a whole object that contains it.
function covers(known, path) {
    const [a, b] = [known.split('.'), path.split('.')];
    const length = Math.min(a.length, b.length);
    return (b.length > 1 &&
        a.slice(0, length).every((part, index) => part === b[index] || part === '*' || b[index] === '*'));
}
function ofInput({ file }, name) {
    if (file.kind === 'action')
        return 'caller';
    const { source } = file;
    const kinds = file.events.flatMap((event) => {
        const input = source
            .fields(source.field(event.config, 'inputs')?.value)
            .find((field) => field.name.toLowerCase() === name);
        return input
            ? [{ event: event.name, type: source.string(source.field(input.value, 'type')?.value) ?? 'string' }]
            : [];
    });
    const free = kinds.filter(({ type }) => type === 'string');
    if (kinds.length === 0)
        return 'write';
    if (free.length === 0)
        return 'fixed';
    return free.some(({ event }) => event === 'workflow_call') ? 'caller' : 'write';
}
function ofEnv(place, name, depth) {
    const { file, job, step } = place;
    const envs = [step?.fields.get('env')?.value, job?.fields.get('env')?.value, file.fields.get('env')?.value];
    for (const env of envs) {
        const field = file.source.fields(env).find((candidate) => candidate.name.toLowerCase() === name);
        if (!field)
            continue;
        return controllerOfText(expressionsAt(file, field.value), place, depth);
    }
    return /^(?:github|runner)_/.test(name) ? 'fixed' : 'earlier';
}
function ofMatrix(place, name, depth) {
    const { file, job } = place;
    if (!job)
        return 'fixed';
    const matrix = matrixNode(file.source, job);
    const inside = matrixExpressions(file, job);
    // The whole matrix, a whole row, or a value below a key of that name.
    const named = inside.filter(({ path }) => path.length === 4 ||
        path.slice(4).some((part) => part === 'include' || String(part).toLowerCase() === name));
    if (matrix === undefined || named.length === 0)
        return 'fixed';
    const known = controllerOfText(named, place, depth);
    return known === 'fixed' && !(0,dist/* isMap */.jh)(matrix) ? 'earlier' : worst([known, 'earlier']);
}
function ofOutput({ file, job }, id, output) {
    const steps = job ? job.steps : file.steps;
    const step = steps.find((candidate) => candidate.id?.toLowerCase() === id);
    const use = step && parseUse(file.source, step.fields.get('uses')?.value);
    const known = use?.kind === 'repository' && Object.hasOwn(untrustedOutputs, use.slug)
        ? untrustedOutputs[use.slug]
        : undefined;
    return known?.test(output) === true ? 'anyone' : 'earlier';
}
const byJob = new WeakMap();
function matrixExpressions(file, job) {
    const known = byJob.get(job);
    if (known)
        return known;
    const prefix = ['jobs', job.id, 'strategy', 'matrix'];
    const found = file.expressions.filter(({ path }) => prefix.every((part, index) => path[index] === part));
    byJob.set(job, found);
    return found;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/template-injection.js







const templateInjection = {
    id: 'template-injection',
    severity: 'error',
    category: 'security',
    title: 'Text that others choose is written into a script',
    why: 'GitHub puts the text into the script before a shell reads it. A title such as `"; curl … | sh #` then runs as a command, with the job’s token and secrets.',
    example: {
        bad: workflow({ on: 'issues', steps: '- run: echo "${{ github.event.issue.title }}"' }),
        good: workflow({
            on: 'issues',
            steps: '- run: echo "$TITLE"\n  env:\n    TITLE: ${{ github.event.issue.title }}',
        }),
    },
    fix: 'Hand the value over in `env:` and write `"$NAME"` in the script.',
    *check(file) {
        const seen = new Set();
        for (const step of file.steps) {
            for (const expression of codeOf(file, step)) {
                if (!expression.tree)
                    continue;
                for (const tree of flowing(expression.tree)) {
                    const path = dotted(tree) ?? '';
                    const controller = controllerOf(tree, { file, job: step.job, step });
                    if (controller === 'earlier' && !/^(?:env|matrix)\./.test(path))
                        continue;
                    // The same input again is the same decision: the first place warns, the others are noted.
                    const spot = judge(file, controller, seen.has(path));
                    seen.add(path);
                    if (spot)
                        yield { at: expression.at(tree), ...spot, message: `${template_injection_name(expression, tree)} ${spot.message}` };
                }
            }
        }
    },
};
const meanings = {
    anyone: 'is written into a script, and anyone can choose its text.',
    caller: 'is written into a script, and whoever calls it chooses its text.',
    write: 'is written into a script, and people with write access choose its text.',
    earlier: 'is written into a script, and its text is only decided while the workflow runs.',
    fixed: undefined,
};
// An action below `.github/` is called by workflows of the same repository only.
function judge(file, controller, again) {
    const message = meanings[controller];
    if (message === undefined)
        return undefined;
    if (controller === 'anyone')
        return { message, severity: onlyPullRequests(file) ? 'warning' : 'error' };
    const own = file.kind === 'action' && file.path.startsWith('.github/');
    return { message, severity: controller === 'caller' && !own && !again ? 'warning' : 'notice' };
}
function template_injection_name(expression, tree) {
    return `"${expression.text.slice(tree.start, tree.end).replace(/\s+/g, ' ').slice(0, 80)}"`;
}
/** The expressions inside what a step runs as code. */
function codeOf(file, step) {
    const scalars = [step.fields.get('run')?.value];
    const use = parseUse(file.source, step.fields.get('uses')?.value);
    if (use?.kind === 'repository') {
        const inputs = Object.hasOwn(codeInputs, use.slug) ? (codeInputs[use.slug] ?? []) : [];
        for (const field of step.with)
            if (inputs.includes(field.name.toLowerCase()))
                scalars.push(field.value);
    }
    return scalars.flatMap((scalar) => expressionsAt(file, scalar));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/time-limits.js


const timeLimit = {
    id: 'time-limit',
    severity: 'error',
    category: 'workflow',
    title: 'A limit that lets nothing run',
    why: 'A time-out or a number of parallel jobs of zero or less is refused, or cancels the job at once.',
    example: {
        bad: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 0'),
        good: withJob('runs-on: ubuntu-latest\ntimeout-minutes: 10'),
    },
    fix: 'Give a number above zero.',
    *check({ source, jobs, steps }) {
        const strategies = jobs.map((job) => source.field(job.fields.get('strategy')?.value, 'max-parallel'));
        const limits = [...[...jobs, ...steps].map((part) => part.fields.get('timeout-minutes')), ...strategies];
        for (const field of limits) {
            const value = (0,dist/* isScalar */.jn)(field?.value) ? field.value.value : undefined;
            if (!field || typeof value !== 'number')
                continue;
            if (value === 0 && field.name === 'max-parallel') {
                // GitHub takes it as no limit at all.
                yield {
                    at: source.where(field),
                    severity: 'warning',
                    message: '"max-parallel: 0" must be above zero to limit anything.',
                };
            }
            else if (value <= 0)
                yield { at: source.where(field), message: `"${field.name}" must be above zero.` };
            else if (field.name === 'max-parallel' && !Number.isInteger(value)) {
                yield { at: source.where(field), message: '"max-parallel" is a whole number.' };
            }
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/unpinned-action.js



const unpinnedAction = {
    id: 'unpinned-action',
    severity: 'warning',
    category: 'security',
    title: 'An action is not pinned as the policy for its owner asks',
    why: 'A tag or branch can be moved to other code by whoever controls the action’s repository, as happened to tj-actions/changed-files in 2025. A full commit SHA cannot.',
    example: {
        bad: withSteps('- uses: octo-org/tool@v1'),
        good: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.2.0'),
    },
    fix: 'Pin the full commit SHA and keep the version in a comment, so that Dependabot can update both; or relax `pin-policy` for the owner.',
    *check(file, context) {
        const seen = new Set();
        for (const { use, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository')
                continue;
            const policy = context.pinFor(`${use.owner}/${use.name}`);
            const pinned = use.ref !== undefined && fullSha.test(use.ref);
            if (pinned || policy === 'any')
                continue;
            const at = file.source.where(field);
            const what = `${use.owner}/${use.name}`;
            if (use.ref === undefined)
                yield { at, message: `${what} has no version at all.` };
            else if (policy === 'sha')
                yield {
                    at,
                    message: `${what} is pinned to "${use.ref.slice(0, 60)}", which can be moved.`,
                    ...again(seen, `${use.slug}@${use.ref}`),
                };
            else
                yield { at, message: `${what} is pinned to a version that can be moved.`, severity: 'notice' };
        }
    },
};
// One decision, one warning: the same action at the same reference further down the file is only noted.
function again(seen, key) {
    const repeated = seen.has(key);
    seen.add(key);
    return repeated ? { severity: 'notice' } : {};
}
const missingVersionComment = {
    id: 'missing-version-comment',
    severity: 'notice',
    category: 'security',
    title: 'A pinned action has no comment that names its version',
    why: 'Without the comment nobody sees which version a commit is, and Dependabot cannot keep it up to date in words.',
    example: {
        bad: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3'),
        good: withSteps('- uses: octo-org/tool@8f4b7f84864484a7bf31766abe9204da3cbe65b3 # v1.2.0'),
    },
    fix: 'Add the version as a comment behind the commit.',
    *check(file) {
        for (const { use, field } of action_uses_usesOf(file)) {
            if (use.kind !== 'repository' ||
                use.ref === undefined ||
                !fullSha.test(use.ref) ||
                use.version !== undefined)
                continue;
            yield { at: file.source.where(field), message: 'No comment names the version of this commit.' };
        }
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/unpinned-image.js







const unpinnedImage = {
    id: 'unpinned-image',
    severity: 'warning',
    category: 'security',
    title: 'A container image can change without notice',
    why: 'An image without a version, or with the tag `latest`, is another one tomorrow. Even a version tag can be moved; only a digest cannot.',
    example: {
        bad: withJob('runs-on: ubuntu-latest\ncontainer: node'),
        good: withJob('runs-on: ubuntu-latest\ncontainer: node@sha256:2b9b7b1e5f6ad0b5c1d2f8f24b77dbc6c6f4f0dbe5b1e6b1f4b0a5d3a1c9e8f7'),
    },
    fix: 'Name the version, best with its digest (`name:1.2@sha256:…`).',
    *check(file) {
        for (const { at, image } of unpinned_image_images(file)) {
            const state = stateOf(image);
            if (state === 'open')
                yield { at, message: `The image "${image.slice(0, 100)}" has no fixed version.` };
            if (state === 'tag')
                yield {
                    at,
                    message: `The image "${image.slice(0, 100)}" is pinned to a tag, which can be moved.`,
                    severity: 'notice',
                };
        }
    },
};
function stateOf(image) {
    if (image.includes('@sha256:'))
        return 'digest';
    const tag = /:([^:/]+)$/.exec(image)?.[1];
    return tag === undefined || tag === 'latest' ? 'open' : 'tag';
}
function* unpinned_image_images(file) {
    for (const { use, field } of action_uses_usesOf(file))
        if (use.kind === 'docker' && use.image !== '')
            yield { at: file.source.where(field), image: use.image };
    for (const { field } of containersOf(file)) {
        const node = (0,dist/* isMap */.jh)(field.value) ? file.source.field(field.value, 'image')?.value : field.value;
        if ((0,dist/* isScalar */.jn)(node))
            yield* written(file, node);
    }
    const runs = file.fields.get('runs')?.value;
    const image = file.source.string(file.source.field(runs, 'using')?.value) === 'docker'
        ? file.source.field(runs, 'image')
        : undefined;
    const name = file.source.string(image?.value);
    if (image && name?.startsWith('docker://') === true)
        yield { at: file.source.where(image), image: name.slice('docker://'.length) };
}
// An image may be literal, a row of the matrix, or the texts an expression chooses from.
function* written(file, node) {
    const text = file.source.string(node) ?? '';
    const inside = expressionsAt(file, node);
    if (inside.length === 0) {
        if (text !== '')
            yield { at: file.source.at(node), image: text.replace(/^docker:\/\//, '') };
        return;
    }
    const row = matrixRow(file, node);
    const job = file.jobs.find((candidate) => candidate.id === inside[0]?.path[1]);
    if (row !== undefined && job) {
        const values = rowLabels(file.source, job, row);
        for (const value of values)
            if (value.text !== '' && !value.text.includes('${{'))
                yield { at: file.source.at(node), image: value.text };
        return;
    }
    for (const expression of inside.filter(({ whole }) => whole)) {
        for (const tree of expression.tree?.kind === 'or' || expression.tree?.kind === 'and'
            ? unpinned_image_results(expression.tree)
            : []) {
            if (tree.kind === 'literal' && typeof tree.value === 'string' && tree.value !== '')
                yield { at: expression.at(tree), image: tree.value };
        }
    }
}
function* unpinned_image_results(tree) {
    if (tree.kind === 'or')
        for (const arg of tree.args)
            yield* unpinned_image_results(arg);
    else if (tree.kind === 'and')
        yield* unpinned_image_results(tree.args.at(-1));
    else
        yield tree;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/workflow-inputs.js


const call = (input) => workflow({ on: `workflow_call:\n  inputs:\n    level:\n${input.replace(/^/gm, '      ')}` });
const dispatch = (input) => workflow({ on: `workflow_dispatch:\n  inputs:\n    level:\n${input.replace(/^/gm, '      ')}` });
const dispatchInput = {
    id: 'dispatch-input',
    severity: 'warning',
    category: 'workflow',
    title: 'An input of workflow_dispatch does not fit its type',
    why: 'GitHub refuses the workflow, or shows a form in which the default cannot be chosen.',
    example: {
        bad: dispatch('type: choice\noptions: [low, high]\ndefault: medium'),
        good: dispatch('type: choice\noptions: [low, high]\ndefault: low'),
    },
    fix: 'Give a choice its options, take the default from them, and use `options` with the type `choice` only.',
    *check(file) {
        for (const { input, event } of inputsOf(file)) {
            if (event.name === 'workflow_dispatch')
                yield* choiceProblems(file.source, input);
            if (event.name === 'workflow_dispatch')
                yield* defaultProblems(file.source, input);
        }
    },
};
const callInput = {
    id: 'call-input',
    severity: 'warning',
    category: 'workflow',
    title: 'An input or output of workflow_call is incomplete or contradicts itself',
    why: 'GitHub refuses a call input without a type, a default of another type, and an output without a value. A default beside `required: true` is never used.',
    example: { bad: call('type: number\ndefault: high'), good: call('type: number\ndefault: 3') },
    fix: 'State the type, give a default of that type, and either require the input or give it a default.',
    *check(file) {
        const { source } = file;
        for (const { input, event } of inputsOf(file)) {
            if (event.name !== 'workflow_call')
                continue;
            if (!source.field(input.value, 'type'))
                yield {
                    at: source.at(input.key),
                    message: `The input "${input.name}" has no type.`,
                    severity: 'error',
                };
            const preset = source.field(input.value, 'default');
            if (preset && source.string(source.field(input.value, 'required')?.value) === 'true') {
                yield {
                    at: source.where(preset),
                    message: `The default of "${input.name}" is never used, because the input is required.`,
                    severity: 'notice',
                };
            }
            else
                yield* defaultProblems(source, input);
        }
        for (const event of file.events.filter(({ name }) => name === 'workflow_call')) {
            for (const output of source.fields(source.field(event.config, 'outputs')?.value)) {
                if (!source.field(output.value, 'value'))
                    yield {
                        at: source.at(output.key),
                        message: `The output "${output.name}" has no value.`,
                        severity: 'error',
                    };
            }
        }
    },
};
function inputsOf(file) {
    return file.events.flatMap((event) => file.source.fields(file.source.field(event.config, 'inputs')?.value).map((input) => ({ input, event })));
}
function* choiceProblems(source, input) {
    const type = source.string(source.field(input.value, 'type')?.value);
    const options = source.field(input.value, 'options');
    const items = source.items(options?.value);
    if (type !== 'choice') {
        if (options)
            yield { at: source.at(input.key), message: `"${input.name}" has options, but its type is not choice.` };
        return;
    }
    if (!options || ((0,dist/* isSeq */.oP)(options.value) && items.length === 0)) {
        yield {
            at: source.at(input.key),
            message: `The choice "${input.name}" has no options.`,
            severity: 'error',
        };
        return;
    }
    const seen = new Set();
    for (const item of items) {
        const text = source.string(item);
        if (seen.has(text))
            yield { at: source.at(item), message: `The option "${text}" of "${input.name}" stands there twice.` };
        seen.add(text);
    }
    const preset = source.field(input.value, 'default');
    const chosen = source.string(preset?.value);
    if (preset && chosen !== undefined && chosen !== '' && items.length > 0 && !seen.has(chosen)) {
        yield {
            at: source.where(preset),
            message: `The default "${chosen}" is none of the options of "${input.name}".`,
        };
    }
}
function* defaultProblems(source, input) {
    const type = source.string(source.field(input.value, 'type')?.value);
    const preset = source.field(input.value, 'default');
    const text = source.string(preset?.value);
    if (!preset || text === undefined || text.includes('${{'))
        return;
    if (type === 'number' && !isNumber(preset.value)) {
        yield { at: source.where(preset), message: `The default "${text}" of "${input.name}" is no number.` };
    }
    if (type === 'boolean' && text !== 'true' && text !== 'false') {
        yield {
            at: source.where(preset),
            message: `The default "${text}" of "${input.name}" is neither true nor false.`,
        };
    }
}
function isNumber(node) {
    return ((0,dist/* isScalar */.jn)(node) &&
        (typeof node.value === 'number' || (node.value !== '' && Number.isFinite(Number(node.value)))));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/yaml-anchors.js


const unusedAnchor = {
    id: 'unused-anchor',
    severity: 'notice',
    category: 'workflow',
    title: 'A YAML anchor is never used',
    why: 'An anchor nothing refers to is usually a rest of a change, or the alias was misspelt.',
    example: {
        bad: workflow({ top: 'env: &shared\n  LEVEL: high' }),
        good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
    },
    fix: 'Remove the anchor.',
    *check({ source }) {
        for (const { node, name, used } of source.anchors) {
            if (used)
                continue;
            const end = node.range?.[0] ?? 0;
            const start = source.text.lastIndexOf(`&${name}`, end);
            yield {
                at: source.range(start, start + name.length + 1),
                message: `Nothing refers to the anchor "${name}".`,
            };
        }
    },
};
const mergeKey = {
    id: 'merge-key',
    severity: 'error',
    category: 'workflow',
    title: 'A YAML merge key',
    why: 'GitHub reads anchors and aliases, but it does not merge: `<<` is refused as an unknown key.',
    example: {
        bad: workflow({
            top: 'env: &shared\n  LEVEL: high',
            job: 'runs-on: ubuntu-latest\nenv:\n  <<: *shared\n  NAME: x',
        }),
        good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
    },
    fix: 'Write the keys out, or use the alias as the whole value.',
    *check({ source }) {
        const keys = [];
        (0,dist/* visit */.YR)(source.document, {
            Map(_, map) {
                for (const { key, value } of source.fields(map)) {
                    if (source.string(key) === '<<' && ((0,dist/* isAlias */.Vj)(value) || (0,dist/* isMap */.jh)(value) || value !== undefined))
                        keys.push(key);
                }
            },
        });
        for (const key of keys)
            yield { at: source.at(key), message: 'GitHub does not support the YAML merge key "<<".' };
    },
};
const recursiveAlias = {
    id: 'recursive-alias',
    severity: 'error',
    category: 'workflow',
    title: 'An alias stands inside its own anchor',
    why: 'The value would contain itself without end; GitHub refuses the file.',
    example: {
        bad: workflow({ top: 'env: &shared\n  LEVEL: *shared' }),
        good: workflow({ top: 'env: &shared\n  LEVEL: high', job: 'runs-on: ubuntu-latest\nenv: *shared' }),
    },
    fix: 'Write the value out.',
    *check({ source }) {
        const found = [];
        (0,dist/* visit */.YR)(source.document, {
            Alias(_, alias, path) {
                if (path.some((parent) => parent === source.follow(alias)))
                    found.push(alias);
            },
        });
        for (const alias of found)
            yield { at: source.at(alias), message: 'This alias stands inside the value it refers to.' };
    },
};

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/index.js













































/** Every rule on workflow and action files, in the order of the documentation. */
const rules = [
    actionInput,
    actionRuntime,
    conditionText,
    constantIf,
    containerImage,
    containerCredentials,
    deprecatedCommand,
    emptySection,
    envName,
    exclusiveFilters,
    expressionSyntax,
    expressionType,
    incompatibleComparison,
    invalidGlob,
    jobShape,
    stepShape,
    duplicateId,
    unknownNeed,
    jsonLiteral,
    localActionInputs,
    localActionOutputs,
    matrixExclude,
    matrixDuplicate,
    missingKey,
    objectInTemplate,
    outdatedAction,
    retiredRunner,
    runnerLabelConflict,
    runnerLabelTypo,
    missingTimeout,
    scheduleTimezone,
    swallowedError,
    shellName,
    emptyTernary,
    timeLimit,
    dispatchInput,
    callInput,
    unusedAnchor,
    mergeKey,
    recursiveAlias,
    botCondition,
    autoApprove,
    appToken,
    unpinnedTool,
    artifactPoisoning,
    cachePoisoning,
    hardCodedPassword,
    environmentInjection,
    longLivedCredential,
    archivedAction,
    missingPermissions,
    excessivePermissions,
    persistedCredentials,
    withdrawnCommands,
    misfeature,
    selfHostedRunner,
    pipedDownload,
    adHocPackage,
    allSecrets,
    inheritedSecrets,
    unredactedSecret,
    secretInLog,
    spoofableCondition,
    constantExpression,
    misspeltAction,
    obscureUses,
    templateInjection,
    unpinnedAction,
    missingVersionComment,
    unpinnedImage,
    dangerousTrigger,
    untrustedCheckout,
];
/** Runs the rules on one file. A rule that throws becomes an error finding: a broken check must not look like a clean file. */
function runRules(file, context, chosen = rules) {
    return chosen.flatMap((rule) => {
        try {
            return [...rule.check(file, context)].map(({ at, message, hint, severity, fix }) => ({
                rule: rule.id,
                severity: severity ?? rule.severity,
                message,
                hint: hint ?? rule.fix,
                file: file.path,
                ...at,
                ...(fix ? { fix } : {}),
            }));
        }
        catch (error) {
            return [brokenRule(rule, file, error)];
        }
    });
}
function brokenRule(rule, file, error) {
    return {
        rule: 'internal-error',
        severity: 'error',
        message: `The rule ${rule.id} failed on this file: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'This is a defect of validate-config. Report it with the file, and set the rule to off until it is repaired.',
        file: file.path,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
    };
}

// EXTERNAL MODULE: ./packages/core/lib/redact.js
var redact = __webpack_require__(9096);
;// CONCATENATED MODULE: ./build/actions/validate-config/rules/text-rules.js


const conflictMarker = {
    id: 'conflict-marker',
    severity: 'error',
    category: 'workflow',
    title: 'A merge conflict was committed',
    why: 'Conflict markers are no YAML, or worse, they are and both sides stand in the file.',
    example: {
        bad: withSteps('- run: make').replace('on: push\n', '<<<<<<< HEAD\non: push\n=======\non: pull_request\n>>>>>>> topic\n'),
        good: withSteps('- run: make'),
    },
    fix: 'Decide for one side and remove the markers.',
    *checkText(text) {
        const marker = /^(?:<{7} \S.*|>{7} \S.*|<{7}$|>{7}$)/gm;
        // A line of seven signs alone can be prose in a script; two different markers are a conflict.
        const found = [...text.matchAll(marker)];
        const kinds = new Set(found.map((match) => match[0][0]));
        if (kinds.size < 2)
            return;
        for (const match of found) {
            yield {
                start: match.index,
                end: match.index + match[0].length,
                message: `This is a marker of a merge conflict: ${match[0].slice(0, 7)}`,
            };
        }
    },
};
const committedSecret = {
    id: 'committed-secret',
    severity: 'error',
    category: 'security',
    title: 'A token stands in the file',
    why: 'Everyone who can read the repository has it, also after it was removed: the history keeps it.',
    example: {
        bad: withSteps(`- run: ./deploy\n  env:\n    TOKEN: ${['ghp', 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7j'].join('_')}`),
        good: withSteps('- run: ./deploy\n  env:\n    TOKEN: ${{ secrets.DEPLOY_TOKEN }}'),
    },
    fix: 'Revoke the token now, then store a new one as a secret.',
    *checkText(text) {
        // By line, and not without end: a line of nothing but tokens is told by its first few.
        for (const line of text.matchAll(/[^\n]+/g)) {
            let from = 0;
            for (let count = 0; count < 5; count++) {
                const found = (0,redact/* knownSecret */.ol)(line[0].slice(from));
                if (!found)
                    break;
                const start = from + found.index;
                from = start + Math.max(1, found.length);
                if (isPlaceholder(line[0].slice(start, from), found.name))
                    continue;
                const place = { start: line.index + start, end: line.index + from };
                yield { ...place, message: `A ${found.name} stands in the file.` };
            }
        }
    },
};
// Names of variables, expressions and examples take the place of a password in a URL or a header.
function isPlaceholder(value, name) {
    if (/[$%{}<>]|\*{3}|^x{4,}|(?:example|placeholder|changeme|your)/i.test(value))
        return true;
    if (/(?:x{8,}|0{8,}|1234567890|abcdefgh)/i.test(value))
        return true;
    return ((name === 'password in URL' || name === 'authorization') &&
        (value.length < 8 ||
            /^(?:password|postgres|secret|root|admin|test|user|guest|mysql|token)\w*$/i.test(value)));
}
const textRules = [conflictMarker, committedSecret];
/** Runs the rules on a file's text. */
function runTextRules(path, text, chosen = textRules) {
    const clean = text.startsWith('\uFEFF') ? text.slice(1) : text;
    return chosen.flatMap((rule) => [...rule.checkText(clean)].map(({ start, end, message }) => ({
        rule: rule.id,
        severity: rule.severity,
        message,
        hint: rule.fix,
        file: path,
        ...rangeIn(clean, start, end),
    })));
}
function rangeIn(text, start, end) {
    const [from, to] = [text_rules_placeOf(text, start), text_rules_placeOf(text, end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
function text_rules_placeOf(text, offset) {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

;// CONCATENATED MODULE: ./build/actions/validate-config/catalogue.js



/** Every rule that a finding can have, in the order of the documentation; each id once. */
function knownRules() {
    return [...ownRules, ...rules, ...textRules];
}

// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __webpack_require__(9547);
;// CONCATENATED MODULE: ./packages/core/lib/document/ranges.js
/** Makes ranges of offsets; a range never leaves the text. */
function ranger(text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        starts.push(at + 1);
    const position = (offset) => {
        const inside = Math.max(0, Math.min(offset, text.length));
        let [low, high] = [0, starts.length - 1];
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((starts[middle] ?? 0) <= inside)
                low = middle;
            else
                high = middle - 1;
        }
        return [low + 1, inside - (starts[low] ?? 0) + 1];
    };
    return (from, to) => {
        const [line, column] = position(from);
        const [endLine, endColumn] = position(Math.max(from, to));
        return { line, column, endLine, endColumn };
    };
}
/** A parser keeps one of two equal keys in silence; this says which. */
function duplicateKeys(keys, range) {
    const seen = new Map();
    const problems = [];
    for (const { key, parent, from, to } of keys) {
        const siblings = seen.get(parent) ?? new Map();
        seen.set(parent, siblings);
        const first = siblings.get(key);
        if (first === undefined) {
            siblings.set(key, from);
            continue;
        }
        const { line } = range(first, first);
        const message = `Key ${JSON.stringify(key)} stands here again (first in line ${line}); only one of the values counts.`;
        problems.push({ kind: 'duplicate-key', message, range: range(from, to) });
    }
    return problems;
}
/** One mistake often makes several errors in a row; the first of each line is the true one. */
function firstPerLine(problems, limit = 10) {
    const seen = new Set();
    return problems.filter(({ range: { line } }) => !seen.has(line) && seen.add(line)).slice(0, limit);
}

;// CONCATENATED MODULE: ./packages/core/lib/document/json.js


const json_messages = {
    CommaExpected: 'A comma is missing before this.',
    ColonExpected: 'A colon is missing after the key.',
    PropertyNameExpected: 'A key in double quotes is expected here.',
    ValueExpected: 'A value is expected here.',
    CloseBraceExpected: 'A closing brace } is missing.',
    CloseBracketExpected: 'A closing bracket ] is missing.',
    EndOfFileExpected: 'Nothing may follow the value.',
    InvalidCommentToken: 'JSON has no comments.',
    UnexpectedEndOfComment: 'JSON has no comments.',
    UnexpectedEndOfString: 'A string is not closed.',
    InvalidEscapeCharacter: 'An escape sequence is not valid in JSON.',
    InvalidCharacter: 'A control character must be escaped in JSON.',
};
/** Strict JSON, with places. */
function readJson(text, range) {
    if (text.trim() === '') {
        const problem = { kind: 'syntax', message: 'The file is empty.', range: range(0, 0) };
        return { value: undefined, problems: [problem], spanOf: () => undefined };
    }
    const errors = [];
    const tree = (0,main.parseTree)(text, errors, { disallowComments: true, allowTrailingComma: false });
    const problems = firstPerLine(errors.map((error) => json_problemOf(error, text, range)));
    const usable = tree !== undefined && problems.length === 0;
    if (usable)
        problems.push(...duplicateKeys(json_keysOf(tree), range));
    return {
        value: usable ? (0,main.getNodeValue)(tree) : undefined,
        problems,
        spanOf: (path, part) => spanOf(tree, path, part),
    };
}
function json_problemOf({ error, offset, length }, text, range) {
    const code = (0,main.printParseErrorCode)(error);
    const before = text.slice(0, offset).trimEnd();
    // The parser stumbles at the bracket; the mistake is the comma before it.
    if (/^(?:ValueExpected|PropertyNameExpected)$/.test(code) &&
        before.endsWith(',') &&
        /[}\]]/.test(text[offset] ?? '')) {
        const message = 'JSON allows no comma after the last entry.';
        return { kind: 'syntax', message, range: range(before.length - 1, before.length) };
    }
    const message = messageOf(code, text.slice(offset, offset + length));
    return { kind: 'syntax', message, range: range(offset, offset + length) };
}
function messageOf(code, token) {
    if (code === 'InvalidSymbol')
        return `${JSON.stringify(token.slice(0, 40))} is not a JSON value.`;
    return json_messages[code] ?? `The JSON is not valid (${code}).`;
}
function* json_keysOf(node) {
    for (const child of node.children ?? []) {
        const [key] = node.type === 'object' ? (child.children ?? []) : [];
        if (key)
            yield { key: String(key.value), parent: node, from: key.offset, to: key.offset + key.length };
        yield* json_keysOf(child);
    }
}
function spanOf(root, path, part) {
    let node = root;
    let key;
    for (const step of path) {
        if (typeof step === 'number')
            [key, node] = [undefined, node?.children?.[step]];
        else {
            // The last of two equal keys is the one whose value counts.
            const property = node?.children?.findLast(({ children }) => children?.[0]?.value === step);
            [key, node] = [property?.children?.[0], property?.children?.[1]];
        }
        if (!node)
            return undefined;
    }
    const found = part === 'key' ? (key ?? node) : node;
    return found && [found.offset, found.offset + found.length];
}

;// CONCATENATED MODULE: ./packages/core/lib/document/yaml.js


/** YAML 1.2 (so `on` and `yes` are words), with places. */
function readYaml(text, range) {
    const document = (0,dist/* parseDocument */.Tp)(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    const spanOf = (path, part) => spanIn(document, path, part);
    const problems = firstPerLine(document.errors.map(({ message, pos }) => ({
        kind: 'syntax',
        message: message.replace(/\s+/g, ' ').replace(/[.:]?$/, '.'),
        range: range(...pos),
    })));
    if (problems.length > 0)
        return { value: undefined, problems, spanOf };
    const value = document.toJS({ maxAliasCount: 100 });
    problems.push(...duplicateKeys(yaml_keysOf(document.contents), range));
    return { value, problems, spanOf };
}
function* yaml_keysOf(node) {
    if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
        return;
    for (const item of node.items) {
        if (!(0,dist/* isPair */.tO)(item)) {
            yield* yaml_keysOf(item);
            continue;
        }
        const { key, value } = item;
        if ((0,dist/* isScalar */.jn)(key) && key.range)
            yield { key: String(key.value), parent: node, from: key.range[0], to: key.range[1] };
        yield* yaml_keysOf(value);
    }
}
// What stands behind an alias is shown where the alias is: that is where the reader looks for it.
function spanIn(document, path, part) {
    let node = document.contents;
    let key;
    for (const step of path) {
        const target = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
        key = undefined;
        if ((0,dist/* isSeq */.oP)(target) && typeof step === 'number')
            node = target.items[step];
        else if ((0,dist/* isMap */.jh)(target)) {
            const pair = target.items.findLast((item) => (0,dist/* isScalar */.jn)(item.key) && String(item.key.value) === String(step));
            [key, node] = [pair?.key, pair?.value];
        }
        else
            return undefined;
        if (node === undefined)
            return undefined;
    }
    const value = extent(node);
    // `key:` without a value has no extent of its own.
    const empty = value === undefined || value[0] === value[1];
    return key !== undefined && (part === 'key' || empty) ? extent(key) : value;
}
function extent(node) {
    const range = node?.range;
    return range ? [range[0], range[1]] : undefined;
}

// EXTERNAL MODULE: ./packages/core/lib/errors.js
var errors = __webpack_require__(7706);
;// CONCATENATED MODULE: ./packages/core/lib/document.js




/** Reads `text` as YAML 1.2 when the file name says so, else as JSON. Never throws. */
function readDocument(text, file) {
    const source = text.replace(/^\uFEFF/, '');
    const range = ranger(source);
    try {
        const { value, problems, spanOf } = /\.ya?ml$/i.test(file)
            ? readYaml(source, range)
            : readJson(source, range);
        return { value, problems, rangeOf: orParent(spanOf, range) };
    }
    catch (error) {
        // Nesting deeper than the stack and aliases that multiply get here; neither has one place.
        const why = error instanceof RangeError ? 'is nested too deeply' : `cannot be read: ${(0,errors/* reason */.l)(error)}`;
        const start = range(0, 0);
        const problem = { kind: 'syntax', message: `The file ${why}.`, range: start };
        return { value: undefined, problems: [problem], rangeOf: () => start };
    }
}
function orParent(spanOf, range) {
    return (path, part = 'value') => {
        for (let length = path.length; length >= 0; length--) {
            const found = spanOf(path.slice(0, length), length === path.length ? part : 'value');
            if (found)
                return range(...found);
        }
        return range(0, 0);
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
// EXTERNAL MODULE: ./packages/core/lib/repository.js
var lib_repository = __webpack_require__(1161);
;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config.js


/** The file that says which repositories belong together, in the shape of the original scripts. Its JSON Schema is `schemas/ecosystem-config.schema.json`. */
const repositoryName = schemas/* string */.YjP()
    .superRefine((name, context) => {
    const problem = (0,lib_repository/* repositoryProblem */.Ki)(name);
    if (problem)
        context.addIssue({ code: 'custom', message: `${problem}.`, params: { rule: 'repository' } });
})
    .meta({ description: 'owner/name', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9_.-]{1,100}$' });
const whole = (min, max, description) => schemas/* int */.Whr().min(min).max(max).optional().describe(description);
const ecosystem_config_texts = (description) => schemas/* array */.YOg(schemas/* string */.YjP().min(1).max(255)).optional().describe(description);
const settings = {
    base: schemas/* string */.YjP()
        .min(1)
        .max(255)
        .optional()
        .describe('Branch to compare with; the default branch if absent.'),
    include: ecosystem_config_texts('Branches to look at, as globs.'),
    exclude: ecosystem_config_texts('Branches to leave alone, as globs.'),
    strategy: schemas/* enum */.k5n(['pull-request', 'auto', 'fast-forward', 'merge', 'report'])
        .optional()
        .describe('How a branch is brought up to date.'),
    threshold: whole(0, 1000, 'A branch is synced when it is more commits behind than this.'),
    labels: schemas/* array */.YOg(schemas/* string */.YjP().min(1).max(50)).max(100).optional().describe('Labels of sync pull requests.'),
    stale_after_days: whole(1, 3650, 'Branches without a commit for longer are only reported.'),
};
const repositoryEntry = schemas/* strictObject */.rej({
    name: repositoryName.optional(),
    repository: repositoryName.optional().describe('Another word for name.'),
    ...settings,
})
    .superRefine(({ name, repository }, context) => {
    if ((name === undefined) === (repository === undefined)) {
        const message = name === undefined ? '"name" is required: owner/name.' : 'give "name" or "repository", not both.';
        context.addIssue({ code: 'custom', message });
    }
});
const automation = schemas/* strictObject */.rej({
    auto_mark_ready_delay_seconds: whole(0, 86_400, 'How long a draft waits before it is marked ready.'),
    auto_approve_bot_user_id: whole(1, Number.MAX_SAFE_INTEGER, 'The user id of the bot that may approve.'),
    conflict_resolution_enabled: schemas/* boolean */.zMY().optional(),
    ecosystem_sync_enabled: schemas/* boolean */.zMY().optional(),
    pulse_heartbeat_enabled: schemas/* boolean */.zMY().optional(),
});
const ecosystemConfig = schemas/* strictObject */.rej({
    $schema: schemas/* string */.YjP().optional(),
    repositories: schemas/* array */.YOg(schemas/* union */.KCZ([repositoryName, repositoryEntry]))
        .min(1)
        .describe('The repositories, each once.'),
    sync_interval_minutes: whole(1, 1440, 'How often a scan is due.'),
    auto_merge_threshold_commits: whole(1, 1000, 'A branch is synced when it is more commits behind than this.'),
    pulse_interval_minutes: whole(1, 1440, 'How often the heartbeat is due.'),
    pulse_interval_seconds: whole(1, 3600, 'How often the heartbeat is due.'),
    categories: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* int */.Whr().min(0))
        .optional()
        .describe('Number of repositories by category; together all of them.'),
    automation_config: automation.optional(),
    defaults: schemas/* strictObject */.rej(settings)
        .optional()
        .describe('Settings of every repository that has none of its own.'),
})
    .meta({ title: 'Ecosystem configuration' });
/** The keys that an object at this path may have. */
function knownConfigKeys(path) {
    const [top] = path;
    if (top === 'repositories')
        return Object.keys(repositoryEntry.shape);
    if (top === 'defaults')
        return Object.keys(settings);
    if (top === 'automation_config')
        return Object.keys(automation.shape);
    return Object.keys(ecosystemConfig.shape);
}
/** Every repository with its settings: its own over `defaults` over the file's threshold. */
function repositoriesOf(config) {
    const general = {
        ...(config.auto_merge_threshold_commits === undefined
            ? {}
            : { threshold: config.auto_merge_threshold_commits }),
        ...config.defaults,
    };
    return config.repositories.map((entry, index) => {
        if (typeof entry === 'string')
            return { repository: entry, index, settings: general };
        const { name, repository, ...own } = entry;
        return { repository: name ?? repository ?? '', index, settings: { ...general, ...own } };
    });
}
/** The JSON Schema (draft 2020-12) for editors. */
function ecosystemJsonSchema() {
    return { ...z.toJSONSchema(ecosystemConfig, { io: 'input' }) };
}

;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config/issues.js


/** A zod issue in words for the author of the file. `above` is the path of the value that the issue's path starts from, `keysAt` the keys that an object may have. */
function explainIssue(issue, above, keysAt = knownConfigKeys) {
    const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code === 'invalid_union')
        return explainUnion(issue, path, keysAt);
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(key, path, keysAt));
    const error = { severity: 'error', hint: '', path, part: 'value' };
    const name = issues_nameOf(path);
    switch (issue.code) {
        case 'invalid_type':
            if (issue.input === undefined) {
                return [{ ...error, rule: 'config-required', message: `${name} is required.` }];
            }
            return [
                {
                    ...error,
                    rule: 'config-type',
                    message: `${name} must be ${typeName(issue.expected)}, not ${issues_shown(issue.input)}.`,
                },
            ];
        case 'too_small':
        case 'too_big':
            return [{ ...error, ...outOfRange(issue, name) }];
        case 'invalid_value': {
            const words = issue.values.map(String);
            const hint = typeof issue.input === 'string' ? (0,suggest/* didYouMean */.au)(issue.input, words) : '';
            const message = `${name} must be one of ${words.join(', ')}, not ${issues_shown(issue.input)}.`;
            return [{ ...error, rule: 'config-value', message, hint }];
        }
        case 'custom': {
            const about = typeof issue.input === 'string' ? issues_shown(issue.input) : name;
            const repository = issue.params?.['rule'] === 'repository';
            const hint = repository ? 'Write owner/name, for example octo-org/web.' : '';
            const rule = repository ? 'config-repository' : 'config-value';
            return [{ ...error, rule, message: `${about}: ${issue.message}`, hint }];
        }
        default:
            return [{ ...error, rule: 'config-value', message: `${name}: ${issue.message}.` }];
    }
}
// The only union: a repository is a text or an object. The branch of the value's own type has the useful issues.
function explainUnion(issue, path, keysAt) {
    const { input } = issue;
    const branch = typeof input === 'string'
        ? 0
        : typeof input === 'object' && input && !Array.isArray(input)
            ? 1
            : undefined;
    const issues = branch === undefined ? undefined : issue.errors[branch];
    if (issues)
        return issues.flatMap((inner) => explainIssue({ ...inner, input: inner.input ?? valueAt(input, inner.path) }, path, keysAt));
    const message = `${issues_nameOf(path)} must be a text owner/name or an object, not ${issues_shown(input)}.`;
    return [{ rule: 'config-type', severity: 'error', message, hint: '', path, part: 'value' }];
}
function valueAt(value, path) {
    return path.reduce((node, step) => node?.[step], value);
}
function unknownKey(key, path, keysAt) {
    const hint = (0,suggest/* didYouMean */.au)(key, keysAt(path));
    return {
        rule: 'config-unknown-key',
        // A key that resembles a known one is a mistake whose value is lost; any other may be meant for another program.
        severity: hint === '' ? 'warning' : 'error',
        message: `Key ${JSON.stringify(key)} is not known${path.length > 0 ? ` in ${issues_nameOf(path)}` : ''}.`,
        hint: hint || 'Remove it, or keep it if another program reads it.',
        path: [...path, key],
        part: 'key',
    };
}
function outOfRange(issue, name) {
    const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
    const side = issue.code === 'too_small' ? 'at least' : 'at most';
    const rule = 'config-range';
    if (issue.origin === 'array')
        return { rule, message: `${name} must have ${side} ${limit} ${limit === 1 ? 'entry' : 'entries'}.` };
    if (issue.origin === 'string')
        return {
            rule,
            message: `${name} must have ${side} ${limit} ${limit === 1 ? 'character' : 'characters'}.`,
        };
    return { rule, message: `${name} must be ${side} ${limit}, not ${issues_shown(issue.input)}.` };
}
const typeNames = {
    int: 'an integer',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
};
function typeName(expected) {
    return typeNames[expected] ?? expected;
}
function issues_nameOf(path) {
    if (path.length === 0)
        return 'The file';
    const text = path
        .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
        .join('');
    return JSON.stringify(text);
}
function issues_shown(value) {
    if (typeof value === 'number')
        return String(value);
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object' && value !== null)
        return 'an object';
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config/reading.js




/** Reads a configuration file (YAML by its name, else JSON); every problem with its place, in the order of the file. Never throws. */
function readEcosystemConfig(text, file) {
    const document = readDocument(text, file);
    const problems = document.problems.map(({ kind, message, range }) => ({
        rule: kind === 'syntax' ? 'config-syntax' : 'config-duplicate-key',
        severity: 'error',
        message,
        hint: kind === 'syntax' ? '' : 'Keep one of them.',
        path: [],
        range,
    }));
    if (problems.some(({ rule }) => rule === 'config-syntax'))
        return { problems };
    const result = ecosystemConfig.safeParse(document.value, { reportInput: true });
    problems.push(...issuesOf(result.error, document), ...duplicateRepositories(document), ...wrongSum(document));
    problems.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
    if (problems.some(({ severity }) => severity === 'error'))
        return { problems };
    const config = result.data ?? ecosystemConfig.parse(withoutUnknownKeys(document.value, problems));
    return { config, problems };
}
/** The configuration, or a UserErrors that names every problem with its place. Warnings go to `warn`. */
function parseEcosystemConfig(text, file, warn = () => undefined) {
    const { config, problems } = readEcosystemConfig(text, file);
    for (const problem of problems)
        if (problem.severity === 'warning')
            warn(problem);
    if (config)
        return config;
    throw new UserErrors(`${file} cannot be used:`, problems
        .filter(({ severity }) => severity === 'error')
        .map(({ message, hint, range }) => new UserError(`${file}:${range.line}:${range.column}: ${message}`, hint)));
}
function issuesOf(error, document) {
    return (error?.issues ?? []).flatMap((issue) => explainIssue(issue, []).map(({ part, ...problem }) => ({
        ...problem,
        range: document.rangeOf(problem.path, part),
    })));
}
function entriesOf(value) {
    const list = value?.repositories;
    return Array.isArray(list) ? list : [];
}
// GitHub compares names without case, so two spellings are the same repository scanned twice.
function duplicateRepositories(document) {
    const first = new Map();
    return entriesOf(document.value).flatMap((entry, index) => {
        const named = (entry ?? {});
        const key = typeof entry === 'string' ? undefined : named.name === undefined ? 'repository' : 'name';
        const name = key === undefined ? entry : named[key];
        if (typeof name !== 'string')
            return [];
        const before = first.get(name.toLowerCase());
        if (before === undefined) {
            first.set(name.toLowerCase(), index);
            return [];
        }
        const path = ['repositories', index, ...(key === undefined ? [] : [key])];
        const { line } = document.rangeOf(['repositories', before]);
        return [
            {
                rule: 'config-duplicate-repository',
                severity: 'error',
                message: `Repository ${JSON.stringify(name)} is listed twice (first in line ${line}).`,
                hint: 'Remove one of them. GitHub does not distinguish upper and lower case.',
                path,
                range: document.rangeOf(path),
            },
        ];
    });
}
function wrongSum(document) {
    const { categories } = (document.value ?? {});
    if (typeof categories !== 'object' || categories === null || Array.isArray(categories))
        return [];
    const counts = Object.values(categories);
    const listed = entriesOf(document.value).length;
    if (counts.length === 0 || listed === 0 || !counts.every((count) => Number.isSafeInteger(count)))
        return [];
    const sum = counts.reduce((total, count) => total + Number(count), 0);
    if (sum === listed)
        return [];
    return [
        {
            rule: 'config-categories',
            severity: 'warning',
            message: `The categories add up to ${sum}, but ${listed} repositories are listed.`,
            hint: 'Correct the numbers, or the list.',
            path: ['categories'],
            range: document.rangeOf(['categories'], 'key'),
        },
    ];
}
// An unknown key that resembles no known one is somebody's note; the rest of the file counts.
function withoutUnknownKeys(value, problems) {
    const copy = structuredClone(value);
    for (const { rule, path } of problems) {
        if (rule !== 'config-unknown-key')
            continue;
        const parent = path
            .slice(0, -1)
            .reduce((node, step) => node[step], copy);
        delete parent[String(path.at(-1))];
    }
    return copy;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/config/own-config.js

/** Everything that is wrong inside one file of the ecosystem configuration. */
function checkOwnConfig({ path, text }) {
    return readEcosystemConfig(text, path).problems.map(({ rule, severity, message, hint, range }) => ({
        rule,
        severity,
        message,
        hint,
        file: path,
        ...range,
    }));
}

// EXTERNAL MODULE: ./packages/core/lib/markdown.js
var markdown = __webpack_require__(6824);
;// CONCATENATED MODULE: ./build/actions/validate-config/checks/pr-title.js


// https://www.conventionalcommits.org/en/v1.0.0/ with the types of its most used preset.
const types = ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'];
/** Titles are at most 256 characters on GitHub; a pattern of the user is not tried on more. */
const longest = 1000;
/** What is wrong with the title of the pull request. `title` is hostile. */
function checkTitle(title, rule) {
    const problem = rule.kind === 'conventional' ? conventionalProblem(title) : patternProblem(title, rule);
    if (problem === undefined)
        return [];
    return [
        {
            rule: 'pr-title',
            severity: 'error',
            message: `The title of the pull request ${problem.message}: ${JSON.stringify((0,markdown/* clip */.$Q)((0,markdown/* plain */.pj)(title), 100))}.`,
            hint: problem.hint,
            file: '',
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 1,
        },
    ];
}
const pr_title_form = 'Write "type(scope): description", for example "fix(login): keep the session".';
function conventionalProblem(title) {
    const colon = /^(?<type>[^\s:()!]*)(?<scope>\([^()]*\))?(?<breaking>!)?:(?<space>\s*)(?<text>.*)$/su.exec(title);
    const { type = '', scope, space = '', text = '' } = colon?.groups ?? {};
    if (!colon)
        return { message: 'has no type', hint: pr_title_form };
    if (type === '')
        return { message: 'has no type before the colon', hint: pr_title_form };
    // Implementors must not treat the units as case sensitive (item 15 of the specification).
    if (!types.includes(type.toLowerCase())) {
        const meant = (0,suggest/* didYouMean */.au)(type, types);
        return {
            message: `has the type ${JSON.stringify((0,markdown/* clip */.$Q)((0,markdown/* plain */.pj)(type), 40))}, which is not known`,
            hint: meant || `The types are ${types.join(', ')}.`,
        };
    }
    if (scope !== undefined && scope.slice(1, -1).trim() === '')
        return { message: 'has an empty scope', hint: 'Name the scope, or leave the parentheses out.' };
    if (text.trim() === '')
        return { message: 'has no description', hint: pr_title_form };
    if (space !== ' ')
        return { message: 'needs exactly one space after the colon', hint: pr_title_form };
    return undefined;
}
function patternProblem(title, rule) {
    if (rule.kind !== 'pattern' || rule.pattern.test(title.slice(0, longest)))
        return undefined;
    return { message: 'does not match the pattern', hint: `The pattern is ${(0,markdown/* clip */.$Q)(rule.pattern.source, 200)}` };
}

// EXTERNAL MODULE: ./build/actions/validate-config/gather.js
var gather = __webpack_require__(9525);
;// CONCATENATED MODULE: ./build/actions/validate-config/engines/neighbours.js

const sizeLimit = 2_000_000;
// GitHub follows called workflows ten deep.
const neighbours_maximumDepth = 10;
/** Reads what the files call in the same repository, and what that calls. */
async function neighbourhood(checked, files) {
    const known = new Map(checked);
    let open = [...known.values()].flatMap(({ parsed }) => (parsed ? [parsed] : []));
    for (let depth = 0; depth < neighbours_maximumDepth && open.length > 0; depth++) {
        const wanted = new Set(open.flatMap(calledFiles).filter((path) => !known.has(path)));
        open = [];
        for (const path of wanted) {
            const text = await files.read(path, sizeLimit).catch(() => undefined);
            if (text === undefined)
                continue;
            const parsed = parseFile(path, text);
            known.set(path, { text, parsed });
            if (parsed)
                open.push(parsed);
        }
    }
    return { text: (path) => known.get(path)?.text, parsed: (path) => known.get(path)?.parsed };
}
/** Where `./path` and `$/path` may lead: a workflow, or the folder of an action. */
function calledFiles(file) {
    const uses = [...file.jobs.map((job) => job.uses), ...file.steps.map((step) => step.uses)];
    return uses.flatMap((one) => {
        const path = localPath(one);
        if (path === undefined)
            return [];
        if (/\.ya?ml$/.test(path))
            return [path];
        const folder = path === '' ? '' : `${path}/`;
        return [`${folder}action.yml`, `${folder}action.yaml`];
    });
}
/** The path of the workspace that a local `uses` names, or undefined when it names none. */
function localPath(uses) {
    if (uses === undefined || !/^[.$]\//.test(uses))
        return undefined;
    const parts = uses
        .slice(2)
        .split('/')
        .filter((part) => part !== '' && part !== '.');
    return parts.includes('..') ? undefined : parts.join('/');
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/matrix.js

// GitHub makes at most 256 jobs of a matrix.
const limit = 256;
/** All combinations of a matrix that stands in the file; undefined when an expression decides about it. */
function combinationsOf(source, matrix) {
    const fields = source.fields(matrix);
    if (!(0,dist/* isMap */.jh)(source.follow(matrix)))
        return undefined;
    const include = entries(source, source.field(matrix, 'include')?.value);
    const exclude = entries(source, source.field(matrix, 'exclude')?.value);
    if (include === undefined || exclude === undefined)
        return undefined;
    let combinations = [new Map()];
    const vectors = fields.filter(({ name }) => name !== 'include' && name !== 'exclude');
    for (const { name, value } of vectors) {
        const list = (0,dist/* isSeq */.oP)(value) ? source.items(value).map((item) => plainValue(source, item)) : undefined;
        if (list === undefined || list.some((item) => item === undefined))
            return undefined;
        combinations = combinations
            .flatMap((one) => list.map((item) => new Map([...one, [name, item]])))
            .slice(0, limit * 4);
    }
    if (vectors.length === 0)
        combinations = [];
    const kept = combinations.filter((one) => !exclude.some((out) => matches(one, out)));
    return withIncludes(kept, include, vectors.map(({ name }) => name)).slice(0, limit);
}
function entries(source, node) {
    if (node === undefined)
        return [];
    if (!(0,dist/* isSeq */.oP)(node))
        return undefined;
    const found = [];
    for (const item of source.items(node)) {
        const one = new Map();
        if (!(0,dist/* isMap */.jh)(item))
            return undefined;
        for (const { name, value } of source.fields(item)) {
            const plain = value === undefined ? undefined : plainValue(source, value);
            if (plain === undefined)
                return undefined;
            one.set(name, plain);
        }
        found.push(one);
    }
    return found;
}
function matches(one, part) {
    return [...part].every(([key, value]) => JSON.stringify(one.get(key)) === JSON.stringify(value));
}
// An entry of include joins every combination whose own values it does not change, else it is one more.
function withIncludes(combinations, include, vectors) {
    const all = combinations.map((one) => new Map(one));
    const more = [];
    for (const entry of include) {
        const own = new Map([...entry].filter(([key]) => vectors.includes(key)));
        const joined = all.filter((one) => matches(one, own));
        if (joined.length === 0 || vectors.length === 0)
            more.push(new Map(entry));
        else
            for (const one of joined)
                for (const [key, value] of entry)
                    one.set(key, value);
    }
    return [...all, ...more];
}
/** A value without expressions, or undefined. */
function plainValue(source, node) {
    if ((0,dist/* isScalar */.jn)(node)) {
        const text = source.string(node);
        if (text?.includes('${{'))
            return undefined;
        return typeof node.value === 'string' ? node.value : (text ?? '');
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const list = source.items(node).map((item) => plainValue(source, item));
        return list.includes(undefined) ? undefined : list;
    }
    const pairs = source
        .fields(node)
        .map(({ name, value }) => [name, value ? plainValue(source, value) : '']);
    return pairs.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(pairs);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/check-names.js



const unknown = '\u0000';
/** The names of the checks that the jobs of a workflow report, with matrix values and called workflows filled in. */
function checkNamesOf(file, fileOf) {
    return namesBelow(file, fileOf, [file.path]).map(({ name, job }) => ({
        name: name.replaceAll(unknown, '…'),
        pattern: new RegExp(`^${name
            .split(unknown)
            .map((part) => RegExp.escape(part))
            .join('.*')}$`, 's'),
        file,
        job,
    }));
}
function namesBelow(file, fileOf, above) {
    return file.jobs.flatMap((job) => {
        const own = namesOf(file, job);
        if (job.uses === undefined)
            return own.map((name) => ({ name, job }));
        const path = localPath(job.uses);
        const called = path === undefined || above.includes(path) || above.length > 10 ? undefined : fileOf(path);
        const inner = called
            ? namesBelow(called, fileOf, [...above, called.path]).map(({ name }) => name)
            : [unknown];
        return own.flatMap((name) => inner.map((below) => ({ name: `${name} / ${below}`, job })));
    });
}
function namesOf(file, job) {
    const { source } = file;
    const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value;
    const given = source.string(job.fields.get('name')?.value);
    if (matrix === undefined)
        return [given === undefined ? job.id : filled(given, undefined)];
    const combinations = combinationsOf(source, matrix);
    if (given !== undefined && given.includes('${{')) {
        return [...new Set((combinations ?? [undefined]).map((one) => filled(given, one)))];
    }
    const base = given ?? job.id;
    return combinations === undefined
        ? [`${base} (${unknown})`]
        : combinations.map((one) => `${base} (${shownValues(one)})`);
}
// GitHub shows the values of all keys, joined; lists and objects by their parts.
function shownValues(one) {
    return [...one.values()].flatMap(leaves).join(', ');
}
function leaves(value) {
    if (typeof value !== 'object' || value === null)
        return [String(value)];
    return Object.values(value).flatMap(leaves);
}
function filled(name, one) {
    return name.replace(/\$\{\{(.*?)\}\}/gs, (_, text) => {
        const path = matrixPath(text);
        const value = path?.reduce((node, key, index) => index === 0 ? one?.get(key) : node?.[key], undefined);
        if (path === undefined || one === undefined)
            return unknown;
        return typeof value === 'object' ? unknown : typeof value === 'string' ? value : '';
    });
}
/** `matrix.a.b` as its keys; undefined for any other expression. */
function matrixPath(text) {
    try {
        let tree = parseExpression(text);
        const keys = [];
        while (tree.kind === 'access') {
            if (tree.index?.kind !== 'literal')
                return undefined;
            keys.unshift(String(tree.index.value));
            tree = tree.object;
        }
        return tree.kind === 'context' && tree.name.toLowerCase() === 'matrix' && keys.length > 0
            ? keys
            : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/compare-jobs.js


/** The app id of GitHub Actions. */
const actionsApp = 15_368;
const pullRequestEvents = ['pull_request', 'pull_request_target', 'merge_group', 'push'];
/** Required checks that no job reports, that two jobs report, or whose workflow may not run: each blocks every pull request. */
function compareWithJobs(file, branches, workflows, fileOf) {
    const jobs = workflows.filter(({ kind }) => kind === 'workflow').flatMap((one) => checkNamesOf(one, fileOf));
    return branches.flatMap((expectation) => expectation.checks
        .filter(({ value }) => value.app === undefined || value.app === actionsApp)
        .flatMap((check) => judgeCheck(file, check, jobs)));
}
function judgeCheck(file, { value: { context }, at }, jobs) {
    const say = (rule, severity, words) => ({ rule, severity, ...words, file, ...at });
    const reporting = jobs.filter(({ pattern }) => pattern.test(context));
    const name = JSON.stringify(context);
    if (reporting.length === 0) {
        const meant = (0,suggest/* nearest */.pA)(context, jobs.map((job) => job.name));
        const hint = meant === undefined
            ? 'Name a job as GitHub shows it; if another app reports the check, give its app_id.'
            : `Did you mean ${JSON.stringify(meant)}?`;
        return [
            say('protection-check-missing', 'error', {
                message: `No job reports the required check ${name}: every pull request would wait for it.`,
                hint,
            }),
        ];
    }
    const useful = reporting.filter(({ file: workflow }) => workflow.events.some((event) => pullRequestEvents.includes(event.name)));
    if (useful.length === 0) {
        const message = `The required check ${name} is reported by ${compare_jobs_placeOf(reporting)}, which does not run on pull requests.`;
        return [
            say('protection-check-missing', 'error', {
                message,
                hint: 'Add the event pull_request to the workflow, or require another check.',
            }),
        ];
    }
    const exact = useful.filter((job) => job.name === context);
    if (exact.length > 1) {
        const message = `The required check ${name} is reported by ${exact.length} jobs (${compare_jobs_placeOf(exact)}); any of them satisfies it.`;
        return [say('protection-check-ambiguous', 'warning', { message, hint: 'Give the jobs different names.' })];
    }
    const filtered = useful.every(({ file: workflow }) => hasPaths(workflow));
    if (!filtered)
        return [];
    const message = `The required check ${name} stays pending when ${compare_jobs_placeOf(useful)} is skipped by its path filters.`;
    return [
        say('protection-check-filtered', 'warning', {
            message,
            hint: 'Filter inside the job with `if:` instead: a skipped job counts as passed.',
        }),
    ];
}
function hasPaths(workflow) {
    const events = workflow.events.filter(({ name }) => name.startsWith('pull_request'));
    const filtered = ({ config }) => ['paths', 'paths-ignore'].some((key) => workflow.source.field(config, key) !== undefined);
    return events.length > 0 && events.every(filtered);
}
function compare_jobs_placeOf(jobs) {
    return [...new Set(jobs.map(({ file, job }) => `${file.path}:${file.source.at(job.key).line}`))].join(', ');
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/compare-live.js
const words = {
    dismissStale: 'does not dismiss stale reviews',
    codeOwners: 'does not require reviews of code owners',
    lastPush: 'does not require an approval of the last push',
    admins: 'does not hold for administrators',
    linear: 'does not require a linear history',
    signatures: 'does not require signed commits',
    conversations: 'does not require resolved conversations',
    strict: 'does not require branches to be up to date',
    noForcePushes: 'allows force pushes',
    noDeletions: 'may be deleted',
};
/** Where the live rules are weaker than what is expected. Stronger ones are no finding. */
function compareWithLive(file, expected, live) {
    const weaker = [];
    const { reviews, checks, flags, branch } = expected;
    if (reviews && live.reviews < reviews.value)
        weaker.push({
            message: `requires ${live.reviews} approving reviews, not ${reviews.value}`,
            at: reviews.at,
        });
    for (const { value, at } of checks) {
        if (!live.checks.has(value.context))
            weaker.push({ message: `does not require the check ${JSON.stringify(value.context)}`, at });
    }
    for (const [flag, at] of flags)
        if (!live.flags.has(flag))
            weaker.push({ message: words[flag], at });
    if (weaker.length === 0)
        return [];
    const name = JSON.stringify(branch);
    if (!live.complete) {
        return [
            {
                rule: 'protection-unread',
                severity: 'notice',
                message: `The rulesets of branch ${name} do not give everything that is expected, and its branch protection could not be read.`,
                hint: 'Give `github-token` a token with the permission "Administration: read" to compare both.',
                file,
                ...expected.at,
            },
        ];
    }
    return weaker.map(({ message, at }) => ({
        rule: 'protection-differs',
        severity: 'error',
        message: `Branch ${name} ${message}.`,
        hint: 'Change the rules of the repository, or what is expected of them.',
        file,
        ...at,
    }));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/expectations-shape.js

const expectations_shape_flag = schemas/* boolean */.zMY().nullable().optional();
const names = schemas/* array */.YOg(schemas/* string */.YjP().min(1).max(200)).optional();
const reviews = schemas/* strictObject */.rej({
    required_approving_review_count: schemas/* int */.Whr().min(0).max(6).optional(),
    dismiss_stale_reviews: expectations_shape_flag,
    require_code_owner_reviews: expectations_shape_flag,
    require_last_push_approval: expectations_shape_flag,
    dismissal_restrictions: schemas/* unknown */.L5J().optional(),
    bypass_pull_request_allowances: schemas/* unknown */.L5J().optional(),
});
const checks = schemas/* strictObject */.rej({
    strict: expectations_shape_flag,
    contexts: names,
    checks: schemas/* array */.YOg(schemas/* strictObject */.rej({ context: schemas/* string */.YjP().min(1), app_id: schemas/* int */.Whr().nullable().optional() }))
        .optional(),
});
/** What one branch must have: the short form, and the body of GitHub's own request. */
const shared = {
    required_reviews: schemas/* int */.Whr().min(0).max(6).optional(),
    dismiss_stale_reviews: expectations_shape_flag,
    require_code_owner_reviews: expectations_shape_flag,
    enforce_admins: expectations_shape_flag,
    restrictions: schemas/* unknown */.L5J().optional(),
    required_pull_request_reviews: reviews.nullable().optional(),
    required_linear_history: expectations_shape_flag,
    required_signatures: expectations_shape_flag,
    required_conversation_resolution: expectations_shape_flag,
    allow_force_pushes: expectations_shape_flag,
    allow_deletions: expectations_shape_flag,
    block_creations: expectations_shape_flag,
    lock_branch: expectations_shape_flag,
    allow_fork_syncing: expectations_shape_flag,
};
const shortForm = schemas/* strictObject */.rej({
    ...shared,
    required_status_checks: schemas/* array */.YOg(schemas/* string */.YjP().min(1).max(200)).optional(),
});
const gitHubForm = schemas/* strictObject */.rej({ ...shared, required_status_checks: checks.nullable().optional() });

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/expectations.js



/** Reads a file of expectations: `{protection_rules: {main: {…}}}`, `{main: {…}}`, or the body of GitHub's request for the default branch. */
function readExpectations({ path: file, text }, defaultBranch) {
    const document = readDocument(text, file);
    const finding = (message, at, hint = '') => ({
        rule: 'protection-syntax',
        severity: 'error',
        message,
        hint,
        file,
        ...at,
    });
    const findings = document.problems.map(({ message, range }) => finding(message, range));
    if (findings.length > 0)
        return { branches: [], findings };
    const { value } = document;
    if (!isObject(value))
        return {
            branches: [],
            findings: [finding('The file must be an object with the branches.', document.rangeOf([]))],
        };
    const whole = Object.keys(value).some((key) => key in gitHubForm.shape);
    const above = isObject(value['protection_rules']) ? ['protection_rules'] : [];
    const map = whole
        ? { [defaultBranch]: value }
        : isObject(value['protection_rules'])
            ? value['protection_rules']
            : value;
    const branches = Object.entries(map).flatMap(([branch, rules]) => {
        const path = whole ? [] : [...above, branch];
        const schema = isObject(rules) && Array.isArray(rules['required_status_checks']) ? shortForm : gitHubForm;
        const result = schema.safeParse(rules, { reportInput: true });
        const keys = (at) => keysBelow(at.slice(path.length));
        for (const issue of result.error?.issues ?? []) {
            for (const { message, hint, path: place, part } of explainIssue(issue, path, keys))
                findings.push(finding(message, document.rangeOf(place, part), hint));
        }
        return result.success
            ? [expectationOf(branch, result.data, { path, rangeOf: document.rangeOf.bind(document) })]
            : [];
    });
    if (branches.length === 0 && findings.length === 0)
        findings.push(finding('The file names no branch.', document.rangeOf([])));
    return { branches, findings };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function keysBelow(path) {
    if (path[0] === 'required_status_checks')
        return Object.keys(checks.shape);
    return Object.keys(path[0] === 'required_pull_request_reviews' ? reviews.shape : gitHubForm.shape);
}
function expectationOf(branch, rules, { path, rangeOf }) {
    const at = (...steps) => rangeOf([...path, ...steps]);
    const pull = rules.required_pull_request_reviews ?? {};
    const flags = new Map();
    const want = (name, wanted, ...steps) => wanted && flags.set(name, at(...steps));
    want('dismissStale', rules.dismiss_stale_reviews === true, 'dismiss_stale_reviews');
    want('dismissStale', pull.dismiss_stale_reviews === true, 'required_pull_request_reviews', 'dismiss_stale_reviews');
    want('codeOwners', rules.require_code_owner_reviews === true, 'require_code_owner_reviews');
    want('codeOwners', pull.require_code_owner_reviews === true, 'required_pull_request_reviews', 'require_code_owner_reviews');
    want('lastPush', pull.require_last_push_approval === true, 'required_pull_request_reviews', 'require_last_push_approval');
    want('admins', rules.enforce_admins === true, 'enforce_admins');
    want('linear', rules.required_linear_history === true, 'required_linear_history');
    want('signatures', rules.required_signatures === true, 'required_signatures');
    want('conversations', rules.required_conversation_resolution === true, 'required_conversation_resolution');
    want('noForcePushes', rules.allow_force_pushes === false, 'allow_force_pushes');
    want('noDeletions', rules.allow_deletions === false, 'allow_deletions');
    const count = rules.required_reviews ?? pull.required_approving_review_count;
    const countAt = rules.required_reviews === undefined
        ? at('required_pull_request_reviews', 'required_approving_review_count')
        : at('required_reviews');
    const list = rules.required_status_checks;
    const found = [];
    const add = (context, app, ...steps) => found.push({ value: { context, app }, at: at('required_status_checks', ...steps) });
    if (Array.isArray(list))
        for (const [index, context] of list.entries())
            add(context, undefined, index);
    else if (list) {
        want('strict', list.strict === true, 'required_status_checks', 'strict');
        for (const [index, context] of (list.contexts ?? []).entries())
            add(context, undefined, 'contexts', index);
        for (const [index, one] of (list.checks ?? []).entries())
            add(one.context, one.app_id ?? undefined, 'checks', index, 'context');
    }
    return {
        branch,
        at: path.length === 0 ? at() : rangeOf(path, 'key'),
        checks: found,
        flags,
        ...(count === undefined ? {} : { reviews: { value: count, at: countAt } }),
    };
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/live.js

/** Reads both kinds of rules. A token that may not read branch protection leaves the answer incomplete. */
async function readLiveRules(github, asked) {
    const live = { reviews: 0, checks: new Set(), flags: new Set(), complete: true };
    for await (const rule of github.pages('GET /repos/{owner}/{repo}/rules/branches/{branch}', {
        ...asked,
        per_page: 100,
    }))
        addRule(live, rule);
    try {
        const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
        const { status, data } = await github.request(route, { ...asked }, { accept: [404] });
        // Without protection GitHub answers 404, and so it does for a branch that is not there.
        if (status !== 404)
            addProtection(live, data);
        else if (live.checks.size === 0 && live.flags.size === 0 && live.reviews === 0)
            live.complete = true;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || error.status !== 403)
            throw error;
        live.complete = false;
    }
    return live;
}
function addRule(live, { type, parameters = {} }) {
    const on = (flag, set) => void (set && live.flags.add(flag));
    on('linear', type === 'required_linear_history');
    on('signatures', type === 'required_signatures');
    on('noForcePushes', type === 'non_fast_forward');
    on('noDeletions', type === 'deletion');
    if (type === 'pull_request') {
        live.reviews = Math.max(live.reviews, parameters.required_approving_review_count ?? 0);
        on('dismissStale', parameters.dismiss_stale_reviews_on_push);
        on('codeOwners', parameters.require_code_owner_review);
        on('lastPush', parameters.require_last_push_approval);
        on('conversations', parameters.required_review_thread_resolution);
    }
    if (type === 'required_status_checks') {
        on('strict', parameters.strict_required_status_checks_policy);
        for (const { context } of parameters.required_status_checks ?? [])
            live.checks.add(context);
    }
}
function addProtection(live, rules) {
    const on = (flag, set) => void (set && live.flags.add(flag));
    const pull = rules.required_pull_request_reviews;
    live.reviews = Math.max(live.reviews, pull?.required_approving_review_count ?? 0);
    on('dismissStale', pull?.dismiss_stale_reviews);
    on('codeOwners', pull?.require_code_owner_reviews);
    on('lastPush', pull?.require_last_push_approval);
    on('admins', rules.enforce_admins?.enabled);
    on('linear', rules.required_linear_history?.enabled);
    on('signatures', rules.required_signatures?.enabled);
    on('conversations', rules.required_conversation_resolution?.enabled);
    on('noForcePushes', rules.allow_force_pushes?.enabled === false);
    on('noDeletions', rules.allow_deletions?.enabled === false);
    const checks = rules.required_status_checks;
    on('strict', checks?.strict);
    for (const context of checks?.contexts ?? [])
        live.checks.add(context);
    for (const { context } of checks?.checks ?? [])
        live.checks.add(context);
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/protection/protection.js






/** The expectations of branches against the jobs of this repository, and against the live rules where the token may read them. */
async function checkProtection({ path, workflows, fileOf }, outside) {
    const { files, findings } = await (0,gather/* gather */.k)(outside.files, {
        input: 'branch-protection',
        patterns: { patterns: [path], given: true },
    });
    for (const file of files) {
        const expectations = readExpectations(file, defaultBranch(outside.context));
        findings.push(...expectations.findings, ...compareWithJobs(file.path, expectations.branches, workflows, fileOf));
        for (const branch of expectations.branches)
            findings.push(...(await live(file.path, branch, outside)));
    }
    return findings;
}
function defaultBranch({ payload }) {
    const { default_branch: name } = (payload['repository'] ?? {});
    return typeof name === 'string' && name !== '' ? name : 'main';
}
async function live(file, expected, { github, context }) {
    const [owner, repo] = context.repository.split('/');
    // Rules are asked of branches; a glob names none.
    if (!github || !owner || !repo || /[*?[]/.test(expected.branch))
        return [];
    try {
        return compareWithLive(file, expected, await readLiveRules(github, { owner, repo, branch: expected.branch }));
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) && !(error instanceof errors/* BudgetStop */.mo))
            throw error;
        const message = `The live rules of branch ${JSON.stringify(expected.branch)} could not be read: ${(0,errors/* reason */.l)(error)}.`;
        const hint = 'The names of the jobs were compared all the same.';
        return [{ rule: 'protection-unread', severity: 'notice', message, hint, file, ...expected.at }];
    }
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/repositories.js




const batchSize = 50;
/** The repositories of all configuration files that can be read, with the place where each is written. */
function repositories_entriesOf(files) {
    return files.flatMap(({ path, text }) => {
        const { config } = readEcosystemConfig(text, path);
        if (!config)
            return [];
        const document = readDocument(text, path);
        return repositoriesOf(config).map(({ repository, index }) => {
            const entry = config.repositories[index];
            const key = typeof entry === 'string' ? [] : [entry?.name === undefined ? 'repository' : 'name'];
            return { file: path, repository, range: document.rangeOf(['repositories', index, ...key]) };
        });
    });
}
/** Asks GitHub for the repositories, one request for fifty, and says which are missing, renamed, archived or spelt differently. */
async function checkRepositories(files, github) {
    const entries = repositories_entriesOf(files);
    const findings = [];
    for (let at = 0; at < entries.length; at += batchSize) {
        const batch = entries.slice(at, at + batchSize);
        findings.push(...(await checkBatch(batch, github)));
    }
    return findings;
}
async function checkBatch(batch, github) {
    const variables = {};
    const fields = batch.map(({ repository }, index) => {
        const { owner, name } = (0,lib_repository/* parseRepository */.SU)(repository);
        variables[`o${index}`] = owner;
        variables[`n${index}`] = name;
        return `r${index}: repository(owner: $o${index}, name: $n${index}) { nameWithOwner isArchived }`;
    });
    const declared = batch.map((_, index) => `$o${index}: String!, $n${index}: String!`).join(', ');
    const { data, errors } = await github.graphql(`query (${declared}) { ${fields.join(' ')} }`, variables);
    return batch.flatMap((entry, index) => {
        const alias = `r${index}`;
        return judgeEntry(entry, data?.[alias] ?? undefined, errors.find(({ path }) => path?.[0] === alias) ?? errors.find(({ path }) => !path));
    });
}
function judgeEntry(entry, seen, problem) {
    const { repository } = entry;
    if (!seen)
        return [unanswered(entry, problem)];
    const found = [];
    const written = repository.toLowerCase();
    if (seen.nameWithOwner.toLowerCase() !== written) {
        found.push(finding(entry, ['config-repository-renamed', 'warning'], {
            message: `Repository ${JSON.stringify(repository)} is now ${seen.nameWithOwner}.`,
            hint: 'Write the new name: the redirect ends when somebody takes the old one.',
        }, seen.nameWithOwner));
    }
    else if (seen.nameWithOwner !== repository) {
        found.push(finding(entry, ['config-repository-case', 'notice'], {
            message: `Repository ${JSON.stringify(repository)} is spelt ${seen.nameWithOwner} on GitHub.`,
            hint: 'Write it the same way.',
        }, seen.nameWithOwner));
    }
    if (seen.isArchived) {
        found.push(finding(entry, ['config-repository-archived', 'warning'], {
            message: `Repository ${JSON.stringify(repository)} is archived: nothing can be written to it.`,
            hint: 'Remove it from the list, or unarchive it.',
        }));
    }
    return found;
}
// Only NOT_FOUND says that it is not there. Anything else means that we do not know, and not knowing is not green.
function unanswered(entry, problem) {
    const name = JSON.stringify(entry.repository);
    if (problem?.type === 'NOT_FOUND') {
        return finding(entry, ['config-repository-missing', 'error'], {
            message: `Repository ${name} does not exist, or the token cannot see it.`,
            hint: 'Correct the name, or give `github-token` a token that can read it.',
        });
    }
    const why = problem ? `${problem.type ?? 'error'}: ${problem.message}` : 'no answer';
    return finding(entry, ['config-repository-missing', 'error'], {
        message: `Repository ${name} could not be looked up (${why.slice(0, 300)}).`,
        hint: 'Check that the token may read it.',
    });
}
function finding({ file, range }, [rule, severity], words, replacement) {
    return {
        rule,
        severity,
        ...words,
        file,
        ...range,
        ...(replacement === undefined ? {} : { fix: fixFor(file, range, replacement) }),
    };
}
function fixFor(file, range, name) {
    return { ...range, replacement: /\.ya?ml$/i.test(file) ? name : JSON.stringify(name) };
}

;// CONCATENATED MODULE: ./build/actions/validate-config/checks/environment.js

const nowhere = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
/** Variables that are not set, or empty: an unset secret arrives as an empty text. No value ever leaves this function. */
function missingEnvironment(names, env) {
    return names.flatMap((name) => {
        const value = env(name);
        if (value !== undefined && value.trim() !== '')
            return [];
        return [
            {
                rule: 'required-env',
                severity: 'error',
                message: `The environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}.`,
                hint: `Set it under \`env:\` of the step, for example ${name}: \${{ secrets.${name} }}; a secret that does not exist is empty.`,
                ...nowhere,
            },
        ];
    });
}
/** Paths and globs that no file matches. `folder/` asks for a folder. */
async function missingFiles(wanted, files) {
    const found = [];
    for (const pattern of wanted) {
        const problem = await environment_problemOf((0,gather/* relative */.V)(pattern, files.root), files);
        if (problem !== undefined)
            found.push({
                rule: 'required-file',
                severity: 'error',
                message: `${JSON.stringify(pattern)} ${problem}.`,
                hint: 'Add it to the repository, or correct the path.',
                ...nowhere,
            });
    }
    return found;
}
async function environment_problemOf(path, files) {
    if (path.endsWith('/')) {
        const folder = await files.stat(path.replace(/\/+$/, ''));
        return folder?.kind === 'directory' ? undefined : folder ? 'is no folder' : 'does not exist';
    }
    const exact = await files.stat(path);
    if (exact)
        return exact.kind === 'file' ? undefined : 'is a folder; end it with / if a folder is meant';
    if ((await files.glob([path])).length > 0)
        return undefined;
    const [other] = /[*?[\]{}]/.test(path) ? [] : await files.glob([`**/${path.split('/').at(-1)}`]);
    return other === undefined ? 'does not exist' : `does not exist, but ${JSON.stringify(other)} does`;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service-version.js
/** Of `@actions/languageservice`; a test holds it against package.json. Apart, so that it can be told without loading the service. */
const languageServiceVersion = '0.3.61';

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/github-gaps.js


const maximumExpression = 21_000;
/** What GitHub refuses and its language service does not: over-long expressions, and values of the wrong type for a called workflow. */
function checkGitHubGaps(file, fileOf) {
    return [...overlong(file), ...wrongTypes(file, fileOf)];
}
function github_gaps_finding(file, at, words) {
    return {
        rule: file.kind === 'action' ? 'action-syntax' : 'workflow-syntax',
        severity: 'error',
        file: file.path,
        ...words,
        ...at,
    };
}
// A text with an expression becomes one format() call, with all of the text inside.
function overlong(file) {
    const seen = new Set();
    return file.expressions.flatMap(({ scalar }) => {
        const length = String(scalar.value).length;
        if (length <= maximumExpression || seen.has(scalar))
            return [];
        seen.add(scalar);
        const message = `Exceeded max expression length ${maximumExpression}: this text has ${length} characters and holds an expression.`;
        return [
            github_gaps_finding(file, file.source.at(scalar), {
                message,
                hint: 'Pass the value through env: and keep the text free of ${{ }}, or move the script into a file.',
            }),
        ];
    });
}
function wrongTypes(file, fileOf) {
    return file.jobs.flatMap((job) => {
        const path = localPath(job.uses);
        const called = path === undefined ? undefined : fileOf(path);
        const call = called?.events.find(({ name }) => name === 'workflow_call');
        if (!called || !call)
            return [];
        const inputs = called.source.fields(called.source.field(call.config, 'inputs')?.value);
        return file.source.fields(job.fields.get('with')?.value).flatMap((given) => {
            const input = inputs.find(({ name }) => name.toLowerCase() === given.name.toLowerCase());
            const type = called.source.string(called.source.field(input?.value, 'type')?.value);
            if (fits(given.value, type))
                return [];
            const message = `Unexpected value '${file.source.string(given.value) ?? ''}'.`;
            return [
                github_gaps_finding(file, file.source.where(given), {
                    message,
                    hint: `The input "${given.name}" of ${job.uses} is a ${type}.`,
                }),
            ];
        });
    });
}
function fits(value, type) {
    if (type !== 'boolean' && type !== 'number')
        return true;
    if (!(0,dist/* isScalar */.jn)(value) || value.value === null)
        return true;
    if (typeof value.value === 'string' && value.value.includes('${{'))
        return true;
    return typeof value.value === type;
}

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/permissions.js
// The order in which GitHub lists them.
const scopes = [
    'actions',
    'checks',
    'contents',
    'deployments',
    'discussions',
    'issues',
    'packages',
    'pages',
    'pull-requests',
    'repository-projects',
    'statuses',
    'security-events',
    'id-token',
    'attestations',
    'models',
];
const levels = ['none', 'read', 'write'];
/** What a repository gives to workflows that ask for nothing, unless its owner chose otherwise. */
const restrictedDefault = { contents: 'read', packages: 'read' };
/** What a `permissions:` asks for; undefined when it is absent or not readable, e.g. an expression. */
function permissions_permissionsOf(file, node) {
    if (node === undefined)
        return undefined;
    const word = file.source.string(node);
    if (word === 'read-all' || word === 'write-all') {
        const level = word === 'read-all' ? 'read' : 'write';
        return Object.fromEntries(scopes.map((scope) => [scope, level]));
    }
    if (word !== undefined)
        return undefined;
    const asked = file.source.fields(node).flatMap(({ name, value }) => {
        const level = levels.find((one) => one === file.source.string(value));
        return level ? [[name, level]] : [];
    });
    return Object.fromEntries(asked);
}
/** The scopes in which `asked` goes beyond `allowed`, in GitHub's order. */
function beyond(asked, allowed) {
    const over = (scope) => levels.indexOf(asked[scope] ?? 'none') > levels.indexOf(allowed[scope] ?? 'none');
    const known = scopes.filter(over);
    return [
        ...known,
        ...Object.keys(asked).filter((scope) => !scopes.includes(scope) && over(scope)),
    ];
}
function listed(names, permissions) {
    return names.map((scope) => `${scope}: ${permissions[scope] ?? 'none'}`).join(', ');
}

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/permission-envelope.js


// https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows: ten levels in all.
const permission_envelope_maximumDepth = 10;
/**
 * Permissions of called workflows: GitHub refuses to start a run in which a called workflow, or a job of it, asks for more than its caller may
 * give, at any depth. Nothing else in the field says so before the run.
 */
function checkPermissionEnvelope(files, fileOf) {
    return files.flatMap((file) => {
        if (file.events.length > 0 && file.events.every(({ name }) => name === 'workflow_call'))
            return [];
        const own = permissions_permissionsOf(file, file.fields.get('permissions')?.value);
        return callsOf(file, own ?? restrictedDefault, own === undefined).flatMap((call) => checkCall(call, fileOf, [file.path]));
    });
}
function callsOf(file, allowed, assumed) {
    return file.jobs.flatMap((job) => {
        if (job.uses === undefined)
            return [];
        const field = job.fields.get('permissions');
        const own = permissions_permissionsOf(file, field?.value);
        // An unreadable `permissions:` says nothing that could be compared.
        if (field !== undefined && own === undefined)
            return [];
        return [{ file, job, uses: job.uses, allowed: own ?? allowed, assumed: own === undefined && assumed }];
    });
}
function checkCall(call, fileOf, above) {
    const path = localPath(call.uses);
    const called = path === undefined ? undefined : fileOf(path);
    if (!called || above.includes(called.path) || above.length >= permission_envelope_maximumDepth)
        return [];
    const whole = permissions_permissionsOf(called, called.fields.get('permissions')?.value);
    const found = whole ? refusal(call, `The workflow '${call.uses}'`, whole) : [];
    for (const job of called.jobs) {
        const asked = permissions_permissionsOf(called, job.fields.get('permissions')?.value);
        if (asked)
            found.push(...refusal(call, `The nested job '${permission_envelope_nameOf(called, job)}'`, asked));
    }
    const nested = callsOf(called, whole ?? call.allowed, whole === undefined && call.assumed);
    return [...found, ...nested.flatMap((inner) => checkCall(inner, fileOf, [...above, called.path]))];
}
function permission_envelope_nameOf(file, job) {
    const name = file.source.string(job.fields.get('name')?.value);
    return name === undefined || name.includes('${{') ? job.id : name;
}
function refusal({ file, job, uses, allowed, assumed }, who, asked) {
    const over = beyond(asked, allowed);
    if (over.length === 0)
        return [];
    const lines = over.map((scope) => `${scope}: ${asked[scope]}`).join(', ');
    return [
        {
            rule: 'reusable-permissions',
            severity: assumed ? 'warning' : 'error',
            message: `Error calling workflow '${uses}'. ${who} is requesting '${lines}', but is only allowed '${listed(over, allowed)}'.`,
            hint: assumed
                ? `The caller names no permissions, so the default of the repository holds. Write them down: permissions: { ${lines} }`
                : `Give them to the calling job: permissions: { ${lines} }`,
            file: file.path,
            ...file.source.at(job.key),
        },
    ];
}

// EXTERNAL MODULE: ./build/actions/validate-config/engines/engine.js
var engine = __webpack_require__(2152);
;// CONCATENATED MODULE: ./build/actions/validate-config/engines/engines.js















/** Lets every engine look at what was gathered. */
async function runEngines(options, ports, sources) {
    const { config, workflows, actions } = sources;
    const texts = new Map([...config.files, ...workflows.files, ...actions.files].map(({ path, text }) => [path, text]));
    const documents = [
        ...workflows.files.map((file) => documentOf(file, 'workflow')),
        ...actions.files.map((file) => documentOf(file, 'action')),
    ];
    const near = await neighbourhood(new Map(documents.map((one) => [one.path, one])), ports.files);
    const results = [
        await (0,engine/* runEngine */.c)({ name: 'ecosystem-config', version: '1' }, () => config.files.length === 0
            ? { skipped: 'There is no configuration file.' }
            : config.files.flatMap(checkOwnConfig)),
        await (0,engine/* runEngine */.c)({ name: '@actions/languageservice', version: languageServiceVersion }, async () => {
            if (documents.length === 0)
                return { skipped: 'There are no workflows and no actions.' };
            const { diagnoseAll } = await Promise.all(/* import() */[__webpack_require__.e(596), __webpack_require__.e(570)]).then(__webpack_require__.bind(__webpack_require__, 3570));
            return diagnoseAll(documents, (path) => near.text(path));
        }),
        await (0,engine/* runEngine */.c)({ name: 'rules', version: '1' }, () => {
            if (documents.length === 0)
                return { skipped: 'There are no workflows and no actions.' };
            return ruleFindings(documents, near, pinsOf(options, ports));
        }),
        await (0,engine/* runEngine */.c)({ name: 'repositories', version: '1' }, () => {
            if (!options['check-repositories'])
                return notAsked;
            if (config.files.length === 0)
                return { skipped: 'There is no configuration file.' };
            if (!ports.github)
                throw new errors/* UserError */.yo('`check-repositories` needs a token.', 'Give one in `github-token`.');
            return checkRepositories(config.files, ports.github);
        }),
        await (0,engine/* runEngine */.c)({ name: 'branch-protection', version: '1' }, () => {
            const path = options['branch-protection'];
            if (path === '')
                return notAsked;
            const parsed = workflows.files.flatMap((file) => near.parsed(file.path) ?? []);
            return checkProtection({ path, workflows: parsed, fileOf: (called) => near.parsed(called) }, ports);
        }),
        await (0,engine/* runEngine */.c)({ name: 'pr-title', version: '1' }, () => {
            const rule = options['pr-title'];
            if (rule.kind === 'off')
                return notAsked;
            const { title } = (ports.context.payload['pull_request'] ?? {});
            return typeof title === 'string'
                ? checkTitle(title, rule)
                : { skipped: 'This run is not about a pull request.' };
        }),
        await (0,engine/* runEngine */.c)({ name: 'required-env', version: '1' }, () => options['required-env'].length === 0
            ? notAsked
            : missingEnvironment(options['required-env'], ports.env)),
        await (0,engine/* runEngine */.c)({ name: 'required-files', version: '1' }, () => options['required-files'].length === 0
            ? notAsked
            : missingFiles(options['required-files'], ports.files)),
    ];
    const findings = [sources.config, sources.workflows, sources.actions].flatMap((part) => part.findings);
    findings.push(...results.flatMap((result) => result.findings));
    const engines = results.map(({ engine }) => engine);
    if (engines.every(({ status }) => status === 'skipped') && findings.length === 0)
        findings.push(nothingChecked());
    return { engines, findings, texts };
}
function documentOf(file, kind) {
    return { ...file, kind, parsed: parseFile(file.path, file.text) };
}
/** The policy, where a tag is enough for the repository that this action itself comes from, and for the placeholder of documentation. */
function pinsOf(options, { env }) {
    const policy = options['pin-policy'];
    const own = env('GITHUB_ACTION_REPOSITORY')?.toLowerCase();
    return (repository) => {
        const pin = policy(repository);
        const trusted = repository.startsWith('OWNER/') || repository.toLowerCase() === own;
        return pin === 'sha' && trusted ? 'ref' : pin;
    };
}
/** Our own rules, each file with all others at hand. */
function ruleFindings(documents, near, pinFor) {
    const context = { pinFor, file: (path) => near.parsed(path) };
    const files = documents.flatMap(({ parsed }) => (parsed ? [parsed] : []));
    return [
        ...documents.flatMap(({ path, text }) => runTextRules(path, text)),
        ...files.flatMap((file) => runRules(file, context)),
        ...files.flatMap((file) => checkGitHubGaps(file, (path) => near.parsed(path))),
        ...checkPermissionEnvelope(files, (path) => near.parsed(path)),
    ];
}
const notAsked = { skipped: 'Not asked for.' };
// A run that looked at nothing must not be green.
function nothingChecked() {
    return {
        rule: 'nothing-checked',
        severity: 'error',
        message: 'There was nothing to check: no configuration, no workflow, no action, and no other check was asked for.',
        hint: 'Check out the repository before this step (actions/checkout), or name the files in the inputs.',
        file: '',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
    };
}


/***/ })

};
