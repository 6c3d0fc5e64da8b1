import { ReadableStream } from 'node:stream/web'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { importFormats, importReportSchema } from '../../shared/import.ts'
import type { Deps } from '../deps.ts'
import { actorName, operation, valid, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { unreadable } from './csv-file.ts'
import { exportCsv } from './export-csv.ts'
import { importCsv } from './import-csv.ts'

const MAX_FILE = 50 * 1024 * 1024
/** What browsers and tools call a CSV file. */
const csvTypes = /^(?:text\/csv|text\/plain|application\/(?:csv|vnd\.ms-excel|octet-stream))(?:\s*;.*)?$/i

const flag = z.enum(['0', '1']).optional()
const importQuery = z.strictObject({ dryRun: flag, setStock: flag })
const exportQuery = z.strictObject({ format: z.enum(importFormats) })
const body = {
  required: true,
  content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } },
} as const

/** Catalogue files in and out. Its bodies are files, not JSON: to be mounted before `jsonBodies()`. */
export function exchangeRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .post(
      '/imports',
      operation({
        id: 'importCatalogue',
        summary: 'Import a Shopify or WooCommerce product CSV, or rehearse it',
        access: 'admin',
        answers: { 200: importReportSchema },
        problems: ['import-unreadable', 'import-unknown-format', 'body-too-large', 'unsupported-media-type'],
      }),
      describeRoute({ requestBody: body }),
      valid('query', importQuery),
      async (c) => {
        if (!csvTypes.test(c.req.header('content-type') ?? '')) throw new Refusal('unsupported-media-type')
        if (Number(c.req.header('content-length') ?? 0) > MAX_FILE)
          throw new Refusal('body-too-large', { limitBytes: MAX_FILE })
        const file = c.req.raw.body
        if (!file) throw unreadable('empty')
        const { dryRun, setStock } = c.req.valid('query')
        const report = await importCsv({ db }, c.get('store'), file, {
          actor: actorName(c.get('actor')),
          dryRun: dryRun === '1',
          setStock: setStock === '1',
          maxBytes: MAX_FILE,
        })
        return c.json(report)
      },
    )
    .get(
      '/export',
      operation({
        id: 'exportCatalogue',
        summary: 'The catalogue as a product CSV of Shopify or WooCommerce',
        access: 'admin',
        answers: { 200: z.string() },
        media: 'text/csv',
      }),
      valid('query', exportQuery),
      (c) => {
        const store = c.get('store')
        const { format } = c.req.valid('query')
        const name = `${store.slug}-${format}.csv`
        c.header('Content-Type', 'text/csv; charset=utf-8')
        c.header('Content-Disposition', `attachment; filename="${name}"`)
        c.header('Cache-Control', 'no-store')
        // an error on the way breaks the connection off: half a file must not look like a whole one
        const bytes = ReadableStream.from(encoded(exportCsv({ db }, store, format, c.get('origin'))))
        return c.body(bytes as unknown as globalThis.ReadableStream)
      },
    )
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of lines) yield encoder.encode(text)
}
