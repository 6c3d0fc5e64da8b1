import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine, readLines, removeLine, setQuantity } from '../../shared/selection-document.ts'
import { ACK_MESSAGE } from '../../shared/sync.ts'
import { testDatabase } from '../platform/test-database.ts'
import type { Store } from '../platform/http.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { selectionLinkSchema, selectionLinksSchema } from '../../shared/selection-links.ts'
import { testServer } from '../test-server.ts'
import { readSelection, seedNext, setStatus } from './sync.ts'
import {
  addTestShop,
  enter,
  enterBare,
  hat,
  leaveAll,
  newSelectionId,
  shirt,
  soon,
  type Place,
} from './test-replicas.ts'
import { answerMessage, helloMessage } from './wire.ts'

const db = testDatabase()
afterEach(leaveAll)
const server = testServer(db.connection, { environment: { LIMITS: 'off' } })
let store: Store
beforeAll(async () => {
  store = await addTestShop(db)
})

const newPlace = (): Place => ({ slug: store.slug, id: newSelectionId() })
const stored = (id: string) => withStore(db, store.id, (tx) => readSelection(tx, store.id, id))
const storedLines = async (id: string) =>
  Object.fromEntries((await stored(id)).lines.map((line) => [line.lineId, line.quantity]))
const ofLinks = (place: Place) => `${server.url}/api/stores/${place.slug}/selections/${place.id}/links`
/** What there are, or one more of them. */
const links = async (place: Place, access?: string) => {
  const body = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ access }),
  }
  const answer = await fetch(ofLinks(place), access === undefined ? {} : body)
  return { status: answer.status, json: await answer.json() }
}
const revoke = (place: Place, link: string) => fetch(`${ofLinks(place)}/${link}`, { method: 'DELETE' })
const countOf = async (id: string) => {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ count: number }>(sql`select count(*)::integer as count from selections where id = ${id}`),
  )
  return rows[0]?.count
}

describe('the stock provider', () => {
  test('SYN two people fill one selection, offline and together, and no tap is lost', async () => {
    const place = newPlace()
    const docs = [new Y.Doc(), new Y.Doc()] as const
    addLine(docs[0], { variantId: shirt, quantity: 1 }, 'ana')
    addLine(docs[1], { variantId: shirt, quantity: 2 }, 'beto')
    const [ana, beto] = docs.map((doc) => enter(server, place, { doc }))
    await soon(() => [ana?.lines(), beto?.lines()]).toEqual([{ [shirt]: 3 }, { [shirt]: 3 }])
    addLine(docs[0], { variantId: hat, quantity: 1 }, 'ana')
    setQuantity(docs[1], shirt, 5)
    await soon(() => [ana?.lines(), beto?.lines()]).toEqual([
      { [shirt]: 5, [hat]: 1 },
      { [shirt]: 5, [hat]: 1 },
    ])
    removeLine(docs[0], shirt)
    await soon(() => beto?.lines()).toEqual({ [hat]: 1 })
  })

  test('whoever comes when all have gone finds what was there', async () => {
    const place = newPlace()
    const ana = enter(server, place, { params: { ack: '1' } })
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 4 }, 'ana')
    await soon(() => ana.acks.length).toBeGreaterThan(1)
    ana.provider.destroy()
    await soon(() => server.deps.rooms.count().rooms).toBe(0)
    const beto = enter(server, place)
    await beto.synced()
    expect(beto.lines()).toEqual({ [shirt]: 4 })
  })

  test('people see who else is there, and that they leave', async () => {
    const place = newPlace()
    const [ana, beto] = [enter(server, place), enter(server, place)]
    ana.provider.awareness.setLocalState({ name: 'Ana' })
    const others = () => [...beto.provider.awareness.getStates().values()].map(({ name }) => name as unknown)
    await soon(others).toContain('Ana')
    ana.provider.destroy()
    await soon(others).not.toContain('Ana')
  })

  test('with acknowledgements asked for: each says how many of one’s updates were written, removals too', async () => {
    const place = newPlace()
    const ana = enter(server, place, { params: { ack: '1' } })
    const silent = enter(server, place)
    await Promise.all([ana.synced(), silent.synced()])
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    // the answer to the server's state vector is the first
    await soon(() => ana.acks.at(-1)).toBe(2)
    expect(await storedLines(place.id)).toEqual({ [shirt]: 1 })
    removeLine(ana.doc, shirt)
    await soon(() => ana.acks.at(-1)).toBe(3)
    expect(await storedLines(place.id)).toEqual({})
    expect(silent.acks).toEqual([])
  })

  test('a phone that has written in a hundred page loads before it came is let in', async () => {
    const place = newPlace()
    const doc = new Y.Doc()
    for (let load = 0; load < 100; load++) {
      doc.clientID = 1_000 + load
      addLine(doc, { variantId: shirt, quantity: 1 }, 'ana')
    }
    const ana = enter(server, place, { doc, params: { ack: '1' } })
    await soon(() => ana.acks.at(-1)).toBe(1)
    expect(await storedLines(place.id)).toEqual({ [shirt]: 100 })
  })

  test('a tap made while the connection opens is not refused for what was tapped offline before it', async () => {
    const place = newPlace()
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 1 }, 'ana')
    const bare = await enterBare(server, place, { query: '?ack=1' })
    bare.send(helloMessage(Y.encodeStateVector(doc)))
    const vector = Y.encodeStateVector(doc)
    addLine(doc, { variantId: hat, quantity: 1 }, 'ana')
    bare.tell(Y.encodeStateAsUpdate(doc, vector))
    bare.send(answerMessage(Y.encodeStateAsUpdate(doc)))
    const beto = enter(server, place)
    await soon(() => beto.lines()).toEqual({ [shirt]: 1, [hat]: 1 })
    // both that it sent are said to be there
    await soon(() =>
      bare.heard
        .filter(([kind]) => kind === ACK_MESSAGE)
        .at(-1)
        ?.at(-1),
    ).toBe(2)
  })
})

describe('who is let in', () => {
  test('a page of another site is refused before anything is upgraded', async () => {
    const place = newPlace()
    const entering = enterBare(server, place, { headers: { origin: 'https://elsewhere.example' } })
    await expect(entering).rejects.toThrow('403')
  })

  test('our own page is not', async () => {
    const bare = await enterBare(server, newPlace(), {
      headers: { origin: `http://127.0.0.1:${server.port}` },
    })
    bare.introduce()
    await soon(() => bare.heard.length).toBeGreaterThan(0)
  })

  test('what is no capability and what is no store close with 4404', async () => {
    const wrong = [
      { slug: store.slug, id: 'short' },
      { slug: store.slug, id: `${newSelectionId()}x` },
      { slug: 'no-such-store', id: newSelectionId() },
    ]
    for (const place of wrong) expect(await (await enterBare(server, place)).code).toBe(4404)
  })

  test('a guessed capability opens what nobody has written to, and leaves nothing behind', async () => {
    const place = newPlace()
    const guess = enter(server, place)
    await guess.synced()
    expect(guess.lines()).toEqual({})
    expect(await countOf(place.id)).toBe(0)
  })

  test('the capability of another store’s selection opens nothing of it', async () => {
    const place = newPlace()
    const ana = enter(server, place, { params: { ack: '1' } })
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(async () => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const other = await addTestShop(db)
    const guest = enter(server, { slug: other.slug, id: place.id })
    await guest.synced()
    expect(guest.lines()).toEqual({})
  })

  test('SYN6 whoever a link let in is let go once it is taken back, and nobody else', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const made = async () => selectionLinkSchema.parse((await links(place, 'edit')).json)
    const [one, two] = [await made(), await made()]
    const eva = enter(server, { slug: store.slug, id: one.token })
    const leo = enter(server, { slug: store.slug, id: two.token })
    await Promise.all([eva.synced(), leo.synced()])
    await revoke(place, one.id)
    await soon(() => eva.closed).toContain(4401)
    addLine(leo.doc, { variantId: hat, quantity: 1 }, 'leo')
    await soon(() => ana.lines()).toEqual({ [shirt]: 1, [hat]: 1 })
    expect([...ana.closed, ...leo.closed]).toEqual([])
  })

  test('SYN6 a link to look shows everything and writes nothing; taken back, it opens nothing', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const { id: link, token } = selectionLinkSchema.parse((await links(place, 'view')).json)
    const guest = enter(server, { slug: store.slug, id: token })
    await guest.synced()
    expect(guest.lines()).toEqual({ [shirt]: 1 })
    addLine(guest.doc, { variantId: hat, quantity: 1 }, 'eva')
    await soon(() => guest.closed).toContain(4403)
    expect(await storedLines(place.id)).toEqual({ [shirt]: 1 })
    expect(ana.lines()).toEqual({ [shirt]: 1 })
    expect((await revoke(place, link)).status).toBe(204)
    expect(await (await enterBare(server, { slug: store.slug, id: token })).code).toBe(4401)
  })
})

describe('links', () => {
  test('are listed for who knows the selection, and for nobody whom a link let in', async () => {
    const place = newPlace()
    expect(await links(place)).toEqual({ status: 200, json: { items: [] } })
    expect(await links(place, 'edit')).toMatchObject({ status: 404, json: { code: 'selection-not-found' } })
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const together = selectionLinkSchema.parse((await links(place, 'edit')).json)
    const look = selectionLinkSchema.parse((await links(place, 'view')).json)
    expect((await links(place)).json).toEqual({ items: [together, look] })
    const asGuest = { slug: place.slug, id: together.token }
    expect((await links(asGuest)).json).toEqual({ items: [] })
    expect((await links(asGuest, 'edit')).status).toBe(404)
    expect((await revoke(asGuest, look.id)).status).toBe(204)
    expect((await links(place)).json).toEqual({ items: [together, look] })
    await revoke(place, look.id)
    expect((await links(place)).json).toEqual({ items: [together] })
    expect(await links(place, 'own')).toMatchObject({ status: 400, json: { code: 'invalid-request' } })
  })

  test('hold twenty at a time, asked for at once too; one that is taken back makes room', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const asked = await Promise.all(Array.from({ length: 25 }, () => links(place, 'view')))
    const refused = asked.filter(({ status }) => status !== 201)
    expect(refused).toHaveLength(5)
    expect(refused[0]).toMatchObject({ status: 409, json: { code: 'too-many-links' } })
    const [first] = selectionLinksSchema.parse((await links(place)).json).items
    await revoke(place, first?.id ?? '')
    expect((await links(place, 'edit')).status).toBe(201)
  })
})

describe('generations', () => {
  test('SYN5 a lock closes writers with 4423; nothing is written until it is reopened, and then their edits merge', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 2 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 2 })
    await withStore(db, store.id, (tx) => setStatus(tx, store.id, place.id, 'PROCESSING'))
    expect(await stored(place.id)).toMatchObject({
      status: 'PROCESSING',
      lines: [{ lineId: shirt, quantity: 2 }],
    })
    addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana')
    await soon(() => ana.closed).toContain(4423)
    expect(await storedLines(place.id)).toEqual({ [shirt]: 2 })
    const late = enter(server, place)
    await soon(() => [late.lines(), late.closed]).toEqual([{ [shirt]: 2 }, [4423]])
    await withStore(db, store.id, (tx) => setStatus(tx, store.id, place.id, 'AVAILABLE'))
    ana.provider.connect()
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 2, [hat]: 1 })
  })

  test('who only listens hears of a lock as well', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    await withStore(db, store.id, (tx) => setStatus(tx, store.id, place.id, 'PROCESSING'))
    await soon(() => ana.closed).toEqual([4423])
  })

  test('SYN4 a replica of the last generation is closed with 4409 and never merged; who comes anew gets the next', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 2 }, 'ana', 1)
    addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana', 2)
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 2, [hat]: 1 })
    const left = readLines(ana.doc).filter(({ lineId }) => lineId === hat)
    const generation = await withStore(db, store.id, (tx) => seedNext(tx, store.id, place.id, left))
    expect(generation).toBe(1)
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => ana.closed).toContain(4409)
    const beto = enter(server, place)
    await beto.synced()
    expect(beto.lines()).toEqual({ [hat]: 1 })
    addLine(beto.doc, { variantId: hat, quantity: 1 }, 'beto')
    await soon(() => storedLines(place.id)).toEqual({ [hat]: 2 })
    const stale = enter(server, place, { doc: ana.doc })
    await soon(() => stale.closed).toEqual([4409])
    expect(await storedLines(place.id)).toEqual({ [hat]: 2 })
  })

  test('an empty next generation is one as well, and the one after it another', async () => {
    const place = newPlace()
    const ana = enter(server, place)
    await ana.synced()
    addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
    await soon(() => storedLines(place.id)).toEqual({ [shirt]: 1 })
    const seed = () => withStore(db, store.id, (tx) => seedNext(tx, store.id, place.id, []))
    expect(await seed()).toBe(1)
    const beto = enter(server, place)
    await beto.synced()
    expect(beto.lines()).toEqual({})
    beto.provider.destroy()
    expect(await seed()).toBe(2)
    const stale = enter(server, place, { doc: beto.doc })
    await soon(() => stale.closed).toEqual([4409])
  })
})
