import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'

/** It fetches for the pages, and is bound by the policy it came with, not by theirs. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"

/** The service worker, asked for anew each time: a browser learns of a deployment by it. */
export async function serviceWorkerRoutes(dist: string): Promise<Hono> {
  const script = await readFile(join(dist, 'client/service-worker.js'), 'utf8')
  return new Hono().get('/service-worker.js', (c) =>
    c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': POLICY,
    }),
  )
}
