import { array, integer, object, text } from './run-facts.ts'

/** A check run that did not pass, and what GitHub noted about it. Hostile. */
export interface StoppedCheck {
  /** Equals the id of the job. */
  id: number
  conclusion: string
  /** Id of the workflow run whose job it is; 0 for a check that somebody else put into the suite. */
  runId: number
  messages: string[]
}

export interface StoppedChecks {
  /** By the id that was asked for; a suite that could not be read is absent. */
  suites: ReadonlyMap<string, readonly StoppedCheck[]>
  /** By id of the check run, which is the id of the job. */
  checks: ReadonlyMap<number, StoppedCheck>
}

/** GitHub takes no more ids in one query. */
export const mostNodes = 100

const perSuite = 50

/**
 * REST tells the annotations of one check run at a time; this asks for many in one request.
 * Of a suite only the latest attempt counts. https://docs.github.com/en/graphql/reference/checks
 */
export const stoppedQuery = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on CheckRun { ...stopped }
    ... on CheckSuite {
      checkRuns(first: ${perSuite}, filterBy: { checkType: LATEST, conclusions: [CANCELLED, FAILURE, STARTUP_FAILURE, TIMED_OUT] }) {
        nodes { ...stopped }
      }
    }
  }
}
fragment stopped on CheckRun {
  databaseId
  conclusion
  detailsUrl
  url
  annotations(first: 50) { nodes { message title } }
}`

/** Nodes come in the order of `ids`; their own ids may be of another form than those REST gave. */
export function toStopped(data: unknown, ids: readonly string[]): StoppedChecks {
  const suites = new Map<string, StoppedCheck[]>()
  const checks = new Map<number, StoppedCheck>()
  for (const [index, node] of array(object(data)['nodes']).map(object).entries()) {
    const members = object(node['checkRuns'])['nodes']
    if (Array.isArray(members)) suites.set(ids[index] ?? '', members.map(toCheck))
    else if (integer(node['databaseId']) > 0) checks.set(integer(node['databaseId']), toCheck(node))
  }
  return { suites, checks }
}

function toCheck(value: unknown): StoppedCheck {
  const check = object(value)
  const annotations = array(object(check['annotations'])['nodes']).map(object)
  return {
    id: integer(check['databaseId']),
    conclusion: text(check['conclusion']).toLowerCase(),
    runId: runOf([check['detailsUrl'], check['url']].map(text)),
    messages: annotations.map(({ message, title }) => `${text(message)}\n${text(title)}`),
  }
}

/** Reports of tests and the like are put into the suite of some run, too; only a job's address names its run. */
function runOf(addresses: readonly string[]): number {
  for (const address of addresses) {
    const found = /\/actions\/runs\/(\d{1,15})\/job/.exec(address)?.[1]
    if (found) return Number(found)
  }
  return 0
}
