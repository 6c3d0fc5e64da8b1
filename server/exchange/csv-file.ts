import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, unlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Refusal } from '../platform/problem.ts'
import { CsvParser, RecordTooLong, type CsvRecord } from './csv-parser.ts'

/** Longest record that is read: a product with its description has a few thousand characters. */
const MAX_RECORD_CHARACTERS = 1_000_000

export type CsvFile = {
  path: string
  bytes: number
  encoding: string
  delimiter: string
  close: () => Promise<void>
}

export type UnreadableReason =
  'empty' | 'binary' | 'spreadsheet' | 'record-too-long' | 'too-many-columns' | 'too-many-rows' | 'no-header'
const sentences: Record<UnreadableReason, string> = {
  empty: 'The file is empty',
  binary: 'The file is not text',
  spreadsheet: 'The file is a spreadsheet or an archive; save it as CSV',
  'record-too-long': 'A row is longer than 1,000,000 characters; a quote may never be closed',
  'too-many-columns': 'The file has more than 2,000 columns',
  'too-many-rows': 'The file has more than 500,000 rows',
  'no-header': 'The first row does not name columns',
}

export const unreadable = (reason: UnreadableReason, details: Record<string, unknown> = {}): Refusal =>
  new Refusal('import-unreadable', { reason, detail: sentences[reason], ...details })

/**
 * Keeps the stream in a temporary file, since the encoding is known only at the end and rows are read twice.
 * Refuses `body-too-large` beyond `maxBytes`, and what is not text.
 */
export async function spoolCsv(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<CsvFile> {
  const file = path.join(os.tmpdir(), `vidriera-import-${randomUUID()}.csv`)
  const close = (): Promise<void> => unlink(file)
  const handle = await open(file, 'wx', 0o600)
  try {
    const { bytes, encoding } = await copy(stream, maxBytes, (chunk) => handle.write(chunk))
    await handle.close()
    const delimiter = await findDelimiter(file, encoding)
    return { path: file, bytes, encoding, delimiter, close }
  } catch (error) {
    await handle.close()
    await close()
    throw error
  }
}

async function copy(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  write: (chunk: Uint8Array) => Promise<unknown>,
): Promise<{ bytes: number; encoding: string }> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let head = Buffer.alloc(0)
  let isUtf8 = true
  let hasNul = false
  for await (const chunk of stream) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Refusal('body-too-large', { limitBytes: maxBytes })
    if (head.byteLength < 4) head = Buffer.concat([head, chunk.subarray(0, 4)])
    hasNul ||= chunk.includes(0)
    isUtf8 &&= decodes(utf8, chunk, true)
    await write(chunk)
  }
  isUtf8 &&= decodes(utf8, new Uint8Array(), false)
  if (bytes === 0) throw unreadable('empty')
  const wide = wideEncoding(head)
  if (wide !== undefined) return { bytes, encoding: wide }
  if (head.subarray(0, 2).toString('latin1') === 'PK' || head.toString('hex').startsWith('d0cf11e0')) {
    throw unreadable('spreadsheet')
  }
  if (hasNul) throw unreadable('binary')
  return { bytes, encoding: isUtf8 ? 'utf-8' : 'windows-1252' }
}

function wideEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false // not UTF-8: the answer is the point
  }
}

async function* textOf(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(file, {
    highWaterMark: 64 * 1024,
  }) as AsyncIterable<Uint8Array>) {
    const text = decoder.decode(chunk, { stream: true })
    if (text.includes('\0') || /[\x01-\x08\x0e-\x1a]{8}/.test(text)) throw unreadable('binary')
    yield text
  }
  yield decoder.decode()
}

/** The one of `,` `;` tab that the header has most of, outside of quotes. */
async function findDelimiter(file: string, encoding: string): Promise<string> {
  for await (const text of textOf(file, encoding)) {
    const header =
      text
        .replaceAll(/"[^"]*"/g, '')
        .trimStart()
        .split(/[\r\n]/, 1)[0] ?? ''
    const count = (delimiter: string): number => header.split(delimiter).length
    return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
  }
  return ','
}

/** Every record in turn, in bounded memory; `onBytes` hears how far the reading is. */
export async function* readRecords(file: CsvFile): AsyncGenerator<CsvRecord, void> {
  const parser = new CsvParser(file.delimiter, MAX_RECORD_CHARACTERS)
  try {
    for await (const text of textOf(file.path, file.encoding)) yield* parser.push(text)
    yield* parser.end()
  } catch (error) {
    if (error instanceof RecordTooLong) throw unreadable('record-too-long', { line: error.line })
    throw error
  }
}
