// Writes the JSON Schema of the ecosystem configuration, for editors. `--check` only says whether it is fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ecosystemJsonSchema } from '@ecosystem-actions/core/ecosystem-config'
import { root } from './house.ts'

const file = 'schemas/ecosystem-config.schema.json'
const path = join(root, file)
const wanted = `${JSON.stringify(ecosystemJsonSchema(), null, 2)}\n`
const fresh = existsSync(path) && readFileSync(path, 'utf8') === wanted

if (process.argv.includes('--check')) {
  if (!fresh) {
    console.error(`${file} is stale. Run "node --conditions=source scripts/config-schema.ts".`)
    process.exitCode = 1
  }
} else if (!fresh) writeFileSync(path, wanted)
if (process.exitCode !== 1) console.log(fresh ? `${file} is fresh` : `written: ${file}`)
