/** What is started after a merge: the two events that a workflow's own token may cause. */
export type Dispatch = { kind: 'workflow'; file: string } | { kind: 'repository'; type: string }

const prefix = 'repository_dispatch:'

/** Why a line names nothing that can be dispatched, as the end of a sentence; undefined when it does. */
export function dispatchProblem(item: string): string | undefined {
  const valid = item.startsWith(prefix)
    ? /^[\w.-]{1,100}$/.test(item.slice(prefix.length).trim())
    : /^[\w.-]{1,200}\.ya?ml$/.test(item)
  if (valid) return undefined
  return `must name workflow files like deploy.yml, or ${prefix}TYPE, not ${JSON.stringify(item.slice(0, 60))}.`
}

/** A line without a `dispatchProblem`. */
export function parseDispatch(item: string): Dispatch {
  if (item.startsWith(prefix)) return { kind: 'repository', type: item.slice(prefix.length).trim() }
  return { kind: 'workflow', file: item }
}
