import { Hono, type Context } from 'hono'
import { z } from 'zod'
import {
  categoryChangeSchema,
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
import { changeCategory } from './change-category.ts'
import { operation, valid, type RequestEnv, type Store } from '../platform/http.ts'
import { respond, type Serialised } from '../platform/known-reads.ts'

/** Answers, and says how the same is answered once more. */
async function answer(
  c: Context<RequestEnv>,
  read: (store: Store) => Promise<Serialised>,
): Promise<Response> {
  const found = await read(c.get('store'))
  c.set('readAgain', { findStore: c.get('findStore'), read })
  return respond(found, c.req.header('if-none-match'))
}

export function catalogueRoutes({ catalogue, db }: Pick<Deps, 'catalogue' | 'db'>) {
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.listProducts(store, query))
      },
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readFacets(store, query))
      },
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.suggest(store, query))
      },
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
      (c) => {
        const { slug } = c.req.valid('param')
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readProduct(store, slug, query))
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
      (c) => {
        const { slug } = c.req.valid('param')
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readRelated(store, slug, query))
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readSnapshot(store, query))
      },
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readPointer(store, query))
      },
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
      (c) => {
        const query = c.req.valid('query')
        return answer(c, (store) => catalogue.readCategories(store, query))
      },
    )
    .patch(
      '/categories/:category',
      operation({
        id: 'changeCategory',
        summary: 'The picture of a category, and its place among those beside it; answers the tree',
        access: 'admin',
        answers: { 200: categoryTreeSchema },
        problems: ['category-not-found', 'picture-not-found'],
      }),
      valid('param', z.object({ category: slugSchema })),
      valid('json', categoryChangeSchema),
      async (c) => {
        const { category } = c.req.valid('param')
        return c.json(await changeCategory(db, c.get('store'), category, c.req.valid('json')))
      },
    )
}
