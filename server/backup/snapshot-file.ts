/**
 * A snapshot is one gzip file of lines: a header (JSON), then for each table a line of JSON that names it and its
 * columns, its rows as COPY writes them, and `\.`; at last a trailer (JSON) with counts and checksums. A file that was
 * cut short has no trailer, so it is never taken for a whole one.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import { z } from 'zod'

export const FORMAT = 1

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  madeAt: z.string(),
  serverVersion: z.string(),
  migrations: z.array(z.string()),
  /** Tells whether the links of these checkouts can be shown again under the SECRET_KEY at hand. */
  keyFingerprint: z.string(),
  /** Listed, not included: pictures are files and are copied as files. */
  media: z.array(z.object({ file: z.string(), bytes: z.number() })),
})
export type Header = z.infer<typeof headerSchema>

const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) })
export type TableLine = z.infer<typeof tableSchema>
const trailerSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
})
export type Trailer = z.infer<typeof trailerSchema>

const NEWLINE = 10
const END = Buffer.from('\\.\n')

/** Writes a snapshot beside its place, readable by us alone, and moves it there when it is whole. */
export class SnapshotWriter {
  readonly #gzip: Gzip
  readonly #out: fs.WriteStream
  readonly #draft: string
  readonly #file: string
  readonly #tables: Trailer['tables'] = {}
  readonly #failed: Promise<never>

  constructor(file: string) {
    this.#file = file
    this.#draft = `${file}.part`
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.rmSync(this.#draft, { force: true })
    this.#out = fs.createWriteStream(this.#draft, { mode: 0o600, flags: 'wx', flush: true })
    this.#gzip = createGzip({ level: 6 })
    this.#gzip.pipe(this.#out)
    this.#failed = new Promise((_, reject) => {
      this.#out.once('error', reject)
      this.#gzip.once('error', reject)
    })
    this.#failed.catch(() => undefined) // whoever writes next, or the end, sees it
  }

  async header(header: Header): Promise<void> {
    await this.#write(`${JSON.stringify(header)}\n`)
  }

  async table(line: TableLine, rows: AsyncIterable<Buffer>): Promise<void> {
    await this.#write(`${JSON.stringify(line)}\n`)
    const tally = createTally()
    for await (const chunk of rows) {
      tally.add(chunk)
      await this.#write(chunk)
    }
    this.#tables[line.table] = tally.end()
    await this.#write(END)
  }

  /** Ends the file and returns its size. */
  async end(): Promise<number> {
    await this.#write(`${JSON.stringify({ tables: this.#tables } satisfies Trailer)}\n`)
    this.#gzip.end()
    await Promise.race([once(this.#out, 'close'), this.#failed])
    fs.renameSync(this.#draft, this.#file)
    return fs.statSync(this.#file).size
  }

  abandon(): void {
    this.#gzip.destroy()
    this.#out.destroy()
    fs.rmSync(this.#draft, { force: true })
  }

  async #write(chunk: string | Buffer): Promise<void> {
    if (!this.#gzip.write(chunk)) await Promise.race([once(this.#gzip, 'drain'), this.#failed])
  }
}

function createTally() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add: (chunk: Buffer): void => {
      hash.update(chunk)
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) rows++
    },
    end: () => ({ rows, sha256: hash.digest('hex') }),
  }
}

type Visitor = {
  header: (header: Header) => Promise<void>
  /** Takes all rows; what it leaves is skipped. */
  table: (line: TableLine, rows: AsyncIterable<Buffer>) => Promise<void>
}

/** Reads a snapshot from front to back, checking counts and checksums; throws on a file that is not whole. */
export async function readSnapshot(file: string, visitor: Visitor): Promise<Trailer> {
  const source = fs.createReadStream(file)
  const gunzip = createGunzip()
  source.once('error', (error) => gunzip.destroy(error))
  const reader = new LineReader(source.pipe(gunzip) as AsyncIterable<Buffer>)
  try {
    await visitor.header(headerSchema.parse(JSON.parse(await reader.line())))
    const seen: Trailer['tables'] = {}
    for (;;) {
      const line: unknown = JSON.parse(await reader.line())
      const trailer = trailerSchema.safeParse(line)
      if (trailer.success) {
        if (JSON.stringify(trailer.data.tables) !== JSON.stringify(seen)) throw new Error('checksums differ')
        return trailer.data
      }
      const table = tableSchema.parse(line)
      const tally = createTally()
      const rows = reader.rows(tally.add)
      await visitor.table(table, rows)
      for await (const _skipped of rows); // counted all the same
      seen[table.table] = tally.end()
    }
  } catch (error) {
    if (isDamage(error)) throw new Error(`${file} is not a whole snapshot of ours`, { cause: error })
    throw error
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof Error &&
    /^(?:checksums differ|cut short)$|Z_(?:BUF|DATA)_ERROR|incorrect|unexpected end/.test(
      `${error.message}`,
    )) ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))

/** Lines, and runs of lines up to `\.`, out of a stream of chunks. */
class LineReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async line(): Promise<string> {
    let at: number
    while ((at = this.#rest.indexOf(NEWLINE)) === -1) await this.#fill()
    const line = this.#rest.subarray(0, at).toString('utf8')
    this.#rest = this.#rest.subarray(at + 1)
    return line
  }

  async *rows(passed: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
    for (;;) {
      while (this.#rest.length < END.length) await this.#fill()
      // here a line begins
      if (this.#rest.subarray(0, END.length).equals(END)) {
        this.#rest = this.#rest.subarray(END.length)
        return
      }
      const end = this.#rest.indexOf('\n\\.\n')
      const whole = end === -1 ? this.#rest.lastIndexOf(NEWLINE, -END.length) + 1 : end + 1
      if (whole === 0) {
        await this.#fill()
        continue
      }
      const rows = this.#rest.subarray(0, whole)
      this.#rest = this.#rest.subarray(whole)
      passed(rows)
      yield rows
    }
  }

  async #fill(): Promise<void> {
    const next = await this.#chunks.next()
    if (next.done === true) throw new Error('cut short')
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
  }
}
