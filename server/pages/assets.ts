import { access, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { wantedEncodings, type Encoding } from './encoding.ts'
import { keptBuilds } from './kept-builds.ts'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
/** Lie beside their compressed forms. */
export const compressible = new Set(['.js', '.css', '.svg', '.json', '.wasm'])

const suffixes: Record<Encoding, string> = { br: '.br', gzip: '.gz', identity: '' }
type Asset = { bytes: Uint8Array<ArrayBuffer>; encoding: Encoding }

/**
 * The built files, of this build and of those that are kept. Their names carry their hash, so browsers keep them for a
 * year; an unknown one is 404, never a page.
 */
export function assetRoutes(own: string, kept: string | null): Hono {
  const read = new Map<string, Promise<Asset | undefined>>()
  const find = async (name: string, encodings: Encoding[]): Promise<Asset | undefined> => {
    // those that are kept first: building again empties our own and fills it
    for (const folder of [...(kept === null ? [] : await keptBuilds(kept)), own]) {
      for (const encoding of encodings) {
        const path = join(folder, name + suffixes[encoding])
        if (await isThere(path)) return { bytes: new Uint8Array(await readFile(path)), encoding }
      }
    }
    return undefined
  }
  /** Read once; what is not there, or cannot be read, is looked for again. */
  const once = async (name: string, encodings: Encoding[]): Promise<Asset | undefined> => {
    const key = `${name} ${encodings[0]}`
    const reading = read.get(key) ?? find(name, encodings)
    read.set(key, reading)
    const asset = await reading.catch((error: unknown) => {
      read.delete(key)
      throw error
    })
    if (!asset) read.delete(key)
    return asset
  }
  return new Hono().get('/assets/:name', async (c) => {
    const name = c.req.param('name')
    const type = types[extname(name)]
    const isName = /^[\w.-]+$/.test(name) && type !== undefined
    const asset = isName && (await once(name, wanted(c.req.header('accept-encoding'), name)))
    if (!asset) return c.text('not found', 404, { 'Cache-Control': 'no-store' })
    return c.body(asset.bytes, 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ...(compressible.has(extname(name)) && { Vary: 'Accept-Encoding' }),
      ...(asset.encoding !== 'identity' && { 'Content-Encoding': asset.encoding }),
    })
  })
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** What may be sent, the smallest first. */
const wanted = (accepted: string | undefined, name: string): Encoding[] =>
  compressible.has(extname(name)) ? wantedEncodings(accepted) : ['identity']
