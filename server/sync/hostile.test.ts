import { once } from 'node:events'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addLine } from '../../shared/selection-document.ts'
import { readNotices } from '../../shared/selection-document-notices.ts'
import type { Store } from '../platform/http.ts'
import { testDatabase } from '../platform/test-database.ts'
import { withStore } from '../platform/tenancy.ts'
import { testServer } from '../test-server.ts'
import { documentOf, readStored } from './stored.ts'
import {
  enter,
  enterBare,
  addTestShop,
  hat,
  leaveAll,
  newSelectionId,
  quantities,
  shirt,
  soon,
  type Bare,
  type Person,
  type Place,
} from './test-replicas.ts'
import { awarenessMessage, helloMessage } from './wire.ts'

/** What no shop here sells. */
const unsold = '0193a000-0000-7000-8000-000000000009'

const db = testDatabase()
afterEach(leaveAll)
const server = testServer(db.connection, { environment: { LIMITS: 'on' } })
let store: Store
beforeAll(async () => {
  store = await addTestShop(db)
})

/** A selection with an honest person in it, whose one line lies in the database. */
async function honest(): Promise<{ place: Place; ana: Person }> {
  const place = { slug: store.slug, id: newSelectionId() }
  const ana = enter(server, place, { params: { ack: '1', device: 'phone of ana' } })
  await ana.synced()
  addLine(ana.doc, { variantId: shirt, quantity: 1 }, 'ana')
  // its answer to the server, and the line
  await soon(() => ana.acks.at(-1)).toBe(2)
  return { place, ana }
}

const written = async ({ id }: Place) => {
  const { seq, updates } = await withStore(db, store.id, (tx) => readStored(tx, store.id, id))
  return { seq, bytes: Buffer.concat(updates).toString('base64') }
}

/** What an attacker does is answered with that code, and the honest one goes on as if nothing had been. */
async function expectRefused(
  code: number,
  attack: (bare: Bare, ana: Person) => void,
  query = '',
): Promise<void> {
  const { place, ana } = await honest()
  const before = await written(place)
  const bare = await enterBare(server, place, { query })
  bare.introduce()
  await soon(() => bare.heard.length).toBeGreaterThan(1)
  attack(bare, ana)
  expect(await bare.code).toBe(code)
  expect(await written(place)).toEqual(before)
  expect([ana.lines(), ana.closed]).toEqual([{ [shirt]: 1 }, []])
  const acks = ana.acks.length
  addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana')
  await soon(() => ana.acks.length).toBeGreaterThan(acks)
  const next = enter(server, place)
  await next.synced()
  expect(next.lines()).toEqual({ [shirt]: 1, [hat]: 1 })
}

/** An update as Yjs makes it of a document that somebody else wrote to. */
const updateBy = (write: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array => {
  write(doc)
  return Y.encodeStateAsUpdate(doc)
}
const own = (doc: Y.Doc) => {
  const map = new Y.Map<unknown>()
  doc.getMap('sessions').set(doc.clientID.toString(36), map)
  return map
}

describe('SYN2 what no honest client can produce', () => {
  test('garbage', () => expectRefused(4422, (bare) => bare.send(Buffer.from('nonsense'))))
  test('garbage in the place of an update', () =>
    expectRefused(4422, (bare) => bare.tell(new Uint8Array([9, 9, 9, 9]))))
  test('garbage in the place of a state vector', () =>
    expectRefused(4422, (bare) => {
      const encoder = createEncoder()
      for (const n of [0, 0]) writeVarUint(encoder, n)
      writeVarUint8Array(encoder, new Uint8Array([200, 200, 200]))
      bare.send(toUint8Array(encoder))
    }))
  test('text', () => expectRefused(4422, (bare) => bare.socket.send('hello')))
  test('seven bytes that declare 30 million structs', () =>
    expectRefused(4422, (bare) => {
      const encoder = createEncoder()
      for (const n of [1, 30_000_000, 1, 0]) writeVarUint(encoder, n)
      expect(toUint8Array(encoder).length).toBe(7)
      bare.tell(toUint8Array(encoder))
    }))
  test('an update that depends on one that never came', () =>
    expectRefused(4422, (bare) => {
      const doc = new Y.Doc()
      addLine(doc, { variantId: hat, quantity: 1 }, 'eva')
      const vector = Y.encodeStateVector(doc)
      addLine(doc, { variantId: hat, quantity: 1 }, 'eva')
      bare.tell(Y.encodeStateAsUpdate(doc, vector))
    }))
  test('a deletion of what never came', () =>
    expectRefused(4422, (bare) => bare.tell(new Uint8Array([0, 1, 5, 1, 0, 9]))))
  test('another root', () =>
    expectRefused(4422, (bare) => bare.tell(updateBy((doc) => doc.getMap('meta').set('locked', false)))))
  test('a list, a text, an element', async () => {
    await expectRefused(4422, (bare) => bare.tell(updateBy((doc) => doc.getArray('sessions').push([1]))))
    await expectRefused(4422, (bare) => bare.tell(updateBy((doc) => own(doc).set(hat, new Y.Text('x')))))
    await expectRefused(4422, (bare) =>
      bare.tell(updateBy((doc) => own(doc).set(hat, new Y.XmlElement('script')))),
    )
  })
  test('a version newer than this server knows', () =>
    expectRefused(4422, (bare) => bare.tell(updateBy((doc) => doc.getMap('about').set('version', 3)))))
  test('a name, a note that nobody would write', async () => {
    for (const [key, value] of [
      ['name.eva', '<i>\n</i>'],
      ['note', 'x'.repeat(1_001)],
      ['total', 1],
    ] as const)
      await expectRefused(4422, (bare) => bare.tell(updateBy((doc) => doc.getMap('about').set(key, value))))
  })
  test('a price', () =>
    expectRefused(4422, (bare) =>
      bare.tell(
        updateBy((doc) =>
          own(doc).set(hat, { units: { from: 0, to: 1, gone: 0, by: 'eva', at: 1, price: 1 } }),
        ),
      ),
    ))
  test.each(['{"__proto__":{"to":9}}', '{"__proto__":1}'])('keys that would be prototypes: %s', (json) =>
    expectRefused(4422, (bare) =>
      bare.tell(updateBy((doc) => own(doc).set(hat, { cut: JSON.parse(json) as object }))),
    ),
  )
  test('values a thousand levels deep', () =>
    expectRefused(4422, (bare) => {
      let deep: unknown = 1
      for (let n = 0; n < 1_000; n++) deep = [deep]
      bare.tell(updateBy((doc) => own(doc).set(hat, deep)))
    }))
  test('more than 5,000 structs', () =>
    expectRefused(4422, (bare) =>
      bare.tell(
        updateBy(
          (doc) => {
            const map = own(doc)
            for (let n = 0; n < 2_600; n++) for (const key of [hat, shirt]) map.set(key, {})
          },
          new Y.Doc({ gc: false }),
        ),
      ),
    ))
  test('more than 64 clients', () =>
    expectRefused(4422, (bare) => {
      const all = new Y.Doc()
      for (let n = 0; n < 65; n++)
        Y.applyUpdate(
          all,
          updateBy((doc) => void addLine(doc, { variantId: hat, quantity: 1 }, 'eva')),
        )
      bare.tell(Y.encodeStateAsUpdate(all))
    }))
  test('a document of more than 64 KB', () =>
    expectRefused(4413, (bare) =>
      bare.tell(
        updateBy((doc) => {
          const map = own(doc)
          const by = 'x'.repeat(64)
          for (let n = 0; n < 600; n++)
            map.set(`0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`, {
              units: { from: 0, to: 1, gone: 0, by, at: 1 },
            })
        }),
      ),
    ))
  // who has what the server never wrote belongs to another past of it
  test.each([2 ** 32 + 7, 2 ** 33 + 7])('an id that only the server gives: %s', (client) =>
    expectRefused(4409, (bare) => {
      const doc = new Y.Doc()
      doc.clientID = client
      bare.tell(updateBy((own) => void addLine(own, { variantId: hat, quantity: 1 }, 'eva'), doc))
    }),
  )
  test('SYN10 a notice of one’s own', () =>
    expectRefused(4422, (bare) =>
      bare.tell(updateBy((doc) => doc.getMap('notices').set(hat, { units: 1, reason: 'gone', at: 1 }))),
    ))
  test.each<[string, (notices: Y.Map<unknown>) => void]>([
    ['taken away', (notices) => notices.delete(unsold)],
    ['written over', (notices) => notices.set(unsold, { units: 9, reason: 'gone', at: 1 })],
  ])('SYN10 a notice of the server’s, %s', async (_name, attack) => {
    const { place, ana } = await honest()
    addLine(ana.doc, { variantId: unsold, quantity: 1 }, 'ana')
    const notices = () => readNotices(ana.doc).map(({ lineId, quantity }) => [lineId, quantity])
    await soon(notices).toEqual([[unsold, 1]])
    const before = await written(place)
    const bare = await enterBare(server, place)
    bare.introduce(ana.doc)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(ana.doc))
    const vector = Y.encodeStateVector(copy)
    attack(copy.getMap('notices'))
    bare.tell(Y.encodeStateAsUpdate(copy, vector))
    expect(await bare.code).toBe(4422)
    expect(await written(place)).toEqual(before)
    const next = enter(server, place)
    await next.synced()
    expect(readNotices(next.doc)).toEqual(readNotices(ana.doc))
    expect([notices(), ana.closed]).toEqual([[[unsold, 1]], []])
  })
  test('an update before the state vector', async () => {
    const { place } = await honest()
    const bare = await enterBare(server, place)
    bare.tell(updateBy((doc) => void addLine(doc, { variantId: hat, quantity: 1 }, 'eva')))
    expect(await bare.code).toBe(4422)
  })
  test('what follows a refused update is not taken either', () =>
    expectRefused(4422, (bare) => {
      bare.tell(updateBy((doc) => doc.getMap('meta').set('a', 1)))
      bare.tell(updateBy((doc) => void addLine(doc, { variantId: hat, quantity: 7 }, 'eva')))
    }))
})

describe('SYN3 the id of a client belongs to the device that first brought it', () => {
  const squat = (bare: Bare, ana: Person) => {
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ana.doc))
    forged.clientID = ana.doc.clientID
    addLine(forged, { variantId: hat, quantity: 9 }, 'ana')
    bare.tell(Y.encodeStateAsUpdate(forged))
  }
  test('a clock of somebody else is not moved on: by another device', () =>
    expectRefused(4424, squat, '?device=eva'))
  test('nor by one that says of no device', () => expectRefused(4424, squat))
  test('nor after everybody has left, nor before the first word was written', async () => {
    const { place, ana } = await honest()
    ana.provider.disconnect()
    await soon(() => server.deps.rooms.count().rooms).toBe(0)
    const bare = await enterBare(server, place, { query: '?device=eva' })
    bare.introduce()
    squat(bare, ana)
    expect(await bare.code).toBe(4424)
    const quiet = enter(server, place, { params: { device: 'phone of beto' } })
    await quiet.synced()
    const eva = await enterBare(server, place, { query: '?device=eva' })
    eva.introduce()
    const doc = new Y.Doc()
    doc.clientID = quiet.doc.clientID
    eva.tell(updateBy((mine) => void addLine(mine, { variantId: hat, quantity: 1 }, 'beto'), doc))
    expect(await eva.code).toBe(4424)
  })
  test('the same device goes on over another connection', async () => {
    const { place, ana } = await honest()
    ana.provider.destroy()
    addLine(ana.doc, { variantId: hat, quantity: 2 }, 'ana')
    const again = enter(server, place, { doc: ana.doc, params: { device: 'phone of ana', ack: '1' } })
    await soon(() => again.acks.length).toBeGreaterThan(0)
    expect(again.closed).toEqual([])
  })
})

describe('limits of a connection', () => {
  test('a frame of 256 KB and more is not taken', async () => {
    const { place, ana } = await honest()
    const bare = await enterBare(server, place)
    bare.send(Buffer.alloc(256 * 1024 + 1))
    expect(await bare.code).toBe(1009)
    expect(ana.closed).toEqual([])
  })
  test('10,000 tiny updates at once close with 4429', async () => {
    const { place, ana } = await honest()
    const bare = await enterBare(server, place)
    bare.introduce()
    const nothing = new Uint8Array([0, 0])
    for (let n = 0; n < 10_000; n++) bare.tell(nothing)
    expect(await bare.code).toBe(4429)
    expect(ana.closed).toEqual([])
  })
  test('2 MB at once, in however few frames, close with 4429', async () => {
    const { place, ana } = await honest()
    const bare = await enterBare(server, place)
    bare.introduce()
    for (let n = 0; n < 12; n++) bare.send(helloMessage(new Uint8Array(200 * 1024)))
    expect(await bare.code).toBe(4429)
    expect(ana.closed).toEqual([])
  })
  test('200 connections may come from one address, and one more once one has gone', async () => {
    const { place, ana } = await honest()
    const others = await Promise.all(Array.from({ length: 199 }, () => enterBare(server, place)))
    expect(await (await enterBare(server, place)).code).toBe(4429)
    others[0]?.socket.close()
    await others[0]?.code
    await soon(async () => {
      const next = await enterBare(server, place)
      next.introduce()
      return Promise.race([next.code, once(next.socket, 'message').then(() => 'heard')])
    }).toBe('heard')
    expect(ana.closed).toEqual([])
  })
  test('a reader that does not read is let go at 1 MB, and nobody waits for it', async () => {
    const { place, ana } = await honest()
    ana.doc.transact(() => {
      for (let n = 0; n < 300; n++) {
        const variantId = `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`
        addLine(ana.doc, { variantId, quantity: 1 }, 'x'.repeat(60))
      }
    })
    const bare = await enterBare(server, place)
    bare.introduce()
    await soon(() => bare.heard.length).toBeGreaterThan(1)
    const { connections } = server.deps.rooms.count()
    bare.socket.pause()
    const hello = helloMessage(Y.encodeStateVector(new Y.Doc()))
    for (let n = 0; n < 400; n++) bare.send(hello)
    await soon(() => server.deps.rooms.count().connections).toBe(connections - 1)
    expect(ana.closed).toEqual([])
  })
  test('a flood of presence closes who sends it, and not the stock clients that repeat it', async () => {
    const { place, ana } = await honest()
    const bare = await enterBare(server, place)
    bare.introduce()
    for (let clock = 1; clock < 2_000; clock++)
      bare.send(awarenessMessage([{ client: 7, clock, state: '{}' }]))
    expect(await bare.code).toBe(4429)
    const acks = ana.acks.length
    addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana')
    await soon(() => ana.acks.length).toBeGreaterThan(acks)
    expect(ana.closed).toEqual([])
  })
})

describe('SYN8 awareness', () => {
  test('nobody speaks for another, nor for two', async () => {
    const { place, ana } = await honest()
    ana.provider.awareness.setLocalState({ name: 'Ana' })
    const beto = enter(server, place)
    const names = () => [...beto.provider.awareness.getStates().values()].map(({ name }) => name as unknown)
    await soon(names).toContain('Ana')
    const bare = await enterBare(server, place)
    bare.introduce()
    bare.send(awarenessMessage([{ client: ana.doc.clientID, clock: 1_000, state: '{"name":"Eva"}' }]))
    bare.send(awarenessMessage([{ client: 7, clock: 1, state: '{"name":"first"}' }]))
    bare.send(awarenessMessage([{ client: 8, clock: 1, state: '{"name":"second"}' }]))
    bare.send(awarenessMessage([{ client: 7, clock: 2, state: '{"name":"third"}' }]))
    await soon(names).toContain('third')
    expect(names()).toContain('Ana')
    expect(names()).not.toContain('Eva')
    expect(names()).not.toContain('second')
  })
  test('a name is cleaned, a colour and a number are the server’s to give, and what else is said is told to nobody', async () => {
    const { place } = await honest()
    const beto = enter(server, place)
    await beto.synced()
    const heard = (): Record<string, unknown> | undefined => beto.provider.awareness.getStates().get(7)
    const bare = await enterBare(server, place, { query: '?device=eva' })
    bare.introduce()
    const said = {
      ...{ hand: 'evas-hand', name: ' E\u202eva\n<b>' + 'a'.repeat(200), colour: 99, number: 99 },
      ...{ isLooking: true, script: 'alert(1)' },
    }
    bare.send(awarenessMessage([{ client: 7, clock: 1, state: JSON.stringify(said) }]))
    await soon(heard).toBeDefined()
    expect(Object.keys(heard() ?? {}).sort()).toEqual(['colour', 'hand', 'isLooking', 'name', 'number'])
    expect(heard()).toMatchObject({ hand: 'evas-hand', isLooking: false })
    expect(heard()?.['name']).toBe(`E va <b>${'a'.repeat(32)}`)
    expect(heard()?.['colour']).toBeLessThan(8)
    expect(heard()?.['number']).toBeLessThan(9)
    const hand = '"><script>'
    bare.send(awarenessMessage([{ client: 7, clock: 2, state: JSON.stringify({ hand, name: 7 }) }]))
    await soon(() => heard()?.['name']).toBe(null)
    expect(heard()?.['hand']).toBe(null)
  })
  test('a state of more than 2 KB, one that is no JSON and a flood of them close with 4422', async () => {
    const large = { client: 7, clock: 1, state: JSON.stringify({ name: 'x'.repeat(2_100) }) }
    await expectRefused(4422, (bare) => bare.send(awarenessMessage([large])))
    await expectRefused(4422, (bare) => bare.send(awarenessMessage([{ client: 7, clock: 1, state: '{' }])))
    const flood = Array.from({ length: 20_000 }, (_, n) => ({ client: n, clock: 1, state: '{}' }))
    await expectRefused(4422, (bare) => bare.send(awarenessMessage(flood)))
  })
})

test('a failure to write closes the authors with 1013, and what they said is taken when they come again', async () => {
  const { place, ana } = await honest()
  const acks = [...ana.acks]
  const spy = await db.connect('owner')
  await spy.query('alter table selection_updates rename to selection_updates_away')
  addLine(ana.doc, { variantId: hat, quantity: 1 }, 'ana')
  await soon(() => ana.closed).toContain(1013)
  expect(ana.acks).toEqual(acks)
  await spy.query('alter table selection_updates_away rename to selection_updates')
  await soon(() => ana.acks.length).toBeGreaterThan(acks.length)
  const { updates } = await withStore(db, store.id, (tx) => readStored(tx, store.id, place.id))
  expect(quantities(documentOf({ updates }))).toEqual({ [shirt]: 1, [hat]: 1 })
})
