import type { Config } from './config.ts'
import { createVisits, type Visits } from './analytics/analytics.ts'
import { createIdentify, type Identify } from './accounts/accounts.ts'
import { createCatalogue, type Catalogue } from './catalogue/catalogue.ts'
import { createCheckoutMaker, type CheckoutMaker } from './checkouts/make-checkouts.ts'
import { createEncoder } from './media/encoder.ts'
import { createPictures, type Pictures } from './media/media.ts'
import { createStorage } from './media/storage.ts'
import { createBus } from './platform/bus.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import type { Keys } from './platform/crypto.ts'
import { createPools } from './platform/database.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import type { OpenDatabase } from './platform/open-database.ts'
import type { Database } from './platform/tenancy.ts'
import { createVanished } from './selections/vanished.ts'
import { createStoreDirectory, type StoreDirectory } from './stores/stores.ts'
import { createRooms, type Rooms } from './sync/rooms.ts'
import { SELECTIONS_CHANNEL } from './sync/sync.ts'

/** Everything a use-case may ask for; each takes the part it needs. */
export type Deps = {
  config: Config
  log: Logger
  metrics: Metrics
  clock: Clock
  keys: Keys
  db: Database
  stores: StoreDirectory
  identify: Identify
  catalogue: Catalogue
  makeCheckout: CheckoutMaker
  pictures: Pictures
  visits: Visits
  rooms: Rooms
  close: () => Promise<void>
}

/** The only place that knows every adapter. */
export function createDeps(
  config: Config,
  log: Logger,
  opened: Pick<OpenDatabase, 'connection' | 'keys'>,
): Deps {
  let isClosing = false
  const pools = createPools(opened.connection, (error) => {
    if (!isClosing) log.warn({ err: error }, 'an idle database connection broke')
  })
  const db: Database = { pools }
  const { keys } = opened
  const metrics = createMetrics()
  metrics.watchPools(pools)
  const bus = createBus({ db, log }, opened.connection.system, SELECTIONS_CHANNEL)
  const rooms = createRooms({ db, log, bus, vanished: createVanished({ db, log }) })
  const pictures = createPictures({ storage: createStorage(config), encoder: createEncoder(), log })
  return {
    config,
    log,
    metrics,
    clock: systemClock,
    keys,
    db,
    stores: createStoreDirectory(db),
    identify: createIdentify({ db, keys }),
    catalogue: createCatalogue({ db }),
    makeCheckout: createCheckoutMaker({ db, selectionChanged: rooms.announce }),
    pictures,
    visits: createVisits(db),
    rooms,
    close: async () => {
      isClosing = true
      await rooms.close()
      await bus.close()
      pictures.close()
      await Promise.all([pools.app.end(), pools.system.end()])
    },
  }
}
