export const id = 77;
export const ids = [77];
export const modules = {

/***/ 4077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  examine: () => (/* binding */ examine)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/actions/auto-merge/doctor/finding.js
const missing = (what, fix) => ({ level: 'missing', what, fix });
const advice = (what, fix) => ({ level: 'advice', what, fix });
const githubActions = 41898282;
function mapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

;// CONCATENATED MODULE: ./build/actions/auto-merge/doctor/settings.js

const levels = ['none', 'read', 'write'];
// Another token brings its own permissions, which the workflow file does not show.
function usesJobToken({ repository }) {
    return repository?.viewer === undefined || repository.viewer.id === githubActions;
}
/** Permissions that the job does not give to its token. */
function permissionFindings(file, { job, policy }) {
    const given = mapping(mapping(file['jobs'])[job])['permissions'] ?? file['permissions'];
    if (given === undefined)
        return [
            advice('The workflow names no permissions; the default of the repository is used.', 'Name them under permissions:'),
        ];
    const dispatches = policy.dispatchAfterMerge.some(({ kind }) => kind === 'workflow');
    const needed = {
        contents: 'write',
        'pull-requests': 'write',
        checks: 'read',
        statuses: 'read',
        actions: dispatches ? 'write' : 'read',
    };
    const lacking = Object.entries(needed).filter(([name, level]) => !allows(given, name, level));
    if (lacking.length === 0)
        return [];
    const lines = lacking.map(([name, level]) => `${name}: ${level}`).join(', ');
    return [missing(`The job lacks permissions: ${lines}.`, `Add to the job: permissions: { ${lines} }`)];
}
function allows(given, name, level) {
    if (given === 'write-all')
        return true;
    if (given === 'read-all')
        return level === 'read';
    const has = mapping(given)[name];
    return levels.indexOf(typeof has === 'string' ? has : 'none') >= levels.indexOf(level);
}
/** Inputs and settings of the repository that contradict each other. */
function settingFindings({ policy, repository }) {
    const found = [];
    if (policy.armAutoMerge && policy.checks === 'all')
        found.push(missing('arm-auto-merge does nothing while checks is all: GitHub waits for required checks only.', 'Set checks to required.'));
    if (!repository)
        return found;
    const { methods, autoMergeAllowed, viewer, deletesBranches } = repository;
    const { mergeMethod } = policy;
    if (mergeMethod !== 'auto' && !methods.includes(mergeMethod))
        found.push(missing(`The repository does not allow ${mergeMethod}.`, `Allow it in the settings, or set merge-method to ${methods[0] ?? 'auto'}.`));
    if (!methods.includes('merge'))
        found.push(advice('Pull requests of ecosystem-sync cannot be merged: merge commits are not allowed.', 'Allow merge commits in the settings.'));
    if (policy.armAutoMerge && !autoMergeAllowed)
        found.push(missing('The repository does not allow auto-merge.', 'Allow auto-merge in the settings.'));
    if (policy.deleteBranch && deletesBranches)
        found.push(advice('The repository deletes merged branches by itself.', 'delete-branch can be left out.'));
    if (viewer?.id === githubActions)
        found.push(...jobTokenFindings(policy));
    return found;
}
function jobTokenFindings(policy) {
    const found = [];
    const app = 'Give github-token the token of an app.';
    if (policy.updateBranch)
        found.push(missing('An update of a branch by the token of a workflow starts no checks, so none is made.', app));
    if (policy.autoApproveBots)
        found.push(advice('GitHub must allow workflows to approve.', 'Settings, Actions, General: Allow GitHub Actions to create and approve pull requests.'));
    if (policy.dispatchAfterMerge.length === 0)
        found.push(advice('A merge by the token of a workflow starts no other workflow.', 'Name them in dispatch-after-merge, or give github-token the token of an app.'));
    return found;
}

;// CONCATENATED MODULE: ./build/actions/auto-merge/doctor/triggers.js

/** `on` may be a word, a list or a mapping. */
function triggersOf(on) {
    if (typeof on === 'string')
        return { [on]: null };
    if (Array.isArray(on))
        return Object.fromEntries(on.map((name) => [String(name), null]));
    return mapping(on);
}
function typesOf(trigger, standard) {
    const { types } = mapping(trigger);
    if (typeof types === 'string')
        return [types];
    return Array.isArray(types) ? types.map(String) : standard;
}
/** Events of which auto-merge would never hear. */
function triggerFindings(on, policy) {
    const found = [];
    const pull = 'pull_request_target' in on ? 'pull_request_target' : 'pull_request' in on ? 'pull_request' : undefined;
    const wanted = ['labeled', 'synchronize', 'ready_for_review', 'reopened'];
    if (!pull)
        found.push(missing('Nothing starts it when a label is set.', `Add to on: pull_request_target: { types: [${wanted.join(', ')}] }`));
    else {
        const types = typesOf(on[pull], ['opened', 'synchronize', 'reopened']);
        const lacking = wanted.filter((type) => !types.includes(type));
        if (lacking.length > 0)
            found.push(missing(`${pull} does not start it on ${lacking.join(', ')}.`, `Add to its types: ${lacking.join(', ')}`));
    }
    if (pull === 'pull_request')
        found.push(advice('On pull_request GitHub runs the workflow file of the pull request itself, so it can change its own gate; from a fork the token is read-only.', 'Use pull_request_target; whatever a workflow says, a ruleset of the base branch holds.'));
    const reviewTypes = 'pull_request_review' in on ? typesOf(on['pull_request_review'], ['submitted', 'dismissed']) : [];
    if (!reviewTypes.includes('submitted'))
        found.push(missing('Nothing starts it when somebody approves.', 'Add to on: pull_request_review: { types: [submitted, dismissed] }'));
    if (!('workflow_run' in on))
        found.push(missing(`Nothing starts it when checks of GitHub Actions finish${'check_suite' in on ? ': check_suite never fires for them' : ''}.`, 'Add to on: workflow_run: { workflows: [the names of the checks], types: [completed] }'));
    if (!('status' in on))
        found.push(advice('Nothing starts it when a commit status turns green.', 'Add to on: status, if other systems report statuses.'));
    return [...found, ...scheduleFinding(on, policy)];
}
function scheduleFinding(on, policy) {
    if ('schedule' in on)
        return [];
    const fix = "Add to on: schedule: [{ cron: '*/15 * * * *' }]";
    const waits = policy.mergeWindow.length > 0 || policy.minimumAge > 0 || policy.readyAfterSeconds !== undefined;
    return waits
        ? [missing('Nothing starts it when a window opens, an age is reached or a draft is old enough.', fix)]
        : [advice('No schedule catches events that were dropped.', fix)];
}

;// CONCATENATED MODULE: ./build/actions/auto-merge/doctor/examine.js




/** Looks at the workflow that auto-merge runs in. Pure; a file that is no YAML is a finding itself. */
function examine(patient) {
    const settings = settingFindings(patient);
    if (patient.workflow === undefined)
        return [
            missing('The workflow file could not be read.', 'Add to the job: permissions: { contents: read }'),
            ...settings,
        ];
    const file = mapping(parsed(patient.workflow));
    const on = triggersOf(file['on']);
    return [
        ...triggerFindings(on, patient.policy),
        ...(usesJobToken(patient) ? permissionFindings(file, patient) : []),
        ...settings,
    ];
}
function parsed(text) {
    try {
        return (0,dist/* parse */.qg)(text);
    }
    catch {
        return undefined;
    }
}


/***/ })

};
