import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Config } from '../config.ts'
import { plainAddress, trustedProxies } from './addresses.ts'
import type { RequestEnv } from './http.ts'
import type { Metrics } from './metrics.ts'
import { Refusal } from './problem.ts'
import type { Readiness } from './readiness.ts'
import { SharedRead } from './shared-read.ts'
import type { IncomingMessage } from 'node:http'

type OperationsDeps = { config: Config; metrics: Metrics; readiness: Pick<Readiness, 'check'> }

/** For whoever runs this: alive, ready, figures. The figures are for this machine and for trusted proxies only. */
export function operationsRoutes({ config, metrics, readiness }: OperationsDeps) {
  const trusted = trustedProxies(['127.0.0.0/8', '::1', ...config.trustedProxies])
  // however many ask at once, one of them asks the database
  const checks = new SharedRead<Awaited<ReturnType<Readiness['check']>>>()
  const fresh = { 'Cache-Control': 'no-store' }
  return new Hono<RequestEnv>()
    .get('/healthz', (c) => c.json({ alive: true }, 200, fresh))
    .get('/readyz', async (c) => {
      const report = await checks.read('', () => readiness.check())
      return c.json(report, report.ready ? 200 : 503, fresh)
    })
    .get('/metrics', async (c) => {
      if (!trusted.has(peerOf(c))) throw new Refusal('not-found')
      return c.body(await metrics.text(), 200, { ...fresh, 'Content-Type': metrics.contentType })
    })
}

/** The socket itself: what is forwarded says nothing about who reads. */
function peerOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  // a proxy on this machine must not open this to the world
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined)
    return '0.0.0.0'
  return plainAddress(incoming?.socket.remoteAddress ?? '127.0.0.1')
}
