import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'

/** `/media/<hash>-<width>.<type>`, for ever the same. */
export function mediaFileRoutes({ pictures }: Pick<Deps, 'pictures'>) {
  return new Hono<RequestEnv>().get('/media/:name', async (c) => {
    const file = await pictures.read(c.req.param('name'))
    if (!file) throw new Refusal('not-found')
    return c.body(new Uint8Array(file.bytes), 200, {
      'Content-Type': file.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  })
}
