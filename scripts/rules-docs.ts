// Writes docs/rules.md from what the rules of validate-config say about themselves. `--check` only says whether it is fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownRules } from '../actions/validate-config/catalogue.ts'
import type { RuleText } from '../actions/validate-config/rules/rule.ts'
import { root } from './house.ts'

const file = 'docs/rules.md'

const sections: [RuleText['category'], string, string][] = [
  [
    'workflow',
    'Workflows and actions',
    'What GitHub refuses, ignores, or does otherwise than the file says.',
  ],
  ['security', 'Security', 'What somebody else could use.'],
  ['configuration', 'Your own configuration', 'The files of the input `config`.'],
  [
    'repository',
    'The repository',
    'Environment, files, branch protection, titles, suppressions, and the checks themselves.',
  ],
]

function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${text.trimStart().startsWith('{') ? 'json' : 'yaml'}\n${text.trimEnd()}\n${fence}`
}

// Outside of code `<` and `*` would be markup.
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[<*_|[\]]/g, (sign) => `\\${sign}`)))
    .join('')
}

function section({ id, severity, title, why, example, fix }: RuleText): string {
  return [
    `### ${id}`,
    `**${prose(title)}.** Severity: ${severity}.`,
    prose(why),
    'Found:',
    block(example.bad),
    'Instead:',
    block(example.good),
    `Fix: ${prose(fix)}`,
  ].join('\n\n')
}

function page(rules: readonly RuleText[]): string {
  const parts = [
    '# Rules of validate-config',
    'Generated from the rules themselves by `npm run docs`. The severity is the highest that a rule normally reports; the input `rules` changes it, a comment `# validate-config: ignore[rule-id] reason` on the line or above it suppresses one finding.',
  ]
  for (const [category, title, about] of sections) {
    const own = rules.filter((rule) => rule.category === category)
    const list = own.map(
      ({ id, severity, title: name }) => `| [${id}](#${id}) | ${severity} | ${prose(name)} |`,
    )
    parts.push(
      `## ${title}`,
      about,
      ['| Rule | Severity | |', '| --- | --- | --- |', ...list].join('\n'),
      ...own.map(section),
    )
  }
  return `${parts.join('\n\n')}\n`
}

const rules = knownRules()
const twice = rules.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index)
if (twice.length > 0) throw new Error(`Two rules have the same id: ${twice.join(', ')}`)
const path = join(root, file)
const wanted = page(rules)
const fresh = existsSync(path) && readFileSync(path, 'utf8') === wanted
if (fresh) console.log(`${file} is fresh: ${rules.length} rules`)
else if (process.argv.includes('--check')) {
  console.error(`${file} is stale. Run "npm run docs".`)
  process.exitCode = 1
} else {
  writeFileSync(path, wanted)
  console.log(`written: ${file}, ${rules.length} rules`)
}
