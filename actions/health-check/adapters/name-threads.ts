// Node resolves names by threads of a pool, and gives them half of its four: behind a slow name server two hundred checks would wait for
// each other, and those that wait longest would be told as down. https://docs.libuv.org/en/v1.x/threadpool.html
const least = 64
const most = 1024

/**
 * Threads for as many look-ups as there are checks at once. Must come before anything uses the pool; on Windows it takes no effect, there
 * `UV_THREADPOOL_SIZE` must be in the `env:` of the job.
 */
export function nameThreads(concurrency: string, env: NodeJS.ProcessEnv = process.env): void {
  const wanted = Math.min(most, Math.max(least, 2 * (Number(concurrency) || 0) + 8))
  if (!(Number(env['UV_THREADPOOL_SIZE']) >= wanted)) env['UV_THREADPOOL_SIZE'] = String(wanted)
}
