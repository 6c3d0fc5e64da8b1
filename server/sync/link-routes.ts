import { Hono } from 'hono'
import { z } from 'zod'
import { selectionIdSchema } from '../../shared/selection.ts'
import {
  selectionLinkRequestSchema,
  selectionLinkSchema,
  selectionLinksSchema,
} from '../../shared/selection-links.ts'
import { idSchema } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv, type Store } from '../platform/http.ts'
import { addLink, listLinks, revokeLink } from './links.ts'

const ofSelection = z.object({ selection: selectionIdSchema })
const ofLink = z.object({ selection: selectionIdSchema, link: idSchema })
const placeOf = (store: Store, selectionId: string) => ({ storeId: store.id, selectionId })

/** The id of a selection is the capability of whoever made it: who has it may let others in. */
export function linkRoutes({ db, keys }: Pick<Deps, 'db' | 'keys'>) {
  return new Hono<RequestEnv>()
    .post(
      '/selections/:selection/links',
      operation({
        id: 'addSelectionLink',
        summary: 'A link that lets others into a selection, to choose together or only to look',
        access: 'public',
        answers: { 201: selectionLinkSchema },
        problems: ['selection-not-found', 'too-many-links'],
      }),
      valid('param', ofSelection),
      valid('json', selectionLinkRequestSchema),
      async (c) => {
        const place = placeOf(c.get('store'), c.req.valid('param').selection)
        const link = await addLink({ db, keys }, place, c.req.valid('json').access)
        c.header('Cache-Control', 'no-store')
        return c.json(link, 201)
      },
    )
    .get(
      '/selections/:selection/links',
      operation({
        id: 'listSelectionLinks',
        summary: 'The links that let others into a selection',
        access: 'public',
        answers: { 200: selectionLinksSchema },
      }),
      valid('param', ofSelection),
      async (c) => {
        const place = placeOf(c.get('store'), c.req.valid('param').selection)
        c.header('Cache-Control', 'no-store')
        return c.json({ items: await listLinks({ db, keys }, place) })
      },
    )
    .delete(
      '/selections/:selection/links/:link',
      operation({
        id: 'revokeSelectionLink',
        summary: 'Takes a link back: it opens nothing from now on',
        access: 'public',
        answers: { 204: null },
      }),
      valid('param', ofLink),
      async (c) => {
        const { selection, link } = c.req.valid('param')
        await revokeLink({ db }, placeOf(c.get('store'), selection), link)
        return c.body(null, 204)
      },
    )
}
