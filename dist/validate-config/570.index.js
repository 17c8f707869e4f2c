export const id = 570;
export const ids = [570];
export const modules = {

/***/ 3570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  diagnoseAll: () => (/* binding */ diagnoseAll)
});

// UNUSED EXPORTS: diagnose

// EXTERNAL MODULE: ./packages/core/lib/errors.js
var errors = __webpack_require__(7706);
// EXTERNAL MODULE: ./node_modules/@actions/expressions/dist/index.js + 15 modules
var dist = __webpack_require__(1281);
// EXTERNAL MODULE: ./node_modules/@actions/languageservice/dist/index.js + 55 modules
var languageservice_dist = __webpack_require__(9596);
// EXTERNAL MODULE: ./node_modules/@actions/languageservice/dist/utils/workflow-cache.js + 1 modules
var workflow_cache = __webpack_require__(3939);
// EXTERNAL MODULE: ./node_modules/@actions/workflow-parser/dist/index.js
var workflow_parser_dist = __webpack_require__(2657);
// EXTERNAL MODULE: ./node_modules/@actions/workflow-parser/dist/model/convert.js + 18 modules
var convert = __webpack_require__(48);
// EXTERNAL MODULE: ./node_modules/vscode-languageserver-textdocument/lib/esm/main.js
var main = __webpack_require__(2365);
// EXTERNAL MODULE: ./build/actions/validate-config/engines/engine.js
var engine = __webpack_require__(2152);
;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service-needs.js
/**
 * The service loses a whole job when it reads a part of it too early, and then misses that job among the needs of others. Also its schema has
 * forgotten repository_dispatch in a list of events. Both are asked of our own reading instead.
 */
function isConsequence(message, line, parsed) {
    if (!parsed)
        return false;
    if (message === 'The workflow must contain at least one job with no dependencies.') {
        return parsed.jobs.some(({ needs }) => needs.length === 0);
    }
    const need = /^Job '.+' depends on (?:unknown )?job '(.+?)'/.exec(message)?.[1];
    if (need !== undefined)
        return canRun(need, parsed, []);
    const value = /^Value '(.+)' is not valid$/.exec(message)?.[1];
    if (value !== undefined)
        return isNeed(value, line, parsed) && canRun(value, parsed, []);
    if (message !== "Unexpected value 'repository_dispatch'")
        return false;
    return parsed.events.some(({ name, node }) => name === 'repository_dispatch' && parsed.source.at(node).line === line);
}
function isNeed(value, line, { jobs, source }) {
    return jobs.some(({ needs }) => needs.some((node) => source.string(node) === value && source.at(node).line === line));
}
/** Whether a job exists and everything that it needs, without needing itself. */
function canRun(id, parsed, above) {
    const job = parsed.jobs.find((one) => one.id === id);
    if (!job || above.includes(id))
        return false;
    return job.needs.every((node) => canRun(parsed.source.string(node) ?? '', parsed, [...above, id]));
}

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service-noise.js

/**
 * Diagnostics of the language service that are not true of a file that GitHub runs, or that nobody can know before it runs. Measured on the
 * files of bench/corpus.txt: with these left out none has a false error.
 */
function isNoise({ message, range }, parsed, called) {
    // GitHub expands `env: ${{ … }}` or an empty input before it looks at the type; the service looks too early.
    if (/^Unexpected type '(?:BasicExpressionToken|NullToken)' encountered/.test(message))
        return true;
    if (message === "Unexpected value ''" && isEmptyDispatchInput(range.start.line + 1, parsed))
        return true;
    // GitHub documents white and black; its schema for editors has forgotten them.
    if (/^Unexpected value '(?:white|black)'$/.test(message) && isBrandingColor(range.start.line + 1, parsed))
        return true;
    if (message === 'Unable to find reusable workflow')
        return !isMissingLocal(range.start.line + 1, parsed, called);
    if (isConsequence(message, range.start.line + 1, parsed))
        return true;
    const key = /^Context access might be invalid: (.*)$/.exec(message)?.[1];
    if (key === undefined)
        return false;
    if (!parsed)
        return true;
    const chains = expressionsAt(parsed, range).flatMap((tree) => [...chainsOf(tree)]);
    const about = chains.filter((chain) => chain.at(-1)?.toLowerCase() === key.toLowerCase());
    return about.every((chain) => !isKnowable(chain, parsed, called));
}
/** Without the errors of called files; each is taken out as often as it came in. */
function withoutForeign(diagnostics, foreign) {
    const left = foreign.map(keyOf);
    return diagnostics.filter((one) => {
        const at = left.indexOf(keyOf(one));
        if (at >= 0)
            left.splice(at, 1);
        return at < 0;
    });
}
function keyOf({ message, range: { start } }) {
    return `${start.line}:${start.character}:${message}`;
}
/** Where the schema already refused a value, the later complaint about its type says nothing new. */
function withoutEchoes(diagnostics) {
    const place = ({ range: { start } }) => `${start.line}:${start.character}`;
    const echo = ({ message }) => message.startsWith("Unexpected type '");
    const refused = new Set(diagnostics.filter((one) => !echo(one)).map(place));
    return diagnostics.filter((one) => !echo(one) || !refused.has(place(one)));
}
// `inputs:` without inputs, or an input without any property: GitHub takes both.
function isEmptyDispatchInput(line, parsed) {
    const dispatch = parsed?.events.find(({ name }) => name === 'workflow_dispatch');
    if (!parsed || !dispatch)
        return false;
    const { source } = parsed;
    const inputs = source.field(dispatch.config, 'inputs');
    return [...(inputs ? [inputs] : []), ...source.fields(inputs?.value)].some((field) => source.string(field.value) === undefined &&
        source.fields(field.value).length === 0 &&
        source.at(field.key).line === line);
}
/** What GitHub does not refuse but ignores, in other words; undefined for all the rest. */
function ignoredByGitHub({ message, range }, parsed) {
    if (!parsed)
        return undefined;
    const { source } = parsed;
    const here = (node) => source.at(node).line === range.start.line + 1;
    if (message === 'A mapping was not expected') {
        const event = parsed.events.find(({ config }) => config !== undefined && here(config));
        return event && `GitHub ignores what stands below the event "${event.name}": it has no filters.`;
    }
    const dispatch = parsed.events.find(({ name }) => name === 'workflow_dispatch');
    const key = /^Unexpected value '(.+)'$/.exec(message)?.[1];
    const known = source.fields(dispatch?.config).find((field) => field.name === key && here(field.key));
    return known && `GitHub ignores the key "${key}" of workflow_dispatch.`;
}
function isBrandingColor(line, parsed) {
    const color = parsed?.kind === 'action' ? parsed.source.field(parsed.fields.get('branding')?.value, 'color') : undefined;
    return color !== undefined && parsed?.source.where(color).line === line;
}
// A called workflow that is there but has errors of its own is told about in its own file.
function isMissingLocal(line, parsed, called) {
    const job = parsed?.jobs.find(({ fields }) => {
        const uses = fields.get('uses');
        return uses !== undefined && parsed.source.where(uses).line === line;
    });
    return job?.uses !== undefined && /^[.$]\//.test(job.uses) && called.missing.has(job.uses.slice(2));
}
function expressionsAt(parsed, range) {
    return parsed.expressions.flatMap((expression) => {
        const { tree } = expression;
        if (!tree)
            return [];
        const place = expression.at();
        const outside = place.line > range.end.line + 1 || place.endLine < range.start.line + 1;
        return outside ? [] : [tree];
    });
}
/** Every access with literal steps, as the names from its context on: `needs.build.outputs.x`. */
function* chainsOf(tree) {
    const own = chainOf(tree);
    if (own && own.length > 1)
        yield own;
    switch (tree.kind) {
        case 'access':
            yield* chainsOf(tree.object);
            if (tree.index)
                yield* chainsOf(tree.index);
            break;
        case 'call':
        case 'and':
        case 'or':
            for (const arg of tree.args)
                yield* chainsOf(arg);
            break;
        case 'not':
            yield* chainsOf(tree.operand);
            break;
        case 'compare':
            yield* chainsOf(tree.left);
            yield* chainsOf(tree.right);
            break;
        default:
    }
}
function chainOf(tree) {
    if (tree.kind === 'context')
        return [tree.name];
    if (tree.kind !== 'access' || tree.index?.kind !== 'literal')
        return undefined;
    const object = chainOf(tree.object);
    return object && [...object, String(tree.index.value)];
}
// Only what the file itself declares can be known to be missing: steps, needs, matrix, inputs. Environment, secrets, variables and events
// come from elsewhere, and outputs of a workflow in another repository cannot be read.
function isKnowable([root = '', name = '', part = ''], parsed, called) {
    const context = root.toLowerCase();
    if (context === 'needs' && part.toLowerCase() === 'outputs') {
        const job = parsed.jobs.find(({ id }) => id.toLowerCase() === name.toLowerCase());
        return (job?.uses === undefined ||
            (/^[.$]\//.test(job.uses) &&
                !called.missing.has(job.uses.slice(2)) &&
                !called.broken.has(job.uses.slice(2))));
    }
    // The service names the last part only: `inputs.issue || github.event.issue` complains of the second.
    if (context === 'inputs' && isDeclaredInput(parsed, name))
        return false;
    return ['steps', 'needs', 'matrix', 'inputs', 'jobs', 'strategy'].includes(context);
}
function isDeclaredInput({ source, events }, name) {
    const inputs = events.flatMap(({ config }) => source.fields(source.field(config, 'inputs')?.value));
    return inputs.some((input) => input.name.toLowerCase() === name.toLowerCase());
}

// EXTERNAL MODULE: ./node_modules/@actions/workflow-parser/dist/workflows/workflow-schema.js + 1 modules
var workflow_schema = __webpack_require__(2363);
// EXTERNAL MODULE: ./node_modules/@actions/workflow-parser/dist/actions/action-schema.js + 1 modules
var action_schema = __webpack_require__(8590);
// EXTERNAL MODULE: ./packages/core/lib/suggest.js
var suggest = __webpack_require__(9819);
;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service-words.js



let words;
/** Every key and fixed word of GitHub's schemas. */
function knownWords() {
    if (words)
        return words;
    words = new Set();
    for (const schema of [(0,workflow_schema/* getWorkflowSchema */.L)(), (0,action_schema/* getActionSchema */.E)()]) {
        for (const definition of Object.values(schema.definitions)) {
            const { properties, constant } = definition;
            for (const key of Object.keys(properties ?? {}))
                words.add(key);
            if (typeof constant === 'string' && /^[\w-]+$/.test(constant))
                words.add(constant);
        }
    }
    return words;
}
/** What GitHub's parser leaves out: the word that was meant. */
function suggestion(message) {
    const word = /^Unexpected value '([^']{2,60})'/.exec(message)?.[1];
    return word === undefined || knownWords().has(word) ? '' : (0,suggest/* didYouMean */.au)(word, knownWords());
}

;// CONCATENATED MODULE: ./build/actions/validate-config/engines/language-service.js










// Without these flags syntax that GitHub accepts today is refused.
const featureFlags = new dist/* FeatureFlags */.gH({
    allowCaseFunction: true,
    allowBackgroundSteps: true,
    allowCopilotRequestsPermission: true,
});
// `validate` swallows exceptions and answers fewer diagnostics; all that is left of them is a line in this log.
let swallowed = [];
const ignore = () => undefined;
(0,languageservice_dist/* registerLogger */.cp)({ error: (message) => void swallowed.push(message), warn: ignore, info: ignore, log: ignore });
/** What GitHub's own language service says about one file. `local` answers the text of another file of the workspace. */
async function diagnose(document, local) {
    // The service knows what a file is by its address, and keeps what it parsed by address.
    const name = document.kind === 'action' ? 'action.yml' : '.github/workflows/workflow.yml';
    const text = main/* TextDocument */.V.create(`file:///${name}`, 'yaml', 1, document.text.replace(/^\uFEFF/, ''));
    (0,workflow_cache/* clearCache */.IL)();
    swallowed = [];
    const called = { missing: new Set(), broken: new Set(), errors: [] };
    const config = { featureFlags, fileProvider: providerOf(local, called) };
    if (document.kind === 'workflow')
        await forgetEvents(text, config);
    const diagnostics = await (0,languageservice_dist/* validate */.tf)(text, config);
    const plain = diagnostics.map((one) => ({
        ...one,
        message: typeof one.message === 'string' ? one.message : one.message.value,
    }));
    const findings = withoutEchoes(withoutForeign(plain, called.errors))
        .filter((diagnostic) => !isNoise(diagnostic, document.parsed, called))
        .map((diagnostic) => findingOf(diagnostic, document));
    return [
        ...findings,
        ...swallowed.map((message) => (0,engine/* internalError */.W)(document.path, `GitHub's language service failed on this file: ${message}`)),
    ];
}
/**
 * For every single expression the service builds the payloads of all events of the workflow, only to warn about `github.event`, which nobody can
 * know and `isNoise` leaves out. It keeps what it read by address, so here it reads first, and forgets the events that have no inputs: five times
 * faster, with the same findings.
 */
async function forgetEvents(text, config) {
    const { context, value } = (0,workflow_cache/* getOrParseWorkflow */.Uv)({ name: text.uri, content: text.getText() }, text.uri, false, featureFlags);
    if (!value)
        return;
    const options = { fetchReusableWorkflowDepth: 1, errorPolicy: convert/* ErrorPolicy */.t.TryConversion, featureFlags };
    const template = await (0,workflow_cache/* getOrConvertWorkflowTemplate */.Oz)(context, value, text.uri, config, options);
    if (template.events === undefined)
        return;
    const { workflow_call, workflow_dispatch } = template.events;
    template.events = {
        ...(workflow_call ? { workflow_call } : {}),
        ...(workflow_dispatch ? { workflow_dispatch } : {}),
    };
}
function findingOf(diagnostic, { path, kind, parsed }) {
    const { range, severity, code } = diagnostic;
    const ignored = ignoredByGitHub(diagnostic, parsed);
    const message = ignored ?? diagnostic.message;
    const warning = ignored !== undefined || (severity !== undefined && severity !== 1);
    return {
        rule: ruleOf(message, { code, kind, warning }),
        severity: warning ? 'warning' : 'error',
        message: /[.?!]$/.test(message) ? message : `${message}.`,
        hint: suggestion(message),
        file: path,
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
    };
}
function ruleOf(message, { code, kind, warning }) {
    if (message.startsWith('GitHub ignores'))
        return 'ignored-setting';
    if (message.startsWith('Context access might be invalid'))
        return 'context-access';
    if (code === 'on-schedule')
        return 'schedule-interval';
    if (code === 'short-sha-ref')
        return 'short-sha';
    if (code === 'expression-literal-text-in-condition')
        return 'literal-in-condition';
    if (warning && message.includes('deprecated'))
        return 'deprecated-syntax';
    return kind === 'action' ? 'action-syntax' : 'workflow-syntax';
}
/**
 * Called workflows of the same repository. The service adds the errors inside a called file to those of the caller, with lines of the called
 * file; they are told about where they stand, so here they are remembered to be taken out.
 */
function providerOf(local, called) {
    return {
        async getFileContent(reference) {
            const { path } = reference;
            const text = 'repository' in reference ? undefined : local(path);
            if (text === undefined) {
                called.missing.add(path);
                throw new Error('unknown');
            }
            const file = { name: path, content: text.replace(/^\uFEFF/, '') };
            if (/(?:^|\/)action\.ya?ml$/.test(path))
                return file;
            const errors = await errorsIn(file);
            if (errors === undefined) {
                called.broken.add(path);
                throw new Error('not readable');
            }
            called.errors.push(...errors);
            return file;
        },
    };
}
/** What the service would say of a called file; undefined when it cannot be read at all. */
async function errorsIn(file) {
    const { context, value } = (0,workflow_parser_dist/* parseWorkflow */.hM)(file, new workflow_parser_dist/* NoOperationTraceWriter */.P0());
    if (!value)
        return undefined;
    await (0,workflow_parser_dist/* convertWorkflowTemplate */.DE)(context, value, undefined, {
        errorPolicy: convert/* ErrorPolicy */.t.TryConversion,
        featureFlags,
    });
    return context.errors.getErrors().map(({ rawMessage, range }) => ({
        message: rawMessage,
        range: {
            start: { line: (range?.start.line ?? 1) - 1, character: (range?.start.column ?? 1) - 1 },
            end: { line: (range?.end.line ?? 1) - 1, character: (range?.end.column ?? 1) - 1 },
        },
    }));
}
/** All files, one after another. A file on which the service dies does not hide the others. */
async function diagnoseAll(documents, local) {
    const findings = [];
    for (const document of documents) {
        try {
            findings.push(...(await diagnose(document, local)));
        }
        catch (error) {
            findings.push((0,engine/* internalError */.W)(document.path, `GitHub's language service failed on this file: ${(0,errors/* reason */.l)(error)}`));
        }
    }
    return findings;
}


/***/ })

};
