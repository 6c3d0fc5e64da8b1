import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Connection } from './connection.ts'
import { PresenceBoard, type Told } from './presence-board.ts'
import { createPresenceSignals } from './presence-signals.ts'

const log = pino({ level: 'silent' })
const key = 'store/selection'

/** Two processes on one bus, in which everything is heard at once. */
function twoProcesses() {
  const said: string[] = []
  const processes: ReturnType<typeof open>[] = []
  const open = () => {
    const presence = new PresenceBoard('process')
    const room = {
      presence,
      hearPresence: (process: string, told: Told[]) => void presence.hear(process, told, performance.now()),
      forgetPresence: (before: number) => void presence.forget(before),
    }
    const publish = (message: string) => {
      said.push(message)
      const [store = '', id = '', kind, ...rest] = message.split('/')
      for (const process of processes) process.signals.heard(`${store}/${id}`, kind, rest)
    }
    const signals = createPresenceSignals({ bus: { publish }, log, find: () => room, everyMs: 20 })
    return { presence, signals }
  }
  return { said, open: () => processes[processes.push(open()) - 1] as ReturnType<typeof open> }
}
const enter = (board: PresenceBoard, client: number, clock = 1, name = 'Ana') => {
  const connection = { access: 'edit', owner: `phone ${client}`, client } as Partial<Connection> as Connection
  board.say(connection, [{ client, clock, state: JSON.stringify({ name }) }], () => false)
}
const told = (said: string[]) => said.filter((message) => message.startsWith(`${key}/here/`))
const namesAt = (board: PresenceBoard) => Buffer.from(board.all() ?? []).toString()

test('SYN8 who is here is said to no process as long as none serves the same selection', () => {
  const { said, open } = twoProcesses()
  const one = open()
  one.signals.ask(key)
  enter(one.presence, 1)
  one.signals.changed(key, 1)
  one.signals.close()
  expect(said).toEqual([`${key}/who/${one.signals.ownProcess}`])
})

test('SYN8 whoever opens it later is told of all who are there, and tells of theirs', () => {
  const { said, open } = twoProcesses()
  const [one, two] = [open(), open()]
  enter(one.presence, 1, 1, 'Ana')
  enter(two.presence, 2, 1, 'Beto')
  two.signals.ask(key)
  expect([namesAt(one.presence), namesAt(two.presence)]).toEqual([
    expect.stringContaining('Beto'),
    expect.stringContaining('Ana'),
  ])
  expect(told(said)).toHaveLength(2)
})

test('SYN8 a thousand words within a moment are a few messages of 2 KB, and the last one counts', async () => {
  const { said, open } = twoProcesses()
  const [one, two] = [open(), open()]
  two.signals.ask(key)
  said.length = 0
  for (let n = 0; n < 1_000; n++) {
    enter(one.presence, n % 20, n + 2, `name ${n}`)
    one.signals.changed(key, n % 20)
  }
  await expect.poll(() => namesAt(two.presence)).toContain('name 999')
  expect(told(said).length).toBeLessThan(5)
  expect(Math.max(...said.map((message) => Buffer.byteLength(message)))).toBeLessThan(2_200)
})

test('what another build says of who is there is passed over', () => {
  const { open } = twoProcesses()
  const one = open()
  for (const text of ['nonsense', '[{"client":-1}]', '{}'])
    expect(one.signals.heard(key, 'here', ['other', text])).toBe(true)
  expect(one.presence.all()).toBeUndefined()
})
