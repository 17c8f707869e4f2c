import { readEcosystemConfig } from '@ecosystem-actions/core/ecosystem-config/reading'
import type { Finding } from '../finding.ts'
import type { TextFile } from '../gather.ts'

/** Everything that is wrong inside one file of the ecosystem configuration. */
export function checkOwnConfig({ path, text }: TextFile): Finding[] {
  return readEcosystemConfig(text, path).problems.map(({ rule, severity, message, hint, range }) => ({
    rule,
    severity,
    message,
    hint,
    file: path,
    ...range,
  }))
}
