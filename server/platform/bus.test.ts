import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { createBus, type Bus } from './bus.ts'
import { testDatabase } from './test-database.ts'

const db = testDatabase()
const log = pino({ level: 'silent' })
const opened: Bus[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((bus) => bus.close()))
})
const open = (channel = 'test'): Bus => {
  const bus = createBus({ db, log }, db.connection.system, channel)
  opened.push(bus)
  return bus
}

type Listener = { heard: string[]; missed: number; stop: () => void }
function listen(bus: Bus): Listener {
  const listener: Listener = { heard: [], missed: 0, stop: () => undefined }
  listener.stop = bus.subscribe(
    (message) => listener.heard.push(message),
    () => listener.missed++,
  )
  return listener
}
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 15_000, interval: 20 })

describe('signals between processes', () => {
  test('what one says all on the same channel hear, those on another do not', async () => {
    const [one, two, elsewhere] = [open(), open(), open('another')]
    const listeners = [listen(one), listen(two), listen(elsewhere)]
    await soon(() => listeners.map(({ missed }) => missed)).toEqual([1, 1, 1])
    one.publish('a')
    two.publish('b')
    elsewhere.publish('c')
    await soon(() => listeners.map(({ heard }) => heard.toSorted())).toEqual([['a', 'b'], ['a', 'b'], ['c']])
  })

  test('whoever may have missed some is told: at the beginning, and after the connection broke', async () => {
    const bus = open()
    const listener = listen(bus)
    await soon(() => listener.missed).toBe(1)
    const admin = await db.connect('postgres')
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    )
    await soon(() => listener.missed).toBe(2)
    bus.publish('again')
    await soon(() => listener.heard).toEqual(['again'])
  })

  test('who is alone hears itself without the database, until another one comes', async () => {
    const bus = open()
    const listener = listen(bus)
    const outside = await db.connect('postgres')
    await outside.query('listen test')
    const passed: string[] = []
    outside.on('notification', ({ payload = '' }) =>
      passed.push(...payload.split('\n').filter((line) => !line.startsWith('here/'))),
    )
    let said = 0
    // not before others had time to answer
    await soon(async () => {
      bus.publish(`${++said}`)
      await Promise.resolve()
      return listener.heard.includes(`${said}`)
    }).toBe(true)
    // the one before was the last that went through the database
    const last = `${said - 1}`
    await soon(() => passed.at(-1)).toBe(last)
    bus.publish('alone')
    await outside.query('select pg_sleep(0.05)')
    expect(listener.heard).toContain('alone')
    expect(passed.at(-1)).toBe(last)
    const late = listen(open())
    await soon(() => late.missed).toBe(1)
    await soon(() => {
      bus.publish(`${++said}`)
      return late.heard.length
    }).toBeGreaterThan(0)
  })

  test('who has stopped listening hears nothing more', async () => {
    const bus = open()
    const [first, second] = [listen(bus), listen(bus)]
    await soon(() => first.missed).toBe(1)
    first.stop()
    bus.publish('later')
    await soon(() => second.heard).toEqual(['later'])
    expect(first.heard).toEqual([])
  })
})
