import { Hono } from 'hono'
import { z } from 'zod'
import { pushKeySchema, wishRequestSchema, wishSchema } from '../../shared/push.ts'
import { idSchema } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { expectWish, takeBack, wish } from './push.ts'

// not strict: on the mount with a store in the path, the store is a parameter as well
const byWish = z.object({ wish: idSchema })

export function pushRoutes({ db, keys, config }: Pick<Deps, 'db' | 'keys' | 'config'>) {
  const areCapsOn = config.areLimitsOn
  return new Hono<RequestEnv>()
    .get(
      '/push/key',
      operation({
        id: 'getPushKey',
        summary: 'The key that a browser subscribes with; one for the whole installation',
        access: 'public',
        answers: { 200: pushKeySchema },
      }),
      (c) => {
        c.header('Cache-Control', 'no-cache')
        return c.json({ publicKey: keys.push.publicKey })
      },
    )
    .post(
      '/push/wishes',
      operation({
        id: 'makeWish',
        summary: 'Ask to be told when a hold ends soon or something is back; asked again, the same wish',
        access: 'public',
        answers: { 200: wishSchema },
        problems: [
          'variant-not-found',
          'checkout-not-found',
          'checkout-not-pending',
          'hold-ends-soon',
          'variant-available',
          'too-many-wishes',
        ],
      }),
      valid('json', wishRequestSchema),
      async (c) => {
        const asker = { address: c.get('address'), origin: c.get('origin') }
        const id = await wish({ db, keys, areCapsOn }, c.get('store'), c.req.valid('json'), asker)
        c.header('Cache-Control', 'no-store')
        return c.json({ id })
      },
    )
    .get(
      '/push/wishes/:wish',
      operation({
        id: 'getWish',
        summary: 'Whether a wish is still open',
        access: 'public',
        answers: { 204: null },
        problems: ['wish-not-found'],
      }),
      valid('param', byWish),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        await expectWish(db, c.get('store'), c.req.valid('param').wish)
        return c.body(null, 204)
      },
    )
    .delete(
      '/push/wishes/:wish',
      operation({
        id: 'takeBackWish',
        summary: 'No longer be told',
        access: 'public',
        answers: { 204: null },
        problems: ['wish-not-found'],
      }),
      valid('param', byWish),
      async (c) => {
        await takeBack(db, c.get('store'), c.req.valid('param').wish)
        return c.body(null, 204)
      },
    )
}
