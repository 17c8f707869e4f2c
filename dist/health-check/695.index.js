export const id = 695;
export const ids = [695];
export const modules = {

/***/ 24695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/core/lib/history.js
var lib_history = __webpack_require__(46009);
// EXTERNAL MODULE: ./packages/core/lib/document.js + 3 modules
var lib_document = __webpack_require__(92733);
// EXTERNAL MODULE: ./packages/core/lib/suggest.js
var suggest = __webpack_require__(19819);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 15 modules
var schemas = __webpack_require__(9691);
// EXTERNAL MODULE: ./build/actions/health-check/check.js
var health_check_check = __webpack_require__(94738);
// EXTERNAL MODULE: ./build/actions/health-check/checks/index.js + 22 modules
var health_check_checks = __webpack_require__(15084);
// EXTERNAL MODULE: ./packages/core/lib/errors.js
var errors = __webpack_require__(57706);
;// CONCATENATED MODULE: ./build/actions/health-check/plan/checks-file-problems.js

/** What is wrong with the checks file, gathered so that it is told at once. */
class Problems {
    list = [];
    #document;
    #file;
    constructor(document, file) {
        this.#document = document;
        this.#file = file;
    }
    at(path, message, hint = '', part = 'key') {
        this.add(message, hint, this.#document.rangeOf(path, part));
    }
    add(message, hint, { line, column }) {
        this.list.push(new errors/* UserError */.yo(`${this.#file}:${line}:${column}: ${message}`, hint));
    }
    /** Throws when there are any. */
    settle() {
        if (this.list.length > 0)
            this.fail();
    }
    fail() {
        throw new errors/* UserErrors */.tQ(`${this.#file} is not right:`, this.list);
    }
}
/** How a sentence about a part of the file begins. */
function nameOf(path) {
    const last = path.at(-1);
    return typeof last === 'number'
        ? `Entry ${last + 1} of \`${String(path.at(-2) ?? '')}\``
        : `\`${last ?? 'The file'}\``;
}

// EXTERNAL MODULE: ./build/actions/health-check/plan/maintenance-shape.js + 1 modules
var maintenance_shape = __webpack_require__(85732);
;// CONCATENATED MODULE: ./build/actions/health-check/plan/plan-problems.js

/** Names that stand twice, dependencies that do not exist, circles, and windows of checks that do not exist. */
function planProblems(checks, windows, sometimes) {
    const names = new Set(checks.map(({ name }) => name));
    const problems = [];
    const seen = new Set();
    for (const { name, dependsOn, path = [] } of checks) {
        if (seen.has(name))
            problems.push({
                path: [...path, 'name'],
                message: `Two checks are named ${JSON.stringify(name)}.`,
                hint: 'Give each its own name.',
            });
        seen.add(name);
        for (const parent of dependsOn.filter((parent) => !names.has(parent)))
            problems.push({
                path: [...path, 'depends-on'],
                message: `Check ${JSON.stringify(name)} depends on ${JSON.stringify(parent)}, which does not exist.`,
                hint: (0,suggest/* didYouMean */.au)(parent, names),
            });
    }
    for (const circle of findCircles(checks))
        problems.push({
            path: [...(checks.find(({ name }) => name === circle[0])?.path ?? []), 'depends-on'],
            message: `These checks depend on each other in a circle: ${circle.join(' → ')}.`,
            hint: 'Take one `depends-on` out.',
        });
    const known = new Set([...names, ...sometimes]);
    for (const window of windows)
        for (const { message, hint } of unknownNames(window.checks, known))
            problems.push({ path: [...window.path, 'checks'], message: `A window ${message}`, hint });
    return problems;
}
/** A window of a check that does not exist would silence nothing, or after a renaming nothing any more. */
function unknownNames(names, known) {
    return names
        .filter((name) => name !== '*' && !known.has(name))
        .map((name) => ({
        message: `names the check ${JSON.stringify(name)}, which does not exist.`,
        hint: name.includes('*') ? 'Only "*" alone stands for all checks.' : (0,suggest/* didYouMean */.au)(name, known),
    }));
}
/** The names of each circle, the first again at the end. */
function findCircles(checks) {
    const left = new Map();
    // Of two with one name the first.
    for (const { name, dependsOn } of checks)
        if (!left.has(name))
            left.set(name, dependsOn);
    const circles = [];
    for (let found = findCircle(left); found; found = findCircle(left)) {
        circles.push(found);
        for (const name of found)
            left.delete(name);
    }
    return circles;
}
function findCircle(parents) {
    const done = new Set();
    const walk = (name, path) => {
        if (path.includes(name))
            return [...path.slice(path.indexOf(name)), name];
        if (done.has(name))
            return undefined;
        for (const parent of parents.get(name) ?? []) {
            const found = walk(parent, [...path, name]);
            if (found)
                return found;
        }
        done.add(name);
        return undefined;
    };
    for (const name of parents.keys()) {
        const found = walk(name, []);
        if (found)
            return found;
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/actions/health-check/plan/settings.js
var plan_settings = __webpack_require__(68295);
// EXTERNAL MODULE: ./build/actions/health-check/plan/shape-words.js
var shape_words = __webpack_require__(79273);
;// CONCATENATED MODULE: ./build/actions/health-check/plan/checks-file.js










/** Keys that every check of the file may have, beside those of its kind. */
const common = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).max(120),
    kind: schemas/* enum */.k5n(health_check_check/* kinds */.EZ),
    'depends-on': schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* array */.YOg(schemas/* string */.YjP())]).default([]),
    severity: schemas/* enum */.k5n(['error', 'warning']).default('error'),
    optional: schemas/* boolean */.zMY().default(false),
});
const fileShape = {
    maintenance: maintenance_shape/* maintenanceSchema */.N$,
    escalation: schemas/* strictObject */.rej({
        mention: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^@?[\w-]+(?:\/[\w.-]+)?$/, { error: 'must be a user or organization/team' }))
            .max(10)
            .default([]),
        'webhook-env': schemas/* string */.YjP()
            .regex(/^[A-Za-z_]\w*$/, { error: 'must be the name of an environment variable' })
            .optional(),
    }),
};
const topKeys = ['$schema', 'checks', ...Object.keys(fileShape)];
/** Reads the checks file. Throws UserErrors with every problem, each with its line and column. */
function readChecksFile(text, file, beside = { planned: [], sometimes: [] }) {
    const document = (0,lib_document/* readDocument */.u)(text, file);
    const problems = new Problems(document, file);
    for (const { message, range } of document.problems)
        problems.add(message, '', range);
    const value = document.value;
    problems.settle();
    if (value === null || value === undefined)
        return { checks: [], maintenance: [], escalation: { mention: [], webhookEnv: undefined } };
    if (!isObject(value)) {
        problems.at([], 'The file must hold `checks:` with a list.');
        return problems.fail();
    }
    for (const key of Object.keys(value).filter((key) => !topKeys.includes(key)))
        problems.at([key], `Key ${JSON.stringify(key)} is not known.`, (0,suggest/* didYouMean */.au)(key, topKeys));
    const list = value['checks'] ?? [];
    if (!Array.isArray(list))
        problems.at(['checks'], '`checks` must be a list.');
    const checks = Array.isArray(list)
        ? list.flatMap((entry, index) => readCheck(entry, ['checks', index], problems))
        : [];
    const maintenance = parsePart(fileShape.maintenance, value['maintenance'] ?? [], ['maintenance'], problems) ?? [];
    const escalation = parsePart(fileShape.escalation, value['escalation'] ?? {}, ['escalation'], problems);
    const named = [...beside.planned, ...namedIn(list)];
    for (const { path, message, hint } of planProblems(named, windowsIn(value['maintenance']), beside.sometimes))
        problems.at(path, message, hint);
    problems.settle();
    return {
        checks,
        maintenance,
        escalation: { mention: escalation?.mention ?? [], webhookEnv: escalation?.['webhook-env'] },
    };
}
/** By what stands there, so that a check with a mistake of its own is still one that others may name. */
function namedIn(list) {
    return entriesOf(list).flatMap(([entry, index]) => {
        const name = entry['name'];
        const dependsOn = textsIn(entry['depends-on']);
        return typeof name === 'string' ? [{ name, dependsOn, path: ['checks', index] }] : [];
    });
}
const windowsIn = (list) => entriesOf(list).map(([entry, index]) => ({
    checks: textsIn(entry['checks']),
    path: ['maintenance', index],
}));
const entriesOf = (list) => (Array.isArray(list) ? list : []).flatMap((entry, index) => isObject(entry) ? [[entry, index]] : []);
const textsIn = (value) => [value].flat().filter((part) => typeof part === 'string');
function readCheck(entry, path, problems) {
    if (!isObject(entry)) {
        problems.at(path, 'Each check must be an object with `name` and `kind`.');
        return [];
    }
    const kind = entry['kind'];
    if (typeof kind !== 'string' || !isKind(kind)) {
        const said = kind === undefined ? '`kind` is required' : `Kind ${JSON.stringify(kind)} is not known`;
        const hint = typeof kind === 'string' ? (0,suggest/* didYouMean */.au)(kind, health_check_check/* kinds */.EZ) : '';
        problems.at([...path, 'kind'], `${said}; it is one of ${health_check_check/* kinds */.EZ.join(', ')}.`, hint);
        return [];
    }
    const keys = Object.keys(common.shape);
    const own = Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
    const shared = Object.fromEntries(Object.entries(entry).filter(([key]) => keys.includes(key)));
    const parsed = parsePart(common, shared, path, problems);
    const settings = parsePart(health_check_checks/* checkKinds */.a[kind].settings, own, path, problems);
    if (!parsed || !settings)
        return [];
    const { name, severity, optional } = parsed;
    return [
        {
            name,
            kind,
            settings,
            dependsOn: [parsed['depends-on']].flat(),
            severity: optional ? 'warning' : severity,
        },
    ];
}
function parsePart(schema, value, path, problems) {
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    for (const issue of result.error.issues) {
        const place = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
        if (issue.code === 'unrecognized_keys') {
            const known = knownKeys(schema);
            for (const key of issue.keys)
                problems.at([...place, key], `Key ${JSON.stringify(key)} is not known here.`, (0,suggest/* didYouMean */.au)(key, known));
        }
        else
            problems.at(place, `${nameOf(place)} ${(0,shape_words/* shapeProblem */.j)(issue, value)}.`, '', 'value');
    }
    return undefined;
}
function knownKeys(schema) {
    const own = schema instanceof schemas/* ZodObject */.bvH ? Object.keys(schema.shape) : [];
    return [...own, ...Object.keys(common.shape)];
}
/** Passwords that stand in addresses of the file; they belong in secrets, and are masked all the same. */
function secretsIn(checks) {
    return checks.flatMap(({ settings }) => typeof settings['url'] === 'string' ? (0,plan_settings/* urlSecrets */.Fn)(settings['url']) : []);
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isKind = (text) => health_check_check/* kinds */.EZ.includes(text);

// EXTERNAL MODULE: ./build/actions/health-check/outcome.js
var health_check_outcome = __webpack_require__(88950);
;// CONCATENATED MODULE: ./build/actions/health-check/plan/permission-needs.js

const readsName = 'permissions: checks';
const writesName = 'permissions: history and issue';
/**
 * What the token must be allowed for the other checks, for the history's branch and for the issue, as checks of their own. None without a
 * token, outside a repository, or for what a check of the user's already asks.
 */
function permissionChecks(checks, options, repository) {
    if (options['github-token'] === '' || repository === '')
        return [];
    const own = checks.filter(({ kind }) => kind === 'permissions').map(({ settings }) => settings);
    const left = (level, needs) => needs.filter((need) => !own.some((settings) => [settings[level] ?? []].flat().includes(need)));
    const asking = checks.filter((check) => readsActions(check, repository));
    const reads = left('read', asking.length > 0 ? ['actions'] : []);
    const writes = left('write', options['dry-run'] ? [] : written(options));
    const severity = asking.some((check) => check.severity === 'error') ? 'error' : 'warning';
    const taken = new Set(checks.map(({ name }) => name));
    return [
        ...(reads.length > 0 ? [planned(readsName, { read: reads }, severity)] : []),
        // Without them the history goes elsewhere and the issue is not kept: the checks themselves stand.
        ...(writes.length > 0 ? [planned(writesName, { write: writes }, 'warning')] : []),
    ].filter(({ name }) => !taken.has(name));
}
/** Other repositories are not in the `permissions:` of a job. */
function readsActions({ kind, settings }, repository) {
    if (kind === 'workflow')
        return (settings['repository'] ?? repository) === repository;
    return Boolean(settings['artifact']) && (kind === 'metrics-freshness' || kind === 'success-rate');
}
function written({ history, issue, mode }) {
    return [
        ...(history === 'branch' ? ['contents'] : []),
        ...(issue === 'auto' && mode === 'scheduled' ? ['issues'] : []),
    ];
}
function planned(name, settings, severity) {
    const { settings: schema } = health_check_checks/* checkKinds */.a.permissions;
    return { name, kind: 'permissions', settings: schema.parse(settings), dependsOn: [], severity };
}
/** Looked at last: what the checks themselves were answered says most of it. */
const isPermissionNeed = ({ name }) => name === readsName || name === writesName;
/** Nobody asked for a warning about a write that works: what cannot be known of it is left out. The write itself says when it fails. */
function withoutOpenWrites(results) {
    return results.filter(({ name, reason }) => name !== writesName || reason !== 'unknown_write');
}

// EXTERNAL MODULE: ./packages/core/lib/history/artifacts.js
var artifacts = __webpack_require__(2045);
// EXTERNAL MODULE: ./packages/core/lib/history/digest.js
var digest = __webpack_require__(59144);
// EXTERNAL MODULE: ./packages/core/lib/safeguards/lanes.js
var lanes = __webpack_require__(7930);
;// CONCATENATED MODULE: ./packages/core/lib/safeguards/resource-limits.js
const units = {
    memory: (value) => `${Math.round(value / 1_000_000)} MB of memory`,
    calls: (value) => `${value} requests`,
    time: (value) => `${Math.round(value / 1000)} seconds`,
};
/** The first limit that is reached, in words; undefined while there is room. */
function limitReached(use, limits) {
    const names = Object.keys(units);
    const reached = names.find((name) => use[name] >= (limits[name] ?? Infinity));
    return reached && `${units[reached](limits[reached] ?? 0)} are used up`;
}

;// CONCATENATED MODULE: ./packages/core/lib/safeguards/circuit-breaker.js
const defaultThreshold = 3;
/** `outcomes` oldest first; undefined ones are runs that could not tell. */
function breakerOf(outcomes, threshold = defaultThreshold) {
    let failures = 0;
    for (const succeeded of outcomes.toReversed()) {
        if (succeeded === true)
            break;
        if (succeeded === false)
            failures++;
    }
    return { state: failures >= threshold ? 'open' : 'closed', failures };
}
/** How often to try: all attempts while closed, one while open. */
function attemptsFor({ state }, attempts) {
    return state === 'open' ? Math.min(1, attempts) : attempts;
}

// EXTERNAL MODULE: ./packages/core/lib/safeguards/time-limit.js
var time_limit = __webpack_require__(63690);
;// CONCATENATED MODULE: ./build/actions/health-check/confirm.js





/**
 * All checks at once, children after their parents. A failure that may pass is tried again until it is confirmed; waiting takes no lane, so
 * one dead service holds up no other.
 */
async function lookAtAll(checks, confirming) {
    const running = new Map();
    const start = (check) => {
        const known = running.get(check.name);
        if (known)
            return known;
        const parents = checks.filter(({ name }) => check.dependsOn.includes(name)).map(start);
        const result = afterParents(parents, check, confirming);
        running.set(check.name, result);
        return result;
    };
    // What depends on a check asks whether it failed, and not what its failure counts as.
    return Promise.all(checks.map(async (check) => counted(check, await start(check))));
}
function counted({ severity }, result) {
    return result.status === 'error' && severity === 'warning' ? { ...result, status: 'warning' } : result;
}
async function afterParents(waiting, check, confirming) {
    const parents = await Promise.all(waiting);
    const broken = parents.find(({ status, reason }) => status === 'error' || reason === 'dependency');
    if (!broken)
        return confirmed(check, confirming);
    const verdict = (0,health_check_check/* warning */.$e)('dependency', `Not checked, because ${broken.name} failed.`);
    return resultOf(check, verdict, { confirming, started: confirming.clock.monotonic(), attempts: 0 });
}
const stops = new Set(['unknown_deadline', 'unknown_limit', 'unknown_budget']);
/** One check, until it is well, its failure is lasting, or its tries or the time are used up. */
async function confirmed(check, confirming) {
    const { clock, deadline, intervalMs } = confirming;
    const started = clock.monotonic();
    let verdict = (0,health_check_check/* unknown */.L5)('deadline', 'There was no time left to check this.', {
        fix: 'Raise `deadline-minutes` or `concurrency`.',
    });
    for (let attempt = 1;; attempt++) {
        const tried = await confirming.lanes.run(() => once(check, confirming));
        // A try that was cut short says nothing: it takes nothing back of what the tries before it found.
        if (!tried || (attempt > 1 && stops.has(tried.reason ?? '') && !(0,health_check_check/* isUnknown */.t8)(verdict)))
            return resultOf(check, verdict, { confirming, started, attempts: attempt - 1 });
        verdict = tried;
        const again = verdict.transient && attempt < (await allowedFor(check, confirming));
        if (!again || clock.monotonic() + intervalMs >= deadline)
            return resultOf(check, verdict, { confirming, started, attempts: attempt });
        // Checks that failed together must not come back together.
        await clock.sleep(intervalMs * (0.9 + clock.random() * 0.2));
    }
}
async function allowedFor({ name }, confirming) {
    return attemptsFor(breakerOf(await confirming.earlier(name)), confirming.attempts);
}
const cutShort = (0,health_check_check/* unknown */.L5)('deadline', 'The check was not done when the time of the run was over.', {
    fix: 'Raise `deadline-minutes` or `concurrency`.',
});
/** Undefined when the time is over before it began. */
async function once({ kind, settings }, { probes, clock, limit, timeoutMs, deadline, full }) {
    const left = deadline - clock.monotonic();
    if (left <= 0)
        return undefined;
    const used = full();
    if (used)
        return (0,health_check_check/* unknown */.L5)('limit', `Not checked: ${used}.`, { fix: 'Split the checks into several jobs.' });
    const wanted = settings['timeout-seconds'];
    const own = typeof wanted === 'number' ? wanted * 1000 : timeoutMs;
    const found = health_check_checks/* checkKinds */.a[kind];
    try {
        // A look may be several tries of a connection (links, samples): it ends with the run, each connection with its own limit.
        const verdict = await limit(left, (signal) => found.look(settings, probes, { now: clock.now(), timeoutMs: Math.min(own, left), signal }));
        // With less than its own time a service that does not answer has not been shown to be down.
        return left < own && verdict.reason === 'timeout' ? cutShort : verdict;
    }
    catch (failure) {
        if (failure instanceof time_limit/* TimedOut */.G)
            return cutShort;
        if (failure instanceof errors/* BudgetStop */.mo)
            return (0,health_check_check/* unknown */.L5)('budget', failure.message);
        return (0,health_check_check/* error */.z3)('crashed', `The check could not be carried out: ${(0,errors/* reason */.l)(failure)}`, {
            fix: 'If the settings are right, this is a bug of the action: please report it.',
        });
    }
}
function resultOf(check, verdict, { confirming: { clock }, started, attempts }) {
    const { transient: _, ...rest } = verdict;
    return {
        ...rest,
        name: check.name,
        kind: check.kind,
        timestamp: clock.now().toISOString(),
        durationMs: Math.round(clock.monotonic() - started),
        attempts,
    };
}

;// CONCATENATED MODULE: ./build/actions/health-check/judgement/correlation.js
const networkKinds = new Set([
    'http',
    'tls',
    'tcp',
    'dns',
    'postgres',
    'redis',
    'status-page',
]);
/** Failures that happen before the other side has said anything. */
const unanswered = new Set([
    'timeout',
    'refused',
    'reset',
    'name_not_found',
    'unreachable',
    'unknown_unreachable',
]);
const failedUnanswered = ({ kind, status, reason = '' }) => networkKinds.has(kind) && status !== 'ok' && unanswered.has(reason);
/** Whether everything that needs the network failed without an answer: then the network of the runner may be at fault. */
function allUnanswered(results) {
    const asked = results.filter(({ kind, reason }) => networkKinds.has(kind) && reason !== 'dependency' && reason !== 'private_address');
    return asked.length > 0 && asked.every(failedUnanswered);
}
/** With the canary down as well, nothing is known about the services: warnings, and no issue. */
function blameRunner(results, canary) {
    return results.map((result) => failedUnanswered(result)
        ? {
            ...result,
            status: 'warning',
            reason: 'unknown_runner_network',
            message: `Not known: this runner reaches neither this service nor ${canary}.`,
            fix: 'Run the job again; if it stays so, look at the network of the runner.',
        }
        : result);
}
/** Names a provider's incident beside each failure of the network, so that nobody looks for it at home first. */
function nameIncidents(results) {
    const incidents = results.filter(({ kind, status, reason }) => kind === 'status-page' && status !== 'ok' && reason === 'incident');
    const [first] = incidents;
    if (!first)
        return [...results];
    return results.map((result) => networkKinds.has(result.kind) && result.kind !== 'status-page' && result.status === 'error'
        ? { ...result, evidence: { ...result.evidence, provider_incident: first.message } }
        : result);
}

// EXTERNAL MODULE: ./build/actions/health-check/inputs.js
var inputs = __webpack_require__(47661);
// EXTERNAL MODULE: ./build/actions/health-check/trend/ok-share.js
var ok_share = __webpack_require__(44776);
;// CONCATENATED MODULE: ./build/actions/health-check/plan/plan.js




/** The checks of the short inputs. Their names are `kind: what`, so that a history follows them from run to run. */
function planInputs(options, { metricsExist }) {
    const notices = [];
    const bare = [
        ...options['required-files'].map((path) => ({ kind: 'file', about: path, settings: { path } })),
        ...options['optional-files'].map((path) => ({
            kind: 'file',
            about: path,
            settings: { path },
            severity: 'warning',
        })),
        ...options['executable-files'].map((path) => ({
            kind: 'executable',
            about: path,
            settings: { path },
        })),
        ...metrics(options, metricsExist, notices),
        ...access(options),
        ...options.workflows.map((workflow) => ({
            kind: 'workflow',
            about: workflow,
            settings: { workflow },
        })),
        ...options.endpoints.map((url) => ({ kind: 'http', about: (0,plan_settings/* shownUrl */.zA)(url), settings: { url } })),
        ...options.tcp.map((line) => ({ kind: 'tcp', about: line, settings: { ...(0,plan_settings/* hostPort */.QL)(line) } })),
        ...databases(options),
        ...options.links.map((path) => ({ kind: 'link', about: path, settings: { path } })),
        ...options.content.map((path) => ({ kind: 'content', about: path, settings: { path } })),
        ...options.backups.map((path) => ({ kind: 'backup', about: path, settings: { path } })),
        ...options['status-pages'].map((url) => ({
            kind: 'status-page',
            about: (0,plan_settings/* shownUrl */.zA)(url),
            settings: { url },
        })),
    ];
    const seen = new Map();
    const checks = bare.map(({ kind, about, settings, severity }) => {
        const base = `${kind}: ${about}`.slice(0, 120);
        const n = (seen.get(base) ?? 0) + 1;
        seen.set(base, n);
        const name = n === 1 ? base : `${base} (${n})`;
        return {
            name,
            kind,
            settings: health_check_checks/* checkKinds */.a[kind].settings.parse(settings),
            dependsOn: [],
            severity: severity ?? 'error',
        };
    });
    return { checks, notices };
}
function metrics(options, exist, notices) {
    const [file, artifact] = [options['metrics-file'], options['metrics-artifact']];
    if (!artifact && !exist && file === inputs/* defaultMetricsFile */.Hf) {
        notices.push(`${file} is not there, so no metrics were checked.`);
        return [];
    }
    const source = { file, ...(artifact ? { artifact } : {}) };
    const about = artifact || file;
    return [
        {
            kind: 'metrics-freshness',
            about,
            settings: { ...source, 'max-age-hours': options['max-metrics-age-hours'] },
        },
        {
            kind: 'success-rate',
            about,
            settings: { ...source, warning: options['success-rate-warning'], error: options['success-rate-error'] },
        },
    ];
}
function access(options) {
    const planned = options['planned-requests'];
    if (options['github-token'] === '' && planned === 0)
        return [];
    const settings = {
        warning: options['rate-limit-warning'],
        error: options['rate-limit-error'],
        'planned-requests': planned,
    };
    return [{ kind: 'rate-limit', about: 'GitHub', settings }];
}
function databases(options) {
    const [postgres, redis] = [options['postgres-url'], options['redis-url']];
    return [
        ...(postgres
            ? [{ kind: 'postgres', about: (0,plan_settings/* shownUrl */.zA)(postgres), settings: { url: postgres } }]
            : []),
        ...(redis ? [{ kind: 'redis', about: (0,plan_settings/* shownUrl */.zA)(redis), settings: { url: redis } }] : []),
    ];
}
/** Names that a maintenance window may give although this run has no such check: whether it has depends on token and workspace. */
function sometimesPlanned(options) {
    const about = options['metrics-artifact'] || options['metrics-file'];
    return [
        `metrics-freshness: ${about}`,
        `success-rate: ${about}`,
        'rate-limit: GitHub',
        readsName,
        writesName,
    ];
}

// EXTERNAL MODULE: ./build/actions/health-check/trend/record.js
var trend_record = __webpack_require__(88461);
// EXTERNAL MODULE: ./build/actions/health-check/checks/permissions.js + 1 modules
var permissions = __webpack_require__(90660);
;// CONCATENATED MODULE: ./build/actions/health-check/seen-answers.js


/** Asks for a repository once. Remembers how GitHub answered for a permission, so that asking whether it is there costs no request of its own. */
function remembering(github) {
    const seen = new Map();
    const asks = new Set(Object.values(permissions/* readings */.CQ));
    const repositories = new Map();
    return {
        ...github,
        async request(...[route, parameters = {}, options]) {
            if (route === 'GET /repos/{owner}/{repo}') {
                const name = `${String(parameters['owner'])}/${String(parameters['repo'])}`;
                const asked = repositories.get(name) ?? github.request(route, parameters, options);
                repositories.set(name, asked);
                // A failure is told to those who waited for it, and asked again by others.
                asked.catch(() => repositories.delete(name));
                return asked;
            }
            const area = /\/repos\/\{owner\}\/\{repo\}\/(actions|issues|pulls|branches)\b/.exec(route)?.[1];
            const key = `${String(parameters['owner'])}/${String(parameters['repo'])} ${area ?? ''}`;
            const known = asks.has(route) ? seen.get(key) : undefined;
            if (known instanceof errors/* GitHubError */.y_)
                throw known;
            if (known)
                return known;
            try {
                const answer = await github.request(route, parameters, options);
                if (area && answer.status < 300 && !(seen.get(key) instanceof errors/* GitHubError */.y_))
                    seen.set(key, answer);
                return answer;
            }
            catch (failure) {
                // A 404 may also be a thing that is not there.
                if (area && failure instanceof errors/* GitHubError */.y_ && failure.status === 403)
                    seen.set(key, failure);
                throw failure;
            }
        },
    };
}
/** Lists and downloads each artifact once: two checks and the report look at the same metrics. */
function rememberedShelf(shelf) {
    const known = new Map();
    const once = (key, ask) => {
        const asked = known.get(key) ?? ask();
        known.set(key, asked);
        asked.catch(() => known.delete(key));
        return asked;
    };
    return {
        ...shelf,
        page: (number, name) => once(`page ${number} ${name ?? ''}`, () => shelf.page(number, name)),
        download: (id, limit) => once(`artifact ${id}`, () => shelf.download(id, limit)),
    };
}

;// CONCATENATED MODULE: ./build/actions/health-check/reading.js

















/** The file of the input `checks`; an empty one when it does not exist at its default path. Throws UserErrors. */
async function checksFile(options, planned, { files }) {
    const path = options.checks;
    const text = path === '' ? undefined : await files.read(path, 1_000_000);
    if (text === undefined && path !== '' && path !== inputs/* defaultChecksFile */.jt)
        throw new errors/* UserError */.yo(`The checks file ${path} is missing.`, 'Check the input `checks`.');
    const sometimes = sometimesPlanned(options);
    const file = readChecksFile(text ?? '', path || inputs/* defaultChecksFile */.jt, { planned, sometimes });
    const known = new Set([...planned, ...file.checks].map(({ name }) => name).concat(sometimes));
    const problems = options.maintenance
        .flatMap(({ checks = [] }) => unknownNames([checks].flat(), known))
        .map(({ message, hint }) => new errors/* UserError */.yo(`Input "maintenance" ${message}`, hint));
    if (problems.length > 0)
        throw new errors/* UserErrors */.tQ('The inputs are not right:', problems);
    return file;
}
/** Passwords in the addresses of inputs. */
const inputSecrets = ({ 'postgres-url': postgres, 'redis-url': redis, endpoints, 'status-pages': pages, }) => secretsIn([postgres, redis, ...endpoints, ...pages].map((url) => ({ settings: { url } })));
/** What the checks file takes from the environment: a workflow may have filled it from anywhere, also where nobody masked it. */
function namedSecrets(checks, env) {
    return checks.flatMap(({ settings }) => {
        const names = [settings['url-env'], settings['authorization-env']].filter((name) => typeof name === 'string');
        return names.flatMap((name) => {
            const value = env(name) ?? '';
            return [value, ...(0,plan_settings/* urlSecrets */.Fn)(value)].filter((part) => part !== '');
        });
    });
}
/** The checks of the short inputs. */
async function plannedByInputs(options, ports) {
    const metricsExist = (await ports.files.stat(options['metrics-file'])) !== undefined;
    return planInputs(options, { metricsExist });
}
const readingMs = 60_000;
const nothing = { records: [], days: [] };
/** Earlier runs; a history that is not to be had is a notice. */
async function pastOf(store, { notices, limit, clock }) {
    if (!store)
        return nothing;
    try {
        return await limit(readingMs, async () => {
            // An artifact holds hundreds of records, whether they are wanted or not; the branch counts them by the day.
            const series = trend_record/* healthSeries */.iF;
            const counted = store.kind === 'branch';
            const reading = await store.read({ series, ...(counted ? {} : { limit: artifacts/* carriedRecords */.X }) });
            const { records, unreadable, complete } = reading;
            for (const { where, because } of unreadable.slice(0, 5))
                notices.push(`History: ${where} ${because}.`);
            if (!complete && unreadable.length === 0)
                notices.push('The history was not read completely.');
            const since = (0,ok_share/* monthOfShares */.Gi)(clock.now());
            const buckets = await countedDays(store, { series, by: 'day', since }, notices);
            const days = (0,digest/* digested */.io)(buckets, records, { by: 'day', measure: trend_record/* measured */.jh });
            return { records: (0,lib_history/* newest */.BP)(records, { series }), days };
        });
    }
    catch (failure) {
        notices.push(`The history could not be read, so this run stands alone: ${(0,errors/* reason */.l)(failure)}`);
        return nothing;
    }
}
async function countedDays(store, query, notices) {
    try {
        return (await store.buckets?.(query)) ?? [];
    }
    catch (failure) {
        notices.push(`The counts of earlier days could not be read: ${(0,errors/* reason */.l)(failure)}`);
        return [];
    }
}
/** A runner has gigabytes and a thousand requests an hour: a health check that needs a fifth of either is itself a fault. */
const limits = { memory: 1_000_000_000, calls: 200 };
/** The results, with the runner's and the providers' share in them named. */
async function lookedAt(checks, past, { options, ports }) {
    const { clock, limit } = ports;
    const probes = { ...ports.probes, github: ports.probes.github && remembering(ports.probes.github) };
    const observations = past.then(({ records }) => options.mode === 'scheduled' ? (0,trend_record/* observationsOf */.bG)(records) : []);
    const attempts = options.attempts ?? 30;
    const confirming = {
        probes,
        clock,
        limit,
        lanes: new lanes/* Lanes */.G(options.concurrency),
        attempts: options.mode === 'pre' ? Math.min(3, attempts) : attempts,
        intervalMs: options['interval-seconds'] * 1000,
        timeoutMs: options['timeout-seconds'] * 1000,
        deadline: clock.monotonic() + options['deadline-minutes'] * 60_000,
        full: () => limitReached({ memory: ports.memory(), calls: ports.github?.usage().requests ?? 0, time: 0 }, limits),
        earlier: async (name) => (0,trend_record/* earlierOutcomes */.ww)(await observations, name),
    };
    const own = checks.filter((check) => !isPermissionNeed(check));
    const looked = await lookAtAll(own, confirming);
    const permissions = await lookAtAll(checks.filter(isPermissionNeed), confirming);
    const results = withoutOpenWrites([...looked, ...permissions]);
    // Only when nothing at all answered is it worth asking whether this runner has a network.
    if (allUnanswered(results) && !(await ports.canary()))
        return blameRunner(results, (0,plan_settings/* shownUrl */.zA)(ports.context.apiUrl));
    return nameIncidents(results);
}

;// CONCATENATED MODULE: ./build/actions/health-check/report-file.js


/** The report in the shape of the original script, so that what read it goes on reading it. */
function reportJson(outcome) {
    const totals = (0,health_check_outcome/* totalsOf */.v)(outcome.results);
    const line = ({ name, message }) => `${name}: ${message}`;
    return {
        timestamp: outcome.timestamp,
        healthy: totals.healthy,
        checks: outcome.results.map((result) => ({
            ...checkJson(result),
            ...sharesJson(outcome.shares.get(result.name)),
        })),
        warnings: outcome.results.filter(({ status }) => status === 'warning').map(line),
        errors: outcome.results.filter(({ status }) => status === 'error').map(line),
        metrics: outcome.metrics,
        summary: {
            total_checks: totals.total,
            passed: totals.passed,
            warnings: totals.warnings,
            errors: totals.errors,
        },
    };
}
function checkJson({ name, status, message, timestamp, kind, durationMs, reason, evidence, fix, attempts, }) {
    return {
        name,
        status,
        message,
        timestamp,
        kind,
        duration_ms: durationMs,
        ...(reason ? { reason } : {}),
        ...(evidence || fix || attempts > 1
            ? { evidence: { ...evidence, ...(attempts > 1 ? { attempts } : {}), ...(fix ? { fix } : {}) } }
            : {}),
    };
}
/** Beside what the original has: how the check fared lately, by the history. */
function sharesJson(shares) {
    if (!shares)
        return {};
    const one = (share) => ({ percent: (0,ok_share/* percentOf */.pR)(share), ok: share.ok, runs: share.runs });
    return { ok_share: { last_7_days: one(shares.days7), last_30_days: one(shares.days30) } };
}
const healthWords = { ok: 'pass', warning: 'warn', error: 'fail' };
/** The same as application/health+json: https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06 */
function healthJson({ results, timestamp, requests, }) {
    const totals = (0,health_check_outcome/* totalsOf */.v)(results);
    const word = totals.status === 'unknown' ? 'warn' : healthWords[totals.status];
    return {
        status: totals.healthy || word !== 'pass' ? word : 'fail',
        version: '1',
        description: 'Health of the automation',
        output: totals.errors > 0 ? `${totals.errors} of ${totals.total} checks are errors.` : '',
        notes: [`${requests} requests to GitHub at ${timestamp}`],
        checks: Object.fromEntries(results.map((result) => [
            `${result.name}:${result.kind}`,
            [
                {
                    status: healthWords[result.status],
                    componentType: result.kind,
                    observedValue: result.durationMs,
                    observedUnit: 'ms',
                    time: result.timestamp,
                    ...(result.status === 'ok' ? {} : { output: result.message }),
                },
            ],
        ])),
    };
}
/** `automation_health.json` → `automation_health.health.json`. */
function besideReport(report, what) {
    return `${report.replace(/\.json$/i, '')}.${what}.json`;
}

// EXTERNAL MODULE: ./node_modules/croner/dist/croner.js
var croner = __webpack_require__(55814);
// EXTERNAL MODULE: ./build/actions/health-check/maintenance/recurrence.js
var maintenance_recurrence = __webpack_require__(6174);
;// CONCATENATED MODULE: ./build/actions/health-check/maintenance/wall-time.js
/** What the clocks of a time zone show. */
function wallClock(at, timeZone) {
    const parts = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
    }).formatToParts(at);
    const value = (type) => Number(parts.find((part) => part.type === type)?.value);
    return {
        year: value('year'),
        month: value('month'),
        day: value('day'),
        hour: value('hour'),
        minute: value('minute'),
    };
}
/** Milliseconds since 1970 of a wall time. A time that the clocks skip is taken as that much later, a repeated one as its first. */
function instantOf(wall, timeZone) {
    const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
    const offsetAt = (at) => {
        const shown = wallClock(new Date(at), timeZone);
        return (Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute) -
            Math.floor(at / 60_000) * 60_000);
    };
    const before = offsetAt(wanted - 86_400_000);
    const first = wanted - before;
    if (offsetAt(first) === before)
        return first;
    const after = offsetAt(wanted + 86_400_000);
    return offsetAt(wanted - after) === after ? wanted - after : wanted - before;
}

;// CONCATENATED MODULE: ./build/actions/health-check/maintenance/maintenance.js




/** Whether the window covers the check at `now`. From is inside, to is not. */
function covers(window, check, now) {
    const names = window.checks === undefined ? undefined : [window.checks].flat();
    if (names && !names.some((name) => name === check || name === '*'))
        return false;
    return isOpen(window, now);
}
/** Whether the window is open at `now`, by the wall clock of its time zone: 02:00 stays 02:00 when the clocks change, and so does its end. */
function isOpen(window, now) {
    const recurrence = window.recurrence === undefined ? undefined : (0,maintenance_recurrence/* readRecurrence */.Z)(window.recurrence);
    const day = wallClock(now, window.tz);
    const first = beginning(window.from, window.tz, day);
    if (!recurrence)
        return spans(window, first, now);
    const firstAt = startOf(window, first);
    if (/^\d{4}-/.test(window.from) && now.getTime() < firstAt)
        return false;
    if (recurrence.kind === 'cron')
        return openByCron(recurrence.cron, window, now);
    // A window may have begun on any earlier day that it is long enough to reach from.
    const days = Math.ceil((0,maintenance_shape/* minutesBetween */.OJ)(window.from, window.to) / 1440);
    for (let back = 0; back <= days + 1; back++) {
        const date = shifted(day, -back);
        if (!happensOn(recurrence, date, first))
            continue;
        if (spans(window, { ...date, hour: first.hour, minute: first.minute }, now))
            return true;
    }
    return false;
}
function happensOn(recurrence, date, first) {
    switch (recurrence.kind) {
        case 'daily':
            return true;
        case 'days':
            return recurrence.days.includes(weekday(date));
        case 'same-day':
            return weekday(date) === weekday(first);
        case 'monthly':
            return date.day === first.day;
        case 'yearly':
            return date.day === first.day && date.month === first.month;
        default:
            return false;
    }
}
function openByCron(cron, window, now) {
    const rule = new croner/* Cron */.l4(cron, { timezone: window.tz, paused: true });
    // The night on which the clocks go back is an hour longer, in one place of the world a whole day.
    const length = ((0,maintenance_shape/* minutesBetween */.OJ)(window.from, window.to) + 120) * 60_000;
    let start = rule.nextRun(new Date(now.getTime() - length));
    while (start && start <= now) {
        if (spans(window, wallClock(start, window.tz), now))
            return true;
        start = rule.nextRun(start);
    }
    return false;
}
/** Whether a window that begins at a wall time is open at `now`; its end is a wall time too, unless its texts name an offset. */
function spans(window, begin, now) {
    const start = startOf(window, begin);
    const minutes = (0,maintenance_shape/* minutesBetween */.OJ)(window.from, window.to);
    const end = (0,maintenance_shape/* hasZone */.XF)(window.from)
        ? start + minutes * 60_000
        : instantOf({ ...begin, minute: begin.minute + minutes }, window.tz);
    return start <= now.getTime() && now.getTime() < end;
}
const startOf = ({ tz }, begin) => instantOf(begin, tz);
const weekday = ({ year, month, day }) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
function shifted(wall, days) {
    const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
    return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}
/** The wall time that a text names, on its own date or on the day given. */
function beginning(text, tz, today) {
    const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
    const [year = 0, month = 1, day = 1] = date
        ? date.slice(1).map(Number)
        : [today.year, today.month, today.day];
    const [, hour = '0', minute = '0'] = /(\d\d):(\d\d)/.exec(text) ?? [];
    const wall = { year, month, day, hour: Number(hour), minute: Number(minute) };
    if (!(0,maintenance_shape/* hasZone */.XF)(text))
        return wall;
    const offset = /[+-]\d\d:?\d\d$/.exec(text)?.[0].replace(':', '') ?? '+0000';
    const east = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)));
    return wallClock(new Date(Date.UTC(year, month - 1, day, wall.hour, wall.minute - east)), tz);
}

;// CONCATENATED MODULE: ./build/actions/health-check/trend/story.js

/** From simulations of a month at four runs a day; see the benchmark `health`. */
const defaultRules = { errorRuns: 1, warningRuns: 2, window: 12, flapAt: 5, calmAt: 2 };
/** The whole judgement of a history: for each check of the newest run, what its results so far amount to. Pure: no clock, no memory. */
function tell(observations, { now, windows, rules = defaultRules }) {
    const newest = observations.at(-1);
    if (!newest)
        return [];
    return [...newest.checks.keys()].map((name) => {
        const suppressed = windows.some((window) => covers(window, name, now));
        return { ...follow(name, observations, rules), suppressed };
    });
}
function follow(name, observations, rules) {
    const fresh = {
        state: 'ok',
        severity: 'warning',
        since: undefined,
        results: [],
        badInRow: 0,
        okInRow: 0,
        firstBad: undefined,
    };
    let running = fresh;
    let message = '';
    const recent = [];
    for (const { at, checks } of observations) {
        const found = checks.get(name);
        if (!found)
            continue;
        recent.push(found.said);
        message = found.message;
        if (found.said !== undefined)
            running = next(running, { at, said: found.said, provider: found.provider }, rules);
    }
    const { state, severity, since, results } = running;
    return { name, state, severity, since, changes: changesIn(results), recent: recent.slice(-14), message };
}
function next(before, { at, said, provider }, rules) {
    const bad = said !== 'ok';
    const results = [...before.results, bad ? 'bad' : 'ok'].slice(-rules.window);
    const changes = changesIn(results);
    const flapping = before.state === 'flapping' ? changes > rules.calmAt : changes >= rules.flapAt;
    const running = {
        ...before,
        results,
        severity: said === 'error' ? 'error' : bad && before.state === 'ok' ? 'warning' : before.severity,
        badInRow: bad ? before.badInRow + 1 : 0,
        okInRow: bad ? 0 : before.okInRow + 1,
        firstBad: bad ? (before.firstBad ?? at) : before.firstBad,
    };
    if (flapping)
        return { ...running, state: 'flapping', since: before.since ?? running.firstBad ?? at };
    return bad ? worsened(running, { said, provider }, rules) : improved(running, changes);
}
function worsened(running, { said, provider }, rules) {
    if (running.state === 'failing' || running.state === 'recovering')
        return { ...running, state: 'failing' };
    // An incident of a provider often ends by itself: one run more before anybody is called.
    const needed = (said === 'error' ? rules.errorRuns : rules.warningRuns) + (provider ? 1 : 0);
    const state = running.badInRow >= needed ? 'failing' : 'pending';
    return { ...running, state, since: running.firstBad };
}
function improved(running, changes) {
    const calm = {
        ...running,
        state: 'ok',
        severity: 'warning',
        since: undefined,
        firstBad: undefined,
    };
    if (running.state === 'ok' || running.state === 'pending')
        return calm;
    // Well once is enough, unless it was well and ill again lately.
    const needed = changes >= 3 ? 2 : 1;
    return running.okInRow >= needed ? calm : { ...running, state: 'recovering' };
}
function changesIn(results) {
    return results.slice(1).filter((result, index) => result !== results[index]).length;
}

// EXTERNAL MODULE: ./packages/core/lib/explain.js
var explain = __webpack_require__(40446);
// EXTERNAL MODULE: ./packages/core/lib/repository.js
var repository = __webpack_require__(41161);
;// CONCATENATED MODULE: ./build/actions/health-check/issue/acknowledgement.js
const day = 86_400_000;
/** Somebody closed it while these checks were failing, and no other, and none of them was well since: they know, for a day. */
function acknowledged(stories, { open, closedAt, state }, now) {
    const bad = stories.filter(({ state, suppressed }) => !suppressed && (state === 'failing' || state === 'recovering'));
    if (open || !closedAt || !state || bad.length === 0)
        return false;
    const known = ({ name, severity, since, recent }) => state.failing.includes(name) &&
        !(severity === 'error' && state.severity === 'warning') &&
        // Without a history nobody knows when it began.
        (since === undefined || since <= closedAt || recent.length < 2);
    return now.getTime() - closedAt.getTime() < day && bad.every(known);
}

// EXTERNAL MODULE: ./packages/core/lib/markdown.js
var markdown = __webpack_require__(36824);
// EXTERNAL MODULE: ./build/actions/health-check/trend/spark-line.js
var spark_line = __webpack_require__(34206);
;// CONCATENATED MODULE: ./build/actions/health-check/issue/text.js



const issueKey = 'default';
const marker = `<!-- automation-health:v1:${issueKey} -->`;
const stateMarker = 'automation-health:state ';
const bodyLimit = 60_000;
function issueTitle(state) {
    const [first] = state.failing;
    if (!first)
        return 'Automation is healthy again';
    const what = state.failing.length === 1 ? first : `${first} and ${state.failing.length - 1} more`;
    // Titles are no markdown, but mentions work in them.
    return (0,markdown/* clip */.$Q)(`Automation is not healthy: ${what}`.replace(/\s+/g, ' ').replaceAll('@', '@\u2060'), 200);
}
/** The body: marker and state first, so that no limit cuts them off. */
function issueBody({ state, gone = [] }, { stories, results, now, runUrl }) {
    const failing = stories.filter(({ name }) => state.failing.includes(name));
    const rows = failing.map((story) => {
        const result = results.find(({ name }) => name === story.name);
        return [
            (0,markdown/* escape */.ih)(story.name, 120),
            story.severity,
            (0,markdown/* escape */.ih)(since(story, now)),
            (0,markdown/* escape */.ih)(result?.message ?? story.message),
            (0,markdown/* escape */.ih)(result?.fix ?? ''),
            (0,spark_line/* sparkline */.K)(story.recent),
        ];
    });
    const head = state.failing.length === 0
        ? recovered(gone)
        : `**${(0,markdown/* plural */.LS)(state.failing.length, 'check')} failing** since ${(0,markdown/* escape */.ih)(inUtc(state.since))}.`;
    const body = [
        marker,
        `<!-- ${stateMarker}${encodeState(state)} -->`,
        head,
        rows.length > 0 ? (0,markdown/* table */.tp)(['Check', 'Severity', 'Since', 'What is wrong', 'What to do', 'Runs'], rows) : '',
        ...(state.flapping.length > 0
            ? [`Flapping: ${state.flapping.map((name) => (0,markdown/* escape */.ih)(name, 120)).join(', ')}.`]
            : []),
        runUrl ? `[The run that saw it](${runUrl})` : '',
        'This issue is kept by the health check: it is updated and closed by itself. Closing it while a check fails keeps it quiet for a day.',
    ];
    return (0,markdown/* clip */.$Q)(body.filter(Boolean).join('\n\n'), bodyLimit);
}
function since({ since: at }, now) {
    if (!at)
        return '';
    const hours = (now.getTime() - at.getTime()) / 3_600_000;
    if (hours < 1)
        return 'this run';
    return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}
const words = {
    change: 'What fails has changed.',
    again: 'It fails again.',
    worse: 'It got worse: a warning became an error.',
    flapping: 'A check changes too often to be believed; the issue stays as it is until it is calm.',
};
/** A check that was taken out of the configuration is not well: nobody looks at it. */
function recovered(gone) {
    if (gone.length === 0)
        return 'All checks are well again.';
    const names = gone.map((name) => (0,markdown/* code */.aY)(name, 120)).join(', ');
    return `Nothing that this issue is about fails any more. No longer checked: ${names}.`;
}
function commentText(desired, telling, mention) {
    const { occasion, state } = desired;
    const names = occasion === 'flapping' ? state.flapping : state.failing;
    const lines = names.map((name) => {
        const message = telling.results.find((result) => result.name === name)?.message;
        return `- ${(0,markdown/* code */.aY)(name, 120)}${message ? `: ${(0,markdown/* escape */.ih)(message)}` : ''}`;
    });
    // Only names that the checks file gives are mentioned.
    const called = desired.mention && mention.length > 0 ? mention.map((name) => `@${name.replace(/^@/, '')}`).join(' ') : '';
    const run = telling.runUrl ? `[Run](${telling.runUrl})` : '';
    return (0,markdown/* clip */.$Q)([called, occasionWords(desired, telling.now), lines.join('\n'), run].filter(Boolean).join('\n\n'), bodyLimit);
}
function occasionWords({ occasion, gone = [], state }, now) {
    if (occasion === 'recovered')
        return recovered(gone);
    if (occasion !== 'reminder')
        return words[occasion ?? 'change'];
    const lasting = (0,health_check_check/* hours */.c$)(now.getTime() - Date.parse(state.since));
    return `It still fails, for ${lasting} now, since ${inUtc(state.since)}.`;
}
/** `2026-01-11 02:00 UTC`: nobody reads milliseconds. */
const inUtc = (at) => at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, '$1 $2 UTC');
// Base64, because names of checks may hold anything, also the end of a comment.
function encodeState(state) {
    return Buffer.from(JSON.stringify(state)).toString('base64');
}
/** The state in a body; undefined when somebody edited it away. */
function stateIn(body) {
    const found = new RegExp(`<!-- ${stateMarker}([A-Za-z0-9+/=]{1,45000}) -->`).exec(body)?.[1];
    if (!found)
        return undefined;
    try {
        const value = JSON.parse(Buffer.from(found, 'base64').toString('utf8'));
        const sound = Array.isArray(value.failing) &&
            Array.isArray(value.flapping) &&
            Number.isInteger(value.reminders) &&
            Number.isInteger(value.escalations);
        return sound ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/health-check/issue/find.js


/**
 * By label and marker; without a label, because somebody took it off, by the marker alone. Only those that a bot or a member wrote:
 * anybody can paste a marker into an issue of a public repository, and an issue form gives it the label too.
 */
async function findIssues({ github, context, }) {
    const { owner, name: repo } = (0,repository/* parseRepository */.SU)(context.repository);
    const list = async (more) => {
        const parameters = { owner, repo, sort: 'updated', per_page: 100, ...more };
        const { data } = await github.request('GET /repos/{owner}/{repo}/issues', parameters);
        if (!Array.isArray(data))
            throw new Error('GitHub answered no list of issues.');
        return data.filter((issue) => !issue.pull_request && hasMarker(issue.body ?? '') && isOurs(issue));
    };
    const labelled = await list({ state: 'all', labels: 'automation-health' });
    const found = labelled.length > 0 ? labelled : await list({ state: 'open' });
    return found.map(({ number, state, body, closed_at, labels }) => ({
        number,
        open: state === 'open',
        closedAt: closed_at ? new Date(closed_at) : undefined,
        state: stateIn(body ?? ''),
        labels: (labels ?? []).map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    }));
}
const hasMarker = (body) => body.split(/\r?\n/).some((line) => line.trim() === marker);
const isOurs = ({ user, author_association }) => user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association ?? '');

;// CONCATENATED MODULE: ./build/actions/health-check/issue/labels.js

const label = 'automation-health';
const escalated = 'health:escalated';
/** The labels of an issue after so many escalations. */
const labelsFor = (escalations) => [label, ...(escalations >= 1 ? [escalated] : [])];
/** What is to be given and taken of our own labels; all others are somebody else's. */
function labelChange(actual, escalations) {
    const wanted = labelsFor(escalations);
    return {
        add: wanted.filter((name) => !actual.includes(name)),
        remove: [label, escalated].filter((name) => actual.includes(name) && !wanted.includes(name)),
    };
}
async function changeLabels(number, { add, remove }, { github, context }) {
    const { owner, name: repo } = (0,repository/* parseRepository */.SU)(context.repository);
    const at = { owner, repo, issue_number: number };
    // Giving a label that is there and taking one are harmless to repeat.
    const options = { idempotent: true };
    if (add.length > 0)
        await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...at, labels: add }, options);
    for (const name of remove)
        await github.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', { ...at, name }, options);
}

;// CONCATENATED MODULE: ./build/actions/health-check/issue/next-state.js
const hour = 3_600_000;
const escalationHours = [12, 24, 72];
/** How many reminders are due after so long: one at 24 h, one at 72 h, then one a week. */
function remindersDue(ms) {
    if (ms < 24 * hour)
        return 0;
    if (ms < 72 * hour)
        return 1;
    return 2 + Math.floor((ms - 72 * hour) / (7 * 24 * hour));
}
function escalationsDue(ms) {
    return escalationHours.filter((hours) => ms >= hours * hour).length;
}
/** The new state, and the one before when that was about a failure too. */
function stateOf({ heard, flapping, actual, now, }) {
    const known = actual?.open ? actual.state : undefined;
    const failing = heard.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const starts = failing.map((story) => began(story, known, now));
    const since = new Date(Math.min(...starts) * 1000);
    const lasting = now.getTime() - since.getTime();
    const before = actual?.state?.failing.length ? actual.state : undefined;
    const escalations = escalationsDue(lasting);
    const called = escalations >= 3 && (before?.called ?? (before?.escalations ?? 0) >= 3);
    return {
        failing: failing.map(({ name }) => name),
        severity: heard.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        since: since.toISOString(),
        reminders: remindersDue(lasting),
        escalations,
        flapping: flapping.map(({ name }) => name).sort(),
        starts,
        called,
        before,
    };
}
/** In seconds: by the history, or by what the open issue remembers when that is earlier. */
function began({ name, since }, known, now) {
    const at = known?.failing.indexOf(name) ?? -1;
    const remembered = at < 0 ? undefined : (known?.starts?.[at] ?? Date.parse(known?.since ?? '') / 1000);
    const seen = Math.floor((since ?? now).getTime() / 1000);
    return remembered !== undefined && Number.isFinite(remembered)
        ? Math.floor(Math.min(seen, remembered))
        : seen;
}

;// CONCATENATED MODULE: ./build/actions/health-check/issue/state.js


/**
 * What the issue should be, from the stories, the issue as it is, and the time: nothing is remembered between runs, so a write that failed
 * or a window that ended is made good by the next run. While a window is open nothing changes. What the issue is open for stays in it
 * until this run saw it well: a history that cannot be read, or a check that cannot tell, ends no alarm.
 */
function desiredIssue(stories, actual, now) {
    const alarming = stories.filter(({ state }) => state === 'failing' || state === 'recovering');
    const flapping = stories.filter(({ state }) => state === 'flapping');
    const held = heldBy(stories, actual);
    const heard = stories.filter((story) => held.includes(story) || (alarming.includes(story) && !story.suppressed));
    const quiet = (list) => list.some(({ suppressed }) => suppressed);
    if (heard.length === 0 && flapping.length === 0) {
        // A check under maintenance says neither that it is well nor that it is not.
        const ended = actual?.open && !quiet(alarming) && (actual.state ?? stories.every(saidWell));
        return ended ? closing(actual.state ?? none, stories) : undefined;
    }
    const loud = heard.filter(({ suppressed }) => !suppressed);
    if (loud.length === 0)
        return flappingOnly(flapping.filter(({ suppressed }) => !suppressed), actual);
    return keeping({ heard, flapping, actual, now });
}
const saidWell = ({ state, recent }) => state === 'ok' && recent.at(-1) === 'ok';
/** What the open issue is about and is not known to be well. */
function heldBy(stories, actual) {
    const about = (actual?.open ? actual.state?.failing : undefined) ?? [];
    return stories.filter((story) => about.includes(story.name) && story.state !== 'flapping' && (story.suppressed || !saidWell(story)));
}
const none = {
    failing: [],
    severity: 'warning',
    since: '',
    reminders: 0,
    escalations: 0,
    flapping: [],
};
function closing({ failing, since }, stories) {
    return {
        deeds: ['comment', 'close'],
        state: { ...none, since },
        gone: failing.filter((failed) => !stories.some(({ name }) => name === failed)),
        occasion: 'recovered',
        mention: false,
        webhook: false,
    };
}
// One comment when it starts; the issue stays as it is, open or closed, until the check is calm.
function flappingOnly(flapping, actual) {
    if (!actual?.open || !actual.state)
        return undefined;
    const names = flapping.map(({ name }) => name).sort();
    if (names.every((name) => actual.state?.flapping.includes(name)))
        return undefined;
    return {
        deeds: ['update', 'comment'],
        state: { ...actual.state, flapping: names },
        occasion: 'flapping',
        mention: false,
        webhook: false,
    };
}
function keeping({ heard, flapping, actual, now }) {
    const { before, ...state } = stateOf({ heard, flapping, actual, now });
    const rise = state.escalations - (before?.escalations ?? 0);
    const mention = state.escalations >= 2 && rise > 0;
    const base = { state, mention, webhook: false, occasion: undefined };
    // The webhook names the issue, so that it is called when there is one.
    if (!actual)
        return { ...base, deeds: ['open'] };
    const webhook = state.escalations >= 3 && !state.called;
    if (!actual.open) {
        if (acknowledged(heard, actual, now))
            return undefined;
        return { ...base, webhook, deeds: ['reopen', 'comment'], occasion: 'again' };
    }
    const occasion = occasionOf(actual.state, state);
    if (!actual.state || occasion || rise > 0 || webhook)
        return { ...base, webhook, occasion, deeds: occasion || mention ? ['update', 'comment'] : ['update'] };
    return undefined;
}
function occasionOf(before, state) {
    if (!before)
        return 'change';
    if (state.severity === 'error' && before.severity === 'warning')
        return 'worse';
    if (state.failing.join('\n') !== before.failing.join('\n'))
        return 'change';
    if (state.reminders > before.reminders)
        return 'reminder';
    return state.flapping.some((name) => !before.flapping.includes(name)) ? 'flapping' : undefined;
}

;// CONCATENATED MODULE: ./build/actions/health-check/issue/keep.js







/** Reads the issue, compares it with what it should be, and writes the difference; never more than three writes beside duplicates. */
async function keepIssue(keeper) {
    const now = keeper.clock.now();
    const found = await findIssues(keeper);
    const [first, ...others] = found.sort((a, b) => Number(b.open) - Number(a.open) || a.number - b.number);
    // The lowest open one stays; without an open one the newest closed one is the one to reopen.
    const actual = first?.open ? first : found.toSorted((a, b) => b.number - a.number)[0];
    const duplicates = first?.open ? others.filter(({ open }) => open) : [];
    const desired = desiredIssue(keeper.stories, actual, now);
    const did = [];
    let number = actual?.number;
    if (desired) {
        const done = await carryOut(desired, actual, keeper);
        number = done.number;
        did.push(...done.did);
    }
    else if (actual && acknowledged(keeper.stories, actual, now))
        did.push(`leave #${actual.number} closed, because somebody closed it less than a day ago`);
    did.push(...(await keepLabels(desired, actual, keeper)));
    for (const { number: duplicate } of duplicates.slice(0, 3)) {
        if (!keeper.dryRun && number !== undefined)
            await closeDuplicate(duplicate, number, keeper);
        did.push(`close #${duplicate} as a duplicate`);
    }
    const open = desired ? !desired.deeds.includes('close') : (actual?.open ?? false);
    return { number: open ? number : undefined, did };
}
async function carryOut(desired, actual, keeper) {
    const { context, github, redact, dryRun } = keeper;
    const { owner, name: repo } = (0,repository/* parseRepository */.SU)(context.repository);
    const telling = {
        stories: keeper.stories,
        results: keeper.results,
        now: keeper.clock.now(),
        runUrl: runUrlOf(context),
    };
    const title = redact(issueTitle(desired.state));
    const calls = desired.webhook && keeper.escalation.webhookEnv !== undefined;
    const did = [
        ...(calls ? ['call the webhook'] : []),
        ...desired.deeds.map((deed) => (deed === 'open' ? 'open an issue' : `${deed} #${actual?.number}`)),
    ];
    if (dryRun)
        return { number: actual?.number, did };
    let number = actual?.number;
    // Before the state is written: a call that failed is not noted as made, so the next run makes it again.
    const called = desired.webhook ? await callWebhook(desired, number, keeper) : desired.state.called;
    const state = { ...desired.state, ...(called === undefined ? {} : { called }) };
    const body = redact(issueBody({ ...desired, state }, telling));
    for (const deed of desired.deeds) {
        const at = { owner, repo, issue_number: number };
        if (deed === 'open')
            number = await openIssue(keeper, {
                owner,
                repo,
                title,
                body,
                labels: [...labelsFor(desired.state.escalations)],
            });
        else if (deed === 'comment') {
            const text = redact(commentText(desired, telling, keeper.escalation.mention));
            await comment(keeper, { ...at, body: text });
        }
        else {
            const to = deed === 'close' ? { state: 'closed', state_reason: 'completed' } : { state: 'open' };
            // Setting fields to values is harmless to repeat.
            await github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...at, ...to, ...(deed === 'close' ? { body } : { title, body }) }, { idempotent: true });
        }
    }
    return { number, did };
}
// On a locked issue only people who may write can comment. The state of the issue is kept all the same.
async function comment({ github, notice }, said) {
    try {
        await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', said);
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || error.status !== 403 || !isLocked(error))
            throw error;
        const number = said.issue_number;
        notice(`#${number} got no comment, because it is locked. Unlock it, so that reminders reach its readers.`);
    }
}
const isLocked = ({ message }) => /\bis locked\b/i.test(message);
/** Only our own labels are given and taken; those that people set are theirs. */
async function keepLabels(desired, actual, keeper) {
    if (!actual || (!desired && !actual.open))
        return [];
    const change = labelChange(actual.labels, (desired?.state ?? actual.state)?.escalations ?? 0);
    if (change.add.length + change.remove.length === 0)
        return [];
    if (!keeper.dryRun)
        await changeLabels(actual.number, change, keeper);
    return [`label #${actual.number}`];
}
// A create whose answer was lost may have happened: look for the marker before anything else is done.
async function openIssue(keeper, issue) {
    try {
        const { data } = await keeper.github.request('POST /repos/{owner}/{repo}/issues', {
            ...issue,
        });
        return data.number;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || !error.ambiguous)
            throw error;
        const [found] = (await findIssues(keeper)).filter(({ open }) => open);
        if (!found)
            throw error;
        return found.number;
    }
}
async function closeDuplicate(duplicate, original, { github, context }) {
    const { owner, name: repo } = (0,repository/* parseRepository */.SU)(context.repository);
    const at = { owner, repo, issue_number: duplicate };
    const body = `Duplicate of #${original}.`;
    await github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...at, state: 'closed', state_reason: 'not_planned', body }, { idempotent: true });
}
/** Whether nothing is left to be called. */
async function callWebhook({ state }, number, { context, escalation, webhook, notice }) {
    if (escalation.webhookEnv === undefined)
        return true;
    const issue = number === undefined ? null : `${context.serverUrl}/${context.repository}/issues/${number}`;
    const text = `Automation of ${context.repository} has not been healthy since ${inUtc(state.since)}: ${state.failing.join(', ')}`;
    const { failing, since, severity } = state;
    const body = { text, repository: context.repository, failing, since, severity, issue };
    try {
        await webhook(escalation.webhookEnv, body);
        return true;
    }
    catch (failure) {
        notice(`The escalation was not sent, and the next run tries again: ${(0,errors/* reason */.l)(failure)}`);
        return false;
    }
}
function runUrlOf({ serverUrl, repository, runId }) {
    return runId === undefined || repository === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`;
}

// EXTERNAL MODULE: ./build/actions/health-check/judgement/metrics-file.js
var metrics_file = __webpack_require__(41338);
;// CONCATENATED MODULE: ./build/actions/health-check/writing.js





const spentOnWriting = 60_000;
// The branch store takes up to two minutes of tries before it gives up, and then the artifact store has its turn.
const appendingMs = 180_000;
/** A record that no store can hold is a notice: the verdict of this run stands all the same. */
async function append(store, record, { notices, limit }) {
    try {
        await limit(appendingMs, () => store.append([record]));
    }
    catch (failure) {
        notices.push(`This run is not in the history: ${(0,errors/* reason */.l)(failure)}`);
    }
}
/** The issue, when it is wanted; what keeps it from being kept is a notice. */
async function issueFor({ options, ports, stories, results, file, notices, }) {
    const none = { number: undefined, did: [] };
    if (options.issue === 'off' || options.mode !== 'scheduled')
        return none;
    if (!ports.github || ports.context.repository === '') {
        notices.push('The issue was not kept: that needs `github-token` and a repository.');
        return none;
    }
    if (options.history === 'none')
        notices.push('Without a history a warning opens no issue, because that takes two runs in a row.');
    try {
        const { context, clock, github, webhook, redactor } = ports;
        const redact = (text) => redactor.redact(text);
        return await limited(ports, () => keepIssue({
            context,
            clock,
            github,
            webhook,
            redact,
            stories,
            results,
            escalation: file.escalation,
            dryRun: options['dry-run'],
            notice: (sentence) => notices.push(sentence),
        }));
    }
    catch (failure) {
        notices.push(`The issue was not kept: ${(0,explain/* reasonWithAdvice */.h_)(failure, 'permissions: issues: write')}`);
        return none;
    }
}
const limited = ({ limit }, body) => limit(spentOnWriting, body);
/** The figures of all metrics that were checked, for the report; of two with one key the first. */
async function metricsOf(checks, probes) {
    const sources = checks
        .filter(({ kind }) => kind === 'metrics-freshness' || kind === 'success-rate')
        .map(({ settings }) => ({
        file: settings['file'],
        artifact: settings['artifact'],
    }));
    const distinct = new Map(sources.map((source) => [JSON.stringify(source), source]));
    const readings = await Promise.all([...distinct.values()].map((source) => (0,metrics_file/* readMetrics */.U)(source, probes)));
    const figures = readings.flatMap((reading) => ('verdict' in reading ? [] : Object.entries(reading.value)));
    return Object.fromEntries(figures.filter(([, value]) => typeof value === 'number' || typeof value === 'string').toReversed());
}
/** The report, its health+json form, and the history it stands on: each for itself. Says what could not be written. */
async function writeReports(outcome, records, ports) {
    const unwritten = [];
    const write = async (path, value) => {
        try {
            await ports.files.write(path, `${JSON.stringify(redacted(value, ports), null, 2)}\n`);
            return path;
        }
        catch (failure) {
            unwritten.push((0,errors/* reason */.l)(failure));
            return '';
        }
    };
    const reportPath = await write(outcome.reportPath, reportJson(outcome));
    await write(besideReport(outcome.reportPath, 'health'), healthJson(outcome));
    const historyPath = outcome.historyPath === '' ? '' : await write(outcome.historyPath, records);
    return { ...outcome, reportPath, historyPath, unwritten };
}
/** Every text of a value without secrets; the shape stays. */
function redacted(value, { redactor }) {
    return JSON.parse(JSON.stringify(value), (_, part) => typeof part === 'string' ? redactor.redact(part) : part);
}

;// CONCATENATED MODULE: ./build/actions/health-check/run.js










/** Looks at everything, judges it against the history, and keeps history, issue and report. */
async function run(options, outer) {
    const { shelf } = outer.probes;
    const ports = { ...outer, probes: { ...outer.probes, shelf: shelf && rememberedShelf(shelf) } };
    const started = ports.clock.monotonic();
    const notices = [];
    const short = await plannedByInputs(options, ports);
    notices.push(...short.notices);
    const file = await checksFile(options, short.checks, ports);
    for (const secret of [
        ...secretsIn(file.checks),
        ...inputSecrets(options),
        ...namedSecrets(file.checks, ports.probes.env),
    ])
        ports.mask(secret);
    const own = [...short.checks, ...file.checks];
    const checks = [...own, ...permissionChecks(own, options, ports.probes.repository)];
    const store = options.history === 'none' ? undefined : ports.history?.((sentence) => notices.push(sentence));
    // The history is read while the checks run: only what fails needs to know how it fared before.
    const reading = pastOf(store, { notices, limit: ports.limit, clock: ports.clock });
    // Whatever a service answered: nothing of it leaves with a secret in it.
    const results = redacted(await lookedAt(checks, reading, { options, ports }), ports);
    const past = await reading;
    const timestamp = ports.clock.now().toISOString();
    const record = {
        id: (0,lib_history/* recordId */.Re)(ports.context, 0, () => ports.clock.random()),
        at: timestamp,
        series: trend_record/* healthSeries */.iF,
        body: redacted((0,trend_record/* recordBody */.EV)(results, { mode: options.mode, healthy: (0,health_check_outcome/* totalsOf */.v)(results).healthy }), ports),
    };
    const now = ports.clock.now();
    const windows = [...options.maintenance, ...file.maintenance];
    const stories = tell((0,trend_record/* observationsOf */.bG)([...past.records, { ...record, body: { ...record.body, mode: 'scheduled' } }]), { now, windows });
    if (store && !options['dry-run'])
        await append(store, record, { notices, limit: ports.limit });
    const issue = await issueFor({ options, ports, stories, results, file, notices });
    const outcome = {
        timestamp,
        results,
        notices: redacted(notices, ports),
        metrics: await metricsOf(checks, ports.probes),
        durationMs: ports.clock.monotonic() - started,
        requests: ports.github?.usage().requests ?? 0,
        stories,
        shares: (0,trend_record/* sharesOf */.AR)(past, record, now),
        historyPath: store ? besideReport(options['report-file'], 'history') : '',
        reportPath: options['report-file'],
        unwritten: [],
        issue,
        dryRun: options['dry-run'],
    };
    return writeReports(outcome, [...past.records, record], ports);
}


/***/ }),

/***/ 88461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AR: () => (/* binding */ sharesOf),
/* harmony export */   EV: () => (/* binding */ recordBody),
/* harmony export */   bG: () => (/* binding */ observationsOf),
/* harmony export */   iF: () => (/* binding */ healthSeries),
/* harmony export */   jh: () => (/* binding */ measured),
/* harmony export */   ww: () => (/* binding */ earlierOutcomes)
/* harmony export */ });
/* harmony import */ var _ecosystem_actions_core_history_digest__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59144);
/* harmony import */ var _ecosystem_actions_core_markdown__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36824);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94738);
/* harmony import */ var _ok_share_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44776);




const healthSeries = 'health/default';
function recordBody(results, { mode, healthy }) {
    const checks = results.map((result) => ({
        n: result.name,
        k: result.kind,
        s: result.status,
        ...(result.reason ? { r: result.reason } : {}),
        m: (0,_ecosystem_actions_core_markdown__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(result.message, 200),
        d: result.durationMs,
        ...(result.evidence?.['provider_incident'] ? { p: 1 } : {}),
    }));
    return { mode, healthy, checks };
}
/** What a run leaves behind when its record goes: of the runs by schedule, how often each check said what and how long it took. */
const measured = ({ body }) => {
    const counts = new Map([[`mode ${String(body['mode'])}`, 1]]);
    const values = new Map();
    if (body['mode'] !== 'scheduled')
        return { counts, values };
    counts.set(body['healthy'] === true ? 'healthy' : 'not healthy', 1);
    for (const check of checksOf(body)) {
        counts.set(`${saidBy(check) ?? 'unknown'} ${check.n}`, 1);
        if (Number.isFinite(check.d))
            values.set(check.n, check.d);
    }
    return { counts, values };
};
/** The runs by schedule, oldest first. Gates before and after a change look on purpose when a service may be down, so they tell nothing. */
function observationsOf(records) {
    return records
        .filter(({ body }) => body['mode'] === 'scheduled')
        .map(({ at, body }) => ({
        at: new Date(at),
        checks: new Map(checksOf(body).map((check) => [
            check.n,
            { said: saidBy(check), message: check.m, provider: check.p === 1 },
        ])),
    }));
}
function checksOf(body) {
    const list = body['checks'];
    return Array.isArray(list) ? list.filter(isRecorded) : [];
}
function isRecorded(value) {
    const { n, s, m } = (value ?? {});
    return typeof n === 'string' && typeof m === 'string' && ['ok', 'warning', 'error'].includes(String(s));
}
function saidBy({ s, r }) {
    return (0,_check_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnknown */ .t8)(r === undefined ? {} : { reason: r }) || r === 'dependency' ? undefined : s;
}
/** How each check of this run fared lately, this run among them; nothing where it is the first one. */
function sharesOf({ records, days }, record, now) {
    if (records.length === 0 && days.length === 0)
        return new Map();
    const names = checksOf(record.body).map(({ n }) => n);
    return (0,_ok_share_js__WEBPACK_IMPORTED_MODULE_2__/* .okShares */ .$0)((0,_ecosystem_actions_core_history_digest__WEBPACK_IMPORTED_MODULE_3__/* .digested */ .io)(days, [record], { by: 'day', measure: measured }), names, now);
}
/** For the circuit breaker: whether each run found the check well. */
function earlierOutcomes(observations, name) {
    return observations.map(({ checks }) => {
        const said = checks.get(name)?.said;
        return said === undefined ? undefined : said === 'ok';
    });
}


/***/ }),

/***/ 46009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ newest),
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   OY: () => (/* binding */ fromLines),
/* harmony export */   P_: () => (/* binding */ toLines),
/* harmony export */   Re: () => (/* binding */ recordId),
/* harmony export */   h0: () => (/* binding */ defaultReadLimit),
/* harmony export */   tx: () => (/* binding */ HistoryError),
/* harmony export */   zS: () => (/* binding */ assertRecords)
/* harmony export */ });
/* unused harmony export recordProblem */
class HistoryError extends Error {
    problem;
    constructor(problem, message, options) {
        super(message, options);
        this.name = 'HistoryError';
        this.problem = problem;
    }
}
const defaultReadLimit = 60;
/**
 * Names a record once for all tries of writing it. The random part keeps apart what the run's numbers cannot: the legs of a matrix share
 * their job name.
 */
function recordId(run, n, random) {
    const tail = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
    const job = run.job.replace(/[^\w-]+/g, '-').slice(0, 40) || 'local';
    return `${run.runId ?? 0}-${run.runAttempt}-${job}-${n}-${tail}`;
}
const idShape = /^[\w-]{1,120}$/;
const seriesShape = /^[a-z\d-]{1,60}(?:\/[a-z\d-]{1,60}){0,3}$/;
/** Says why a value is no record, or undefined when it is one. */
function recordProblem(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return 'is not an object';
    const { id, at, series, body } = value;
    if (typeof id !== 'string' || !idShape.test(id))
        return 'has no valid id';
    if (typeof at !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(at) || Number.isNaN(Date.parse(at)))
        return 'has no valid time';
    if (typeof series !== 'string' || !seriesShape.test(series))
        return 'has no valid series';
    if (typeof body !== 'object' || body === null || Array.isArray(body))
        return 'has no body';
    return undefined;
}
/** Throws HistoryError unless every record may be written. */
function assertRecords(records) {
    for (const record of records) {
        const problem = recordProblem(record);
        if (problem)
            throw new HistoryError('invalid', `A record to be stored ${problem}.`);
    }
}
/** Each id once, ordered by time and id; the first of two with the same id stays. */
function union(...lists) {
    const byId = new Map();
    for (const record of lists.flat())
        if (!byId.has(record.id))
            byId.set(record.id, record);
    return [...byId.values()].sort(byTime);
}
function byTime(a, b) {
    return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1);
}
/** The newest `limit` of a series, oldest first. */
function newest(records, { series, limit = defaultReadLimit }) {
    const own = records.filter((record) => record.series === series);
    return limit > 0 ? own.slice(-limit) : [];
}
/** One record per line. */
function toLines(records) {
    return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
/** Reads lines back; each line that is no record is named, none stops the others. */
function fromLines(text, where) {
    const records = [];
    const unreadable = [];
    for (const [index, line] of text.split('\n').entries()) {
        if (line.trim() === '')
            continue;
        const { record, because } = parseRecord(line);
        if (record)
            records.push(record);
        else
            unreadable.push({ where: `${where}:${index + 1}`, because: because ?? '' });
    }
    return { records, unreadable };
}
/** One record from JSON text, or why it is none. */
function parseRecord(text) {
    try {
        const value = JSON.parse(text);
        const because = recordProblem(value);
        return because ? { because } : { record: value };
    }
    catch {
        return { because: 'is not JSON' };
    }
}


/***/ }),

/***/ 86931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ UploadUnclear)
/* harmony export */ });
/** The answer to an upload was lost, or a repetition was told that the name is taken or not known: it may be there, and may be tried under another name. */
class UploadUnclear extends Error {
    constructor(message, options) {
        super(message, options);
        this.name = 'UploadUnclear';
    }
}


/***/ }),

/***/ 2045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ carriedRecords),
/* harmony export */   t: () => (/* binding */ artifactHistory)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57706);
/* harmony import */ var _explain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40446);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46009);
/* harmony import */ var _artifact_shelf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86931);




const carriedRecords = 500;
const prefix = 'automation-history';
const file = 'history.ndjson';
const recordLimit = 16 * 1024 * 1024;
function artifactHistory(options) {
    let known = [];
    return {
        kind: 'artifact',
        async read(query) {
            const found = await readShelf(options, query.series, known);
            known = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(known, found.records);
            return { ...found, records: (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .newest */ .BP)(found.records, query) };
        },
        async append(records) {
            const done = await append(options, records, known);
            known = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(known, records);
            return done;
        },
    };
}
const slug = (series) => series.replaceAll('/', '.');
async function append({ shelf, carried = carriedRecords }, records, known) {
    (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .assertRecords */ .zS)(records);
    const ids = new Set(known.map(({ id }) => id));
    const fresh = records.filter(({ id }) => !ids.has(id));
    let [where, attempts] = ['', 1];
    for (const [series, own] of Map.groupBy(fresh, (record) => record.series)) {
        const all = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(own, (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .newest */ .BP)(known, { series, limit: carried }));
        const name = `${prefix}.${slug(series)}.${own.at(-1)?.id}`;
        const tries = await upload(shelf, name, (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .toLines */ .P_)(all));
        attempts = Math.max(attempts, tries);
        where = `artifact ${nameOfTry(name, tries)}`;
    }
    return { stored: fresh.length, already: records.length - fresh.length, attempts, where };
}
const uploads = 4;
const nameOfTry = (name, n) => (n === 1 ? name : `${name}.${n}`);
/** How many tries it took. One that is unclear is looked for, and made again under another name: an upload that was begun holds its name. */
async function upload(shelf, name, lines) {
    for (let n = 1;; n++) {
        const own = nameOfTry(name, n);
        try {
            await shelf.upload(own, new Map([[file, lines]]));
            return n;
        }
        catch (error) {
            const unclear = error instanceof _artifact_shelf_js__WEBPACK_IMPORTED_MODULE_3__/* .UploadUnclear */ ._;
            if (unclear && (await isThere(shelf, own)))
                return n;
            if (!unclear || n === uploads)
                throw new _history_js__WEBPACK_IMPORTED_MODULE_2__/* .HistoryError */ .tx('unreachable', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error), { cause: error });
        }
    }
}
const isThere = (shelf, name) => shelf.page(1, name).then(({ artifacts }) => artifacts.length > 0, () => false);
async function readShelf({ shelf, downloads = 5, pages = 10 }, series, known) {
    let records = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(known.filter((record) => record.series === series));
    const unreadable = [];
    let opened = 0;
    let skipped = 0;
    for (let page = 1; page <= pages; page++) {
        const { artifacts, last } = await listed(shelf, page);
        const own = artifacts.filter(({ name }) => recordOf(name, series) !== undefined);
        let caughtUp = false;
        for (const artifact of own) {
            caughtUp = records.some(({ id }) => id === recordOf(artifact.name, series));
            if (caughtUp)
                continue;
            if (opened >= downloads) {
                skipped++;
                continue;
            }
            opened++;
            const found = await contentOf(shelf, artifact);
            records = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC)(records, found.records.filter((record) => record.series === series));
            unreadable.push(...found.unreadable);
        }
        // The oldest one of this page was known from a newer one: so is what its own writer knew, further back.
        if (last || caughtUp)
            break;
    }
    return { records, unreadable, complete: skipped === 0 && unreadable.length === 0 };
}
function recordOf(name, series) {
    const own = `${prefix}.${slug(series)}.`;
    return name.startsWith(own) ? name.slice(own.length).replace(/\.\d$/, '') : undefined;
}
async function listed(shelf, page) {
    return shelf.page(page).catch((error) => {
        const message = (0,_explain_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonWithAdvice */ .h_)(error, 'permissions: actions: read');
        throw new _history_js__WEBPACK_IMPORTED_MODULE_2__/* .HistoryError */ .tx('unreachable', message, { cause: error });
    });
}
async function contentOf(shelf, { id, name }) {
    try {
        const content = (await shelf.download(id, recordLimit)).get(file);
        if (!content)
            return { records: [], unreadable: [{ where: name, because: `holds no ${file}` }] };
        return (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .fromLines */ .OY)(new TextDecoder().decode(content), name);
    }
    catch (error) {
        return { records: [], unreadable: [{ where: name, because: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .reason */ .l)(error) }] };
    }
}


/***/ }),

/***/ 72890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ idsIn),
/* harmony export */   q: () => (/* binding */ bucketsFrom)
/* harmony export */ });
const idsIn = (buckets) => new Set(buckets.flatMap(({ ids }) => ids));
/** A file of buckets: one per line. Lines that are none are kept apart, to be written back as they are. */
function bucketsFrom(text) {
    const buckets = [];
    const strange = [];
    for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
        const bucket = parsed(line);
        if (bucket)
            buckets.push(bucket);
        else
            strange.push(line);
    }
    return { buckets, strange };
}
function parsed(line) {
    try {
        const value = JSON.parse(line);
        const { from, ids, counts, values } = value ?? {};
        const whole = typeof from === 'string' &&
            /^\d{4}-\d\d-\d\d(?:T\d\d)?$/.test(from) &&
            Array.isArray(ids) &&
            ids.every((id) => typeof id === 'string') &&
            typeof counts === 'object' &&
            typeof values === 'object';
        return whole ? value : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 59144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   io: () => (/* binding */ digested),
/* harmony export */   li: () => (/* binding */ bucketFile)
/* harmony export */ });
/* unused harmony export readDigest */
/* harmony import */ var _bucket_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72890);

/** The whole series by the hour or the day: what only buckets still know, and the records that are kept. For reports, not for every run. */
async function readDigest(store, { measure, ...query }) {
    const { records } = await store.read({ series: query.series, limit: Infinity });
    return digested((await store.buckets?.(query)) ?? [], records, { by: query.by, measure });
}
/** Buckets with more records in them, oldest first; records that are in them already change nothing. */
function digested(buckets, records, { by, measure }) {
    const found = new Map(buckets.map((bucket) => [bucket.from, bucket]));
    const known = (0,_bucket_js__WEBPACK_IMPORTED_MODULE_0__/* .idsIn */ .S)(buckets);
    for (const record of records) {
        if (known.has(record.id))
            continue;
        known.add(record.id);
        const from = new Date(record.at).toISOString().slice(0, by === 'day' ? 10 : 13);
        found.set(from, added(found.get(from) ?? { from, ids: [], counts: {}, values: {} }, record, measure));
    }
    return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}
function added(bucket, record, measure) {
    const counts = new Map(Object.entries(bucket.counts));
    const values = new Map(Object.entries(bucket.values));
    const more = measure(record);
    for (const [key, n] of more.counts)
        counts.set(key, (counts.get(key) ?? 0) + n);
    for (const [key, value] of more.values)
        values.set(key, withValue(values.get(key), value));
    return {
        from: bucket.from,
        ids: [...bucket.ids, record.id].sort(),
        counts: Object.fromEntries([...counts].sort(byKey)),
        values: Object.fromEntries([...values].sort(byKey)),
    };
}
const byKey = ([a], [b]) => (a < b ? -1 : 1);
function withValue(before, value) {
    if (!before)
        return { n: 1, sum: value, min: value, max: value };
    return {
        n: before.n + 1,
        sum: before.sum + value,
        min: Math.min(before.min, value),
        max: Math.max(before.max, value),
    };
}
/** The text of a file of buckets after more records. */
function bucketFile(existing, records, digesting) {
    const { buckets, strange } = (0,_bucket_js__WEBPACK_IMPORTED_MODULE_0__/* .bucketsFrom */ .q)(existing);
    const lines = digested(buckets, records, digesting).map((bucket) => JSON.stringify(bucket));
    return [...strange, ...lines].map((line) => `${line}\n`).join('');
}


/***/ }),

/***/ 63690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ TimedOut)
/* harmony export */ });
/* unused harmony export noTimeLimit */
class TimedOut extends Error {
    ms;
    constructor(ms) {
        super(`Not done within ${Math.round(ms / 100) / 10} s.`);
        this.name = 'TimedOut';
        this.ms = ms;
    }
}
/** For tests with a clock in memory: nothing ever takes too long. */
const noTimeLimit = (_, body) => body(new AbortController().signal);


/***/ })

};
