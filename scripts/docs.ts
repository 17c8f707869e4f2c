// Writes the tables of inputs and outputs in each action's README from its action.yml. `--check` only says whether they are fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { parse } from 'yaml'
import { declaredActions, metadataFile, root } from './house.ts'

interface Field {
  description?: string
  required?: boolean
  default?: string
}

interface Metadata {
  inputs?: Record<string, Field>
  outputs?: Record<string, Field>
}

const check = process.argv.includes('--check')
const stale: string[] = []

function cell(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

function inputsTable(fields: Record<string, Field>): string {
  const rows = Object.entries(fields).map(([name, { description, required, default: value }]) => {
    if (!description) throw new Error(`input ${name} has no description`)
    const fallback = required
      ? '**required**'
      : value
        ? `\`${cell(asText(value).trim().split('\n').join(' '))}\``
        : ''
    return `| \`${name}\` | ${cell(description)} | ${fallback} |`
  })
  return ['| Input | What it does | Default |', '| --- | --- | --- |', ...rows].join('\n')
}

function outputsTable(fields: Record<string, Field>): string {
  const rows = Object.entries(fields).map(([name, { description }]) => {
    if (!description) throw new Error(`output ${name} has no description`)
    return `| \`${name}\` | ${cell(description)} |`
  })
  return ['| Output | What it says |', '| --- | --- |', ...rows].join('\n')
}

async function refresh(metadataFile: string, readmeFile: string): Promise<void> {
  if (!existsSync(join(root, readmeFile))) return
  const metadata = parse(readFileSync(join(root, metadataFile), 'utf8')) as Metadata
  const before = readFileSync(join(root, readmeFile), 'utf8')
  const filled = [
    ['inputs', inputsTable(metadata.inputs ?? {})],
    ['outputs', outputsTable(metadata.outputs ?? {})],
  ].reduce(
    (text, [mark, table]) =>
      text.replace(
        new RegExp(`(<!-- ${mark} -->)[\\s\\S]*?(<!-- /${mark} -->)`),
        (_, open: string, close: string) => `${open}\n\n${table}\n\n${close}`,
      ),
    before,
  )
  const options = await resolveConfig(join(root, readmeFile))
  const after = await format(filled, { ...options, parser: 'markdown' })
  if (after === before) return
  stale.push(readmeFile)
  if (!check) writeFileSync(join(root, readmeFile), after)
}

for (const name of declaredActions()) await refresh(metadataFile(name), `actions/${name}/README.md`)

if (check && stale.length > 0) {
  console.error(`These tables are stale: ${stale.join(', ')}. Run "npm run docs".`)
  process.exitCode = 1
} else console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'all tables are fresh')
