import type { Files } from '@ecosystem-actions/core/ports'
import { parseFile, type ParsedFile } from '../workflow/file.ts'

/** The workflow and action files of the workspace by path: those to check, and those that they call. */
export interface Neighbourhood {
  text(path: string): string | undefined
  parsed(path: string): ParsedFile | undefined
}

const sizeLimit = 2_000_000
// GitHub follows called workflows ten deep.
const maximumDepth = 10

/** Reads what the files call in the same repository, and what that calls. */
export async function neighbourhood(
  checked: ReadonlyMap<string, { text: string; parsed: ParsedFile | undefined }>,
  files: Files,
): Promise<Neighbourhood> {
  const known = new Map(checked)
  let open = [...known.values()].flatMap(({ parsed }) => (parsed ? [parsed] : []))
  for (let depth = 0; depth < maximumDepth && open.length > 0; depth++) {
    const wanted = new Set(open.flatMap(calledFiles).filter((path) => !known.has(path)))
    open = []
    for (const path of wanted) {
      const text = await files.read(path, sizeLimit).catch(() => undefined)
      if (text === undefined) continue
      const parsed = parseFile(path, text)
      known.set(path, { text, parsed })
      if (parsed) open.push(parsed)
    }
  }
  return { text: (path) => known.get(path)?.text, parsed: (path) => known.get(path)?.parsed }
}

/** Where `./path` and `$/path` may lead: a workflow, or the folder of an action. */
function calledFiles(file: ParsedFile): string[] {
  const uses = [...file.jobs.map((job) => job.uses), ...file.steps.map((step) => step.uses)]
  return uses.flatMap((one) => {
    const path = localPath(one)
    if (path === undefined) return []
    if (/\.ya?ml$/.test(path)) return [path]
    const folder = path === '' ? '' : `${path}/`
    return [`${folder}action.yml`, `${folder}action.yaml`]
  })
}

/** The path of the workspace that a local `uses` names, or undefined when it names none. */
export function localPath(uses: string | undefined): string | undefined {
  if (uses === undefined || !/^[.$]\//.test(uses)) return undefined
  const parts = uses
    .slice(2)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? undefined : parts.join('/')
}
