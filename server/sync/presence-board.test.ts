import { readVarString, createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { expect, test } from 'vitest'
import { COLOURS, colourOf, type Present } from '../../shared/people.ts'
import type { Connection } from './connection.ts'
import { PresenceBoard } from './presence-board.ts'

type Who = Pick<Connection, 'access' | 'owner' | 'client'>
const someone = (owner: string, access: 'edit' | 'view' = 'edit') =>
  ({ access, owner, client: undefined }) as Who as Connection

/** What everybody is told, client by client. */
function heard(message: Uint8Array | false | undefined): Record<number, Present | null> {
  if (!message) return {}
  const outer = createDecoder(message)
  readVarUint(outer)
  const decoder = createDecoder(readVarUint8Array(outer))
  const count = readVarUint(decoder)
  const told = Array.from({ length: count }, () => {
    const client = readVarUint(decoder)
    readVarUint(decoder) // its clock
    return [client, JSON.parse(readVarString(decoder)) as Present | null] as const
  })
  return Object.fromEntries(told)
}
function enter(board: PresenceBoard, connection: Connection, client: number, said: object | null = {}) {
  const state = JSON.stringify(said)
  return heard(board.say(connection, [{ client, clock: 1, state }], () => false))[client]
}

test('SYN8 everybody has a number and a colour that nobody else here has', () => {
  const board = new PresenceBoard()
  const told = Array.from({ length: COLOURS }, (_, n) =>
    enter(board, someone(`device ${n}`), n, { hand: 'the-same-hand' }),
  )
  expect(new Set(told.map((person) => person?.number)).size).toBe(COLOURS)
  expect(new Set(told.map((person) => person?.colour)).size).toBe(COLOURS)
  expect(told[0]?.colour).toBe(colourOf('the-same-hand'))
  expect(enter(board, someone('one more'), 99)).toMatchObject({ number: COLOURS + 1 })
})

test('SYN8 two tabs of a phone are one person, who is gone with the last of them', () => {
  const board = new PresenceBoard()
  const tabs = [someone('phone'), someone('phone')] as const
  const first = enter(board, tabs[0], 1)
  expect(enter(board, tabs[1], 2)).toMatchObject({ number: first?.number, colour: first?.colour })
  expect(enter(board, someone('other'), 3)?.number).toBe(2)
  board.leave(tabs[0])
  expect(enter(board, someone('third'), 4)?.number).toBe(3)
  board.leave(tabs[1])
  expect(enter(board, someone('fourth'), 5)?.number).toBe(1)
})

test('SYN8 who says of no device which it is shares a number with nobody', () => {
  const board = new PresenceBoard()
  expect(enter(board, someone(''), 1)?.number).not.toBe(enter(board, someone(''), 2)?.number)
})

test('SYN8 who came by a link to look is told so, and says so by themselves in vain', () => {
  const board = new PresenceBoard()
  expect(enter(board, someone('a', 'view'), 1, { isLooking: false })?.isLooking).toBe(true)
  expect(enter(board, someone('b'), 2, { isLooking: true })?.isLooking).toBe(false)
})

test('SYN8 whoever comes is told of all as the server names them, and of nobody who has left', () => {
  const board = new PresenceBoard()
  const [ana, beto] = [someone('ana'), someone('beto')]
  enter(board, ana, 1, { hand: 'anas-hand', name: 'Ana\n' })
  enter(board, beto, 2, { name: 'Beto' })
  expect(enter(board, beto, 2, null)).toBeNull()
  const all = heard(board.all())
  expect(Object.keys(all)).toEqual(['1'])
  expect(all[1]).toMatchObject({ hand: 'anas-hand', name: 'Ana', number: 1 })
})
