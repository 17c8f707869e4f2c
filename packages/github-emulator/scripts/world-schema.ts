// Publishes the world file's JSON Schema, for editors.
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { worldSchema } from '../src/world/schema.ts'

const schema = z.toJSONSchema(worldSchema, { io: 'input', unrepresentable: 'any' })
writeFileSync(new URL('../world.schema.json', import.meta.url), `${JSON.stringify(schema, null, 2)}\n`)
