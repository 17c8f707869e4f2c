/** The long tests draw five times as much. */
export function times(count: number): { numRuns: number } {
  return { numRuns: process.env['LONG_TESTS'] === '1' ? count * 5 : count }
}
