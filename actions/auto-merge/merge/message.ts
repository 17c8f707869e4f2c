import { clip, plain } from '@ecosystem-actions/core/markdown'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Facts } from '../facts.ts'

const names = ['title', 'number', 'body', 'author', 'head', 'base', 'url'] as const
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g
const titleLimit = 250
const messageLimit = 20_000

/** Why a template cannot be used, as the end of a sentence. */
export function templateProblem(template: string): string | undefined {
  for (const [whole, name = ''] of template.matchAll(placeholder)) {
    if (!(names as readonly string[]).includes(name)) {
      const hint = didYouMean(name, names) || `Known: ${names.join(', ')}.`
      return `holds the placeholder ${JSON.stringify(whole.slice(0, 60))}, which is not known. ${hint}`
    }
  }
  return undefined
}

/** Title and message of the merge commit. Each placeholder is filled once: what a title brings in is never read again. */
export function commitText(
  templates: { title: string; message: string },
  facts: Facts,
): { title: string; message: string } {
  const values: Record<string, string> = {
    title: facts.title,
    number: String(facts.number),
    body: withoutComments(facts.body),
    author: facts.author?.login ?? 'ghost',
    head: facts.head.name,
    base: facts.base.name,
    url: facts.url,
  }
  const fill = (template: string) =>
    template.replace(placeholder, (_, name: string) => plain(values[name] ?? ''))
  const title = oneLine(fill(templates.title))
  return {
    title: clip(title || `Merge pull request #${facts.number}`, titleLimit),
    message: clip(scrub(fill(templates.message)).trim(), messageLimit),
  }
}

// What is taken out leaves a gap, and a closed gap may join what is left to such a word: repeated until nothing changes.
export function oneLine(text: string): string {
  let result = text
  for (let before: string | undefined; before !== result;) {
    before = result
    result = scrub(result.replace(/\s+/g, ' ')).trim()
  }
  return result
}

function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, '')
}

// https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs
const skipWords = /\[\s*(?:skip ci|ci skip|no ci|skip actions|actions skip)\s*\]/gi
const skipTrailer = /^[ \t]*skip-checks[ \t]*:[ \t]*true\b.*$/gim
const mention = /(?<!\w)@(?=[a-z\d])/gi

/** Text that skips no workflow and notifies nobody. Repeated, since what is left may join to the word that was taken out. */
export function scrub(text: string): string {
  let result = text
  for (let before = ''; before !== result;) {
    before = result
    result = result.replace(skipWords, '').replace(skipTrailer, '')
  }
  return result.replace(mention, '@\u2060')
}
