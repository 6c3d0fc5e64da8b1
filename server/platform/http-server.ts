import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import type { Hono } from 'hono'
import { WebSocketServer } from 'ws'
import type { Config } from '../config.ts'
import { keepPace, type Pace } from './body-pace.ts'
import { SecuredResponse } from './security-headers.ts'

const DRAIN_MS = 5_000

export const timeLimits = {
  headersTimeout: 10_000,
  /** How often Node looks whether a limit has passed. */
  connectionsCheckingInterval: 5_000,
  // 50 MB from a slow phone; whoever only pretends is cut off by the pace of the body
  requestTimeout: 30 * 60_000,
  // longer than proxies keep theirs (Caddy 120 s), so that none sends a request into a closing connection
  keepAliveTimeout: 125_000,
}

/** A larger frame closes its connection. */
const LARGEST_FRAME = 256 * 1024

type Address = Pick<Config, 'host' | 'port'>

export type HttpServer = {
  server: Server
  port: number
  /** Takes no new connection, lets what is under way end, and cuts off what takes longer than 5 s. */
  drain: () => Promise<void>
}

/** Rejects where the port is taken, so that nothing is made for a server that could not listen. */
export async function expectFreePort(address: Address): Promise<void> {
  const probe = createServer()
  await bind(probe, address)
  await new Promise((resolve) => probe.close(resolve))
}

/** Listens; rejects where the port is taken. */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  address: Address,
  { pace, ...limits }: Partial<typeof timeLimits> & { pace?: Pace } = {},
): Promise<HttpServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    // for who speaks HTTP/1.0 and names none
    hostname: 'localhost',
    createServer,
    websocket: { server: socketServer() },
    serverOptions: { ServerResponse: SecuredResponse, ...timeLimits, ...limits },
  }) as Server
  keepPace(server, pace)
  await bind(server, address)
  const { port } = server.address() as AddressInfo
  return { server, port, drain: () => drain(server) }
}

/** What is upgraded; frames are small, and squeezing them would cost more memory than they have. */
function socketServer(): WebSocketServerLike {
  const options = {
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    clientTracking: false,
  }
  // its own type and the one it is taken by differ in what cannot happen here
  return new WebSocketServer(options) as unknown as WebSocketServerLike
}

function bind(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const why = bindFailures[error.code ?? '']
      reject(why === undefined ? error : new Error(why({ host, port }), { cause: error }))
    }
    server.once('error', onError)
    // where it may choose Node takes both families, and IPv4 alone on a machine that has no IPv6
    server.listen({ port, ...(host !== '::' && { host }) }, () => {
      server.off('error', onError)
      resolve()
    })
  })
}

const bindFailures: Record<string, (address: Address) => string> = {
  EADDRINUSE: ({ port }) => `port ${port} is taken: set PORT`,
  EACCES: ({ port }) => `no permission to listen on port ${port}: set PORT to one from 1024 on`,
  EADDRNOTAVAIL: ({ host }) => `${host} is not an address of this machine: set HOST`,
  ENOTFOUND: ({ host }) => `${host} is not an address of this machine: set HOST`,
}

async function drain(server: Server): Promise<void> {
  let isClosed = false
  server.close(() => (isClosed = true))
  const until = Date.now() + DRAIN_MS
  while (!isClosed && Date.now() < until) {
    server.closeIdleConnections() // those that have just answered
    await pause(20)
  }
  server.closeAllConnections()
}
