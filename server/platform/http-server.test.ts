import { once } from 'node:events'
import net from 'node:net'
import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import { expectFreePort, listen, timeLimits, type HttpServer } from './http-server.ts'

const config = { host: '127.0.0.1', port: 0 }
const app = new Hono()
  .get('/', (c) => c.text('here'))
  .post('/', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)))
  .onError((_error, c) => c.body(null, 500)) // of a body that breaks off

let http: HttpServer | undefined
afterEach(() => http?.drain())

/** A connection of our own, to say things a client library would not. */
async function speak(port: number, text: string) {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.on('error', () => undefined) // cut off while it still speaks: 'close' follows
  const closed = once(socket, 'close').then(() => heard)
  socket.write(text)
  return { socket, closed, heard: () => heard }
}

const upload = (bytes: number) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`

describe('a request has time to arrive, and no more than it needs', () => {
  test('headers that do not end are answered 408 and cut off', async () => {
    http = await listen(app, config, { headersTimeout: 200, connectionsCheckingInterval: 50 })
    const { closed } = await speak(http.port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('the limits themselves: seconds for headers, half an hour for a file of 50 MB', () => {
    expect(timeLimits.headersTimeout + timeLimits.connectionsCheckingInterval).toBeLessThanOrEqual(15_000)
    // a slow uplink of 256 kbit/s
    expect(timeLimits.requestTimeout).toBeGreaterThan((50 * 8 * 1024 * 1000) / 256)
  })

  test('a body that hardly moves is cut off, however long it could go on', async () => {
    http = await listen(app, config, { pace: { windowMs: 150, leastBytes: 100 } })
    const { socket, closed } = await speak(http.port, upload(1_000_000))
    const drip = setInterval(() => socket.write('x'), 20)
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(drip)
  })

  test('a slow one that moves arrives whole', async () => {
    http = await listen(app, config, { pace: { windowMs: 150, leastBytes: 100 } })
    const { socket, heard } = await speak(http.port, upload(5_000))
    for (let sent = 0; sent < 5_000; sent += 100) {
      socket.write('x'.repeat(100))
      await pause(20) // twenty windows in all
    }
    await expect.poll(heard).toMatch(/^HTTP\/1\.1 200 [^]*5000$/)
    socket.destroy()
  })

  test('one that we leave lying is not held against its sender', async () => {
    let isRead = false
    const slow = new Hono().post('/', async (c) => {
      await pause(600) // four windows
      const { byteLength } = await c.req.arrayBuffer()
      isRead = true
      return c.text(String(byteLength))
    })
    http = await listen(slow, config, { pace: { windowMs: 150, leastBytes: 100 } })
    const size = 4_000_000 // more than the buffers on the way hold
    const { socket, heard } = await speak(http.port, upload(size) + 'x'.repeat(size))
    await expect.poll(heard, { timeout: 5_000 }).toMatch(/^HTTP\/1\.1 200 [^]*4000000$/)
    expect(isRead).toBe(true)
    socket.destroy()
  })
})

describe('where it listens', () => {
  const loopbacks = Object.values(os.networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal }) => internal)
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))

  test('every address is every one this machine has, of both families', async () => {
    http = await listen(app, { host: '::', port: 0 })
    const { port } = http
    expect(loopbacks).toContain('127.0.0.1')
    for (const address of loopbacks)
      expect(await (await fetch(`http://${address}:${port}/`)).text(), address).toBe('here')
  })

  test('a request without a host is answered all the same', async () => {
    http = await listen(app, { host: '::', port: 0 })
    const { closed } = await speak(http.port, 'GET / HTTP/1.0\r\n\r\n')
    expect(await closed).toMatch(/^HTTP\/1\.1 200 [^]*here$/)
  })

  test('what cannot be listened on is said in a sentence', async () => {
    http = await listen(app, config)
    await expect(expectFreePort({ ...config, port: http.port })).rejects.toThrow('is taken: set PORT')
    await expect(expectFreePort({ host: '192.0.2.77', port: 0 })).rejects.toThrow(
      '192.0.2.77 is not an address',
    )
    await expect(expectFreePort({ host: '::', port: http.port })).rejects.toThrow('is taken: set PORT')
  })
})
