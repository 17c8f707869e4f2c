import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { root } from '../../scripts/house.ts'

/** One source file as the rules see it; `path` is POSIX and relative to the repository. */
export interface Source {
  path: string
  text: string
}

export function sources(...folders: string[]): Source[] {
  return folders.flatMap((folder) => {
    if (!existsSync(join(root, folder))) return []
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !/(?:^|\/)(?:node_modules|lib|generated)\//.test(path))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  })
}

/** Import specifiers, static and dynamic; relative ones resolved to a repository path. Type-only imports are left out when asked. */
export function importsOf({ path, text }: Source, { types = true } = {}): string[] {
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gm)]
  const bare = [...text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)].map(([, to = '']) => to)
  const lazy = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, to = '']) => to)
  const named = statements.filter(([, type]) => types || !type).map(([, , to = '']) => to)
  return [...named, ...bare, ...lazy].map((to) =>
    to.startsWith('.') ? join(dirname(path), to).split(sep).join('/') : to,
  )
}

const edge =
  /^(?:@actions\/(?:core|github|artifact|exec|http-client|cache|io)(?:\/|$)|@octokit\/|node:(?:fs|net|tls|http|https|http2|dns|dgram|child_process|timers|worker_threads|os)(?:\/|$)|nodemailer|pg$)/
const ambient =
  /\bprocess\.(?:env|exit\b|stdout|stderr|cwd)|(?<![.\w])fetch\(|(?<![.\w])set(?:Timeout|Interval|Immediate)\(|(?<![.\w])Date\.now\(|new Date\(\)|(?<![.\w])Math\.random\(|\bconsole\./

const inAdapters = (path: string) => path.includes('/adapters/')

/** Breaches of the house rules, each as one sentence. */
export function breaches(files: readonly Source[]): string[] {
  return files.flatMap((file) => [...importBreaches(file), ...edgeBreaches(file), ...sizeBreaches(file)])
}

function actionOf(path: string): string | undefined {
  return /^actions\/([^/]+)\//.exec(path)?.[1]
}

function importBreaches(file: Source): string[] {
  const found: string[] = []
  const own = actionOf(file.path)
  for (const to of importsOf(file)) {
    const other = actionOf(to)
    if (file.path.startsWith('packages/core/') && other)
      found.push(`${file.path}: core imports the action ${other}`)
    if (own && other && own !== other && own !== 'check-repository')
      found.push(`${file.path}: imports the action ${other}`)
  }
  if (own && !file.path.endsWith('/main.ts') && !inAdapters(file.path)) {
    for (const to of importsOf(file, { types: false })) {
      if (inAdapters(to)) found.push(`${file.path}: only main.ts imports adapters (${to})`)
    }
  }
  return found
}

function edgeBreaches(file: Source): string[] {
  if (inAdapters(file.path) || file.path.endsWith('/main.ts')) return []
  const found = importsOf(file, { types: false })
    .filter((to) => edge.test(to))
    .map((to) => `${file.path}: ${to} belongs in adapters/`)
  const used = ambient.exec(withoutComments(file.text))
  if (used) found.push(`${file.path}: ${used[0]} belongs in adapters/`)
  return found
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

function sizeBreaches({ path, text }: Source): string[] {
  const lines = text.split('\n').length - 1
  const statements = text
    .replace(/^import[^'"]*['"][^'"]+['"]\n/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '').length
  if (path.endsWith('/main.ts') && statements > 25)
    return [`${path}: ${statements} lines beside imports; an edge has at most 25`]
  return lines > 200 && !path.endsWith('.table.ts') ? [`${path}: ${lines} lines; over 200 fails`] : []
}

const coreSubpath = /^@ecosystem-actions\/core\/(.+)$/

function fileOf(to: string): string {
  const [, part] = coreSubpath.exec(to) ?? []
  return part === undefined ? to : `packages/core/src/${part}.ts`
}

/** Files that import each other in a loop, types included: each loop as one sorted line. */
export function circles(files: readonly Source[]): string[] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map(fileOf)]))
  const reached = (from: string): Set<string> => {
    const seen = new Set<string>()
    const ahead = [...(targets.get(from) ?? [])]
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      if (seen.has(next) || !targets.has(next)) continue
      seen.add(next)
      ahead.push(...(targets.get(next) ?? []))
    }
    return seen
  }
  const reaches = new Map(files.map(({ path }) => [path, reached(path)]))
  const inLoops = files.filter(({ path }) => reaches.get(path)?.has(path))
  const lines = inLoops.map(({ path }) => {
    const others = [...(reaches.get(path) ?? [])].filter((other) => reaches.get(other)?.has(path))
    return others.sort().join(' <-> ')
  })
  return [...new Set(lines)].sort()
}
