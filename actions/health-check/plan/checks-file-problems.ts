import type { ConfigDocument } from '@ecosystem-actions/core/document'
import { UserError, UserErrors } from '@ecosystem-actions/core/errors'
import type { Path } from './plan-problems.ts'

/** What is wrong with the checks file, gathered so that it is told at once. */
export class Problems {
  readonly list: UserError[] = []
  readonly #document: ConfigDocument
  readonly #file: string

  constructor(document: ConfigDocument, file: string) {
    this.#document = document
    this.#file = file
  }

  at(path: Path, message: string, hint = '', part: 'key' | 'value' = 'key'): void {
    this.add(message, hint, this.#document.rangeOf(path, part))
  }

  add(message: string, hint: string, { line, column }: { line: number; column: number }): void {
    this.list.push(new UserError(`${this.#file}:${line}:${column}: ${message}`, hint))
  }

  /** Throws when there are any. */
  settle(): void {
    if (this.list.length > 0) this.fail()
  }

  fail(): never {
    throw new UserErrors(`${this.#file} is not right:`, this.list)
  }
}

/** How a sentence about a part of the file begins. */
export function nameOf(path: Path): string {
  const last = path.at(-1)
  return typeof last === 'number'
    ? `Entry ${last + 1} of \`${String(path.at(-2) ?? '')}\``
    : `\`${last ?? 'The file'}\``
}
