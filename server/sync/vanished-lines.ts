/** Watches what open rooms hold, and has taken out of them what is no longer sold. */
import type { Logger } from '../platform/logger.ts'
import type { RoomDocument } from './room-document.ts'

/** Why something is no longer sold is not for rooms to know. */
export type Vanished = {
  /** Which of these variants are no longer sold in that store. */
  find: (storeId: string, variantIds: string[]) => Promise<ReadonlySet<string>>
  /** Takes such lines out of one selection, whatever has become of it meanwhile. */
  takeOut: (storeId: string, id: string) => Promise<void>
}
type Watched = {
  storeId: string
  id: string
  room: { document: Pick<RoomDocument, 'contents' | 'isLocked'> }
}
export type VanishedLines = {
  /** Something was merged into it: what it holds now and did not hold before is asked for, soon. */
  changed: (watched: Watched) => void
  /** What was sold may no longer be: all that these hold is asked for. */
  askAgain: (all: Iterable<Watched>) => void
  close: () => Promise<void>
}

/** Changes of one finger wait for each other. */
const SETTLE_MS = 150
/** Reading what a busy room holds costs as much as what it is told. */
const NOT_BEFORE_MS = 1_000

/** One question a store, however many of its rooms have changed. */
export function watchVanished(vanished: Vanished, log: Logger): VanishedLines {
  const waiting = new Set<Watched>()
  /** What was sold when it was last asked for. */
  const sold = new WeakMap<Watched, ReadonlySet<string>>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let endedAt = -Infinity
  let isClosed = false

  const lookIn = async (storeId: string, rooms: Watched[]): Promise<void> => {
    const open = rooms.flatMap((watched) => {
      const { contents, isLocked } = watched.room.document
      return contents && !isLocked ? [{ watched, ...contents }] : []
    })
    const asked = open.flatMap(({ watched, variantIds }) =>
      variantIds.filter((variantId) => !sold.get(watched)?.has(variantId)),
    )
    const gone = asked.length === 0 ? new Set<string>() : await vanished.find(storeId, [...new Set(asked)])
    for (const { watched, variantIds, hasReturned } of open) {
      const left = variantIds.filter((variantId) => !gone.has(variantId))
      if (hasReturned || left.length < variantIds.length) await takeOut(storeId, watched.id)
      sold.set(watched, new Set(left))
    }
  }
  const takeOut = (storeId: string, id: string): Promise<void> =>
    // the others of the store do not wait for one that cannot be read
    vanished.takeOut(storeId, id).catch((error: unknown) => {
      log.warn({ err: error }, 'what is no longer sold was not taken out of a selection; it will be')
    })

  const run = async (): Promise<void> => {
    const rooms = [...waiting]
    waiting.clear()
    for (const [storeId, ofStore] of Map.groupBy(rooms, (one) => one.storeId)) {
      try {
        await lookIn(storeId, ofStore)
      } catch (error) {
        log.warn({ err: error }, 'what is no longer sold was not looked for in selections; it will be')
      }
    }
  }
  const goOn = (): void => {
    if (isClosed || timer !== undefined || running || waiting.size === 0) return
    const waitMs = Math.max(SETTLE_MS, endedAt + NOT_BEFORE_MS - performance.now())
    timer = setTimeout(() => {
      timer = undefined
      running = run().finally(() => {
        running = undefined
        endedAt = performance.now()
        goOn()
      })
    }, waitMs).unref()
  }

  return {
    changed: (watched) => {
      waiting.add(watched)
      goOn()
    },
    askAgain: (all) => {
      for (const watched of all) {
        sold.delete(watched)
        waiting.add(watched)
      }
      goOn()
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await running
    },
  }
}
