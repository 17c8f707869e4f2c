// Writes the JSON Schema of the checks file, for editors. `--check` only says whether it is fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { checksJsonSchema } from '../actions/health-check/plan/json-schema.ts'
import { root } from './house.ts'

const file = 'schemas/health-check.schema.json'
const path = join(root, file)
const wanted = await format(JSON.stringify(checksJsonSchema()), { parser: 'json', printWidth: 110 })
const fresh = existsSync(path) && readFileSync(path, 'utf8') === wanted

if (process.argv.includes('--check')) {
  if (!fresh) {
    console.error(`${file} is stale. Run "node --conditions=source scripts/health-schema.ts".`)
    process.exitCode = 1
  }
} else if (!fresh) writeFileSync(path, wanted)
if (process.exitCode !== 1) console.log(fresh ? `${file} is fresh` : `written: ${file}`)
