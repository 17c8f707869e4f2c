import { historyScene, lostAnswers, writeAtOnce, type HistoryScene } from '../test/support/history-scene.ts'
import { sampleRecord, series } from '../test/support/sample-records.ts'
import { table } from './figures.ts'

const [writers, each] = [20, 5]
interface Row {
  ids: readonly string[]
  failures: number
  seconds: number
}

/** 20 writers × 5 records at once, every tenth answer to a write lost; beside a writer that does not look whether somebody was faster. */
export async function concurrentWriters(): Promise<void> {
  const rows: [string, Row][] = []
  for (const kind of ['branch', 'artifacts'] as const)
    rows.push([
      `${kind} store`,
      await measured(async (scene) => writeAtOnce((writer) => scene[kind](writer), writers, each)),
    ])
  rows.push(['last writer wins', await measured(lastWriterWins)])
  console.log(`\n${writers} writers × ${each} records at once, 10 % of the answers to writes lost`)
  console.log(
    table(
      ['', 'stored', 'lost', 'twice', 'told as failed', 's'],
      rows.map(([name, { ids, failures, seconds }]) => {
        const unique = new Set(ids).size
        return [
          name,
          `${unique}`,
          `${writers * each - unique}`,
          `${ids.length - unique}`,
          `${failures}`,
          seconds.toFixed(1),
        ]
      }),
    ),
  )
}

async function measured(
  write: (scene: HistoryScene) => Promise<{ ids: string[]; failures: string[] }>,
): Promise<Row> {
  const scene = await historyScene(writers)
  try {
    scene.emulator.addFaults(lostAnswers(0.1))
    const started = performance.now()
    const { ids, failures } = await write(scene)
    return { ids, failures: failures.length, seconds: (performance.now() - started) / 1000 }
  } finally {
    await scene.close()
  }
}

/** What scripts do: read the file, append, force the branch to the result. */
async function lastWriterWins(scene: HistoryScene): Promise<{ ids: string[]; failures: string[] }> {
  const at = { owner: 'acme', repo: 'data' }
  const failures: string[] = []
  const read = async (github: ReturnType<HistoryScene['github']>): Promise<string[]> => {
    const { status, data } = await github.request<{ content?: string }>(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...at, path: 'history.json', ref: 'naive' },
      { accept: [404] },
    )
    return status === 200
      ? (JSON.parse(Buffer.from(data.content ?? '', 'base64').toString()) as string[])
      : []
  }
  const first = scene.github(0)
  const { data } = await first.request<{ object: { sha: string } }>(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { ...at, ref: 'heads/main' },
  )
  const naive = { ...at, ref: 'refs/heads/naive', sha: data.object.sha }
  // Its answer may be one of those that are lost; the branch is there all the same.
  await first.request('POST /repos/{owner}/{repo}/git/refs', naive).catch(() => undefined)
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const github = scene.github(writer)
      for (let n = 0; n < each; n++) {
        try {
          const ids = [...(await read(github)), sampleRecord(`w${writer}-${n}`).id]
          const tree = await github.request<{ sha: string }>('POST /repos/{owner}/{repo}/git/trees', {
            ...at,
            tree: [{ path: 'history.json', mode: '100644', type: 'blob', content: JSON.stringify(ids) }],
          })
          const commit = await github.request<{ sha: string }>('POST /repos/{owner}/{repo}/git/commits', {
            ...at,
            message: series,
            tree: tree.data.sha,
            parents: [data.object.sha],
          })
          await github.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
            ...at,
            ref: 'heads/naive',
            sha: commit.data.sha,
            force: true,
          })
        } catch (error) {
          failures.push(String(error))
        }
      }
    }),
  )
  return { ids: await read(scene.github(writers)), failures }
}
