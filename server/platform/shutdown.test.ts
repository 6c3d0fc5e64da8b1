import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { listen } from './http-server.ts'
import { createShutdown } from './shutdown.ts'

const log = pino({ level: 'silent' })
const config = { host: '127.0.0.1', port: 0 }

test('what is under way is answered, and nothing new is taken', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let arrived: () => void = () => undefined
  const under = new Promise<void>((resolve) => (arrived = resolve))
  const app = new Hono().get('/', async (c) => {
    arrived()
    await held
    return c.text('whole')
  })
  const http = await listen(app, config)
  const url = `http://127.0.0.1:${http.port}/`
  const slow = fetch(url)
  await under
  const drained = http.drain()
  await expect(fetch(url)).rejects.toThrow()
  release()
  expect(await (await slow).text()).toBe('whole')
  const before = performance.now()
  await drained
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('what does not end is cut off after five seconds', async () => {
  const http = await listen(
    new Hono().get('/', () => new Promise<Response>(() => undefined)),
    config,
  )
  const stuck = fetch(`http://127.0.0.1:${http.port}/`).catch(() => 'cut off')
  await fetch(`http://127.0.0.1:${http.port}/other`)
  const before = performance.now()
  await http.drain()
  expect(await stuck).toBe('cut off')
  expect(performance.now() - before).toBeLessThan(7_000)
})

test('the last thing started stops first, once, and a failure does not keep the rest', async () => {
  const order: string[] = []
  const shutdown = createShutdown(log, (code) => order.push(`left with ${code}`))
  const step = (what: string) => () => Promise.resolve(order.push(what))
  shutdown.before('database', step('database'))
  shutdown.before('broken', () => Promise.reject(new Error('does not stop')))
  shutdown.before('requests', step('requests'))
  await Promise.all([shutdown.exit(0), shutdown.exit(1)])
  expect(order).toEqual(['requests', 'database', 'left with 0'])
})
