export const id = 784;
export const ids = [784];
export const modules = {

/***/ 2784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  outside: () => (/* binding */ outside)
});

// EXTERNAL MODULE: ./packages/core/lib/action.js
var action = __webpack_require__(76947);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/lib/errors.js
var errors = __webpack_require__(57706);
// EXTERNAL MODULE: ./packages/core/lib/history/artifact-shelf.js
var artifact_shelf = __webpack_require__(86931);
// EXTERNAL MODULE: ./packages/core/lib/repository.js
var lib_repository = __webpack_require__(41161);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/core/lib/zip.js


const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/**
 * The files of a zip, by path. Sizes are limited before anything is unpacked, checksums are compared, and paths that leave the folder
 * are refused. Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16; no Zip64, because
 * nothing above `limit` bytes is read.
 */
function readZip(bytes, limit = 64 * 1024 * 1024) {
    const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== endSignature)
        throw broken('has no end');
    const files = new Map();
    let at = zip.readUInt32LE(end + 16);
    let left = limit;
    for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
        if (at + 46 > zip.length || zip.readUInt32LE(at) !== entrySignature)
            throw broken('has a broken directory');
        const entry = entryAt(zip, at);
        at = entry.next;
        if (entry.path.endsWith('/'))
            continue;
        if (/^\/|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/.test(entry.path))
            throw broken('holds a path outside of its folder');
        left -= entry.size;
        if (left < 0)
            throw new errors/* UserError */.yo(`The archive holds more than ${limit} bytes.`);
        files.set(entry.path, contentOf(zip, entry));
    }
    return files;
}
function entryAt(zip, at) {
    const name = zip.readUInt16LE(at + 28);
    return {
        method: zip.readUInt16LE(at + 10),
        crc: zip.readUInt32LE(at + 16),
        packed: zip.readUInt32LE(at + 20),
        size: zip.readUInt32LE(at + 24),
        local: zip.readUInt32LE(at + 42),
        path: zip.toString('utf8', at + 46, at + 46 + name),
        next: at + 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
    };
}
function contentOf(zip, { local, packed, size, method, crc, path }) {
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature)
        throw broken(`has no content for ${path}`);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const raw = zip.subarray(from, from + packed);
    if (method !== 0 && method !== 8)
        throw broken(`packs ${path} in an unknown way`);
    try {
        const content = method === 0 ? raw : (0,external_node_zlib_.inflateRawSync)(raw, { maxOutputLength: Math.max(1, size) });
        if (content.length !== size || (0,external_node_zlib_.crc32)(content) !== crc)
            throw broken(`holds a damaged ${path}`);
        return content;
    }
    catch (error) {
        throw error instanceof errors/* UserError */.yo ? error : broken(`holds a damaged ${path}`);
    }
}
function broken(what) {
    return new errors/* UserError */.yo(`The archive ${what}.`);
}

;// CONCATENATED MODULE: ./packages/core/lib/adapters/artifacts.js


/** Uploads through the toolkit, which loads only when it is used: it is two thirds of a bundle. */
function actionArtifacts(workspace) {
    return {
        async upload(name, paths, options = {}) {
            const { DefaultArtifactClient } = await __webpack_require__.e(/* import() */ 201).then(__webpack_require__.bind(__webpack_require__, 68201));
            const files = paths.map((path) => (0,external_node_path_.resolve)(workspace, path));
            try {
                const { id, size } = await new DefaultArtifactClient().uploadArtifact(name, files, workspace, options);
                return { id: id ?? 0, name, size: size ?? 0 };
            }
            catch (error) {
                throw new errors/* UserError */.yo(`Artifact "${name}" was not uploaded: ${(0,errors/* reason */.l)(error)}`, 'Artifacts need a workflow run on GitHub; turn the upload off elsewhere.', { cause: error });
            }
        },
    };
}

;// CONCATENATED MODULE: ./packages/core/lib/adapters/artifact-shelf.js







const perPage = 100;
// A proxy or a captive portal answers with status 200 too.
function listedIn(answer) {
    const unexpected = (what) => new errors/* UserError */.yo(`Unexpected answer of the artifact list: ${what}.`, 'See whether a proxy answers in the place of GitHub.');
    if (typeof answer !== 'object' || answer === null)
        throw unexpected('it is not JSON');
    const { artifacts } = answer;
    if (!Array.isArray(artifacts))
        throw unexpected('it has no list `artifacts`');
    const isArtifact = (one) => {
        const { id, name, created_at } = (one ?? {});
        return Number.isInteger(id) && typeof name === 'string' && !Number.isNaN(Date.parse(String(created_at)));
    };
    if (!artifacts.every(isArtifact))
        throw unexpected('an entry lacks its `id`, `name` or `created_at`');
    return artifacts;
}
/** Artifacts through the API for reading and through the toolkit for writing; both are needed, the toolkit lists one run only. */
function repositoryArtifacts(github, repository, temporary) {
    const { owner, name: repo } = (0,lib_repository/* parseRepository */.SU)(repository);
    return {
        async page(page, name) {
            const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts', {
                owner,
                repo,
                per_page: perPage,
                page,
                ...(name === undefined ? {} : { name }),
            });
            const listed = listedIn(data);
            const artifacts = listed
                .filter(({ expired }) => !expired)
                .map((found) => ({
                id: found.id,
                name: found.name,
                createdAt: new Date(found.created_at),
                size: found.size_in_bytes,
                runId: found.workflow_run?.id,
            }))
                .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id);
            return { artifacts, last: listed.length < perPage };
        },
        async download(id, limit = 64 * 1024 * 1024) {
            const { data, headers, status } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', { owner, repo, artifact_id: id, archive_format: 'zip' }, { accept: [302] });
            if (status !== 302)
                return readZip(asBytes(data), limit);
            return readZip(await fetchBytes(headers['location'] ?? '', limit), limit);
        },
        async upload(name, files) {
            const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'artifact-'));
            try {
                for (const [path, content] of files)
                    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, path), content);
                return await actionArtifacts(folder).upload(name, [...files.keys()]);
            }
            catch (error) {
                // The toolkit repeats a request whose answer was lost, and the repetition is refused: taken (409) or already finished (404).
                const unclear = /\((?:404|409)\)|Unable to make request/.test((0,errors/* reason */.l)(error));
                throw unclear ? new artifact_shelf/* UploadUnclear */._((0,errors/* reason */.l)(error), { cause: error }) : error;
            }
            finally {
                await (0,promises_.rm)(folder, { recursive: true, force: true });
            }
        },
    };
}
// The address is signed by GitHub and good for a minute; the token is not sent there.
async function fetchBytes(location, limit) {
    const answer = await fetch(location, { signal: AbortSignal.timeout(60_000) });
    if (!answer.ok || !answer.body)
        throw new errors/* UserError */.yo(`The storage of artifacts answered ${answer.status}.`);
    const chunks = [];
    let size = 0;
    for await (const chunk of answer.body) {
        size += chunk.length;
        if (size > limit)
            throw new errors/* UserError */.yo(`The artifact has more than ${limit} bytes.`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
function asBytes(data) {
    if (data instanceof ArrayBuffer)
        return new Uint8Array(data);
    if (data instanceof Uint8Array)
        return data;
    throw new errors/* UserError */.yo('GitHub answered something that is no archive.');
}

// EXTERNAL MODULE: ./packages/core/lib/safeguards/time-limit.js
var time_limit = __webpack_require__(63690);
;// CONCATENATED MODULE: ./packages/core/lib/adapters/time-limit.js

/** Limits with the machine's timers. The body is told by its signal; one that does not listen is left behind. */
function realTimeLimit() {
    return async (ms, body) => {
        const controller = new AbortController();
        let timer;
        const limit = new Promise((_, reject) => {
            timer = setTimeout(() => {
                const error = new time_limit/* TimedOut */.G(ms);
                controller.abort(error);
                reject(error);
            }, Math.max(1, Math.min(ms, 2_147_483_647)));
        });
        try {
            return await Promise.race([body(controller.signal), limit]);
        }
        finally {
            clearTimeout(timer);
        }
    };
}

// EXTERNAL MODULE: ./packages/core/lib/history/artifacts.js
var history_artifacts = __webpack_require__(2045);
// EXTERNAL MODULE: ./packages/core/lib/history.js
var lib_history = __webpack_require__(46009);
;// CONCATENATED MODULE: ./packages/core/lib/history/layout.js

/**
 * Where records lie on the data branch: `v1/<series>/runs/YYYY/MM/DD/<id>.json`, one file per record, so that writing one twice is the
 * same as writing it once; `latest.ndjson` holds the newest ones so that a reader needs one file; old days are rolled up into
 * `months/YYYY-MM.ndjson`, whole, and counted in `hours/YYYY-MM.ndjson` and `days/YYYY-MM.ndjson`, which outlive them.
 */
const latestSize = 60;
const rollUpAfterDays = 35;
const rollUpFrom = 200;
const atOnce = 50;
const day = 86_400_000;
/** Days that records and hours are kept after the end of their month; days stay for ever. */
const rawDays = 90;
const hourlyDays = 365;
function pathOf({ series, at, id }) {
    const [year, month, date] = new Date(at).toISOString().slice(0, 10).split('-');
    return `v1/${series}/runs/${year}/${month}/${date}/${id}.json`;
}
const latestPath = (series) => `v1/${series}/latest.ndjson`;
const monthPath = (series, month) => `v1/${series}/months/${month}.ndjson`;
const quarantinePath = (path) => `v1/quarantine/${path.replace(/^v1\//, '')}`;
/** `YYYY-MM` and `YYYY-MM-DD` of a run file of the series, or undefined for any other path. */
function runFile(path, series) {
    const prefix = `v1/${series}/runs/`;
    if (!path.startsWith(prefix))
        return undefined;
    const found = /^(\d{4})\/(\d\d)\/(\d\d)\/([\w-]+)\.json$/.exec(path.slice(prefix.length));
    if (!found)
        return undefined;
    const [, year, month, date, id = ''] = found;
    return { id, month: `${year}-${month}`, date: `${year}-${month}-${date}` };
}
function monthFile(path, series) {
    const prefix = `v1/${series}/months/`;
    return path.startsWith(prefix) ? /^(\d{4}-\d\d)\.ndjson$/.exec(path.slice(prefix.length))?.[1] : undefined;
}
const bucketPath = (series, month, by) => `v1/${series}/${by}s/${month}.ndjson`;
function bucketMonth(path, series, by) {
    const prefix = `v1/${series}/${by}s/`;
    return path.startsWith(prefix) ? /^(\d{4}-\d\d)\.ndjson$/.exec(path.slice(prefix.length))?.[1] : undefined;
}
/** Whether all of a month is more than so many days ago. */
function expired(month, days, now) {
    const [year = 0, next = 0] = month.split('-').map(Number);
    return Date.UTC(year, next) + days * day < now.getTime();
}
/**
 * Run files that a roll-up would take, the oldest 50 because each is a request: nothing until there are more than 200 older than 35
 * days, or 50 and the oldest is past the time of records.
 */
function oldRunFiles(paths, series, now) {
    const before = new Date(now.getTime() - rollUpAfterDays * day).toISOString().slice(0, 10);
    const old = paths.filter((path) => (runFile(path, series)?.date ?? '9999') < before).sort();
    const late = expired(runFile(old[0] ?? '', series)?.month ?? '9999-01', rawDays, now);
    return old.length > rollUpFrom || (late && old.length >= atOnce) ? old.slice(0, atOnce) : [];
}
/** A month's file with more records in it; nothing that stood there is lost, not even a line that is no record. */
function rolledUp(existing, records) {
    const { records: known } = (0,lib_history/* fromLines */.OY)(existing, 'month');
    const strange = existing
        .split('\n')
        .filter((line) => line.trim() !== '' && (0,lib_history/* fromLines */.OY)(line, '').records.length === 0);
    return [...strange.map((line) => `${line}\n`), (0,lib_history/* toLines */.P_)((0,lib_history/* union */.KC)(known, records))].join('');
}

// EXTERNAL MODULE: ./packages/core/lib/history/bucket.js
var bucket = __webpack_require__(72890);
// EXTERNAL MODULE: ./packages/core/lib/history/digest.js
var digest = __webpack_require__(59144);
;// CONCATENATED MODULE: ./packages/core/lib/history/retention.js




/** New records count in their day at once, so that whoever asks how a month went needs one file and not every record. */
async function countByDay(keeping, draft, records) {
    const months = Map.groupBy(records, ({ at }) => new Date(at).toISOString().slice(0, 7));
    for (const [month, own] of months)
        await count(keeping, draft, { month, records: own, spans: ['day'] });
}
/** Adds records of one month to its hours and days. */
async function digestMonth(keeping, draft, { month, records }) {
    await count(keeping, draft, { month, records, spans: spansOf(month, keeping.now) });
}
async function count({ text, at, measure }, { series, additions }, { month, records, spans }) {
    if (!measure)
        return;
    for (const by of spans) {
        const path = bucketPath(series, month, by);
        const before = additions.get(path) ?? (await textAt(text, at, path));
        additions.set(path, (0,digest/* bucketFile */.li)(before, records, { by, measure }));
    }
}
// Hours of a year ago are not written again for a record that came late.
const spansOf = (month, now) => expired(month, hourlyDays, now) ? ['day'] : ['hour', 'day'];
/**
 * Lets the oldest month go that is past its time: records after 90 days, hours after a year, days never. Only what the commit that is
 * the head holds counts as digested, so a month whose buckets lack a record gets them now and goes with a later commit.
 */
async function retire(keeping, draft) {
    if (!keeping.measure)
        return;
    await retireRecords(keeping, draft);
    await retireHours(keeping, draft);
}
async function retireRecords(keeping, draft) {
    const { text, at, now } = keeping;
    const { series, additions, deletions } = draft;
    const paths = [...at.blobs.keys()];
    const open = new Set(paths.map((path) => runFile(path, series)?.month));
    const path = paths.sort().find((one) => {
        const month = monthFile(one, series);
        return month && expired(month, rawDays, now) && !open.has(month) && !additions.has(one);
    });
    const month = path && monthFile(path, series);
    if (!month)
        return;
    const content = await textAt(text, at, path);
    const { records, unreadable } = (0,lib_history/* fromLines */.OY)(content, path);
    const known = await Promise.all(spansOf(month, now).map(async (by) => (0,bucket/* idsIn */.S)((0,bucket/* bucketsFrom */.q)(await textAt(text, at, bucketPath(series, month, by))).buckets)));
    if (!records.every(({ id }) => known.every((ids) => ids.has(id))))
        return digestMonth(keeping, draft, { month, records });
    // What could not be read was never counted: it stays to be looked at.
    if (unreadable.length > 0)
        additions.set(quarantinePath(path), content);
    deletions.push(path);
}
async function retireHours({ text, at, now }, draft) {
    const { series, additions, deletions } = draft;
    const path = [...at.blobs.keys()].sort().find((one) => {
        const month = bucketMonth(one, series, 'hour');
        return month && expired(month, hourlyDays, now) && !additions.has(one);
    });
    const month = path && bucketMonth(path, series, 'hour');
    if (!month)
        return;
    const content = await textAt(text, at, path);
    const { buckets, strange } = (0,bucket/* bucketsFrom */.q)(content);
    const daily = (0,bucket/* idsIn */.S)((0,bucket/* bucketsFrom */.q)(await textAt(text, at, bucketPath(series, month, 'day'))).buckets);
    const covered = [...(0,bucket/* idsIn */.S)(buckets)].every((id) => daily.has(id));
    if (!covered || strange.length > 0)
        additions.set(quarantinePath(path), content);
    deletions.push(path);
}
async function textAt(text, at, path) {
    const id = at.blobs.get(path);
    return id === undefined ? '' : text(id);
}

;// CONCATENATED MODULE: ./packages/core/lib/history/series.js



/** The newest records of a series at one commit. */
async function readSeries(text, at, { series, limit = lib_history/* defaultReadLimit */.h0 }) {
    const latest = await readLines(text, at, latestPath(series));
    const unreadable = [...latest.unreadable];
    let records = (0,lib_history/* union */.KC)(latest.records);
    for (const path of unlisted(at, { series, limit }, records)) {
        const { record, because } = (0,lib_history/* parseRecord */.Hh)(await text(at.blobs.get(path) ?? ''));
        if (record)
            records = (0,lib_history/* union */.KC)(records, [record]);
        else
            unreadable.push({ where: path, because: because ?? '' });
    }
    const months = [...at.blobs.keys()]
        .filter((path) => monthFile(path, series))
        .sort()
        .reverse();
    for (const path of months) {
        if (records.length >= limit)
            break;
        const month = await readLines(text, at, path);
        records = (0,lib_history/* union */.KC)(records, month.records);
        unreadable.push(...month.unreadable);
    }
    return { records: (0,lib_history/* newest */.BP)(records, { series, limit }), unreadable, complete: at.complete };
}
// `latest.ndjson` is written in the same commit as each record, so with it only what is older than its content is worth a request.
function unlisted(at, { series, limit }, listed) {
    const known = new Set(listed.map(({ id }) => id));
    const since = listed.length >= limit ? new Date(listed[0]?.at ?? 0).toISOString().slice(0, 10) : '';
    return [...at.blobs.keys()]
        .filter((path) => {
        const file = runFile(path, series);
        return file && !known.has(file.id) && file.date > since;
    })
        .sort()
        .slice(-limit);
}
/** The buckets of a series at one commit, oldest first. */
async function readBuckets(text, at, { series, by, since = '' }) {
    const buckets = [];
    for (const path of [...at.blobs.keys()].sort()) {
        const month = bucketMonth(path, series, by);
        if (month && month >= since)
            buckets.push(...(0,bucket/* bucketsFrom */.q)(await text(at.blobs.get(path) ?? '')).buckets);
    }
    return buckets;
}
async function readLines(text, at, path) {
    const id = at.blobs.get(path);
    return id === undefined ? { records: [], unreadable: [] } : (0,lib_history/* fromLines */.OY)(await text(id), path);
}
/** Whether the record stands in a file of its own, in its month's roll-up, or was counted before it went. */
async function isStored(text, at, record) {
    if (at.blobs.has(pathOf(record)))
        return true;
    const month = new Date(record.at).toISOString().slice(0, 7);
    const { records } = await readLines(text, at, monthPath(record.series, month));
    if (records.some(({ id }) => id === record.id))
        return true;
    const days = at.blobs.get(bucketPath(record.series, month, 'day'));
    return days !== undefined && (0,bucket/* idsIn */.S)((0,bucket/* bucketsFrom */.q)(await text(days)).buckets).has(record.id);
}

;// CONCATENATED MODULE: ./packages/core/lib/history/change.js




/** The one commit that adds records: their files, the newest ones together, unreadable files set aside, old days rolled up. */
async function changeFor(situation, records) {
    const { text, at } = situation;
    const additions = new Map(records.map((record) => [pathOf(record), `${JSON.stringify(record, null, 1)}\n`]));
    const deletions = [];
    for (const series of new Set(records.map((record) => record.series))) {
        const own = records.filter((record) => record.series === series);
        const { records: known, unreadable } = await readSeries(text, at, { series, limit: latestSize });
        additions.set(latestPath(series), (0,lib_history/* toLines */.P_)((0,lib_history/* newest */.BP)((0,lib_history/* union */.KC)(known, own), { series, limit: latestSize })));
        for (const { where } of unreadable.filter(({ where }) => runFile(where, series))) {
            additions.set(quarantinePath(where), await text(at.blobs.get(where) ?? ''));
            deletions.push(where);
        }
        const draft = { series, additions, deletions };
        await countByDay(situation, draft, own);
        await rollUp(situation, draft);
        await retire(situation, draft);
    }
    const what = records.length === 1 ? `Record ${records[0]?.id}` : `${records.length} records`;
    return { head: at.head, additions, deletions, message: `${what} of ${records[0]?.series}` };
}
async function rollUp(situation, draft) {
    const { text, at, now } = situation;
    const { series, additions, deletions } = draft;
    const old = oldRunFiles([...at.blobs.keys()], series, now);
    const months = Map.groupBy(old, (path) => runFile(path, series)?.month ?? '');
    for (const [month, paths] of months) {
        const records = [];
        for (const path of paths) {
            if (deletions.includes(path))
                continue;
            const content = await text(at.blobs.get(path) ?? '');
            const { record } = (0,lib_history/* parseRecord */.Hh)(content);
            if (record)
                records.push(record);
            else
                additions.set(quarantinePath(path), content);
            deletions.push(path);
        }
        const target = monthPath(series, month);
        const before = at.blobs.get(target);
        additions.set(target, rolledUp(before ? await text(before) : '', records));
        await digestMonth(situation, draft, { month, records });
    }
}

// EXTERNAL MODULE: ./packages/core/lib/explain.js
var explain = __webpack_require__(40446);
;// CONCATENATED MODULE: ./packages/core/lib/history/commit.js


const commitMutation = `mutation addRecords($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
const once = { idempotent: false, attempts: 1 };
/** Moves the branch by one commit, or says why not; never forces. */
async function changeBranch(place, change, way) {
    try {
        if (change.head !== undefined && way.graphql) {
            const result = await commitOnBranch(place, change);
            if (result)
                return result;
            way.graphql = false;
        }
        return await commitByObjects(place, change);
    }
    catch (error) {
        const lost = error instanceof errors/* GitHubError */.y_ && (error.status === 0 || error.status >= 500);
        if (lost && error.status !== 501)
            return { kind: 'unknown', because: error.message };
        throw error;
    }
}
/** Undefined when the server cannot do it. */
async function commitOnBranch(place, change) {
    const { github, owner, repo, branch } = place;
    const additions = [...change.additions].map(([path, text]) => ({
        path,
        contents: Buffer.from(text).toString('base64'),
    }));
    const deletions = change.deletions.map((path) => ({ path }));
    const input = {
        branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
        message: { headline: change.message },
        expectedHeadOid: change.head,
        fileChanges: { additions, deletions },
    };
    const answer = await github
        .graphql(commitMutation, { input }, once)
        .catch((error) => {
        if (error instanceof errors/* GitHubError */.y_ && [404, 501].includes(error.status))
            return undefined;
        throw error;
    });
    if (!answer)
        return undefined;
    const oid = answer.data?.createCommitOnBranch?.commit.oid;
    if (oid)
        return { kind: 'done', head: oid };
    const [problem] = answer.errors;
    const because = problem?.message ?? 'GitHub answered without a commit';
    if (problem?.type === 'STALE_DATA' || /expected branch to point to/i.test(because))
        return { kind: 'stale', because };
    if (problem?.type === 'FORBIDDEN' || /not accessible|protected|rule violation/i.test(because))
        throw new lib_history/* HistoryError */.tx('forbidden', `${because.replace(/\.*$/, '.')} The data branch needs \`permissions: contents: write\`.`);
    return undefined;
}
async function commitByObjects(place, change) {
    const { github, owner, repo, branch } = place;
    const at = { owner, repo };
    const added = [...change.additions].map(([path, content]) => ({
        path,
        mode: '100644',
        type: 'blob',
        content,
    }));
    const deleted = change.deletions.map((path) => ({ path, mode: '100644', type: 'blob', sha: null }));
    const base = change.head ? { base_tree: change.head } : {};
    // Trees and commits are harmless to make twice: without a reference nobody sees them.
    const tree = await github.request('POST /repos/{owner}/{repo}/git/trees', { ...at, ...base, tree: [...added, ...deleted] }, { idempotent: true });
    const commit = await github.request('POST /repos/{owner}/{repo}/git/commits', { ...at, message: change.message, tree: tree.data.sha, parents: change.head ? [change.head] : [] }, { idempotent: true });
    const { sha } = commit.data;
    const moved = change.head
        ? await github.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref: `heads/${branch}`, sha, force: false }, { ...once, accept: [409, 422] })
        : await github.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha }, { ...once, accept: [409, 422] });
    if (moved.status < 300)
        return { kind: 'done', head: sha };
    const because = moved.data?.message ?? `HTTP ${moved.status}`;
    if (/fast.forward|already exists|does not exist|cannot be updated|is at .* but expected/i.test(because))
        return { kind: 'stale', because };
    throw new lib_history/* HistoryError */.tx('forbidden', `${because.replace(/\.*$/, '.')} The data branch must accept pushes of this token.`);
}

;// CONCATENATED MODULE: ./packages/core/lib/history/remote.js





const headQuery = `query dataBranch($owner: String!, $repo: String!, $ref: String!) {
  repository(owner: $owner, name: $repo) { ref(qualifiedName: $ref) { target { oid } } }
}`;
/** One branch of one repository through the API; never a checkout. Throws HistoryError `forbidden` and `unreachable`. */
function branchRemote(github, repository, branch) {
    const { owner, name: repo } = (0,lib_repository/* parseRepository */.SU)(repository);
    const place = { github, owner, repo, branch };
    // Until the server shows that it lacks GraphQL's commit (older Enterprise Servers do), it is the way: one request, signed by GitHub.
    const way = { graphql: true };
    return {
        head: () => guarded(() => headOf(place)),
        tree: (commit) => guarded(() => treeOf(place, commit)),
        blob: (id) => guarded(() => blobOf(place, id)),
        change: (change) => guarded(() => changeBranch(place, change, way)),
    };
}
async function guarded(body) {
    try {
        return await body();
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        const refused = [401, 403, 404, 409, 422, 451].includes(error.status);
        const ruled = [409, 422].includes(error.status)
            ? ' The data branch must have no rule against pushes.'
            : '';
        const message = `${(0,explain/* reasonWithAdvice */.h_)(error, 'permissions: contents: write')}${ruled}`;
        throw new lib_history/* HistoryError */.tx(refused ? 'forbidden' : 'unreachable', message, { cause: error });
    }
}
// GraphQL reads the reference uncached; the REST answer may be seconds old.
async function headOf({ github, owner, repo, branch }) {
    const variables = { owner, repo, ref: `refs/heads/${branch}` };
    const asked = await github
        .graphql(headQuery, variables)
        .catch((error) => {
        if (error instanceof errors/* GitHubError */.y_ && [404, 501].includes(error.status))
            return undefined;
        throw error;
    });
    if (asked?.data?.repository && asked.errors.length === 0)
        return asked.data.repository.ref?.target.oid;
    const { status, data } = await github.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref: `heads/${branch}` }, { accept: [404, 409] });
    if (status !== 200)
        return undefined;
    return expected(typeof data?.object?.sha === 'string' && data.object.sha, 'reference of the data branch');
}
// A proxy or a captive portal answers with status 200 too: that is neither an empty branch nor a file.
function expected(found, what) {
    if (found !== false && found !== undefined)
        return found;
    const message = `Unexpected answer of the ${what}. See whether a proxy answers in the place of GitHub.`;
    throw new lib_history/* HistoryError */.tx('unreachable', message);
}
async function treeOf({ github, owner, repo }, commit) {
    const { data } = await github.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { owner, repo, tree_sha: commit, recursive: '1' });
    const tree = expected(Array.isArray(data?.tree) && data.tree, 'tree of the data branch');
    const blobs = new Map(tree.filter(({ type }) => type === 'blob').map(({ path, sha }) => [path, sha]));
    return { blobs, complete: data?.truncated !== true };
}
async function blobOf({ github, owner, repo }, id) {
    const { data } = await github.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha: id });
    const content = expected(typeof data?.content === 'string' && data.content, 'file of the data branch');
    return data?.encoding === 'base64' ? Buffer.from(content, 'base64').toString('utf8') : content;
}

;// CONCATENATED MODULE: ./packages/core/lib/safeguards/ordered-locks.js
/**
 * Several named locks at once, always taken in the order of their names, so that two that want the same ones can never wait for each
 * other. Within one process; between runs the compare-and-swap of the history does the same work.
 */
class OrderedLocks {
    #tails = new Map();
    /** Runs `body` while it alone holds all of `names`; releases them whatever happens. */
    async hold(names, body) {
        const wanted = [...new Set(names)].sort();
        const releases = [];
        try {
            for (const name of wanted)
                releases.push(await this.#take(name));
            return await body();
        }
        finally {
            for (const release of releases.reverse())
                release();
        }
    }
    /** Names that somebody holds or waits for. */
    get held() {
        return [...this.#tails.keys()];
    }
    async #take(name) {
        const before = this.#tails.get(name) ?? Promise.resolve();
        const { promise, resolve } = Promise.withResolvers();
        const tail = before.then(() => promise);
        this.#tails.set(name, tail);
        await before;
        return () => {
            resolve();
            if (this.#tails.get(name) === tail)
                this.#tails.delete(name);
        };
    }
}

;// CONCATENATED MODULE: ./packages/core/lib/history/branch.js






/** A history on an orphan branch: append is a compare-and-swap commit, repeated whole until it is there and was read back. */
function branchHistory(options) {
    const branch = options.branch ?? 'automation-data';
    const remote = branchRemote(options.github, options.repository, branch);
    const contents = new Map();
    // Two appends of one process would only run into each other's commits.
    const locks = new OrderedLocks();
    let last;
    const store = {
        remote,
        settings: options,
        branch,
        async snapshot(known) {
            const head = known ?? (await remote.head());
            if (last && last.head === head)
                return last;
            last =
                head === undefined
                    ? { head, blobs: new Map(), complete: true }
                    : { head, ...(await remote.tree(head)) };
            return last;
        },
        async text(id) {
            const known = contents.get(id) ?? (await remote.blob(id));
            contents.set(id, known);
            return known;
        },
    };
    return {
        kind: 'branch',
        read: async (query) => readSeries(store.text, await store.snapshot(), query),
        // Of the commit that was read last: with the records of that reading they are one whole.
        buckets: async (query) => readBuckets(store.text, last ?? (await store.snapshot()), query),
        append: (records) => locks.hold([branch], () => appendRecords(store, records)),
    };
}
async function appendRecords(store, records) {
    (0,lib_history/* assertRecords */.zS)(records);
    const { clock, attempts = 40, deadline = 120_000 } = store.settings;
    const started = clock.monotonic();
    let because = 'it could not be read back';
    let tried = 0;
    // Records that a try of this call may have written; what stands there without one was there before.
    const own = new Set();
    const finish = (at) => ({
        stored: own.size,
        already: records.length - own.size,
        attempts: tried,
        where: `branch ${store.branch} at ${at.head?.slice(0, 7) ?? ''}`,
    });
    for (;;) {
        const at = await store.snapshot();
        await fetchAtOnce(store, at, records);
        const missing = await missingAt(store, at, records);
        if (missing.length === 0)
            return finish(at);
        if (tried >= attempts || clock.monotonic() - started > deadline)
            break;
        tried++;
        const change = await changeFor({ text: store.text, at, now: clock.now(), measure: store.settings.measure }, missing);
        const result = await store.remote.change(change);
        if (result.kind !== 'stale')
            for (const { id } of missing)
                own.add(id);
        if (result.kind === 'done') {
            const seen = await store.snapshot(result.head);
            if ((await missingAt(store, seen, records)).length === 0)
                return finish(seen);
        }
        else
            because = result.because;
        // Full jitter: losers of one round must not meet again in the next.
        await clock.sleep(clock.random() * Math.min(5000, 100 * 2 ** tried));
    }
    throw new lib_history/* HistoryError */.tx('contended', `The record was not stored in ${tried} tries: ${because.replace(/\.*$/, '.')}`);
}
/** The files that a record touches, together: the shorter the time between reading the head and moving it, the fewer come in between. */
async function fetchAtOnce(store, at, records) {
    const paths = records.flatMap(({ series, at: time }) => [
        latestPath(series),
        bucketPath(series, new Date(time).toISOString().slice(0, 7), 'day'),
    ]);
    const ids = new Set(paths.flatMap((path) => at.blobs.get(path) ?? []));
    await Promise.all([...ids].map((id) => store.text(id)));
}
async function missingAt(store, at, records) {
    const missing = [];
    for (const record of records)
        if (!(await isStored(store.text, at, record)))
            missing.push(record);
    return missing;
}

;// CONCATENATED MODULE: ./packages/core/lib/safeguards/fallback.js

/** The first way that works, and why the ones before it did not. When none does, the error names all of them. */
async function firstThatWorks(ways) {
    const failures = [];
    for (const { name, go } of ways) {
        try {
            const value = await go();
            return { value, way: name, failures: failures.map(({ way, because }) => ({ way, because })) };
        }
        catch (error) {
            failures.push({ way: name, because: (0,errors/* reason */.l)(error), error });
        }
    }
    const said = failures.map(({ way, because }) => `${way}: ${because}`).join(' ');
    throw new AggregateError(failures.map(({ error }) => error), said || 'There is no way.');
}

;// CONCATENATED MODULE: ./packages/core/lib/history/fallback.js



/**
 * Stores in order of preference as one: a record that the first cannot hold goes to the next, and what only a later store holds is
 * written to the first as soon as that works again. Every degradation is told once to `notice`.
 */
function fallbackHistory(stores, notice) {
    const [first] = stores;
    if (!first)
        throw new lib_history/* HistoryError */.tx('unreachable', 'No history store is configured.');
    const stranded = new Map();
    // What was just found not to be had is not asked again for its counts.
    const unread = new Set();
    const told = new Set();
    const tell = (sentence) => {
        if (!told.has(sentence))
            notice(sentence);
        told.add(sentence);
    };
    return {
        kind: first.kind,
        read: (query) => readAll(stores, { query, tell, stranded, unread }),
        buckets: async (query) => (unread.has(first) ? [] : ((await first.buckets?.(query)) ?? [])),
        append: (records) => appendAny(stores, { records, tell, stranded }),
    };
}
async function readAll(stores, { query, tell, stranded, unread }) {
    const readings = [];
    const failures = [];
    for (const store of stores) {
        try {
            readings.push({ store, reading: await store.read(query) });
            unread.delete(store);
        }
        catch (error) {
            failures.push({ kind: store.kind, because: (0,errors/* reason */.l)(error) });
            unread.add(store);
        }
    }
    const [best, ...others] = readings;
    if (!best)
        throw new lib_history/* HistoryError */.tx('unreachable', failures.map(({ because }) => because).join(' '));
    // Of a store alone the error says it.
    for (const { kind, because } of failures)
        tell(`The history in the ${kind} store could not be read: ${because}`);
    if (best.store === stores[0]) {
        const known = new Set(best.reading.records.map(({ id }) => id));
        for (const record of others.flatMap(({ reading }) => reading.records))
            if (!known.has(record.id))
                stranded.set(record.id, record);
    }
    return {
        records: (0,lib_history/* newest */.BP)((0,lib_history/* union */.KC)(...readings.map(({ reading }) => reading.records)), query),
        unreadable: readings.flatMap(({ reading }) => reading.unreadable),
        complete: failures.length === 0 && readings.every(({ reading }) => reading.complete),
    };
}
async function appendAny(stores, { records, tell, stranded }) {
    const ways = stores.map((store, index) => ({
        name: store.kind,
        async go() {
            if (index > 0)
                return store.append(records);
            const done = await store.append((0,lib_history/* union */.KC)(records, [...stranded.values()]));
            stranded.clear();
            return done;
        },
    }));
    try {
        const { value, failures } = await firstThatWorks(ways);
        for (const { way, because } of failures)
            tell(`The history was not written to the ${way} store: ${because}`);
        return value;
    }
    catch (error) {
        throw new lib_history/* HistoryError */.tx('unreachable', (0,errors/* reason */.l)(error), { cause: error });
    }
}

// EXTERNAL MODULE: ./build/actions/health-check/trend/record.js
var record = __webpack_require__(88461);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build/actions/health-check/adapters/backup-file.js







/** Streams a backup once for its checksum and once through its decompressor; nothing of it is kept in memory. */
function backupFile(workspace) {
    return async (path, { checksum }) => {
        const file = (0,external_node_path_.resolve)(workspace, path);
        const found = await (0,promises_.stat)(file).catch(() => undefined);
        if (!found?.isFile())
            return undefined;
        const facts = {
            size: found.size,
            modifiedAt: found.mtime,
            damage: undefined,
            sha256: undefined,
        };
        try {
            if (checksum)
                facts.sha256 = await backup_file_digest(file);
            facts.damage = await damageOf(file, path, found.size);
        }
        catch (error) {
            facts.damage = error instanceof Error ? error.message : 'unknown error';
        }
        return facts;
    };
}
async function backup_file_digest(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
    return hash.digest('hex');
}
const packers = {
    gz: external_node_zlib_.createGunzip,
    tgz: external_node_zlib_.createGunzip,
    br: external_node_zlib_.createBrotliDecompress,
    zst: external_node_zlib_.createZstdDecompress,
};
async function damageOf(file, path, size) {
    if (size === 0)
        return 'it is empty';
    const ending = path.split('.').at(-1)?.toLowerCase() ?? '';
    const unpack = packers[ending];
    let bytes = 0;
    const count = new external_node_stream_.Writable({
        write(chunk, _, done) {
            bytes += chunk.length;
            done();
        },
    });
    try {
        await (unpack
            ? (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), unpack(), count)
            : (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), count));
    }
    catch (error) {
        return `it does not unpack (${error instanceof Error ? error.message : 'unknown error'})`;
    }
    if (bytes === 0)
        return 'there is nothing in it';
    return ending === 'zip' ? zipDamage(file, size) : packedDamage(file, { ending, size });
}
/** What Node cannot unpack begins with its mark, and a whole xz file ends with one: https://tukaani.org/xz/xz-file-format.txt */
const marks = {
    xz: { begins: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), ends: Buffer.from('YZ') },
    bz2: { begins: Buffer.from('BZh') },
    '7z': { begins: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) },
};
async function packedDamage(file, { ending, size }) {
    const mark = marks[ending === 'txz' ? 'xz' : ending === 'tbz2' ? 'bz2' : ending];
    if (!mark)
        return undefined;
    const { begins, ends } = mark;
    if (!(await bytesAt(file, 0, begins.length)).equals(begins))
        return `it is no ${ending} archive`;
    if (!ends)
        return undefined;
    const tail = await bytesAt(file, Math.max(0, size - ends.length), ends.length);
    return tail.equals(ends) ? undefined : 'the archive is cut off';
}
async function bytesAt(file, start, length) {
    const parts = [];
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { start, end: start + length - 1 }))
        parts.push(chunk);
    return Buffer.concat(parts);
}
// The directory of a zip stands at its end: a copy that was cut off lacks it.
async function zipDamage(file, size) {
    const tail = [];
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { start: Math.max(0, size - 65_557) }))
        tail.push(chunk);
    return Buffer.concat(tail).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
        ? undefined
        : 'the archive is cut off';
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/actions/health-check/adapters/git-work.js


const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** Git's own answers about the workspace: by the program, which every runner has, without a shell and without reading its configuration for hooks. */
function gitWork(workspace) {
    const git = async (args, maxBuffer = 64 * 1024 * 1024) => {
        const safe = [
            '-c',
            `safe.directory=${workspace}`,
            '-c',
            'core.fsmonitor=false',
            '-c',
            'core.quotepath=false',
        ];
        const { stdout } = await run('git', [...safe, ...args], {
            cwd: workspace,
            encoding: 'buffer',
            maxBuffer,
            timeout: 60_000,
            windowsHide: true,
        });
        return stdout;
    };
    let index;
    return {
        index() {
            index ??= git(['ls-files', '--stage', '-z']).then(entriesOf, () => undefined);
            return index;
        },
        async staged(path, limit) {
            // Blobs are small scripts; the limit cuts what is kept, not what git reads.
            const content = await git(['cat-file', 'blob', `:${path}`]).catch(() => undefined);
            return content?.subarray(0, limit);
        },
        async shallow() {
            return (await git(['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';
        },
        lastChanges: (paths) => lastChanges(git, paths),
    };
}
function entriesOf(stdout) {
    return stdout
        .toString('utf8')
        .split('\0')
        .flatMap((line) => {
        const found = /^(\d{6}) [\da-f]+ \d\t(.+)$/s.exec(line);
        return found ? [{ mode: found[1] ?? '', path: found[2] ?? '' }] : [];
    });
}
// One walk through the history answers for all files; a commit each would be minutes on a large repository.
async function lastChanges(git, paths) {
    const changes = new Map();
    if (paths.length === 0)
        return changes;
    const wanted = new Set(paths);
    const format = '--format=%x01%ct';
    const narrow = paths.length <= 200 ? ['--', ...paths.map((path) => `:(literal,top)${path}`)] : [];
    const log = (await git(['log', '-z', '--name-only', '--no-renames', '--diff-filter=AMT', '-m', format, ...narrow])).toString('utf8');
    let at = new Date(0);
    for (const token of log.split('\0')) {
        const { time, path } = tokenOf(token);
        if (time !== undefined)
            at = time;
        if (wanted.has(path) && !changes.has(path))
            changes.set(path, at);
    }
    return changes;
}
// A commit begins with the mark of the format and its time, and the first of its paths follows in the same token.
function tokenOf(token) {
    if (!token.startsWith('\u0001'))
        return { time: undefined, path: token.replace(/^\n+/, '') };
    const [seconds = '', ...rest] = token.slice(1).split('\n');
    return { time: new Date(Number(seconds) * 1000), path: rest.join('\n').replace(/^\n+/, '') };
}

// EXTERNAL MODULE: external "node:dns/promises"
var external_node_dns_promises_ = __webpack_require__(71553);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(40610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build/actions/health-check/adapters/address-guard.js


// Loopback, link-local (cloud metadata), private, shared, benchmarking, multicast and reserved ranges: https://www.iana.org/assignments/iana-ipv4-special-registry
const ranges4 = [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
];
const ranges6 = ['::/128', '::1/128', '64:ff9b:1::/48', 'fc00::/7', 'fe80::/10', 'ff00::/8'];
const blocked = new external_node_net_.BlockList();
for (const [range, family] of [
    ...ranges4.map((one) => [one, 'ipv4']),
    ...ranges6.map((one) => [one, 'ipv6']),
]) {
    const [address = '', bits = '0'] = range.split('/');
    blocked.addSubnet(address, Number(bits), family);
}
/** Whether an address is one that only this machine or its network can reach. */
function isPrivateAddress(address) {
    const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    const family = (0,external_node_net_.isIP)(bare);
    if (family === 4)
        return blocked.check(bare, 'ipv4');
    if (family !== 6)
        return false;
    return blocked.check(bare, 'ipv6') || embedded(bare).some((inner) => blocked.check(inner, 'ipv4'));
}
// IPv4 inside IPv6 (mapped, compatible, NAT64, 6to4) reaches the IPv4 address.
function embedded(address) {
    const words = expand(address);
    const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
    const zeros = words.slice(0, 5).every((word) => word === 0);
    if (zeros && (words[5] === 0xffff || words[5] === 0))
        return [dotted(words[6], words[7])];
    if (words[0] === 0x64 && words[1] === 0xff9b)
        return [dotted(words[6], words[7])];
    return words[0] === 0x2002 ? [dotted(words[1], words[2])] : [];
}
function expand(address) {
    const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
    const [left = '', right] = canonical.split('::');
    const parse = (part) => part
        .split(':')
        .filter(Boolean)
        .map((word) => Number.parseInt(word, 16));
    const [start, end] = [parse(left), parse(right ?? '')];
    return right === undefined
        ? start
        : [...start, ...Array.from({ length: 8 - start.length - end.length }).fill(0), ...end];
}
class PrivateAddress extends Error {
    constructor(host, address) {
        const which = host === address ? host : `${host} (${address})`;
        super(`${which} is a private address`);
        this.name = 'PrivateAddress';
    }
}
/**
 * 200 checks of one host are one look-up (see name-threads.ts for 200 hosts): those that ask while an answer is on its way share it. Nothing
 * is remembered after that.
 */
function sharedLookup(ask) {
    const waiting = new Map();
    return (host, options, answered) => {
        const key = JSON.stringify([host, options.family, options.hints, options.order]);
        const others = waiting.get(key);
        if (others) {
            others.push(answered);
            return;
        }
        const own = [answered];
        waiting.set(key, own);
        ask(host, options, (error, addresses) => {
            waiting.delete(key);
            for (const one of own)
                one(error, addresses);
        });
    };
}
function addressGuard(allowPrivate) {
    const resolve = sharedLookup((host, options, answered) => (0,external_node_dns_.lookup)(host, options, answered));
    return {
        host(host) {
            if (!allowPrivate && isPrivateAddress(host))
                throw new PrivateAddress(host, host);
        },
        lookup(host, options, callback) {
            resolve(host, { ...options, all: true }, (error, addresses) => {
                if (error)
                    return callback(error, '', 0);
                const refused = allowPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address));
                if (refused)
                    return callback(new PrivateAddress(host, refused.address), '', 0);
                const [first] = addresses;
                if (options.all)
                    return callback(null, addresses);
                return first
                    ? callback(null, first.address, first.family)
                    : callback(new Error(`${host} has no address`), '', 0);
            });
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/failure.js

/** An error with a class and a sentence of our own. */
class ProbeError extends Error {
    problem;
    constructor(problem, message) {
        super(message);
        this.name = 'ProbeError';
        this.problem = problem;
    }
}
const codes = {
    ECONNREFUSED: ['refused', 'the connection was refused.'],
    ECONNRESET: ['reset', 'the connection was closed by the other side.'],
    EPIPE: ['reset', 'the connection was closed by the other side.'],
    ENOTFOUND: ['name_not_found', 'the host name does not exist.'],
    EAI_AGAIN: ['unreachable', 'the host name could not be resolved.'],
    ENODATA: ['name_not_found', 'the host name has no such record.'],
    ETIMEDOUT: ['timeout', 'the connection timed out.'],
    ETIMEOUT: ['timeout', 'the name server did not answer in time.'],
    EHOSTUNREACH: ['unreachable', 'the host cannot be reached.'],
    ENETUNREACH: ['unreachable', 'the network cannot be reached.'],
};
/** Whatever a socket threw, as one class and one sentence; `over` when its time was up, whatever it then threw. */
function failureOf(error, ms, over) {
    const made = (problem, message) => ({
        ok: false,
        problem,
        message,
        ms,
    });
    if (over)
        return made('timeout', `no answer within ${Math.round(ms / 100) / 10} s.`);
    if (error instanceof ProbeError)
        return made(error.problem, error.message);
    for (const inner of causes(error)) {
        if (inner instanceof PrivateAddress)
            return made('private_address', `${inner.message}, and private addresses are not allowed.`);
        const code = inner.code;
        const known = typeof code === 'string' ? codes[code] : undefined;
        if (known)
            return made(...known);
        if (typeof code === 'string' && /CERT|TLS|SSL|ALTNAME|VERIFY|SELF_SIGNED/.test(code))
            return made('certificate', `the certificate is not accepted (${code}).`);
    }
    const { message = 'unknown error' } = (error ?? {});
    return made('protocol', `${message.slice(0, 300)}.`.replace(/\.\.$/, '.'));
}
function causes(error) {
    if (typeof error !== 'object' || error === null)
        return [];
    const inner = error.errors;
    return [
        error,
        ...(Array.isArray(inner) ? inner : []),
        ...causes(error.cause),
    ];
}
/** Runs one probe with its time limit; failures are values, and the time of each is known. */
async function timed({ timeoutMs, signal }, probe) {
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    const whole = AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)))]);
    try {
        const result = await probe(whole, elapsed);
        return { ...result, ok: true, ms: elapsed() };
    }
    catch (error) {
        return failureOf(error, elapsed(), whole.aborted);
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./build/actions/health-check/plan/settings.js
var settings = __webpack_require__(68295);
;// CONCATENATED MODULE: ./build/actions/health-check/adapters/http.js




/**
 * One request with its redirects, by node:http and not by fetch: fetch refuses ports, hides what failed and reads bodies without an end.
 * The time limit is for all of it, from the first name to the last byte.
 */
async function probeHttp(wanted, guard) {
    const started = performance.now();
    const limit = AbortSignal.timeout(Math.max(1, Math.round(wanted.timeoutMs)));
    const signal = AbortSignal.any([wanted.signal, limit]);
    const urls = [];
    try {
        let url = new URL(wanted.url);
        let headers = withCredentials(url, wanted.headers);
        for (;;) {
            urls.push((0,settings/* shownUrl */.zA)(url.href));
            const response = await send(url, { ...wanted, headers, signal }, guard);
            const { location } = response.headers;
            const status = response.statusCode ?? 0;
            if (status < 300 ||
                status > 399 ||
                status === 304 ||
                location === undefined ||
                wanted.maxRedirects === 0) {
                const { body, truncated } = await readBody(response, wanted);
                return {
                    ok: true,
                    status,
                    headers: flat(response),
                    body,
                    truncated,
                    urls,
                    ms: performance.now() - started,
                };
            }
            response.destroy();
            if (urls.length > wanted.maxRedirects)
                throw new ProbeError('redirects', `more than ${wanted.maxRedirects} redirects.`);
            const next = nextUrl(location, url);
            // Credentials are for the host they were given for.
            if (next.origin !== url.origin)
                headers = withCredentials(next, without(headers));
            url = next;
        }
    }
    catch (error) {
        return failureOf(error, performance.now() - started, signal.aborted);
    }
}
function nextUrl(location, base) {
    if (!URL.canParse(location, base.href))
        throw new ProbeError('redirects', 'the redirect leads to no valid address.');
    const next = new URL(location, base);
    if (!/^https?:$/.test(next.protocol))
        throw new ProbeError('redirects', `the redirect leads to ${next.protocol} and not to the web.`);
    if (base.protocol === 'https:' && next.protocol === 'http:')
        throw new ProbeError('redirects', 'the redirect leads from https to http.');
    return next;
}
function withCredentials(url, headers) {
    const { username, password } = url;
    const own = username || password
        ? {
            authorization: `Basic ${Buffer.from(`${(0,settings/* decode */.D4)(username)}:${(0,settings/* decode */.D4)(password)}`).toString('base64')}`,
        }
        : {};
    return {
        'user-agent': 'ecosystem-actions health-check',
        accept: '*/*',
        'accept-encoding': 'identity',
        ...own,
        ...headers,
    };
}
function without(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie|.*(?:token|key|secret).*)$/i.test(name)));
}
function send(url, { method, headers, signal }, guard) {
    return new Promise((resolve, reject) => {
        guard.host(url.hostname);
        const request = url.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
        const target = {
            protocol: url.protocol,
            hostname: url.hostname.replace(/^\[|\]$/g, ''),
            port: url.port,
            path: `${url.pathname}${url.search}`,
        };
        const sent = request({
            ...target,
            method,
            headers,
            signal,
            lookup: guard.lookup,
            agent: false,
            maxHeaderSize: 65_536,
        });
        sent.once('response', resolve);
        sent.once('error', reject);
        sent.end();
    });
}
async function readBody(response, { maxBody }) {
    const chunks = [];
    let size = 0;
    let truncated = false;
    if (maxBody > 0)
        for await (const chunk of response) {
            const piece = chunk;
            // A copy of what is wanted: a slice would hold the whole 64 kB that were read.
            if (size < maxBody)
                chunks.push(Buffer.from(piece.subarray(0, maxBody - size)));
            size += piece.length;
            truncated = size > maxBody;
            if (truncated)
                break;
        }
    response.destroy();
    return { body: Buffer.concat(chunks).toString('utf8'), truncated };
}
function flat({ headers }) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/socket.js

/** A connected socket. Aborting the signal destroys it, before and after the connection. */
function openSocket({ host, port }, guard, signal) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        guard.host(host);
        const socket = (0,external_node_net_.connect)({ host, port, lookup: guard.lookup, autoSelectFamily: true });
        const stop = () => socket.destroy(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        socket.once('close', () => signal.removeEventListener('abort', stop));
        socket.once('connect', () => resolve(socket));
        socket.once('error', reject);
    });
}
/** Bytes as they come; `take` waits until there are as many. Rejects when the other side ends first. */
class SocketReader {
    #buffer = Buffer.alloc(0);
    #waiting;
    #ended;
    #limit;
    constructor(socket, limit = 1_048_576) {
        this.#limit = limit;
        socket.on('data', (chunk) => {
            this.#buffer = Buffer.concat([this.#buffer, chunk]);
            if (this.#buffer.length > this.#limit)
                socket.destroy(new Error(`the answer has more than ${this.#limit} bytes`));
            this.#wake();
        });
        const end = (error) => {
            this.#ended ??= error;
            this.#wake();
        };
        socket.on('error', end);
        socket.on('close', () => end(Object.assign(new Error('the connection was closed by the other side'), { code: 'ECONNRESET' })));
    }
    async take(count) {
        await this.#until(() => this.#buffer.length >= count);
        const taken = this.#buffer.subarray(0, count);
        this.#buffer = this.#buffer.subarray(count);
        return taken;
    }
    /** Up to and without CRLF. */
    async line() {
        await this.#until(() => this.#buffer.includes('\r\n'));
        const end = this.#buffer.indexOf('\r\n');
        const line = this.#buffer.toString('utf8', 0, end);
        this.#buffer = this.#buffer.subarray(end + 2);
        return line;
    }
    async #until(ready) {
        if (ready())
            return;
        if (this.#ended)
            throw this.#ended;
        await new Promise((resolve, reject) => {
            this.#waiting = { ready, resolve, reject };
        });
    }
    #wake() {
        const waiting = this.#waiting;
        if (!waiting)
            return;
        if (waiting.ready())
            waiting.resolve();
        else if (this.#ended)
            waiting.reject(this.#ended);
        else
            return;
        this.#waiting = undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/postgres-liveness.js


/**
 * Sends the start of a session and reads the first answer. A server that asks for a password is alive; nothing secret is needed or sent.
 * Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
async function probePostgresLiveness(target, guard) {
    return timed(target, async (signal) => {
        const socket = await openSocket(target, guard, signal);
        try {
            const reader = new SocketReader(socket, 65_536);
            socket.write(startup(target));
            const kind = (await reader.take(1)).toString('latin1');
            const length = (await reader.take(4)).readUInt32BE() - 4;
            if (!'RE'.includes(kind) || length > 60_000)
                throw new ProbeError('protocol', 'the answer is not that of PostgreSQL.');
            const body = await reader.take(length);
            if (kind === 'E')
                judgeError(fieldsOf(body));
            return { rows: undefined };
        }
        finally {
            socket.destroy();
        }
    });
}
function startup({ user, database }) {
    const text = Buffer.from(`user\0${user}\0database\0${database}\0application_name\0health-check\0\0`);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(text.length + 8, 0);
    head.writeUInt32BE(196_608, 4);
    return Buffer.concat([head, text]);
}
function fieldsOf(body) {
    const fields = body.toString('utf8').split('\0').filter(Boolean);
    return Object.fromEntries(fields.map((field) => [field[0] ?? '', field.slice(1)]));
}
// An error about the user or the database comes from a server that works: https://www.postgresql.org/docs/current/errcodes-appendix.html
function judgeError({ C: code = '', M: message = '' }) {
    const problem = problemOfState(code);
    if (problem === 'denied' || code === '3D000')
        return;
    throw new ProbeError(problem ?? 'protocol', `PostgreSQL answers ${code}: ${message.slice(0, 200)}.`);
}
/** The class of an SQLSTATE, where it has one. */
function problemOfState(code) {
    if (code === '57P03' || code === '57P01' || code === '57P02')
        return 'not_ready';
    if (code === '53300' || code === '53400')
        return 'saturated';
    return code.startsWith('28') ? 'denied' : undefined;
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/postgres-query.js



const maximumRows = 1000;
/**
 * One statement in a READ ONLY transaction with a time limit of the server, always rolled back. The extended protocol takes one statement
 * only, so `; COMMIT; DROP …` is refused by the server before anything runs. The driver loads only here.
 */
async function probePostgresQuery(target, guard) {
    return timed(target, async (signal) => {
        const { default: pg } = await __webpack_require__.e(/* import() */ 849).then(__webpack_require__.bind(__webpack_require__, 83849));
        // The driver opens its own socket: the guard judges the address that it will use.
        const probe = await openSocket(target, guard, signal);
        const host = probe.remoteAddress ?? target.host;
        probe.destroy();
        const once = (ssl) => askOnce(new pg.Client(settingsOf(target, host, ssl)), target, signal);
        if (target.ssl !== 'prefer')
            return { rows: await once(sslOf(target)) };
        // As libpq does: encrypted where the server can, so that no password goes in clear because nobody asked.
        try {
            return { rows: await once({ rejectUnauthorized: false, servername: target.host }) };
        }
        catch (error) {
            if (!(error instanceof Error) || !/does not support SSL/i.test(error.message))
                throw error;
            return { rows: await once(false) };
        }
    });
}
const settingsOf = (target, host, ssl) => ({
    host,
    port: target.port,
    user: target.user,
    password: target.password,
    database: target.database,
    ssl,
    connectionTimeoutMillis: target.timeoutMs,
    statement_timeout: Math.max(1, Math.round(target.timeoutMs)),
    application_name: 'health-check',
});
async function askOnce(client, target, signal) {
    // Without a listener a server that goes away between two statements would end the process.
    client.on('error', () => undefined);
    const stop = () => void client.end().catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    try {
        return await readOnly(client, target, signal);
    }
    catch (error) {
        throw explained(error, signal);
    }
    finally {
        signal.removeEventListener('abort', stop);
        await client.end().catch(() => undefined);
    }
}
async function readOnly(client, { query = 'SELECT 1 AS alive' }, signal) {
    const aborted = new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const work = async () => {
        await client.connect();
        await client.query('BEGIN TRANSACTION READ ONLY');
        try {
            const { rows } = await client.query({ text: query, values: [], queryMode: 'extended' });
            return rows.slice(0, maximumRows);
        }
        finally {
            await client.query('ROLLBACK').catch(() => undefined);
        }
    };
    return Promise.race([work(), aborted]);
}
function sslOf({ ssl, host }) {
    if (ssl === 'disable')
        return false;
    return { rejectUnauthorized: ssl === 'verify-full', servername: host };
}
function explained(error, signal) {
    if (signal.aborted)
        return signal.reason;
    const { code, message = '' } = error;
    if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code))
        return error;
    if (code === '57014')
        return new ProbeError('timeout', 'the query ran into its time limit.');
    return new ProbeError(problemOfState(code) ?? 'protocol', `PostgreSQL answers ${code}: ${message.slice(0, 200)}.`);
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./build/actions/health-check/adapters/redis.js




/** AUTH when there is a password, then PING, as RESP on the wire: a client library would reconnect and hide what failed. */
async function probeRedis(target, guard) {
    return timed(target, async (signal) => {
        const socket = await openSocket(target, guard, signal);
        const wire = target.tls ? await secured(socket, target.host) : socket;
        const reader = new SocketReader(wire, 65_536);
        try {
            const { user, password } = target;
            if (password !== undefined)
                await ask(wire, reader, user === undefined ? ['AUTH', password] : ['AUTH', user, password]);
            const reply = await ask(wire, reader, ['PING']);
            if (!/^PONG$/i.test(reply))
                throw new ProbeError('protocol', 'the answer to PING is not PONG.');
            return { reply };
        }
        finally {
            wire.destroy();
            socket.destroy();
        }
    });
}
function secured(socket, host) {
    return new Promise((resolve, reject) => {
        const wire = (0,external_node_tls_.connect)({ socket, ...((0,external_node_net_.isIP)(host) ? {} : { servername: host }) });
        wire.once('secureConnect', () => resolve(wire));
        wire.once('error', reject);
        socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
}
async function ask(socket, reader, words) {
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${parts.join('')}`);
    const line = await reader.line();
    const [kind, text] = [line[0], line.slice(1)];
    if (kind === '+')
        return text;
    if (kind === '$')
        return (await reader.take(Number(text) + 2)).toString('utf8', 0, Number(text));
    if (kind !== '-')
        throw new ProbeError('protocol', 'the answer is not that of Redis.');
    throw refusal(text);
}
// The first word of an error is its class: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
function refusal(text) {
    const [word = ''] = text.split(' ');
    if (word === 'LOADING' || word === 'MASTERDOWN' || word === 'BUSY')
        return new ProbeError('not_ready', `Redis is not ready (${word}).`);
    if (['NOAUTH', 'WRONGPASS', 'NOPERM', 'DENIED'].includes(word) ||
        /invalid password|without any password/i.test(text))
        return new ProbeError('denied', word === 'NOAUTH' ? 'Redis wants a password.' : `Redis refuses the access (${word}).`);
    if (/max number of clients/i.test(text))
        return new ProbeError('saturated', 'Redis has no connection left.');
    return new ProbeError('protocol', `Redis answers an error: ${text.slice(0, 200)}.`);
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/tls.js




/** Handshakes without refusing anything and reports what a strict client would have refused; the judging is done elsewhere. */
async function probeTls(target, guard) {
    return timed(target, async (signal) => {
        const socket = await handshake(target, guard, signal);
        try {
            // Asked for once: on some versions a second call of the newer method answers nothing.
            const leaf = socket.getPeerCertificate(true);
            const wrong = (0,external_node_tls_.checkServerIdentity)(target.servername, leaf);
            const distrust = socket.authorized ? undefined : textOf(socket.authorizationError);
            return {
                protocol: socket.getProtocol() ?? 'unknown',
                chain: chainOf(leaf),
                distrust,
                wrongHost: wrong
                    ? `the certificate is for other names: ${(leaf.subjectaltname ?? nameOf(leaf.subject)).slice(0, 200)}.`
                    : undefined,
            };
        }
        finally {
            socket.destroy();
        }
    });
}
// Node's types say Error; at run time it is the code as a text.
function textOf(error) {
    if (typeof error === 'string')
        return error;
    const { code, message } = (error ?? {});
    return code ?? message ?? 'UNKNOWN';
}
async function handshake({ servername, ca, ...target }, guard, signal) {
    const socket = await openSocket(target, guard, signal);
    return new Promise((resolve, reject) => {
        const name = (0,external_node_net_.isIP)(servername) ? {} : { servername };
        const secure = (0,external_node_tls_.connect)({
            socket,
            rejectUnauthorized: false,
            ...name,
            ...(ca === undefined ? {} : { ca }),
        });
        secure.once('secureConnect', () => resolve(secure));
        secure.once('error', reject);
        socket.once('close', () => reject(signal.aborted
            ? signal.reason
            : Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
}
function chainOf(leaf) {
    const chain = [];
    let at = leaf;
    while (at?.valid_to && chain.length < 10) {
        chain.push({
            subject: nameOf(at.subject),
            issuer: nameOf(at.issuer),
            validFrom: new Date(at.valid_from),
            validTo: new Date(at.valid_to),
        });
        // A root is its own issuer.
        at = at.issuerCertificate === at ? undefined : at.issuerCertificate;
    }
    return chain;
}
function nameOf(name) {
    const { CN, O } = (name ?? {});
    return [CN ?? O ?? 'unknown'].flat().join(', ').slice(0, 200);
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/network.js









/** Every connection that a check makes; `allowPrivate` opens loopback and private networks. */
function network({ allowPrivate }) {
    const guard = addressGuard(allowPrivate);
    return {
        http: (request) => probeHttp(request, guard),
        tls: (target) => probeTls(target, guard),
        tcp: (target) => timed(target, async (signal) => {
            const socket = await openSocket(target, guard, signal);
            socket.destroy();
            return {};
        }),
        dns: (target) => timed(target, (signal) => records(target.name, target.type, signal)),
        postgres: (target) => target.password === undefined
            ? probePostgresLiveness(target, guard)
            : probePostgresQuery(target, guard),
        redis: (target) => probeRedis(target, guard),
    };
}
async function records(name, type, signal) {
    const resolver = new external_node_dns_promises_.Resolver({ tries: 2 });
    const stop = () => resolver.cancel();
    signal.addEventListener('abort', stop, { once: true });
    try {
        const answers = [await resolver.resolve(name, type)].flat();
        return { records: answers.map(shown) };
    }
    catch (error) {
        if (signal.aborted)
            throw signal.reason;
        // The name is there and has no record of this type: an answer, which the check judges.
        if (error.code === 'ENODATA')
            return { records: [] };
        throw error;
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}
function shown(record) {
    if (typeof record === 'string')
        return record;
    if (Array.isArray(record))
        return record.join('');
    const { exchange, priority } = record;
    return exchange === undefined ? JSON.stringify(record) : `${priority} ${exchange}`;
}

;// CONCATENATED MODULE: ./build/actions/health-check/adapters/outside.js











/** Everything outside of a run, put together from its inputs. */
function outside(platform, options) {
    const { context, runner, files, clock } = platform;
    const token = options['github-token'];
    const deadline = new Date(clock.now().getTime() + options['deadline-minutes'] * 60_000 + 120_000);
    const github = token === '' ? undefined : platform.github(token, { deadline });
    const inRepository = github !== undefined && context.repository !== '';
    const shelf = inRepository ? repositoryArtifacts(github, context.repository, context.temporary) : undefined;
    return {
        ...platform,
        github,
        limit: realTimeLimit(),
        mask: (secret) => (0,action/* maskSecret */.$l)(platform, secret),
        history: shelf && github && ((notice) => historyOf(platform, { options, github, shelf, notice })),
        memory: () => process.memoryUsage.rss(),
        canary: () => reachable(context.apiUrl),
        webhook: (envName, body) => post(runner.env(envName) ?? '', body),
        probes: {
            files,
            network: network({ allowPrivate: options['allow-private-addresses'] }),
            git: gitWork(context.workspace),
            backup: backupFile(context.workspace),
            github,
            shelf,
            repository: context.repository,
            serverUrl: context.serverUrl,
            env: (name) => runner.env(name),
        },
    };
}
function historyOf({ clock, context }, { options, github, shelf, notice }) {
    const artifacts = (0,history_artifacts/* artifactHistory */.t)({ shelf });
    const stores = options.history === 'branch'
        ? [branchHistory({ github, clock, repository: context.repository, measure: record/* measured */.jh }), artifacts]
        : [artifacts];
    return fallbackHistory(stores, notice);
}
// Any answer, whatever it says, shows that the network is there.
async function reachable(apiUrl) {
    const answer = await network({ allowPrivate: true }).http({
        url: apiUrl,
        method: 'HEAD',
        headers: {},
        maxRedirects: 0,
        maxBody: 0,
        timeoutMs: 10_000,
        signal: new AbortController().signal,
    });
    return answer.ok;
}
async function post(url, body) {
    if (!/^https?:\/\//.test(url))
        throw new errors/* UserError */.yo('The variable of `escalation.webhook-env` holds no address.');
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
        redirect: 'error',
    });
    if (!answer.ok)
        throw new errors/* UserError */.yo(`The webhook of the escalation answered ${answer.status}.`);
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
