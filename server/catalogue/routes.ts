import { Hono, type Context } from 'hono'
import { z } from 'zod'
import {
  categoryTreeSchema,
  facetsSchema,
  facetQuerySchema,
  productPageSchema,
  productQuerySchema,
  productSchema,
  relatedProductsSchema,
  suggestionQuerySchema,
  suggestionsSchema,
} from '../../shared/catalogue.ts'
import {
  bundleDetailsSchema,
  cataloguePointerSchema,
  catalogueSnapshotSchema,
  snapshotQuerySchema,
} from '../../shared/catalogue-snapshot.ts'
import { slugSchema } from '../../shared/text.ts'
import { languageQuerySchema } from '../../shared/translations.ts'
import type { Deps } from '../deps.ts'
import { bundleName, decompress } from './bundle.ts'
import type { Serialised } from './catalogue.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'

/** Serialised once for all who ask the same; whoever has it already is told so. */
function answer(c: Context<RequestEnv>, { body, etag }: Serialised): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' }
  // two headers through the context would make a Headers object, which costs as much as the rest of this route
  if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return c.body(body, 200, { ...headers, 'Content-Type': 'application/json' })
}

export function catalogueRoutes({ catalogue }: Pick<Deps, 'catalogue'>) {
  return new Hono<RequestEnv>()
    .get(
      '/products',
      operation({
        id: 'listProducts',
        summary: 'A page of the window',
        access: 'public',
        answers: { 200: productPageSchema },
        problems: ['category-not-found'],
      }),
      valid('query', productQuerySchema),
      async (c) => answer(c, await catalogue.listProducts(c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/products/facets',
      operation({
        id: 'readFacets',
        summary: 'What the window can be narrowed by',
        access: 'public',
        answers: { 200: facetsSchema },
        problems: ['category-not-found'],
      }),
      valid('query', facetQuerySchema),
      async (c) => answer(c, await catalogue.readFacets(c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/products/suggestions',
      operation({
        id: 'suggestProducts',
        summary: 'What somebody who is typing may mean',
        access: 'public',
        answers: { 200: suggestionsSchema },
      }),
      valid('query', suggestionQuerySchema),
      async (c) => answer(c, await catalogue.suggest(c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/products/:slug',
      operation({
        id: 'getProduct',
        summary: 'One product; by an old slug too, the answer has the present one',
        access: 'public',
        answers: { 200: productSchema },
        problems: ['product-not-found'],
      }),
      valid('param', z.object({ slug: slugSchema })),
      valid('query', languageQuerySchema),
      async (c) => {
        const { slug } = c.req.valid('param')
        return answer(c, await catalogue.readProduct(c.get('store'), slug, c.req.valid('query')))
      },
    )
    .get(
      '/products/:slug/related',
      operation({
        id: 'readRelatedProducts',
        summary: 'At most 8 products that are like one',
        access: 'public',
        answers: { 200: relatedProductsSchema },
        problems: ['product-not-found'],
      }),
      valid('param', z.object({ slug: slugSchema })),
      valid('query', languageQuerySchema),
      async (c) => {
        const { slug } = c.req.valid('param')
        return answer(c, await catalogue.readRelated(c.get('store'), slug, c.req.valid('query')))
      },
    )
    .get(
      '/catalogue',
      operation({
        id: 'readCatalogue',
        summary: 'The whole window, or what changed in it since a cursor',
        access: 'public',
        answers: { 200: catalogueSnapshotSchema },
      }),
      valid('query', snapshotQuerySchema),
      async (c) => answer(c, await catalogue.readSnapshot(c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/catalogue/current',
      operation({
        id: 'findCatalogueBundle',
        summary: 'Where the whole window lies in one piece',
        access: 'public',
        answers: { 200: cataloguePointerSchema },
      }),
      valid('query', languageQuerySchema),
      async (c) => answer(c, await catalogue.readPointer(c.get('store'), c.req.valid('query'))),
    )
    .get(
      '/catalogue/bundles/:bundle',
      operation({
        id: 'readCatalogueBundle',
        summary: 'A part of the window in one piece: the same for ever, and gone a day after the next',
        access: 'public',
        answers: { 200: z.union([catalogueSnapshotSchema, bundleDetailsSchema]) },
        problems: ['not-found'],
      }),
      valid('param', z.object({ bundle: z.string().regex(bundleName) })),
      async (c) => {
        const body = await catalogue.readBundle(c.get('store'), c.req.valid('param').bundle)
        const isTaken = /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/.test(c.req.header('accept-encoding') ?? '')
        return c.body(new Uint8Array(isTaken ? body : await decompress(body)), 200, {
          'Content-Type': 'application/json',
          'Cache-Control': 'public, max-age=31536000, immutable',
          Vary: 'Accept-Encoding',
          ...(isTaken && { 'Content-Encoding': 'br' }),
        })
      },
    )
    .get(
      '/categories',
      operation({
        id: 'listCategories',
        summary: 'The category tree',
        access: 'public',
        answers: { 200: categoryTreeSchema },
      }),
      valid('query', languageQuerySchema),
      async (c) => answer(c, await catalogue.readCategories(c.get('store'), c.req.valid('query'))),
    )
}
