// Bundles actions: types are stripped by tsc, ncc packs the result into dist/<name>/. Usage: npm run build [-- NAME...] [--out DIR]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { builtActions, root } from './house.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'dist' } },
})

type Ncc = (
  entry: string,
  options: object,
) => Promise<{ code: string; assets: Record<string, { source: Buffer | string }> }>

function compile(): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  for (const folder of ['build', 'packages/core/lib'])
    rmSync(join(root, folder), { recursive: true, force: true })
  for (const project of ['packages/core/tsconfig.json', 'tsconfig.build.json']) {
    execFileSync(process.execPath, [tsc, '-p', join(root, project)], { stdio: 'inherit' })
  }
  writeFileSync(join(root, 'build/package.json'), '{ "type": "module" }\n')
}

async function bundle(name: string, out: string): Promise<void> {
  const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc
  const entry = join(root, 'build/actions', name, 'main.js')
  if (!existsSync(entry))
    throw new Error(`There is no action "${name}" to build. Known: ${builtActions().join(', ')}`)
  const { code, assets } = await ncc(entry, {
    cache: false,
    license: 'licenses.txt',
    quiet: true,
    esm: true,
    target: 'es2024',
  })
  const folder = join(out, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.js'), code)
  for (const [file, { source }] of Object.entries(assets)) writeFileSync(join(folder, file), source)
  writeFileSync(join(folder, 'package.json'), '{\n  "type": "module"\n}\n')
  const size = readdirSync(folder).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0)
  console.log(`${name}: entry ${kB(code.length)}, folder ${kB(size)}`)
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}

compile()
for (const name of positionals.length > 0 ? positionals : builtActions())
  await bundle(name, join(root, values.out))
