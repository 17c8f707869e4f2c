import type { validate } from '@actions/languageservice'

/** What the language service says about one place, its message always plain text. */
export type Diagnostic = Omit<Awaited<ReturnType<typeof validate>>[number], 'message'> & { message: string }
