import { Hono } from 'hono'
import { z } from 'zod'
import {
  resolvedSelectionSchema,
  resolveRequestSchema,
  selectionIdSchema,
  selectionStatusSchema,
} from '../../shared/selection.ts'
import { idSchema } from '../../shared/text.ts'
import { selectionCleaningSchema } from '../../shared/selection-cleaning.ts'
import { putBackSchema } from '../../shared/selection-put-back.ts'
import { languageQuerySchema } from '../../shared/translations.ts'
import type { Deps } from '../deps.ts'
import { actorName, operation, valid, type RequestEnv } from '../platform/http.ts'
import { readCleaning, startCleaning } from './cleaning.ts'
import { undoRemovals } from './put-back.ts'
import { readResolved, resolveSelection, sayStatus } from './selections.ts'

// not strict: on the mount with a store in the path, the store is a parameter as well
const byCleaning = z.object({ cleaning: idSchema })
const byId = z.object({ selection: selectionIdSchema })

export function selectionRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .get(
      '/selections/:selection',
      operation({
        id: 'getSelection',
        summary: 'What lies in a selection, with the prices and the stock of this moment',
        access: 'public',
        answers: { 200: resolvedSelectionSchema },
        problems: ['selection-not-found'],
      }),
      valid('param', byId),
      valid('query', languageQuerySchema),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        const deps = { db, log: c.get('log') }
        const { selection } = c.req.valid('param')
        return c.json(await readResolved(deps, c.get('store'), selection, c.req.valid('query').lang))
      },
    )
    .post(
      '/selections/:selection/put-back',
      operation({
        id: 'putBackRemoved',
        summary:
          'Puts back what was taken out of a selection and is sold again; asked for again, it changes nothing',
        access: 'public',
        answers: { 200: z.strictObject({ lines: z.int().describe('how many are back by this') }) },
        problems: ['selection-not-found', 'selection-processing', 'forbidden'],
      }),
      valid('param', byId),
      valid('json', putBackSchema),
      async (c) => {
        const asked = { ...c.req.valid('json'), capability: c.req.valid('param').selection }
        const lines = await undoRemovals(db, c.get('store').id, asked)
        c.get('log').info({ lines }, 'what was taken out of a selection was put back')
        return c.json({ lines })
      },
    )
    .post(
      '/selections/:selection/status',
      operation({
        id: 'setSelectionStatus',
        summary: 'Close a selection to whoever is in it, or open it again',
        access: 'agent',
        answers: { 204: null },
        problems: ['selection-not-found', 'selection-processing'],
      }),
      valid('param', byId),
      valid('json', selectionStatusSchema),
      async (c) => {
        const { selection } = c.req.valid('param')
        const { status } = c.req.valid('json')
        await sayStatus(db, c.get('store'), selection, status)
        // without its id, which opens it
        c.get('log').info({ status, by: actorName(c.get('actor')) }, 'the status of a selection was set')
        return c.body(null, 204)
      },
    )
    .post(
      '/selections/clean',
      operation({
        id: 'cleanSelections',
        summary: 'Take what is no longer sold out of all selections; while that is under way, how far it is',
        access: 'agent',
        answers: { 202: selectionCleaningSchema },
      }),
      async (c) => {
        const by = actorName(c.get('actor'))
        const cleaning = await startCleaning(db, c.get('store').id, by)
        c.get('log').info({ cleaning: cleaning.id, by }, 'the selections of the store are to be cleaned')
        return c.json(cleaning, 202)
      },
    )
    .get(
      '/selections/cleanings/:cleaning',
      operation({
        id: 'getSelectionCleaning',
        summary: 'How far a cleaning of all selections is, and what came of it',
        access: 'agent',
        answers: { 200: selectionCleaningSchema },
        problems: ['not-found'],
      }),
      valid('param', byCleaning),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        return c.json(await readCleaning(db, c.get('store').id, c.req.valid('param').cleaning))
      },
    )
    .post(
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
