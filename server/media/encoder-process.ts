/**
 * A process of its own for what decodes strangers' bytes: without secrets, without a database, last in line for the
 * processor and first for the kernel when memory is short. Whatever happens here, the shop goes on.
 */
import fs from 'node:fs'
import os from 'node:os'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { LARGEST_HEIGHT, LARGEST_WIDTH } from '../../shared/media.ts'
import { Unreadable, type Developed, type Reply, type Task } from './encoder-messages.ts'
import { arrange, cornerOf, mount, TIMEOUT } from './mount.ts'
import { sniff } from './sniff.ts'

const MAX_PIXELS = 50_000_000
/** With the process itself and the file, less than 350 MB: a server of 512 MB has room for it. */
const MAX_DECODING_BYTES = 250_000_000
/** A logo that icons can be made from. */
const SMALLEST_SQUARE = 192

os.setPriority(10)
try {
  fs.writeFileSync('/proc/self/oom_score_adj', '1000')
} catch {
  // only Linux has it
}
sharp.cache(false)
sharp.concurrency(1)
// no other decoder can be reached, whatever a file pretends to be
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'].map((format) => `VipsForeignLoad${format}Buffer`),
})

process.on('message', (task: Task) => {
  const { id } = task
  perform(task).then(
    (result) => answer({ id, result }),
    (error: unknown) =>
      answer(
        error instanceof Unreadable
          ? { id, unreadable: error.reason }
          : { id, fault: error instanceof Error ? error.message : String(error) },
      ),
  )
})
function perform(task: Task): Promise<Developed | Buffer> {
  switch (task.kind) {
    case 'develop':
      return develop(task)
    case 'encode':
      return encode(task)
    case 'mount':
      return mount(task)
    case 'arrange':
      return arrange(task)
  }
}
process.on('disconnect', () => process.exit(0))

function answer(reply: Reply): void {
  process.send?.(reply)
}

/** Checks a picture by its content and makes the one that all others are made from. */
async function develop({ bytes, isSquare }: Task & { kind: 'develop' }): Promise<Developed> {
  const format = sniff(bytes)
  if (!format) throw new Unreadable('not-a-picture')
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const
  const open = (): Sharp => sharp(bytes, options).timeout(TIMEOUT)
  const metadata = await readable(open().metadata())
  const pixels = metadata.width * metadata.height
  if (pixels > MAX_PIXELS || pixels * decodingBytes(metadata) > MAX_DECODING_BYTES)
    throw new Unreadable('too-many-pixels')
  const master = isMaster(metadata, isSquare)
    ? Buffer.from(bytes)
    : await readable(isSquare ? squared(open(), metadata) : reduced(open()))
  const { data, info } = await readable(
    sharp(master)
      .resize(100, 100, { fit: 'inside' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
  const { width, height } = await sharp(master).metadata()
  return { master, width, height, thumbhash: toBase64(rgbaToThumbHash(info.width, info.height, data)) }
}

/** What decoding takes in memory for each pixel, as measured: little where rows come one after the other. */
function decodingBytes({
  format,
  isProgressive,
  chromaSubsampling,
  channels,
  depth,
  bitsPerSample,
}: Metadata): number {
  if (format === 'jpeg') return isProgressive ? (chromaSubsampling === '4:2:0' ? 3.4 : 6.2) : 1
  if (format === 'png') return isProgressive ? channels * (depth === 'ushort' ? 2.4 : 1.2) : 1
  if (format === 'heif') return (bitsPerSample ?? 8) > 8 ? 25 : 19
  return 5
}

/** Already all that we would make of it: small enough, one frame, upright, without anything beside its pixels. */
function isMaster(metadata: Metadata, isSquare: boolean): boolean {
  const { format, width, height, space, orientation = 1, pages = 1, exif, icc, xmp, iptc } = metadata
  const isPlain = [exif, icc, xmp, iptc].every((part) => part === undefined)
  const isFitting = width <= LARGEST_WIDTH && height <= LARGEST_HEIGHT && space === 'srgb'
  return format === 'webp' && isFitting && isPlain && orientation === 1 && pages === 1 && !isSquare
}

const asMaster = (picture: Sharp): Promise<Buffer> =>
  picture.toColourspace('srgb').webp({ quality: 92, effort: 3, smartSubsample: true }).toBuffer()

/** Upright, in sRGB, without metadata: sharp keeps none unless told to. */
const reduced = (picture: Sharp): Promise<Buffer> =>
  asMaster(
    picture
      .autoOrient()
      .resize({ width: LARGEST_WIDTH, height: LARGEST_HEIGHT, fit: 'inside', withoutEnlargement: true }),
  )

/** The whole logo in a square: what surrounds it is transparent, or the colour of its corner where nothing is. */
async function squared(picture: Sharp, { hasAlpha, autoOrient }: Metadata): Promise<Buffer> {
  const side = Math.min(Math.max(autoOrient.width, autoOrient.height), LARGEST_WIDTH)
  if (side < SMALLEST_SQUARE) throw new Unreadable('too-small')
  const inside = await picture
    .autoOrient()
    .toColourspace('srgb')
    .resize(side, side, { fit: 'inside' })
    .png({ compressionLevel: 1 })
    .toBuffer()
  const background = hasAlpha ? { r: 0, g: 0, b: 0, alpha: 0 } : { ...(await cornerOf(inside)), alpha: 1 }
  return asMaster(sharp(inside).resize(side, side, { fit: 'contain', background }))
}

/** One width in one type, from a master. */
function encode({ bytes, width, type }: Task & { kind: 'encode' }): Promise<Buffer> {
  const picture = sharp(bytes).timeout(TIMEOUT).resize({ width, withoutEnlargement: true })
  return type === 'avif'
    ? picture.avif({ quality: 55, effort: 2, chromaSubsampling: '4:2:0' }).toBuffer()
    : picture.webp({ quality: 80, effort: 4, smartSubsample: true }).toBuffer()
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** What libvips says of bytes it does not take, in our words. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Unreadable) throw error
    const isLarge = error instanceof Error && /pixel limit/.test(error.message)
    throw new Unreadable(isLarge ? 'too-many-pixels' : 'damaged', { cause: error })
  }
}
