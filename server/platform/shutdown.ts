import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from './logger.ts'

type Step = { what: string; stop: () => Promise<unknown> }

export type Shutdown = {
  /** What must be stopped before everything that was added earlier. */
  before: (what: string, stop: () => Promise<unknown>) => void
  /** Aborts as the stopping begins: what is still starting gives up. */
  signal: AbortSignal
  /** Stops everything, the last thing first, and ends the process. */
  exit: (code: number) => Promise<void>
}

const LIMIT_MS = 15_000

/** One Ctrl-C comes several times: the terminal signals the whole group, and npm and `node --watch` pass it on. */
const SAME_SIGNAL_MS = 1_500

/**
 * Ends this process in order: on SIGTERM and SIGINT with 0, on a fault nobody caught with 1 (its state is in doubt),
 * on a later signal at once.
 */
export function createShutdown(log: Logger, leave: (code: number) => void = (code) => process.exit(code)) {
  const steps: Step[] = []
  const begin = new AbortController()
  let stopping: Promise<void> | undefined
  const stopAll = async (code: number): Promise<void> => {
    begin.abort(new Error('stopping'))
    for (let step = steps.pop(); step; step = steps.pop()) {
      const { what, stop } = step
      const late = pause(LIMIT_MS, 'late', { ref: false })
      const outcome = await Promise.race([stop(), late]).catch((error: unknown) => {
        log.error({ err: error, what }, 'did not stop cleanly')
      })
      if (outcome === 'late') log.error({ what }, 'does not stop, going on without it')
    }
    leave(code)
  }
  const shutdown: Shutdown = {
    before: (what, stop) => void steps.push({ what, stop }),
    signal: begin.signal,
    exit: (code) => (stopping ??= stopAll(code)),
  }
  return shutdown
}

/** Listens for signals and for what nobody caught. What leaves at once takes Postgres and the lock along all the same. */
export function obeySignals(shutdown: Shutdown, log: Logger): void {
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = performance.now()
    firstAt ??= now
    if (shutdown.signal.aborted) {
      if (now - firstAt < SAME_SIGNAL_MS) return
      log.warn({ signal }, 'asked again: leaving at once')
      process.exit(1)
    }
    log.info({ signal }, 'stopping')
    void shutdown.exit(0)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  const onFault = (error: unknown): void => {
    log.fatal({ err: error }, 'a fault that nobody caught: stopping')
    void shutdown.exit(1)
  }
  process.on('uncaughtException', onFault)
  process.on('unhandledRejection', onFault)
}
