import { parseJournal, type Entry, type Journal } from '@ecosystem-actions/core/journal'
import type { Files } from '@ecosystem-actions/core/ports'
import { repositoryOfSubject } from '../write/writer.ts'

interface Start {
  files: Files
  journal: Journal
  path: string
  runId: number
}

/**
 * Begins the write-ahead journal of this run and looks into the last one's: a write that was intended and never answered for may have
 * happened, so its repository is read again instead of being trusted from the state. What the read finds (our marker, the moved tip) decides.
 */
export async function startJournal({
  files,
  journal,
  path,
  runId,
}: Start): Promise<{ unfinished: Set<string> }> {
  const before = await files.read(path).catch(() => undefined)
  const open = before === undefined ? [] : unanswered(parseJournal(before).entries)
  await files.write(path, '')
  journal.attach((line) => files.append(path, line))
  journal.record({ kind: 'decided', subject: `run ${runId}`, because: 'the run begins', action: 'begin' })
  for (const { subject, action = '' } of open) {
    journal.record({
      kind: 'read',
      subject,
      action: 'reconcile',
      because: `the last run ended between intent and answer of "${action}"`,
    })
  }
  return { unfinished: new Set(open.map(({ subject }) => repositoryOfSubject(subject))) }
}

/** Intents that no later entry of the same subject answers. */
export function unanswered(entries: readonly Entry[]): Entry[] {
  const open = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.kind === 'intended') open.set(entry.subject, entry)
    else if (entry.kind === 'wrote' || entry.kind === 'failed' || entry.kind === 'skipped')
      open.delete(entry.subject)
  }
  return [...open.values()]
}
