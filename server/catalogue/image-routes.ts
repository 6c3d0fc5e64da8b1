import { Hono } from 'hono'
import { z } from 'zod'
import {
  fetchReportSchema,
  galleryChangeSchema,
  newProductImageSchema,
  productImagesSchema,
} from '../../shared/media.ts'
import { idSchema } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { retryPictures } from '../media/media.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { reportPictures } from './picture-report.ts'
import { addImage, arrangeImages, listImages, removeImage } from './product-images.ts'

const ofProduct = z.object({ product: idSchema })
const ofImage = ofProduct.extend({ image: idSchema })

/** Pictures of products for their merchants, and how those of an import come along. */
export function imageRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .get(
      '/products/:product/images',
      operation({
        id: 'listProductImages',
        summary: 'Every picture of a product, also those that are not there yet',
        access: 'viewer',
        answers: { 200: productImagesSchema },
        problems: ['product-not-found'],
      }),
      valid('param', ofProduct),
      async (c) => c.json({ items: await listImages(db, c.get('store'), c.req.valid('param').product) }),
    )
    .post(
      '/products/:product/images',
      operation({
        id: 'addProductImage',
        summary: 'Put a picture behind the others',
        access: 'admin',
        answers: { 201: productImagesSchema },
        problems: ['product-not-found', 'picture-not-found', 'variant-not-found'],
      }),
      valid('param', ofProduct),
      valid('json', newProductImageSchema),
      async (c) => {
        const { product } = c.req.valid('param')
        return c.json({ items: await addImage(db, c.get('store'), product, c.req.valid('json')) }, 201)
      },
    )
    .put(
      '/products/:product/images',
      operation({
        id: 'arrangeProductImages',
        summary: 'Order, texts and variants of a product’s pictures; what is not named is taken down',
        access: 'admin',
        answers: { 200: productImagesSchema },
        problems: ['product-not-found', 'picture-not-found', 'variant-not-found'],
      }),
      valid('param', ofProduct),
      valid('json', galleryChangeSchema),
      async (c) => {
        const { product } = c.req.valid('param')
        return c.json({ items: await arrangeImages(db, c.get('store'), product, c.req.valid('json')) })
      },
    )
    .delete(
      '/products/:product/images/:image',
      operation({
        id: 'removeProductImage',
        summary: 'Take a picture down',
        access: 'admin',
        answers: { 204: null },
        problems: ['product-not-found', 'picture-not-found'],
      }),
      valid('param', ofImage),
      async (c) => {
        const { product, image } = c.req.valid('param')
        await removeImage(db, c.get('store'), product, image)
        return c.body(null, 204)
      },
    )
    .get(
      '/imports/pictures',
      operation({
        id: 'reportPictures',
        summary:
          'How many of the pictures that imports have named are there, and what has become of the others',
        access: 'viewer',
        answers: { 200: fetchReportSchema },
      }),
      async (c) => c.json(await reportPictures(db, c.get('store'))),
    )
    .post(
      '/imports/pictures/retry',
      operation({
        id: 'retryPictures',
        summary: 'Try once more to fetch every picture that failed',
        access: 'admin',
        answers: { 200: fetchReportSchema },
      }),
      async (c) => {
        await retryPictures(db, c.get('store'))
        return c.json(await reportPictures(db, c.get('store')))
      },
    )
}
