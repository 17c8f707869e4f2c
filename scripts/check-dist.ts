// Rebuilds every bundle beside the committed ones and compares file lists and bytes.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { builtActions, root } from './house.ts'

const fresh = mkdtempSync(join(root, 'build-dist-'))
const problems: string[] = []

function files(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

try {
  execFileSync(
    process.execPath,
    ['--conditions=source', join(root, 'scripts/build.ts'), '--out', relative(root, fresh)],
    { stdio: 'inherit' },
  )
  const committed = join(root, 'dist')
  for (const file of new Set([...files(fresh), ...files(committed)])) {
    const [a, b] = [join(fresh, file), join(committed, file)]
    if (!existsSync(b)) problems.push(`missing: dist/${file}`)
    else if (!existsSync(a)) problems.push(`stale: dist/${file}`)
    else if (!readFileSync(a).equals(readFileSync(b))) problems.push(`differs: dist/${file}`)
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

if (problems.length > 0) {
  console.error(
    `dist is not what the sources build:\n${problems.join('\n')}\nRun "npm run build" and commit dist.`,
  )
  process.exitCode = 1
} else console.log(`dist is fresh: ${builtActions().join(', ')}`)
