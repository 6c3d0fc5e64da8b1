import { Hono } from 'hono'
import { resolvedSelectionSchema, resolveRequestSchema } from '../../shared/selection.ts'
import { languageQuerySchema } from '../../shared/translations.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { resolveSelection } from './selections.ts'

export function selectionRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>().post(
    '/selections/resolve',
    operation({
      id: 'resolveSelection',
      summary: 'Lines with the prices and the stock of this moment',
      access: 'public',
      answers: { 200: resolvedSelectionSchema },
    }),
    valid('query', languageQuerySchema),
    valid('json', resolveRequestSchema),
    async (c) => {
      c.header('Cache-Control', 'no-store')
      const deps = { db, log: c.get('log') }
      const { lang } = c.req.valid('query')
      return c.json(await resolveSelection(deps, c.get('store'), c.req.valid('json'), lang))
    },
  )
}
