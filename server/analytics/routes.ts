import { Hono } from 'hono'
import { z } from 'zod'
import { visitReportSchema, visitSchema } from '../../shared/analytics.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { readVisits } from './analytics.ts'

const reportQuery = z.strictObject({
  days: z
    .string()
    .regex(/^(?:[1-9]|[1-8]\d|90)$/)
    .transform(Number)
    .optional()
    .describe('1 to 90, 30 by default'),
})

export function analyticsRoutes({ db, visits }: Pick<Deps, 'db' | 'visits'>) {
  return new Hono<RequestEnv>()
    .post(
      '/visits',
      operation({
        id: 'countVisit',
        summary: 'Something was looked at; counted without knowing by whom',
        access: 'public',
        answers: { 204: null },
      }),
      valid('json', visitSchema),
      (c) => {
        const isUnwanted = c.req.header('sec-gpc') === '1' || c.req.header('dnt') === '1'
        if (!isUnwanted) visits.count(c.get('store'), c.req.valid('json'))
        return c.body(null, 204)
      },
    )
    .get(
      '/visits',
      operation({
        id: 'readVisits',
        summary: 'What was looked at, chosen and reserved, by day and by product',
        access: 'viewer',
        answers: { 200: visitReportSchema },
      }),
      valid('query', reportQuery),
      async (c) => c.json(await readVisits(db, c.get('store'), c.req.valid('query').days ?? 30)),
    )
}
