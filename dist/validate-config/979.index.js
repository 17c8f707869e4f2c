export const id = 979;
export const ids = [979];
export const modules = {

/***/ 2152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ internalError),
/* harmony export */   c: () => (/* binding */ runEngine)
/* harmony export */ });
/* harmony import */ var _ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7706);

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
        return {
            engine: { name, version, status: 'failed', because: (0,_ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error) },
            findings: [internalError('', `The engine ${name} failed: ${(0,_ecosystem_actions_core_errors__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error)}`)],
        };
    }
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

/***/ 9979:
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
];

;// CONCATENATED MODULE: ./build/actions/validate-config/rules/index.js
/** Every rule on workflow and action files, in the order of the documentation. */
const rules = [];
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

;// CONCATENATED MODULE: ./build/actions/validate-config/catalogue.js


/** Every rule that a finding can have, in the order of the documentation; each id once. */
function knownRules() {
    return [...ownRules, ...rules];
}

// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __webpack_require__(9547);
;// CONCATENATED MODULE: ./packages/core/lib/document-ranges.js
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

;// CONCATENATED MODULE: ./packages/core/lib/document-json.js


const messages = {
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
    const problems = firstPerLine(errors.map((error) => problemOf(error, text, range)));
    const usable = tree !== undefined && problems.length === 0;
    if (usable)
        problems.push(...duplicateKeys(keysOf(tree), range));
    return {
        value: usable ? (0,main.getNodeValue)(tree) : undefined,
        problems,
        spanOf: (path, part) => spanOf(tree, path, part),
    };
}
function problemOf({ error, offset, length }, text, range) {
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
    return messages[code] ?? `The JSON is not valid (${code}).`;
}
function* keysOf(node) {
    for (const child of node.children ?? []) {
        const [key] = node.type === 'object' ? (child.children ?? []) : [];
        if (key)
            yield { key: String(key.value), parent: node, from: key.offset, to: key.offset + key.length };
        yield* keysOf(child);
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./packages/core/lib/document-yaml.js


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
    problems.push(...duplicateKeys(document_yaml_keysOf(document.contents), range));
    return { value, problems, spanOf };
}
function* document_yaml_keysOf(node) {
    if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
        return;
    for (const item of node.items) {
        if (!(0,dist/* isPair */.tO)(item)) {
            yield* document_yaml_keysOf(item);
            continue;
        }
        const { key, value } = item;
        if ((0,dist/* isScalar */.jn)(key) && key.range)
            yield { key: String(key.value), parent: node, from: key.range[0], to: key.range[1] };
        yield* document_yaml_keysOf(value);
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
var repository = __webpack_require__(1161);
;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config.js


/** The file that says which repositories belong together, in the shape of the original scripts. Its JSON Schema is `schemas/ecosystem-config.schema.json`. */
const repositoryName = schemas/* string */.YjP()
    .superRefine((name, context) => {
    const problem = (0,repository/* repositoryProblem */.Ki)(name);
    if (problem)
        context.addIssue({ code: 'custom', message: `${problem}.`, params: { rule: 'repository' } });
})
    .meta({ description: 'owner/name', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9_.-]{1,100}$' });
const whole = (min, max, description) => schemas/* int */.Whr().min(min).max(max).optional().describe(description);
const texts = (description) => schemas/* array */.YOg(schemas/* string */.YjP().min(1).max(255)).optional().describe(description);
const settings = {
    base: schemas/* string */.YjP()
        .min(1)
        .max(255)
        .optional()
        .describe('Branch to compare with; the default branch if absent.'),
    include: texts('Branches to look at, as globs.'),
    exclude: texts('Branches to leave alone, as globs.'),
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

// EXTERNAL MODULE: ./packages/core/lib/suggest.js
var suggest = __webpack_require__(9819);
;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config-issues.js


/** A zod issue in words for the author of the file. `above` is the path of the value that the issue's path starts from. */
function explainIssue(issue, above) {
    const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code === 'invalid_union')
        return explainUnion(issue, path);
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(key, path));
    const error = { severity: 'error', hint: '', path, part: 'value' };
    const name = nameOf(path);
    switch (issue.code) {
        case 'invalid_type':
            if (issue.input === undefined) {
                return [{ ...error, rule: 'config-required', message: `${name} is required.` }];
            }
            return [
                {
                    ...error,
                    rule: 'config-type',
                    message: `${name} must be ${typeName(issue.expected)}, not ${shown(issue.input)}.`,
                },
            ];
        case 'too_small':
        case 'too_big':
            return [{ ...error, ...outOfRange(issue, name) }];
        case 'invalid_value': {
            const words = issue.values.map(String);
            const hint = typeof issue.input === 'string' ? (0,suggest/* didYouMean */.au)(issue.input, words) : '';
            const message = `${name} must be one of ${words.join(', ')}, not ${shown(issue.input)}.`;
            return [{ ...error, rule: 'config-value', message, hint }];
        }
        case 'custom': {
            const about = typeof issue.input === 'string' ? shown(issue.input) : name;
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
function explainUnion(issue, path) {
    const { input } = issue;
    const branch = typeof input === 'string'
        ? 0
        : typeof input === 'object' && input && !Array.isArray(input)
            ? 1
            : undefined;
    const issues = branch === undefined ? undefined : issue.errors[branch];
    if (issues)
        return issues.flatMap((inner) => explainIssue({ ...inner, input: inner.input ?? valueAt(input, inner.path) }, path));
    const message = `${nameOf(path)} must be a text owner/name or an object, not ${shown(input)}.`;
    return [{ rule: 'config-type', severity: 'error', message, hint: '', path, part: 'value' }];
}
function valueAt(value, path) {
    return path.reduce((node, step) => node?.[step], value);
}
function unknownKey(key, path) {
    const hint = (0,suggest/* didYouMean */.au)(key, knownConfigKeys(path));
    return {
        rule: 'config-unknown-key',
        // A key that resembles a known one is a mistake whose value is lost; any other may be meant for another program.
        severity: hint === '' ? 'warning' : 'error',
        message: `Key ${JSON.stringify(key)} is not known${path.length > 0 ? ` in ${nameOf(path)}` : ''}.`,
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
    return { rule, message: `${name} must be ${side} ${limit}, not ${shown(issue.input)}.` };
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
function nameOf(path) {
    if (path.length === 0)
        return 'The file';
    const text = path
        .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
        .join('');
    return JSON.stringify(text);
}
function shown(value) {
    if (typeof value === 'number')
        return String(value);
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object' && value !== null)
        return 'an object';
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config-reading.js




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

// EXTERNAL MODULE: ./build/actions/validate-config/gather.js
var gather = __webpack_require__(9525);
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

;// CONCATENATED MODULE: ./build/actions/validate-config/workflow/decoded.js
// A decoded scalar differs from its source only in escapes, folded line breaks and indentation. Walking both side by side
// gives for each decoded character the place where it was written.
const known = new WeakMap();
/** For a scalar: from an index in its decoded text to the offset in the file. */
function offsetsOf(source, scalar) {
    const before = known.get(scalar);
    if (before)
        return before;
    const offsets = align(source, scalar);
    known.set(scalar, offsets);
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
function isCondition(path) {
    return (path.at(-1) === 'if' &&
        ((path[0] === 'jobs' &&
            (path.length === 3 || (path.length === 5 && path[3] === 'steps') || path[4] === 'steps')) ||
            (path[0] === 'runs' && path[1] === 'steps')));
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

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service-version.js
/** Of `@actions/languageservice`; a test holds it against package.json. Apart, so that it can be told without loading the service. */
const languageServiceVersion = '0.3.61';

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
    const results = [
        await (0,engine/* runEngine */.c)({ name: 'ecosystem-config', version: '1' }, () => config.files.length === 0
            ? { skipped: 'There is no configuration file.' }
            : config.files.flatMap(checkOwnConfig)),
        await (0,engine/* runEngine */.c)({ name: '@actions/languageservice', version: languageServiceVersion }, async () => {
            if (documents.length === 0)
                return { skipped: 'There are no workflows and no actions.' };
            const { diagnoseAll } = await Promise.all(/* import() */[__webpack_require__.e(596), __webpack_require__.e(896)]).then(__webpack_require__.bind(__webpack_require__, 3896));
            return diagnoseAll(documents, (path) => texts.get(path));
        }),
        await (0,engine/* runEngine */.c)({ name: 'rules', version: '1' }, () => {
            if (documents.length === 0)
                return { skipped: 'There are no workflows and no actions.' };
            return ruleFindings(documents, options);
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
/** Our own rules, each file with all others at hand. */
function ruleFindings(documents, options) {
    const byPath = new Map(documents.map(({ path, parsed }) => [path, parsed]));
    const context = {
        pinFor: options['pin-policy'],
        file: (path) => byPath.get(path),
    };
    return documents.flatMap(({ parsed }) => (parsed ? runRules(parsed, context) : []));
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
