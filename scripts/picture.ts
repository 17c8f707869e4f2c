// npm run picture -- SUMMARY.md OUT.png: a job summary as GitHub shows it, photographed by headless Chromium.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import MarkdownIt from 'markdown-it'

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Path of a browser on this machine, or undefined. */
export function findBrowser(): string | undefined {
  return browsers.find((path) => existsSync(path))
}

// The look of github.com's job summaries, without anything from there.
const style = `
  body { margin: 0; background: #f6f8fa; font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif; color: #1f2328 }
  main { margin: 24px; padding: 24px 28px; background: #fff; border: 1px solid #d1d9e0; border-radius: 6px }
  h1, h2 { border-bottom: 1px solid #d1d9e0b3; padding-bottom: .3em; margin: 0 0 16px; font-weight: 600 }
  h1 { font-size: 2em } h2 { font-size: 1.5em } h3 { font-size: 1.25em; margin: 24px 0 16px }
  table { border-collapse: collapse; margin: 0 0 16px; display: block; overflow: auto }
  th, td { border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left; vertical-align: top } tr:nth-child(2n) td { background: #f6f8fa }
  code { font: 85% ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace; background: #818b981f; padding: .2em .4em; border-radius: 6px }
  pre { background: #f6f8fa; padding: 16px; border-radius: 6px; overflow: auto } pre code { background: none; padding: 0 }
  a { color: #0969da } blockquote { margin: 0 0 16px; padding: 0 1em; color: #59636e; border-left: .25em solid #d1d9e0 }
  details { margin: 0 0 16px } summary { cursor: pointer }`

/** A page that shows the markdown as a job summary. */
export function summaryPage(markdown: string): string {
  const html = new MarkdownIt({ html: true, linkify: true }).render(markdown)
  return `<!doctype html><meta charset="utf-8"><title>Job summary</title><style>${style}</style><main>${html}</main>`
}

export interface Picture {
  html: string
  to: string
  width?: number
  height?: number
}

/** Takes the picture; throws when there is no browser. */
export function photograph({ html, to, width = 1000, height = 900 }: Picture): void {
  const browser = findBrowser()
  if (!browser) throw new Error('There is no Chromium on this machine (Debian: apt-get install chromium)')
  const folder = mkdtempSync(join(tmpdir(), 'picture-'))
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-gpu',
  ]
  const shot = [
    `--screenshot=${resolve(to)}`,
    `--window-size=${width},${height}`,
    '--hide-scrollbars',
    `--user-data-dir=${join(folder, 'profile')}`,
  ]
  try {
    execFileSync(browser, ['--headless', '--no-sandbox', ...quiet, ...shot, pathToFileURL(page).href], {
      stdio: 'ignore',
      timeout: 60_000,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

if (import.meta.filename === process.argv[1]) {
  const [from = 'out/monitor/summary.md', to = 'docs/images/summary.png', height = '900'] =
    process.argv.slice(2)
  photograph({ html: summaryPage(readFileSync(from, 'utf8')), to, height: Number(height) })
  console.log(`written: ${to}`)
}
