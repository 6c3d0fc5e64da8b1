import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { changesIn, type Change } from './selection-document-changes.ts'
import { sayName } from './selection-document-about.ts'
import { addLine, removeLine, setQuantity } from './selection-document.ts'

const shirt = '0193a000-0000-7000-8000-000000000001'
const hat = '0193a000-0000-7000-8000-000000000002'

/** Two phones; `heard` collects what the first hears of the second. */
function pair() {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const heard: Change[] = []
  here.on('afterTransaction', (transaction) => heard.push(...changesIn(transaction)))
  there.on('update', (update: Uint8Array) => Y.applyUpdate(here, update))
  here.on('update', (update: Uint8Array) => Y.applyUpdate(there, update))
  return { here, there, heard: () => heard.splice(0).filter(({ client }) => client === there.clientID) }
}

it('a change is of whoever wrote it, by the hand they sign with', () => {
  const { here, there, heard } = pair()
  addLine(here, { variantId: shirt, quantity: 3 }, 'ana')
  expect(heard()).toEqual([])
  addLine(there, { variantId: hat, quantity: 1 }, 'beto')
  expect(heard()).toEqual([{ lineId: hat, client: there.clientID, hand: 'beto' }])
  setQuantity(there, shirt, 2)
  expect(heard()).toEqual([{ lineId: shirt, client: there.clientID, hand: 'beto' }])
  removeLine(there, shirt)
  expect(heard()).toEqual([{ lineId: shirt, client: there.clientID, hand: 'beto' }])
})

it('who has signed nothing is known by their client alone', () => {
  const { here, there, heard } = pair()
  addLine(here, { variantId: shirt, quantity: 3 }, 'ana')
  removeLine(there, shirt)
  expect(heard()).toEqual([{ lineId: shirt, client: there.clientID, hand: null }])
})

it('what is said beside the lines changes none', () => {
  const { there, heard } = pair()
  sayName(there, 'beto', 'Beto')
  expect(heard()).toEqual([])
})

it('whatever a session has written is among it when its map is made anew', () => {
  const { there, heard } = pair()
  addLine(there, { variantId: hat, quantity: 1 }, 'beto')
  for (let n = 0; n < 200; n++) {
    heard()
    addLine(there, { variantId: shirt, quantity: 1 }, 'beto')
    expect(heard()).toContainEqual({ lineId: shirt, client: there.clientID, hand: 'beto' })
  }
})
