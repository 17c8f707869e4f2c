/** The long tests draw fifteen times as much. */
export function times(count: number): { numRuns: number } {
  return { numRuns: process.env['LONG_TESTS'] === '1' ? count * 15 : count }
}
