// npm run bench -- NAME [args]: figures measured side by side in one run, printed as ratios.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { root } from '../scripts/house.ts'

interface Bench {
  about: string
  run: (args: string[]) => Promise<void>
}

const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))

const [name = '', ...args] = process.argv.slice(2)

if (existsSync(join(root, 'bench', `${name}.bench.ts`))) {
  const bench = (await import(`./${name}.bench.ts`)) as Bench
  await bench.run(args)
} else {
  const help = name === '' || name === '--help' || name === '-h'
  const print = help ? console.log : console.error
  if (!help) print(`There is no benchmark "${name}". ${didYouMean(name, names)}`)
  print('Usage: npm run bench -- NAME [arguments]\n')
  for (const known of names)
    print(`  ${known.padEnd(10)} ${((await import(`./${known}.bench.ts`)) as Bench).about}`)
  process.exitCode = help ? 0 : 2
}
