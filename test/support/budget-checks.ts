import { completed, jobsOf, numberOf, timeOut, byHand, type History, type Mode } from './budget-histories.ts'
import { job, run, scene, type Notified, type Part } from './incident-scene.ts'

/** Each check answers what is wrong; nothing is right. */
type Wrong = string[]

const within = (requests: readonly string[], most: number): Wrong =>
  requests.length > most ? [`${requests.length} requests, not ${most}: ${requests.join(', ')}`] : []

const decided = ({ outputs }: Notified, ...expected: string[]): Wrong =>
  expected.includes(outputs['decision'] ?? '')
    ? []
    : [`${outputs['decision']} (${outputs['reason']}), not ${expected.join(' or ')}`]

/** `run-id` names a run that must be read first. */
const byId = ({ name }: Mode) => (name === 'run-id' ? 1 : 0)

export async function greenWithin(mode: Mode, history: History): Promise<Wrong> {
  const told = await mode.notify({ history, failing: 0 })
  const [decision, open] = history.green
  const more = mode.more + (decision === 'recover' ? (mode.toRecover ?? 0) : 0)
  const most = Math.min(3 + byId(mode), 1 + open + more)
  return [...decided(told, decision), ...within(told.requests, most)]
}

export async function redWithin(mode: Mode, history: History): Promise<Wrong> {
  const told = await mode.notify({ history, failing: 1, inputs: { 'escalate-after': '0' } })
  // In a last step the job that failed is another one than before.
  const others = mode.name === 'last step' && history.red === 'update' ? ['changed'] : []
  const most = history.red === 'open' ? 5 + byId(mode) : Infinity
  return [...decided(told, history.red, ...others), ...within(told.requests, most)]
}

export async function explainedWithin(mode: Mode, history: History): Promise<Wrong> {
  const told = await mode.notify({ history, failing: 4 })
  const error = told.summary.includes('Error: broke') ? [] : ['no error line']
  return [...decided(told, 'open'), ...within(told.requests, 9 + byId(mode)), ...error]
}

const late = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    job(700 + index, `test (${index})`, 'cancelled', { annotations: index === count - 1 ? timeOut : byHand }),
  )

export async function timeOutWithin(history: History): Promise<Wrong> {
  const number = numberOf(history)
  const { notify, close } = await scene([...history.before, run(number, 'cancelled', 5, { jobs: late(12) })])
  const told = await notify(9000 + number, { 'escalate-after': '0' })
  await close()
  const most = told.outputs['decision'] === 'open' ? 5 : Infinity
  return [...decided(told, 'open', 'update', 'changed'), ...within(told.requests, most)]
}

export async function issueWithin(history: History): Promise<Wrong> {
  const wrong: Wrong = []
  for (const failing of [0, 1]) {
    const inputs = { issue: 'auto', 'escalate-after': '0' }
    const { requests } = await completed({ history, failing, inputs })
    const ofIssues = requests.filter((route) => route.includes('/issues'))
    wrong.push(...within(ofIssues, 3))
  }
  return wrong
}

export async function sweepWithin(history: History): Promise<Wrong> {
  const number = numberOf(history)
  const wrong: Wrong = []
  for (const failing of [0, 1]) {
    const jobs: Part[] = jobsOf(number, failing)
    const subject = run(number, failing > 0 ? 'failure' : 'success', 5, { ...history.own, jobs })
    const { notify, close } = await scene([...history.before, subject])
    const told = await notify(0, { mode: 'sweep' }, { event: 'schedule' })
    await close()
    const first = told.outputs['decision'] === 'open'
    const most = failing === 0 ? Math.min(3, 1 + history.green[1]) : first ? 5 : Infinity
    // The list of workflows comes first, once for all.
    wrong.push(...within(told.requests, 1 + most))
  }
  return wrong
}
