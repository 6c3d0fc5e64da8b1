/**
 * Promise 3: nothing acknowledged is lost, whatever is killed. Durability is on here, unlike in the other tests.
 * Five kills of the server and five of Postgres; twenty each with SOAK=1.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { median } from '../load/measure.ts'
import { startTraffic } from './journal.ts'
import { FaultyShop } from './shop.ts'

const KILLS = process.env['SOAK'] === '1' ? 20 : 5
const LOAD_MS = 1_000
const BACK_MS = 5_000

describe.skipIf(process.platform !== 'linux')('P3 nothing acknowledged is lost (Linux: /proc)', () => {
  let shop: FaultyShop
  beforeAll(async () => {
    shop = await FaultyShop.make()
    await shop.start()
    await shop.getReady()
  }, 90_000)
  afterAll(() => shop.remove(), 30_000)

  const traffic = () => startTraffic({ ...shop, url: shop.url, token: shop.token, variants: shop.variants })

  test(`kill -9 of the server under load, ${KILLS} times`, { timeout: KILLS * 30_000 }, async () => {
    const back: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const customers = traffic()
      await pause(LOAD_MS)
      await shop.kill()
      await customers.stop()
      expect(customers.statuses.get(201) ?? 0, 'checkouts made before the kill').toBeGreaterThan(0)
      back.push(await shop.start())
      expect(await shop.losses()).toEqual([])
      expect(await shop.replayMisfits()).toEqual([])
    }
    expect(median(back), 'milliseconds until the server is back').toBeLessThanOrEqual(BACK_MS)
  })

  test(
    `kill -9 of Postgres under load, ${KILLS} times: the server says 503 and recovers by itself`,
    {
      timeout: KILLS * 30_000,
    },
    async () => {
      const back: number[] = []
      const server = shop.server.pid
      for (let kill = 0; kill < KILLS; kill++) {
        const customers = traffic()
        await pause(LOAD_MS)
        const killed = performance.now()
        await shop.killPostgres()
        expect(await shop.ready(), 'ready without a database').toBe(503)
        await pause(100)
        await shop.untilItSells(shop.server)
        back.push(performance.now() - killed)
        await pause(200)
        await customers.stop()
        expect(await shop.ready(), 'ready with it').toBe(200)
        expect(customers.lastSuccess, 'sold again after the kill').toBeGreaterThan(killed)
        expect([...customers.faults].filter((code) => code !== 'database-unavailable')).toEqual([])
        expect(await shop.losses()).toEqual([])
        expect(await shop.replayMisfits()).toEqual([])
      }
      expect(shop.server.pid, 'the same server process').toBe(server)
      expect(shop.server.exitCode).toBeNull()
      expect(median(back), 'milliseconds until it sells again').toBeLessThanOrEqual(BACK_MS)
    },
  )

  test(
    'SIGTERM under load drains: what was answered is there, and the exit code is 0',
    { timeout: 60_000 },
    async () => {
      const customers = traffic()
      await pause(LOAD_MS)
      const code = await shop.stop()
      await customers.stop()
      expect(code).toBe(0)
      expect([...customers.statuses.keys()].filter((status) => status >= 500)).toEqual([])
      await shop.start()
      expect(await shop.losses()).toEqual([])
    },
  )

  test(
    'a second server on the same directory is refused with the pid of the first',
    { timeout: 30_000 },
    async () => {
      const second = shop.spawn(0)
      const code = await new Promise((resolve) => second.once('exit', resolve))
      expect(code).toBe(1)
      expect(shop.log()).toContain(`in use by process ${shop.server.pid}`)
      expect(await shop.losses()).toEqual([])
    },
  )
})
