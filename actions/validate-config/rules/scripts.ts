import type { Command } from '../workflow/scripts.ts'
import { scriptsOf } from '../workflow/scripts.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const pipedDownload: Rule = {
  id: 'piped-download',
  severity: 'warning',
  category: 'security',
  title: 'A download is piped into a shell',
  why: 'What the server sends at that moment runs unseen, with the job’s token. When the connection breaks, half a script runs.',
  example: {
    bad: withSteps('- run: curl -fsSL https://example.com/install.sh | bash'),
    good: withSteps(
      '- run: |\n    curl -fsSLo install.sh https://example.com/install.sh\n    echo "$SUM  install.sh" | sha256sum --check\n    bash install.sh',
    ),
  },
  fix: 'Download a fixed version, compare its checksum, then run it.',
  *check(file) {
    for (const script of scriptsOf(file)) {
      const commands = script.commands
      for (const [index, command] of commands.entries()) {
        const last = pipedShell(commands, index)
        if (last)
          yield { at: script.at(command.start, last.end), message: 'A download is piped into a shell.' }
      }
      for (const match of script.text.matchAll(
        /\b(?:bash|sh|zsh)\s+(?:-\w+\s+)?(?:<\(|"?\$\()\s*(?:curl|wget)\b|\b(?:iex|Invoke-Expression)\b[^\n]*(?:DownloadString|Invoke-WebRequest|iwr|irm|Invoke-RestMethod)\b|\b(?:irm|iwr|Invoke-RestMethod|Invoke-WebRequest)\b[^\n|]*\|\s*(?:iex|Invoke-Expression)\b/gi,
      )) {
        yield {
          at: script.at(match.index, match.index + match[0].length),
          message: 'A download is run without a look at it.',
        }
      }
    }
  },
}

const shells =
  /^(?:sudo\s+(?:-\w+\s+)*)?(?:env\s+(?:\w+=\S+\s+)*)?(?:\/(?:usr\/)?bin\/)?(?:bash|sh|zsh|dash|python3?|perl|ruby|node)(?:\s|$)/

function pipedShell(commands: readonly Command[], from: number): Command | undefined {
  if (!/^(?:sudo\s+)?(?:curl|wget)\s/.test(commands[from]?.text ?? '')) return undefined
  for (let at = from; commands[at]?.operator === '|'; at++) {
    const next = commands[at + 1]
    // `python3 -m json.tool` and `node -e` read data, they do not run it.
    if (next && shells.test(next.text) && !/\s-[mce]\b|\s--eval|\.(?:py|js|rb|pl)\b/.test(next.text))
      return next
  }
  return undefined
}

const cleanUps =
  /^(?:sudo\s+)?(?:kill|pkill|killall|rm|rmdir|unlink|umount|git\s+(?:config|branch|tag|remote|worktree|stash|rebase\s+--abort|merge\s+--abort|am\s+--abort|diff|fetch|push\s+\S+\s+--delete|push\s+--delete)|docker\s+(?:compose\s+)?(?:rm|rmi|stop|kill|down|logs|volume|network|system|image|container|ps)|docker-compose\s+(?:down|logs|stop)|grep|egrep|rg|awk|sed|diff|cmp|find|which|command|type|test|\[|\[\[|cat|ls|stat|tail|head|journalctl|dmesg|systemctl|ps|lsof|read|mkdir|ln|mv|cp|cd|pushd|popd|true|wait|gh\s+\S+|kubectl\s+(?:delete|logs|describe|get)|brew\s+(?:unlink|uninstall|update|install|link|upgrade)|apt(?:-get)?\s|choco|security|defaults|launchctl|adb|xcrun|npm\s+(?:view|ls|outdated|audit)|pip\s+(?:list|freeze|uninstall)|xargs|sleep|tee|printf|echo|export|unset|set|jq|curl|wget|expr|let|date|chmod|chown|tput|strings|file|swapoff|swapon|mount|taskkill|netsh|sysctl|ulimit|timeout\s+\S+\s+(?:tail|cat))(?:\s|$|\()/

export const swallowedError: Rule = {
  id: 'swallowed-error',
  severity: 'warning',
  category: 'workflow',
  title: 'A failure is ignored',
  why: 'With `|| true` or `continue-on-error` a check that fails looks like one that passed.',
  example: {
    bad: withSteps('- run: npm test || true'),
    good: withSteps('- run: kill "$SERVER" || true\n- run: npm test'),
  },
  fix: 'Let it fail, or handle the failure: use the step’s `outcome` in a later step.',
  *check(file) {
    for (const script of scriptsOf(file)) {
      if (
        script.step.fields.get('if') &&
        /(?:always|failure|cancelled)\s*\(/.test(
          file.source.string(script.step.fields.get('if')?.value) ?? '',
        )
      )
        continue
      const commands = script.commands
      for (const [index, command] of commands.entries()) {
        const next = commands[index + 1]
        if (command.operator !== '||' || !next || !/^(?:true|:|exit 0)$/.test(next.text)) continue
        if (
          !important.test(command.text) ||
          cleanUps.test(command.text) ||
          /=\s*["']?\$\(/.test(command.text)
        )
          continue
        yield { at: script.at(command.start, next.end), message: 'A failure of this command is ignored.' }
      }
    }
    for (const part of [...file.jobs, ...file.steps]) {
      const field = part.fields.get('continue-on-error')
      if (!field || file.source.string(field.value) !== 'true') continue
      const step = 'index' in part ? part : undefined
      const handled = step?.id !== undefined && file.source.text.includes(`steps.${step.id}.`)
      const what = step ? 'step' : 'job'
      if (!handled)
        yield {
          at: file.source.at(field.key),
          message: `A failure of this ${what} is ignored.`,
          severity: step && isCheck(step.run) ? 'warning' : 'notice',
        }
    }
  },
}

// Tests, checks and builds: what someone relies on when the job is green.
const important =
  /\b(?:test|tests|lint|check|build|deploy|publish|audit|verify|validate|typecheck|pytest|jest|vitest|mocha|eslint|ruff|mypy|clippy|tox|nox|scan)\b/i

function isCheck(run: string | undefined): boolean {
  return run !== undefined && important.test(run)
}

export const adHocPackage: Rule = {
  id: 'ad-hoc-package',
  severity: 'notice',
  category: 'security',
  title: 'A package is installed outside of any lock file',
  why: 'Its version, or that of what it depends on, is decided when the job runs. A package taken over an hour ago is in.',
  example: { bad: withSteps('- run: npm install lodash'), good: withSteps('- run: npm ci') },
  fix: 'Put the package into a manifest with a lock file and install from that.',
  *check(file) {
    for (const script of scriptsOf(file)) {
      for (const command of script.commands) {
        const match =
          /^(?:sudo\s+)?(?:(gem)\s+(?:install|i)|(npm)\s+(?:install|i|add)|(yarn|pnpm|bundle)\s+add)((?:\s+\S+)+)$/.exec(
            command.text,
          )
        const packages = match?.[4]
          ?.trim()
          .split(/\s+/)
          .filter(
            (word, index, words) => !word.startsWith('-') && !/^-v$|^--version$/.test(words[index - 1] ?? ''),
          )
        if (!match || !packages || packages.every((word) => /^[./~$]|\.tgz$|\.gem$/.test(word))) continue
        yield {
          at: script.at(command.start, command.end),
          message: 'This installs packages that no lock file holds.',
        }
      }
    }
  },
}
