import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { Hono } from 'hono'

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
const compressible = new Set(['.js', '.css', '.svg', '.json'])

type Encoding = 'br' | 'gzip' | null
type Asset = { type: string; body: (encoding: Encoding) => Promise<Uint8Array> }

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The built files. Their names carry their hash, so they are kept for a year; an unknown one is 404, never a page. */
export async function assetRoutes(folder: string): Promise<Hono> {
  const names = await readdir(folder).catch(() => [])
  const assets = new Map(names.map((name) => [name, assetOf(join(folder, name))]))
  return new Hono().get('/assets/:name', async (c) => {
    const asset = assets.get(c.req.param('name'))
    if (!asset) return c.text('not found', 404, { 'Cache-Control': 'no-store' })
    const encoding = encodingFor(c.req.header('accept-encoding') ?? '', c.req.param('name'))
    return c.body(new Uint8Array(await asset.body(encoding)), 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    })
  })
}

/** Read and compressed when first asked for, then kept. */
function assetOf(path: string): Asset {
  const kept = new Map<Encoding, Promise<Uint8Array>>()
  const make = async (encoding: Encoding): Promise<Uint8Array> => {
    const bytes = await readFile(path)
    if (encoding === 'br') return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    return encoding === 'gzip' ? zip(bytes, { level: 9 }) : bytes
  }
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    body: (encoding) => {
      const body = kept.get(encoding) ?? make(encoding)
      kept.set(encoding, body)
      return body
    },
  }
}

function encodingFor(accepted: string, name: string): Encoding {
  if (!compressible.has(extname(name))) return null
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0+)?\b)/.test(accepted)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\b)/.test(accepted) ? 'gzip' : null
}
