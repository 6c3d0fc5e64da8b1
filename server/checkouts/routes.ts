import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { roleCovers } from '../../shared/accounts.ts'
import {
  cancelRequestSchema,
  checkoutCodeSchema,
  checkoutListSchema,
  checkoutRequestSchema,
  checkoutSchema,
  checkoutStatuses,
  deviceIdSchema,
  extendRequestSchema,
  idempotencyKeySchema,
  madeCheckoutSchema,
  merchantCheckoutSchema,
  reportedEventSchema,
} from '../../shared/checkout.ts'
import { idSchema, isCleanText } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type Actor, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { makeCheckout } from './checkouts.ts'
import { cancelCheckout, confirmCheckout, extendCheckout, reportEvent } from './end-checkouts.ts'
import { cursorPattern, listCheckouts } from './list-checkouts.ts'
import { findCheckoutId, readCheckout, readMerchantCheckout } from './read-checkouts.ts'

type CheckoutDeps = Pick<Deps, 'db' | 'keys' | 'makeCheckout' | 'config'>

// not strict: on the mount with a store in the path, the store is a parameter as well
const byCode = z.object({ code: checkoutCodeSchema })
const byCodeOrId = z.object({ code: z.union([checkoutCodeSchema, idSchema]) })
const listQuerySchema = z.strictObject({
  status: z.enum(checkoutStatuses).optional(),
  q: z.string().trim().max(300).refine(isCleanText).optional(),
  cursor: z.string().regex(cursorPattern).optional(),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/)
    .transform(Number)
    .optional(),
})

export function checkoutRoutes(deps: CheckoutDeps) {
  const { db, keys } = deps
  const links = (c: Context<RequestEnv>) => ({ db, keys, publicUrl: c.get('origin') })
  const merchantLinks = (c: Context<RequestEnv>) => ({ ...links(c), showsLinks: mayAct(c.get('actor')) })
  return new Hono<RequestEnv>()
    .post(
      '/checkouts',
      operation({
        id: 'makeCheckout',
        summary: 'Reserve the stock, freeze the prices, make one link',
        access: 'public',
        answers: { 201: madeCheckoutSchema },
        problems: [
          'idempotency-key-required',
          'idempotency-key-reused',
          'unknown-variant',
          'too-many-units',
          'too-many-holds',
          'insufficient-stock',
          'price-changed',
          'selection-processing',
          'selection-not-found',
          'selection-empty',
          'selection-not-orderable',
          'conflict',
          'checkout-not-found',
          'checkout-not-pending',
          'store-inactive',
        ],
      }),
      valid('json', checkoutRequestSchema),
      async (c) => {
        const key = idempotencyKeySchema.safeParse(c.req.header('idempotency-key'))
        if (!key.success) throw new Refusal('idempotency-key-required')
        const device = deviceIdSchema.optional().safeParse(c.req.header('x-device-id'))
        if (!device.success)
          throw new Refusal('invalid-request', {
            issues: [{ in: 'header', path: 'X-Device-Id', message: 'is malformed' }],
          })
        const making = { ...links(c), makeCheckout: deps.makeCheckout, areCapsOn: deps.config.areLimitsOn }
        const sender = { key: key.data, deviceId: device.data, address: c.get('address') }
        const made = await makeCheckout(making, c.get('store'), c.req.valid('json'), sender)
        c.header('Cache-Control', 'no-store')
        return c.json(made, 201)
      },
    )
    .get(
      '/checkouts',
      operation({
        id: 'listCheckouts',
        summary: 'Checkouts of the store, newest first; pending ones in the order they end in',
        access: 'viewer',
        answers: { 200: checkoutListSchema },
      }),
      valid('query', listQuerySchema),
      async (c) => c.json(await listCheckouts(merchantLinks(c), c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/checkouts/:code',
      operation({
        id: 'getCheckout',
        summary: 'What the link shows; changes nothing',
        access: 'public',
        answers: { 200: checkoutSchema },
        problems: ['checkout-not-found'],
      }),
      valid('param', byCode),
      async (c) => {
        sealed(c)
        return c.json(await readCheckout(links(c), c.get('store'), c.req.valid('param').code))
      },
    )
    .get(
      '/checkouts/:code/merchant',
      operation({
        id: 'getMerchantCheckout',
        summary: 'A checkout with its customer and its events',
        access: 'viewer',
        answers: { 200: merchantCheckoutSchema },
        problems: ['checkout-not-found'],
      }),
      valid('param', byCodeOrId),
      async (c) => {
        sealed(c)
        const id = await findCheckoutId(db, c.get('store'), c.req.valid('param').code)
        return c.json(await readMerchantCheckout(merchantLinks(c), c.get('store'), id))
      },
    )
    .post(
      '/checkouts/:code/events',
      operation({
        id: 'reportCheckoutEvent',
        summary: "What the page's script saw: seen, WhatsApp opened",
        access: 'public',
        answers: { 204: null },
        problems: ['checkout-not-found'],
      }),
      valid('param', byCode),
      valid('json', reportedEventSchema),
      async (c) => {
        const id = await findCheckoutId(db, c.get('store'), c.req.valid('param').code)
        await reportEvent(db, c.get('store'), id, c.req.valid('json').kind)
        return c.body(null, 204)
      },
    )
    .post(
      '/checkouts/:code/confirm',
      operation({
        id: 'confirmCheckout',
        summary: 'Turn the reservation into a sale',
        access: 'agent',
        answers: { 200: merchantCheckoutSchema },
        problems: [
          'checkout-not-found',
          'checkout-not-confirmable',
          'insufficient-stock',
          'store-unavailable',
        ],
      }),
      valid('param', byCodeOrId),
      async (c) => {
        const store = c.get('store')
        const id = await findCheckoutId(db, store, c.req.valid('param').code)
        await confirmCheckout(db, store, id, c.get('actor'))
        return c.json(await readMerchantCheckout(merchantLinks(c), store, id))
      },
    )
    .post(
      '/checkouts/:code/extend',
      operation({
        id: 'extendCheckout',
        summary: 'Hold the stock longer; before the hold has ended',
        access: 'agent',
        answers: { 200: merchantCheckoutSchema },
        problems: ['checkout-not-found', 'checkout-not-pending'],
      }),
      valid('param', byCodeOrId),
      valid('json', extendRequestSchema),
      async (c) => {
        const store = c.get('store')
        const id = await findCheckoutId(db, store, c.req.valid('param').code)
        await extendCheckout(db, store, id, c.get('actor'), c.req.valid('json').minutes)
        return c.json(await readMerchantCheckout(merchantLinks(c), store, id))
      },
    )
    .post(
      '/checkouts/:code/cancel',
      operation({
        id: 'cancelCheckout',
        summary: 'End the reservation; the shopper by the code, the merchant also by the id',
        access: 'holder',
        answers: { 204: null },
        problems: ['checkout-not-found', 'checkout-not-pending'],
      }),
      valid('param', byCodeOrId),
      valid('json', cancelRequestSchema),
      async (c) => {
        const { code } = c.req.valid('param')
        const actor = c.get('actor')
        // an id is no capability: whoever is not of the store must hold the code
        if (actor.kind === 'shopper' && code.length === 36) throw new Refusal('checkout-not-found')
        if (actor.kind !== 'shopper' && !mayAct(actor) && code.length === 36)
          throw new Refusal('forbidden', { needs: 'agent' })
        const id = await findCheckoutId(db, c.get('store'), code)
        await cancelCheckout(db, c.get('store'), id, actor, c.req.valid('json').reason ?? null)
        return c.body(null, 204)
      },
    )
}

const mayAct = (actor: Actor): boolean => actor.kind !== 'shopper' && roleCovers(actor.role, 'agent')

function sealed(c: Context): void {
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  c.header('Referrer-Policy', 'no-referrer')
}
