import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { mediaSchema } from '../../shared/media.ts'
import type { Deps } from '../deps.ts'
import { operation, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { createGate } from './gate.ts'
import { readUpload, uploadBody } from './read-upload.ts'
import { changeLogo, findLogo, removeLogo, upload } from './uploads.ts'

/** Of 20 MB each: what slow senders can hold in memory. */
const UPLOADS_AT_ONCE = 6
const ofUploads = ['picture-unreadable', 'body-too-large', 'unsupported-media-type'] as const

/** Pictures that are sent. Their bodies are files, not JSON: to be mounted before `jsonBodies()`. */
export function uploadRoutes(deps: Pick<Deps, 'db' | 'pictures'>) {
  const few = createGate(UPLOADS_AT_ONCE)
  return new Hono<RequestEnv>()
    .post(
      '/media',
      operation({
        id: 'uploadPicture',
        summary: 'Send a picture: JPEG, PNG, WebP, AVIF or GIF, at most 20 MB and 50 megapixels',
        access: 'admin',
        answers: { 201: mediaSchema },
        problems: ofUploads,
      }),
      describeRoute({ requestBody: uploadBody }),
      async (c) => c.json(await few(async () => upload(deps, c.get('store'), await readUpload(c))), 201),
    )
    .put(
      '/logo',
      operation({
        id: 'changeLogo',
        summary: 'The store’s logo, at least 192 pixels of its longer side; it is kept whole in a square',
        access: 'admin',
        answers: { 200: mediaSchema },
        problems: ofUploads,
      }),
      describeRoute({ requestBody: uploadBody }),
      async (c) => c.json(await few(async () => changeLogo(deps, c.get('store'), await readUpload(c)))),
    )
}

export function logoRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .get(
      '/logo',
      operation({
        id: 'getLogo',
        summary: 'The store’s logo, a square',
        access: 'public',
        answers: { 200: mediaSchema },
        problems: ['picture-not-found'],
      }),
      async (c) => {
        const found = await findLogo(db, c.get('store'))
        if (!found) throw new Refusal('picture-not-found')
        return c.json(found.logo)
      },
    )
    .delete(
      '/logo',
      operation({ id: 'removeLogo', summary: 'Go without a logo', access: 'admin', answers: { 204: null } }),
      async (c) => {
        await removeLogo(db, c.get('store'))
        return c.body(null, 204)
      },
    )
}

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
