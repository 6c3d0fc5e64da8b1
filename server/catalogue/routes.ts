import { Hono } from 'hono'
import { z } from 'zod'
import {
  categoryTreeSchema,
  productPageSchema,
  productQuerySchema,
  productSchema,
} from '../../shared/catalogue.ts'
import { isCleanText, slugSchema } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'

const listQuery = productQuerySchema.refine((query) => isCleanText(query.q ?? ''), {
  path: ['q'],
  message: 'is not clean text',
})

export function catalogueRoutes({ catalogue }: Pick<Deps, 'catalogue'>) {
  return new Hono<RequestEnv>()
    .get(
      '/products',
      operation({
        id: 'listProducts',
        summary: 'A page of the window',
        access: 'public',
        answers: { 200: productPageSchema },
      }),
      valid('query', listQuery),
      async (c) => {
        const { body, etag } = await catalogue.listProducts(c.get('store'), c.req.valid('query'))
        const headers = { ETag: etag, 'Cache-Control': 'no-cache' }
        // two headers through the context would make a Headers object, which costs as much as the rest of this route
        if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
        return c.body(body, 200, { ...headers, 'Content-Type': 'application/json' })
      },
    )
    .get(
      '/products/:slug',
      operation({
        id: 'getProduct',
        summary: 'One product',
        access: 'public',
        answers: { 200: productSchema },
        problems: ['product-not-found'],
      }),
      valid('param', z.object({ slug: slugSchema })),
      async (c) => c.json(await catalogue.readProduct(c.get('store'), c.req.valid('param').slug)),
    )
    .get(
      '/categories',
      operation({
        id: 'listCategories',
        summary: 'The category tree',
        access: 'public',
        answers: { 200: categoryTreeSchema },
      }),
      async (c) => c.json(await catalogue.readCategories(c.get('store'))),
    )
}
