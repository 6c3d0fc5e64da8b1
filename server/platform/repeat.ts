import { isDatabaseAway } from './database.ts'
import type { Logger } from './logger.ts'

/**
 * Does `work` now and again `everyMs` after it has ended; a timer and not a job, so that nothing else can hold it up.
 * A failure is logged and tried again. Returns the stop, which waits for the work under way.
 */
export function repeat(
  what: string,
  everyMs: number,
  work: () => Promise<unknown>,
  log: Logger,
): () => Promise<void> {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const tick = (): void => {
    running = work()
      .catch((error: unknown) => {
        const level = isDatabaseAway(error) ? 'warn' : 'error'
        log[level]({ err: error, what }, 'failed, and is tried again')
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(tick, everyMs).unref()
      })
  }
  timer = setTimeout(tick, 0).unref()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
