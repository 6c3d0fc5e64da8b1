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
function enter(
  board: PresenceBoard,
  connection: Connection,
  client: number,
  said: object | null = {},
  clock = 1,
) {
  const state = JSON.stringify(said)
  return heard(board.say(connection, [{ client, clock, state }], () => false))[client]
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

/** Two server processes; `meet` lets each hear how everybody stands at the other. */
function twoProcesses() {
  const [here, there] = [new PresenceBoard('a'), new PresenceBoard('b')]
  const meet = (now = 0) => [here.hear('b', there.told(), now), there.hear('a', here.told(), now)] as const
  return { here, there, meet }
}
const numbers = (board: PresenceBoard) =>
  Object.fromEntries(Object.entries(heard(board.all())).map(([client, present]) => [client, present?.number]))

test('SYN8 whoever is served by another process is here as the server there names them, until they leave it', () => {
  const { here, there, meet } = twoProcesses()
  const beto = someone('beto')
  enter(here, someone('ana'), 1)
  enter(there, beto, 2, { name: ' Beto\n', isLooking: true })
  const [{ news }] = meet()
  expect(heard(news)[2]).toMatchObject({ name: 'Beto', isLooking: false })
  expect(Object.keys(heard(here.all()))).toEqual(Object.keys(heard(there.all())))
  there.leave(beto)
  expect(heard(here.hear('b', there.told([2]), 0).news)).toEqual({ 2: null })
  expect(Object.keys(heard(here.all()))).toEqual(['1'])
})

test('SYN8 two who were given one number in two processes have two, the same two in both', () => {
  const { here, there, meet } = twoProcesses()
  for (let n = 0; n < 4; n++) {
    enter(here, someone(`phone ${2 * n}`), n)
    enter(there, someone(`phone ${2 * n + 1}`), 10 + n)
  }
  for (let n = 0; n < 8; n++) meet()
  expect(numbers(here)).toEqual(numbers(there))
  expect(Object.values(numbers(here)).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test.each(['ana', 'zoe'])('SYN8 two tabs of a phone at two processes are one person, beside %s', (other) => {
  const { here, there, meet } = twoProcesses()
  enter(here, someone(other), 1)
  enter(here, someone('phone'), 2)
  enter(there, someone('phone'), 3)
  for (let n = 0; n < 4; n++) meet()
  const { 1: others, 2: one, 3: two } = numbers(here)
  expect([one, new Set([others, one]).size]).toEqual([two, 2])
  expect(numbers(there)).toEqual(numbers(here))
})

test('SYN8 nobody at another process speaks for somebody here, and nobody here for somebody there', () => {
  const { here, there, meet } = twoProcesses()
  enter(here, someone('ana'), 1, { name: 'Ana' })
  enter(there, someone('eva'), 1, { name: 'Eva' }, 9)
  enter(there, someone('beto'), 2, { name: 'Beto' })
  const [{ news }] = meet()
  expect(Object.keys(heard(news))).toEqual(['2'])
  expect([heard(here.all())[1]?.name, here.ownerOf(1), here.ownerOf(2)]).toEqual(['Ana', 'ana', 'beto'])
  expect(enter(here, someone('eva'), 2, { name: 'Eva' })).toBeUndefined()
  expect(heard(here.all())[2]?.name).toBe('Beto')
})

test('SYN8 whoever comes back by another process has not left', () => {
  const { here, there, meet } = twoProcesses()
  const before = someone('ana')
  enter(here, before, 1)
  enter(there, someone('ana'), 1)
  meet()
  expect(here.leave(before)).toBeUndefined()
  expect(there.hear('a', here.told([1]), 0).news).toBeUndefined()
  expect([Object.keys(heard(here.all())), Object.keys(heard(there.all()))]).toEqual([['1'], ['1']])
})

test('SYN8 of whom nothing is heard any more they are let go, and their number is free', () => {
  const { here, there, meet } = twoProcesses()
  enter(there, someone('beto'), 2)
  meet(1_000)
  expect(enter(here, someone('ana'), 1)?.number).toBe(2)
  expect(here.forget(1_000)).toBeUndefined()
  expect(heard(here.forget(1_001))).toEqual({ 2: null })
  expect(enter(here, someone('eva'), 3)?.number).toBe(1)
})
