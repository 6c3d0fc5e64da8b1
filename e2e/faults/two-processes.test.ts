/** One selection, two server processes, and one of them is killed while people choose. Durability is on here. */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { startPostgres, type EmbeddedPostgres } from '../../server/platform/postgres.ts'
import type { Tx } from '../../server/platform/tenancy.ts'
import { documentOf, readStored } from '../../server/sync/stored.ts'
import { enter, leaveAll } from '../../server/sync/test-replicas.ts'
import { SLUG } from '../load/shop.ts'
import { freePort } from '../support/start-shop.ts'
import { Chooser } from './choosers.ts'
import { FaultyShop } from './shop.ts'

const KILLS = process.env['SOAK'] === '1' ? 20 : 2
const LOAD_MS = 700

describe.skipIf(process.platform !== 'linux')('P3 a process dies while people choose (Linux: /proc)', () => {
  let shop: FaultyShop
  let postgres: EmbeddedPostgres
  const ports: number[] = []
  const processes: ChildProcess[] = []

  beforeAll(async () => {
    const environment: Record<string, string> = { SECRET_KEY: 'una-clave-larga-para-las-pruebas-de-fallos' }
    shop = await FaultyShop.make(() => environment)
    postgres = await startPostgres(shop.dataDir)
    environment['DATABASE_URL'] =
      `postgres:///vidriera?user=vidriera_owner&host=${encodeURIComponent(postgres.host)}`
    await shop.start()
    await shop.getReady()
    ports.push(shop.port, await freePort())
    processes.push(shop.server, await startAgain(1))
  }, 90_000)
  afterEach(leaveAll)
  afterAll(async () => {
    await Promise.all(processes.map(end))
    await postgres.stop()
    await shop.remove()
  }, 30_000)

  const startAgain = async (place: number): Promise<ChildProcess> => {
    const server = shop.spawn(ports[place])
    for (const until = performance.now() + 30_000; performance.now() < until; await pause(20)) {
      const isThere = await fetch(`http://127.0.0.1:${ports[place]}/readyz`).then(
        (answer) => answer.ok,
        () => false, // not listening yet
      )
      if (isThere) return server
    }
    throw new Error(`a process does not get ready:\n${shop.log().slice(-3_000)}`)
  }

  const written = (id: string): Promise<Y.Doc> =>
    shop.superuser(async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from stores where slug = $1', [SLUG])
      return documentOf(await readStored(drizzle({ client }) as unknown as Tx, rows[0]?.id ?? '', id))
    })

  test('SYN8 whoever is at either is seen at both, each by one number, until they leave', async () => {
    const place = { slug: SLUG, id: randomBytes(16).toString('base64url') }
    const people = ['Ana', 'Beto', 'Caro', 'Dani'].map((name, n) => {
      const one = enter({ port: ports[n % 2] ?? 0 }, place, { params: { device: `phone of ${name}` } })
      one.provider.awareness.setLocalState({ hand: `hand-of-${name}`, name })
      return one
    })
    /** Name → number of everybody else, as one of them sees it. */
    const seenBy = ({ doc, provider }: (typeof people)[number]) => {
      const others = [...provider.awareness.getStates()].filter(([client]) => client !== doc.clientID)
      return others.map(([, { name, number }]) => `${String(name)} ${Number(number)}`)
    }
    const everybody = () => [...new Set(people.flatMap(seenBy))].map((one) => one.split(' ')[1]).toSorted()
    // three others each, and nobody is called differently by two
    await expect
      .poll(() => people.map((one) => seenBy(one).length), { timeout: 20_000 })
      .toEqual([3, 3, 3, 3])
    await expect.poll(everybody, { timeout: 20_000 }).toEqual(['1', '2', '3', '4'])
    const [ana] = people as [(typeof people)[number]]
    people[3]?.provider.awareness.setLocalState({ hand: 'hand-of-Dani', name: 'Daniela' })
    await expect.poll(() => seenBy(ana).join(), { timeout: 10_000 }).toContain('Daniela')
    people[1]?.provider.destroy()
    await expect.poll(() => seenBy(ana).join(), { timeout: 10_000 }).not.toContain('Beto')
  })

  test(
    `kill -9 of one of two, ${KILLS} times: what was acknowledged is there, who is at the other is undisturbed`,
    {
      timeout: KILLS * 30_000,
    },
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const victim = kill % 2
        const id = randomBytes(16).toString('base64url')
        const at = (place: number) =>
          new Chooser(`ws://127.0.0.1:${ports[place]}/sync/${SLUG}/${id}`, shop.variants.slice(0, 5))
        const [theirs, others] = [
          [at(victim), at(victim)],
          [at(1 - victim), at(1 - victim)],
        ]
        const all = [...theirs, ...others]
        await expect.poll(() => Math.min(...all.map((one) => one.acknowledged))).toBeGreaterThan(0)
        await pause(LOAD_MS)
        const before = theirs.map((one) => one.acknowledged)
        await kill9(processes[victim])
        const atDeath = others.map((one) => one.acknowledged)
        // whoever is at the other goes on, and hears nothing of it
        await expect
          .poll(() => others.every((one, n) => one.acknowledged > (atDeath[n] ?? 0)), { timeout: 10_000 })
          .toBe(true)
        expect(others.map((one) => one.closed)).toEqual([0, 0])
        await Promise.all(all.map((one) => one.leave()))
        expect(Math.min(...before), 'acknowledged before the kill').toBeGreaterThan(0)

        const now = await written(id)
        const lost = all.map(({ doc, acknowledged }) => acknowledged - Y.getState(now.store, doc.clientID))
        expect(Math.max(...lost), 'acknowledged, and not in the database').toBeLessThanOrEqual(0)
        expect([now.store.pendingStructs, now.store.pendingDs]).toEqual([null, null])
        processes[victim] = await startAgain(victim)
      }
    },
  )
})

async function kill9(server: ChildProcess | undefined): Promise<void> {
  const gone = new Promise((resolve) => server?.once('exit', resolve))
  server?.kill('SIGKILL')
  await gone
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
}
