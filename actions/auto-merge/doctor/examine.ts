import { parse } from 'yaml'
import { mapping, missing, type Finding, type Patient } from './finding.ts'
import { permissionFindings, settingFindings, usesJobToken } from './settings.ts'
import { triggerFindings, triggersOf } from './triggers.ts'

/** Looks at the workflow that auto-merge runs in. Pure; a file that is no YAML is a finding itself. */
export function examine(patient: Patient): Finding[] {
  const settings = settingFindings(patient)
  if (patient.workflow === undefined)
    return [
      missing('The workflow file could not be read.', 'Add to the job: permissions: { contents: read }'),
      ...settings,
    ]
  const file = mapping(parsed(patient.workflow))
  const on = triggersOf(file['on'])
  return [
    ...triggerFindings(on, patient.policy),
    ...(usesJobToken(patient) ? permissionFindings(file, patient) : []),
    ...settings,
  ]
}

function parsed(text: string): unknown {
  try {
    return parse(text) as unknown
  } catch {
    return undefined
  }
}
