import { Hono } from 'hono'
import { z } from 'zod'
import { generationsSchema } from '../../shared/selection-generations.ts'
import { selectionIdSchema } from '../../shared/selection.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { readGenerations } from './generations.ts'

const ofGeneration = z.object({
  selection: selectionIdSchema,
  generation: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
})

/** A replica of an earlier generation is never merged: what it holds beyond that is found out where it is. */
export function generationRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>().get(
    '/selections/:selection/generations/:generation',
    operation({
      id: 'getSelectionGeneration',
      summary: 'What an earlier generation of a selection ended with, and how it is now',
      access: 'public',
      answers: { 200: generationsSchema },
      problems: ['selection-not-found'],
    }),
    valid('param', ofGeneration),
    async (c) => {
      const { selection, generation } = c.req.valid('param')
      c.header('Cache-Control', 'no-store')
      return c.json(await readGenerations(db, c.get('store').id, { capability: selection, generation }))
    },
  )
}
