/** All selections somebody is connected to, in this process: one room each, one timer for all of them. */
import { sql } from 'drizzle-orm'
import type { Bus } from '../platform/bus.ts'
import type { Logger } from '../platform/logger.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { createAppend, type Append } from './append.ts'
import type { Connection } from './connection.ts'
import { createPresenceSignals } from './presence-signals.ts'
import { renewLarge } from './renew.ts'
import { Room } from './room.ts'
import { createRead, keepSnapshot, type Standing } from './stored.ts'
import { watchVanished, type Vanished } from './vanished-lines.ts'

/** `now`: how the database says it stands. */
export type Place = { storeId: string; id: string; now: Standing | undefined }

export type Rooms = {
  join: (connection: Connection, place: Place) => void
  /** Something about a selection changed otherwise than through its room. */
  announce: (storeId: string, id: string) => void
  /** How many there are, how many of them hold a document, and who is in them. */
  count: () => { rooms: number; documents: number; connections: number; timers: number }
  /** Ends what is under way and lets everybody go, within 5 s. */
  close: () => Promise<void>
}

export type RoomsOptions = {
  db: Database
  log: Logger
  bus: Bus
  vanished: Vanished
  append?: Append
  /** How often the timer runs, and how long a document is kept that nobody uses. */
  everyMs?: number
  keepMs?: number
}

const DRAIN_MS = 4_000
const BEAT_EVERY_MS = 25_000

type Open = { room: Room; storeId: string; id: string }

export function createRooms(options: RoomsOptions): Rooms {
  const { db, log, bus, vanished, append = createAppend(db), everyMs = 5_000, keepMs = 10_000 } = options
  const read = createRead(db)
  const open = new Map<string, Open>()
  let timer: NodeJS.Timeout | undefined
  let isClosing = false
  let beatenAt = 0
  let looking: Promise<void> | undefined
  let unsubscribe: (() => void) | undefined
  /** What nobody waits for but the end. */
  const underWay = new Set<Promise<unknown>>()
  const later = (work: Promise<unknown>, is: 'compacted' | 'renewed'): void => {
    const ending = work
      .catch((error: unknown) => log.warn({ err: error }, `a selection was not ${is}; it will be`))
      .finally(() => underWay.delete(ending))
    underWay.add(ending)
  }
  const watch = watchVanished(vanished, log)
  const presence = createPresenceSignals({ bus, log, find: (key) => open.get(key)?.room })

  const keyOf = (storeId: string, id: string): string => `${storeId}/${id}`
  const lookAgain = (): void => {
    for (const [key, { room }] of open) {
      room.lookAgain()
      presence.ask(key)
    }
  }
  const look = (at: Open[]): Promise<void> =>
    lookForMissed(db, at).catch((error: unknown) => {
      log.warn({ err: error }, 'what other processes wrote could not be looked for')
    })
  const heard = (message: string): void => {
    const [storeId = '', id = '', seq, ...rest] = message.split('/')
    if (presence.heard(keyOf(storeId, id), seq, rest)) return
    const found = open.get(keyOf(storeId, id))
    if (found && !(Number(seq) <= found.room.document.seq)) found.room.lookAgain()
    // otherwise than by writing to it: who may be here may be another by now
    if (found && seq === 'changed') void look([found])
  }

  const tick = (): void => {
    const now = performance.now()
    const isBeat = now - beatenAt >= BEAT_EVERY_MS
    if (isBeat) beatenAt = now
    for (const { room } of open.values()) {
      room.sleep(now - keepMs)
      if (isBeat) for (const connection of room.connections) connection.beat()
    }
    presence.tick([...open].map(([key, { room }]) => [key, room]))
    watch.askAgain(open.values())
    looking ??= look([...open.values()]).finally(() => (looking = undefined))
  }

  const openRoom = (storeId: string, id: string): Room => {
    const key = keyOf(storeId, id)
    const known = open.get(key)
    if (known) return known.room
    const room: Room = new Room({
      storeId,
      id,
      log,
      append,
      read: (after) => read(storeId, { id, after }),
      compact: (snapshot) => later(keepSnapshot(db, storeId, { id, ...snapshot }), 'compacted'),
      renew: () =>
        later(
          withStore(db, storeId, (tx) => renewLarge(tx, storeId, id)),
          'renewed',
        ),
      changed: () => watch.changed(opened),
      tell: (seq) => bus.publish(`${key}/${seq}`),
      process: presence.ownProcess,
      presence: (client) => presence.changed(key, client),
      emptied: () => {
        if (open.get(key)?.room === room) open.delete(key)
        presence.closed(key)
        if (open.size > 0) return
        clearInterval(timer)
        timer = undefined
      },
    })
    const opened = { room, storeId, id }
    open.set(key, opened)
    unsubscribe ??= bus.subscribe(heard, lookAgain)
    timer ??= setInterval(tick, everyMs).unref()
    presence.ask(key)
    return room
  }

  return {
    join: (connection, { storeId, id, now }) => {
      if (isClosing) return connection.close('restarting')
      const room = openRoom(storeId, id)
      if (now && room.document.lags(now)) room.lookAgain()
      room.join(connection)
    },
    announce: (storeId, id) => bus.publish(`${keyOf(storeId, id)}/changed`),
    count: () => ({
      rooms: open.size,
      documents: [...open.values()].filter(({ room }) => room.document.isAwake).length,
      connections: [...open.values()].reduce((sum, { room }) => sum + [...room.connections].length, 0),
      timers: timer === undefined ? 0 : 1,
    }),
    close: async () => {
      isClosing = true
      unsubscribe?.()
      const left = [...open.values()]
      const drained = Promise.all([
        looking,
        watch.close(),
        ...underWay,
        ...left.map(({ room }) => room.drain()),
      ])
      await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
      const connections = left.flatMap(({ room }) => [...room.connections])
      for (const connection of connections) connection.close('restarting')
      await closed(connections)
      presence.close()
      clearInterval(timer)
    },
  }
}

/** Whoever does not answer the closing is cut off. */
async function closed(connections: Connection[]): Promise<void> {
  const gone = Promise.all(connections.map((connection) => connection.gone))
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 500).unref())])
  for (const connection of connections) connection.cutOff()
}

type Looked = Standing & { id: string | null; revoked: string[] | null; isClosed: boolean }

/**
 * Signals may be lost: what is in the database is asked for now and again, with one question a store. Lets go whose link was
 * taken back, and everybody of a store that was suspended.
 */
async function lookForMissed(db: Database, open: Open[]): Promise<void> {
  for (const [storeId, ofStore] of Map.groupBy(open, (one) => one.storeId)) {
    const ids = ofStore.map(({ id }) => id)
    const { rows } = await withStore(db, storeId, (tx) =>
      tx.execute<Looked>(sql`
        select s.id, s.seq, s.generation, s.status, o.status = 'suspended' as "isClosed",
          (select array_agg(l.id) from selection_links l where l.store_id = s.store_id and l.selection_id = s.id
            and l.revoked_at is not null) as revoked
        from stores o left join selections s on s.store_id = o.id and s.id = any (${sql.param(ids)}::text[])
        where o.id = ${storeId}`),
    )
    if (rows[0]?.isClosed)
      for (const { room } of ofStore) for (const connection of room.connections) connection.close('gone')
    const rooms = new Map(ofStore.map(({ id, room }) => [id, room]))
    for (const { id, revoked, ...now } of rows) {
      const room = id === null ? undefined : rooms.get(id)
      if (room?.document.lags(now)) room.lookAgain()
      for (const connection of room?.connections ?? [])
        if (connection.linkId !== null && revoked?.includes(connection.linkId)) connection.close('revoked')
    }
  }
}
