// The page for people: what the world holds and what was asked of it. No scripts, nothing from elsewhere.
import { fullName, type Issue, type PullRequest, type Repository } from '../domain/model.ts'
import { timestamp } from '../domain/clock.ts'
import { branchNames, branchTip, headLabel } from '../domain/revisions.ts'
import type { World } from '../domain/world.ts'
import { send, type Exchange } from '../http/exchange.ts'
import { html, type Markup } from './html.ts'

const style = `
:root{color-scheme:light dark;--line:#8884;--soft:#8882}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}summary{cursor:pointer;padding:.4rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
code{font:13px ui-monospace,monospace}.tag{background:var(--soft);border-radius:.6rem;padding:0 .5rem;margin-right:.3rem}
.bad{color:#c62828;font-weight:600}nav a{margin-right:1rem}`

function labels(subject: Issue | PullRequest): Markup[] {
  return subject.labels.map((label) => html`<span class="tag">${label.name}</span>`)
}

function stateOf(pull: PullRequest): string {
  if (pull.merged) return 'merged'
  return pull.draft && pull.state === 'open' ? 'draft' : pull.state
}

function pullRow(repository: Repository, pull: PullRequest): Markup {
  const head = pull.headRepository === repository ? pull.head : headLabel(pull.headRepository, pull.head)
  const reviews = pull.reviews.map(
    (review) => `${review.user?.login ?? 'ghost'}: ${review.state.toLowerCase()}`,
  )
  return html`<tr>
    <td>#${pull.number}</td>
    <td>${pull.title} ${labels(pull)}</td>
    <td>${head} → ${pull.base}</td>
    <td>${stateOf(pull)}</td>
    <td>${reviews.join(', ')}</td>
    <td>${pull.comments.length}</td>
  </tr>`
}

function issueRow(issue: Issue): Markup {
  return html`<tr>
    <td>#${issue.number}</td>
    <td>${issue.title} ${labels(issue)}</td>
    <td>${issue.user?.login}</td>
    <td>${issue.state}</td>
    <td>${issue.comments.length}</td>
  </tr>`
}

function marks(repository: Repository): string {
  const flags = (['archived', 'disabled', 'locked', 'missing', 'blocked'] as const).filter(
    (flag) => repository[flag],
  )
  return [repository.visibility, ...flags].join(', ')
}

function repositoryPart(repository: Repository): Markup {
  const [pulls, issues] = [[...repository.pulls.values()], [...repository.issues.values()]]
  const branches = branchNames(repository)
  return html`<details id="${fullName(repository)}" ${pulls.length + issues.length > 0 ? html` open` : ''}>
    <summary>
      <strong>${fullName(repository)}</strong>
      <span class="tag">${marks(repository)}</span> ${branches.length} branches, ${pulls.length} pull
      requests, ${issues.length} issues, ${repository.runs.size} runs
    </summary>
    ${
      pulls.length > 0
        ? html`<h3>Pull requests</h3>
            <table>
              <tr>
                <th>number</th>
                <th>title</th>
                <th>branches</th>
                <th>state</th>
                <th>reviews</th>
                <th>comments</th>
              </tr>
              ${pulls.map((pull) => pullRow(repository, pull))}
            </table>`
        : null
    }
    ${
      issues.length > 0
        ? html`<h3>Issues</h3>
            <table>
              <tr>
                <th>number</th>
                <th>title</th>
                <th>author</th>
                <th>state</th>
                <th>comments</th>
              </tr>
              ${issues.map(issueRow)}
            </table>`
        : null
    }
    <details>
      <summary>Branches</summary>
      <table>
        ${branches.slice(0, 200).map(
          (name) =>
            html`<tr>
              <td>${name}${name === repository.defaultBranch ? ' (default)' : ''}</td>
              <td><code>${branchTip(repository, name)}</code></td>
            </tr>`,
        )}
      </table>
    </details>
  </details>`
}

function requestsPart(world: World): Markup {
  const shown = world.log.entries
    .filter((entry) => entry.kind !== 'page')
    .slice(-300)
    .reverse()
  const rows = shown.map(
    (entry) =>
      html`<tr><td>${entry.id}</td><td>${entry.time.slice(11, 19)}</td><td><code>${entry.route}</code>${entry.graphql ? html`<br /><small>${entry.graphql}</small>` : null}</td><td>${entry.repository}</td><td${entry.status >= 400 || entry.fault ? html` class="bad"` : ''}>${entry.status} ${entry.fault}</td><td>${entry.cost}</td><td>${entry.duration_ms} ms</td></tr>`,
  )
  return html`<h2 id="requests">Requests (${world.log.entries.length})</h2>
    <table>
      <tr>
        <th>no.</th>
        <th>time</th>
        <th>route</th>
        <th>repository</th>
        <th>status</th>
        <th>cost</th>
        <th>took</th>
      </tr>
      ${rows}
    </table>`
}

function page(world: World): Markup {
  const repositories = [...world.repositories.values()].filter((repository) => repository.renamedTo === null)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>GitHub emulator</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <h1>GitHub emulator</h1>
        <p>
          It is ${timestamp(world.clock.now())} here. The viewer is <strong>${world.viewer.login}</strong>.
        </p>
        <nav>
          <a href="#repositories">Repositories</a><a href="#requests">Requests</a
          ><a href="/_emulator/state">State (JSON)</a><a href="/_emulator/requests">Requests (JSON)</a>
        </nav>
        <h2 id="repositories">Repositories (${repositories.length})</h2>
        ${repositories.slice(0, 300).map(repositoryPart)} ${requestsPart(world)}
      </body>
    </html> `
}

export async function servePage(exchange: Exchange): Promise<void> {
  const avatar = /^\/_page\/avatar\/(\d+)$/.exec(exchange.path)
  exchange.entry.route = avatar ? 'GET /_page/avatar/{id}' : 'GET /'
  const security = {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  }
  if (avatar) {
    const hue = Number(avatar[1]) % 360
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20" fill="hsl(${hue} 60% 60%)"/></svg>`
    send(exchange, {
      status: 200,
      headers: { ...security, 'content-type': 'image/svg+xml' },
      payload: Buffer.from(svg),
    })
    return
  }
  const headers = { ...security, 'content-type': 'text/html; charset=utf-8' }
  send(exchange, { status: 200, headers, payload: Buffer.from(page(exchange.world).html) })
}
