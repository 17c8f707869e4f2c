import { readDocument } from '@ecosystem-actions/core/document'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { z } from 'zod'
import { kinds, type Kind, type PlannedCheck } from '../check.ts'
import { checkKinds } from '../checks/index.ts'
import { Problems, nameOf } from './checks-file-problems.ts'
import { maintenanceSchema, type MaintenanceWindow } from './maintenance-shape.ts'
import { planProblems, type Named, type NamingWindow, type Path } from './plan-problems.ts'
import { urlSecrets } from './settings.ts'
import { shapeProblem } from './shape-words.ts'

/** Keys that every check of the file may have, beside those of its kind. */
export const common = z.strictObject({
  name: z.string().min(1).max(120),
  kind: z.enum(kinds),
  'depends-on': z.union([z.string(), z.array(z.string())]).default([]),
  severity: z.enum(['error', 'warning']).default('error'),
  optional: z.boolean().default(false),
})

export const fileShape = {
  maintenance: maintenanceSchema,
  escalation: z.strictObject({
    mention: z
      .array(z.string().regex(/^@?[\w-]+(?:\/[\w.-]+)?$/, { error: 'must be a user or organization/team' }))
      .max(10)
      .default([]),
    'webhook-env': z
      .string()
      .regex(/^[A-Za-z_]\w*$/, { error: 'must be the name of an environment variable' })
      .optional(),
  }),
}

export interface ChecksFile {
  checks: PlannedCheck[]
  maintenance: MaintenanceWindow[]
  escalation: { mention: string[]; webhookEnv: string | undefined }
}

const topKeys = ['$schema', 'checks', ...Object.keys(fileShape)]

/** What stands beside the file: the checks of the inputs, and names that other runs have. */
export interface Beside {
  planned: readonly Named[]
  sometimes: readonly string[]
}

/** Reads the checks file. Throws UserErrors with every problem, each with its line and column. */
export function readChecksFile(
  text: string,
  file: string,
  beside: Beside = { planned: [], sometimes: [] },
): ChecksFile {
  const document = readDocument(text, file)
  const problems = new Problems(document, file)
  for (const { message, range } of document.problems) problems.add(message, '', range)
  const value = document.value
  problems.settle()
  if (value === null || value === undefined)
    return { checks: [], maintenance: [], escalation: { mention: [], webhookEnv: undefined } }
  if (!isObject(value)) {
    problems.at([], 'The file must hold `checks:` with a list.')
    return problems.fail()
  }
  for (const key of Object.keys(value).filter((key) => !topKeys.includes(key)))
    problems.at([key], `Key ${JSON.stringify(key)} is not known.`, didYouMean(key, topKeys))
  const list = value['checks'] ?? []
  if (!Array.isArray(list)) problems.at(['checks'], '`checks` must be a list.')
  const checks = Array.isArray(list)
    ? list.flatMap((entry: unknown, index) => readCheck(entry, ['checks', index], problems))
    : []
  const maintenance =
    parsePart(fileShape.maintenance, value['maintenance'] ?? [], ['maintenance'], problems) ?? []
  const escalation = parsePart(fileShape.escalation, value['escalation'] ?? {}, ['escalation'], problems)
  const named = [...beside.planned, ...namedIn(list)]
  for (const { path, message, hint } of planProblems(
    named,
    windowsIn(value['maintenance']),
    beside.sometimes,
  ))
    problems.at(path, message, hint)
  problems.settle()
  return {
    checks,
    maintenance,
    escalation: { mention: escalation?.mention ?? [], webhookEnv: escalation?.['webhook-env'] },
  }
}

/** By what stands there, so that a check with a mistake of its own is still one that others may name. */
function namedIn(list: unknown): Named[] {
  return entriesOf(list).flatMap(([entry, index]) => {
    const name = entry['name']
    const dependsOn = textsIn(entry['depends-on'])
    return typeof name === 'string' ? [{ name, dependsOn, path: ['checks', index] }] : []
  })
}

const windowsIn = (list: unknown): NamingWindow[] =>
  entriesOf(list).map(([entry, index]) => ({
    checks: textsIn(entry['checks']),
    path: ['maintenance', index],
  }))

const entriesOf = (list: unknown): [Record<string, unknown>, number][] =>
  (Array.isArray(list) ? list : []).flatMap((entry: unknown, index): [Record<string, unknown>, number][] =>
    isObject(entry) ? [[entry, index]] : [],
  )

const textsIn = (value: unknown): string[] =>
  [value].flat().filter((part): part is string => typeof part === 'string')

function readCheck(entry: unknown, path: Path, problems: Problems): PlannedCheck[] {
  if (!isObject(entry)) {
    problems.at(path, 'Each check must be an object with `name` and `kind`.')
    return []
  }
  const kind = entry['kind']
  if (typeof kind !== 'string' || !isKind(kind)) {
    const said = kind === undefined ? '`kind` is required' : `Kind ${JSON.stringify(kind)} is not known`
    const hint = typeof kind === 'string' ? didYouMean(kind, kinds) : ''
    problems.at([...path, 'kind'], `${said}; it is one of ${kinds.join(', ')}.`, hint)
    return []
  }
  const keys = Object.keys(common.shape)
  const own = Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)))
  const shared = Object.fromEntries(Object.entries(entry).filter(([key]) => keys.includes(key)))
  const parsed = parsePart(common, shared, path, problems)
  const settings = parsePart(checkKinds[kind].settings, own, path, problems)
  if (!parsed || !settings) return []
  const { name, severity, optional } = parsed
  return [
    {
      name,
      kind,
      settings,
      dependsOn: [parsed['depends-on']].flat(),
      severity: optional ? 'warning' : severity,
    },
  ]
}

function parsePart<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: Path,
  problems: Problems,
): z.output<S> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const place = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema)
      for (const key of issue.keys)
        problems.at([...place, key], `Key ${JSON.stringify(key)} is not known here.`, didYouMean(key, known))
    } else problems.at(place, `${nameOf(place)} ${shapeProblem(issue, value)}.`, '', 'value')
  }
  return undefined
}

function knownKeys(schema: z.ZodType): string[] {
  const own = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  return [...own, ...Object.keys(common.shape)]
}

/** Passwords that stand in addresses of the file; they belong in secrets, and are masked all the same. */
export function secretsIn(checks: readonly Pick<PlannedCheck, 'settings'>[]): string[] {
  return checks.flatMap(({ settings }) =>
    typeof settings['url'] === 'string' ? urlSecrets(settings['url']) : [],
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text)
