export const id = 654;
export const ids = [654];
export const modules = {

/***/ 72654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseEcosystemConfig: () => (/* binding */ parseEcosystemConfig)
});

// UNUSED EXPORTS: readEcosystemConfig

// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __webpack_require__(99547);
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
var dist = __webpack_require__(38815);
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
var errors = __webpack_require__(57706);
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

// EXTERNAL MODULE: ./packages/core/lib/ecosystem-config.js
var ecosystem_config = __webpack_require__(31772);
// EXTERNAL MODULE: ./packages/core/lib/suggest.js
var suggest = __webpack_require__(19819);
;// CONCATENATED MODULE: ./packages/core/lib/ecosystem-config/issues.js


/** A zod issue in words for the author of the file. `above` is the path of the value that the issue's path starts from, `keysAt` the keys that an object may have. */
function explainIssue(issue, above, keysAt = ecosystem_config/* knownConfigKeys */.SX) {
    const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code === 'invalid_union')
        return explainUnion(issue, path, keysAt);
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(key, path, keysAt));
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
    const message = `${nameOf(path)} must be a text owner/name or an object, not ${shown(input)}.`;
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
    const result = ecosystem_config/* ecosystemConfig */.X3.safeParse(document.value, { reportInput: true });
    problems.push(...issuesOf(result.error, document), ...duplicateRepositories(document), ...wrongSum(document));
    problems.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
    if (problems.some(({ severity }) => severity === 'error'))
        return { problems };
    const config = result.data ?? ecosystem_config/* ecosystemConfig */.X3.parse(withoutUnknownKeys(document.value, problems));
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
    throw new errors/* UserErrors */.tQ(`${file} cannot be used:`, problems
        .filter(({ severity }) => severity === 'error')
        .map(({ message, hint, range }) => new errors/* UserError */.yo(`${file}:${range.line}:${range.column}: ${message}`, hint)));
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


/***/ })

};
