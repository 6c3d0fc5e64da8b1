/** The baselines over HTTP, a process of their own: Node with `pg` and one query a request, or Hono with a constant 304. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { storePool } from './direct.ts'

export type BareTask =
  { kind: 'list'; host: string; storeId: string; text: string; values: unknown[] } | { kind: 'not-modified' }

process.once('message', (task: BareTask) => {
  const listening = (port: number): void => void process.send?.({ port })
  if (task.kind === 'list') listPerRequest(task, listening)
  else notModified(listening)
})
process.once('disconnect', () => process.exit(0))

function listPerRequest(task: Extract<BareTask, { kind: 'list' }>, listening: (port: number) => void): void {
  const pool = storePool(task.host, task.storeId)
  const server = createServer((_request, response) => {
    pool.query<{ item: unknown }>(task.text, task.values).then(
      ({ rows }) => {
        const body = JSON.stringify({ items: rows.map((row) => row.item), nextCursor: null })
        response.writeHead(200, {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        })
        response.end(body)
      },
      (error: unknown) => response.writeHead(500, { 'Content-Length': 0 }).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1', () => listening((server.address() as AddressInfo).port))
}

function notModified(listening: (port: number) => void): void {
  const etag = '"0123456789abcdefghijkl"'
  const app = new Hono().get('/api/stores/:store/products', (c) =>
    c.req.header('if-none-match') === etag
      ? c.body(null, 304, { ETag: etag })
      : c.json([], 200, { ETag: etag }),
  )
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => listening(info.port))
}
