import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Hono } from 'hono'
import { describeApi, type Described } from './describe-api.ts'
import type { RequestEnv } from './http.ts'
import { Refusal } from './problem.ts'

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vidriera API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })\n`

// Swagger's own script writes style attributes; this page alone allows them
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const files = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
])

/** `/openapi.json`, generated from the very schemas that validate, and `/docs`, a page to browse it. */
export function documentationRoutes(app: () => Described) {
  let described: Promise<string> | undefined
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return new Hono<RequestEnv>()
    .get('/openapi.json', async (c) => {
      described ??= describeApi(app()).then((document) => JSON.stringify(document))
      return c.body(await described, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })
    })
    .get('/docs', (c) =>
      c.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }),
    )
    .get('/docs/start.js', (c) => c.body(start, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/docs/:file', async (c) => {
      const name = c.req.param('file')
      const type = files.get(name)
      if (type === undefined) throw new Refusal('not-found')
      const body = new Uint8Array(await fs.readFile(path.join(folder, name)))
      return c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' })
    })
}
