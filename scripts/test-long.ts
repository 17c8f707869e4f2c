// The long tests: full fuzz counts, all fault seeds, big worlds. Run by hand before something is called done.
import { spawnSync } from 'node:child_process'
import { root } from './house.ts'

const { status } = spawnSync(
  'npm',
  ['run', '--silent', 'jest', '--', '--maxWorkers=2', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, LONG_TESTS: '1' },
  },
)
process.exitCode = status ?? 1
