import { createServer, type Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Config } from '../config.ts'
import { SecuredResponse } from './security-headers.ts'

const DRAIN_MS = 5_000

export type HttpServer = {
  server: Server
  port: number
  /** Takes no new connection, lets what is under way end, and cuts off what takes longer than 5 s. */
  drain: () => Promise<void>
}

/** Rejects where the port is taken, so that nothing is made for a server that could not listen. */
export async function expectFreePort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(sayTaken(error, port)))
    probe.listen(port, host, resolve)
  })
  await new Promise((resolve) => probe.close(resolve))
}

function sayTaken(error: Error, port: number): Error {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? new Error(`port ${port} is taken: set PORT`, { cause: error }) : error
}

/** Listens; rejects where the port is taken. */
export function listen(app: Pick<Hono, 'fetch'>, config: Pick<Config, 'host' | 'port'>): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        port: config.port,
        hostname: config.host,
        createServer,
        serverOptions: {
          ServerResponse: SecuredResponse,
          headersTimeout: 15_000,
          requestTimeout: 120_000,
          // longer than proxies keep theirs (Caddy 120 s), so that none sends a request into a closing connection
          keepAliveTimeout: 125_000,
        },
      },
      ({ port }) => resolve({ server, port, drain: () => drain(server) }),
    ) as Server
    server.once('error', (error) => reject(sayTaken(error, config.port)))
  })
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
