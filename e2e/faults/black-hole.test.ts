/** A connection that swallows everything must neither hang a request for long nor cost the pool its connections. */
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type EmbeddedPostgres } from '../../server/platform/postgres.ts'
import { startTraffic } from './journal.ts'
import { BlackHoleProxy } from './proxy.ts'
import { FaultyShop } from './shop.ts'

// long enough, the second time, for the queries under way to time out
const CUT_MS = process.env['SOAK'] === '1' ? 18_000 : 10_000

describe.skipIf(process.platform !== 'linux')('P10 faults do not spread (Linux: /proc)', () => {
  let shop: FaultyShop
  let postgres: EmbeddedPostgres
  let proxy: BlackHoleProxy
  beforeAll(async () => {
    const environment: Record<string, string> = { SECRET_KEY: 'una-clave-larga-para-las-pruebas-de-fallos' }
    shop = await FaultyShop.make(() => environment)
    postgres = await startPostgres(shop.dataDir)
    proxy = new BlackHoleProxy(path.join(postgres.host, '.s.PGSQL.5432'))
    const port = await proxy.listen()
    environment['DATABASE_URL'] = `postgres://vidriera_owner:any@127.0.0.1:${port}/vidriera`
    await shop.start()
    await shop.getReady()
  }, 90_000)
  afterAll(async () => {
    await shop.stop()
    proxy.close()
    await postgres.stop()
    await shop.remove()
  }, 30_000)

  test(
    'a database that is swallowed for seconds: nobody waits longer than 15 s, and 2 s after it heals all is well',
    {
      timeout: 60_000,
    },
    async () => {
      const customers = startTraffic({
        ...shop,
        url: shop.url,
        token: shop.token,
        variants: shop.variants,
        clients: 20,
      })
      await pause(1_000)
      proxy.cut()
      await pause(CUT_MS)
      const healed = performance.now()
      proxy.heal()
      while (customers.lastSuccess < healed && performance.now() < healed + 20_000) await pause(10)
      const backMs = customers.lastSuccess - healed
      await pause(1_000)
      await customers.stop()
      expect(backMs, 'milliseconds from the healing to a sale').toBeLessThanOrEqual(2_000)
      expect(customers.longestMs, 'the longest wait of anybody').toBeLessThanOrEqual(15_000)
      const faults = [...customers.faults].filter((code) => code !== 'database-unavailable')
      expect(faults, shop.log().slice(-2_000)).toEqual([])
      expect(await shop.losses()).toEqual([])
      expect(await shop.replayMisfits()).toEqual([])
    },
  )
})
