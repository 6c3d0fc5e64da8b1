/** The load generator, a process of its own: takes one task on its channel, runs it, answers what it measured. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { databaseCheckout, MAKE_CHECKOUT, storePool } from './direct.ts'
import { HttpConnection, requestText } from './http-client.ts'
import type { Measured, Target, Task } from './tasks.ts'

type Act = () => Promise<number>

process.once('message', (task: Task) => {
  void run(task).then(
    (measured) => process.send?.({ measured }, () => process.exit(0)),
    (error: unknown) => process.send?.({ failure: String(error) }, () => process.exit(1)),
  )
})

async function run(task: Task): Promise<Measured> {
  const { acts, close } = await prepare(task.target, task.clients)
  const statuses: Record<string, number> = {}
  const latencies: number[] = []
  const started = performance.now()
  const end = started + task.seconds * 1_000
  await Promise.all(
    acts.map(async (act) => {
      for (let before = performance.now(); before < end;) {
        const status = await act()
        const after = performance.now()
        statuses[status] = (statuses[status] ?? 0) + 1
        latencies.push(after - before)
        before = after
      }
    }),
  )
  const elapsed = (performance.now() - started) / 1_000
  close()
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), statuses }
}

type Prepared = { acts: Act[]; close: () => void }

async function prepare(target: Target, clients: number): Promise<Prepared> {
  if (target.kind === 'direct-checkouts') return directCheckouts(target, clients)
  const connections = Array.from({ length: clients }, () => new HttpConnection(target.port))
  const request = await requestsOf(target)
  return {
    acts: connections.map((connection) => async () => (await connection.send(request())).status),
    close: () => connections.forEach((connection) => connection.close()),
  }
}

async function requestsOf(
  target: Exclude<Target, { kind: 'direct-checkouts' }>,
): Promise<() => string | Buffer> {
  switch (target.kind) {
    case 'checkouts':
      return () => {
        const items = pickVariants(target.variants, target.hot).map((variantId) => ({
          variantId,
          quantity: 1,
        }))
        return requestText('POST', target.path, { 'Idempotency-Key': randomUUID() }, { items })
      }
    case 'get': {
      const headers: Record<string, string> = target.isConditional
        ? { 'If-None-Match': await etagOf(target) }
        : {}
      const request = Buffer.from(requestText('GET', target.path, headers))
      return () => request
    }
  }
}

async function etagOf(target: { port: number; path: string }): Promise<string> {
  const connection = new HttpConnection(target.port, true)
  const { etag } = await connection.send(requestText('GET', target.path))
  connection.close()
  if (etag === undefined) throw new Error(`${target.path} has no ETag`)
  return etag
}

/** Three different variants, the hot one among them where there is one. */
function pickVariants(variants: string[], hot: string | undefined): string[] {
  const picked = new Set<string>(hot === undefined ? [] : [hot])
  while (picked.size < 3) picked.add(variants[Math.floor(Math.random() * variants.length)] ?? '')
  return [...picked]
}

async function directCheckouts(
  target: Extract<Target, { kind: 'direct-checkouts' }>,
  clients: number,
): Promise<Prepared> {
  const pool: pg.Pool = storePool(target.host, target.storeId)
  await Promise.all(Array.from({ length: 8 }, () => pool.query('select 1')))
  const act: Act = async () => {
    const values = databaseCheckout(target.storeId, pickVariants(target.variants, target.hot))
    await pool.query(MAKE_CHECKOUT, values)
    return 201
  }
  return { acts: Array.from({ length: clients }, () => act), close: () => void pool.end() }
}
