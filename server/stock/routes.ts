import { Hono } from 'hono'
import { z } from 'zod'
import {
  balancesSchema,
  stockChangeSchema,
  stockHoldSchema,
  stockLevelsSchema,
  stockLogPageSchema,
  stockSettingsSchema,
} from '../../shared/stock.ts'
import { idSchema, isCleanText } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { changeStock, changeStockSettings, listHolds, listStock, readStockLog } from './stock.ts'

const byVariant = z.object({ id: idSchema })
const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/)
  .transform(Number)
  .optional()
const listQuery = z.strictObject({
  q: z.string().trim().max(200).refine(isCleanText).optional(),
  low: z
    .enum(['0', '1'])
    .transform((flag) => flag === '1')
    .optional(),
  cursor: idSchema.optional(),
  limit,
})
const logQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
  limit,
})

export function stockRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .get(
      '/stock',
      operation({
        id: 'listStock',
        summary: 'Held and free units of every variant',
        access: 'viewer',
        answers: { 200: stockLevelsSchema },
      }),
      valid('query', listQuery),
      async (c) => {
        const { low, ...query } = c.req.valid('query')
        return c.json(await listStock(db, c.get('store'), { ...query, lowOnly: low }))
      },
    )
    .get(
      '/variants/:id/stock/log',
      operation({
        id: 'readStockLog',
        summary: 'Every change of the stock, newest first',
        access: 'viewer',
        answers: { 200: stockLogPageSchema },
        problems: ['variant-not-found'],
      }),
      valid('param', byVariant),
      valid('query', logQuery),
      async (c) =>
        c.json(await readStockLog(db, c.get('store'), c.req.valid('param').id, c.req.valid('query'))),
    )
    .get(
      '/variants/:id/stock/holds',
      operation({
        id: 'listHolds',
        summary: 'Who holds units of it',
        access: 'viewer',
        answers: { 200: z.strictObject({ items: z.array(stockHoldSchema) }) },
        problems: ['variant-not-found'],
      }),
      valid('param', byVariant),
      async (c) => c.json({ items: await listHolds(db, c.get('store'), c.req.valid('param').id) }),
    )
    .post(
      '/variants/:id/stock',
      operation({
        id: 'changeStock',
        summary: 'Receive, adjust, return or count',
        access: 'agent',
        answers: { 200: balancesSchema },
        problems: [
          'variant-not-found',
          'stock-changed',
          'stock-below-reserved',
          'stock-not-tracked',
          'conflict',
        ],
      }),
      valid('param', byVariant),
      valid('json', stockChangeSchema),
      async (c) =>
        c.json(
          await changeStock(db, c.get('store'), c.req.valid('param').id, c.req.valid('json'), c.get('actor')),
        ),
    )
    .patch(
      '/variants/:id/stock',
      operation({
        id: 'changeStockSettings',
        summary: 'Tracked or not, backorder or not, low-stock threshold',
        access: 'admin',
        answers: { 204: null },
        problems: ['variant-not-found', 'stock-below-reserved'],
      }),
      valid('param', byVariant),
      valid('json', stockSettingsSchema),
      async (c) => {
        await changeStockSettings(db, c.get('store'), c.req.valid('param').id, c.req.valid('json'))
        return c.body(null, 204)
      },
    )
}
