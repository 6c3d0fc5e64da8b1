import fs from 'node:fs'
import { crc32 } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { afterAll, describe, expect, test } from 'vitest'
import { Unreadable } from './encoder-messages.ts'
import { createEncoder } from './encoder.ts'
import { sniff } from './sniff.ts'

const encoder = createEncoder()
afterAll(() => encoder.close())

const demo = fs.readFileSync(
  fileURLToPath(new URL('../demo/pictures/raremagic/sextante.webp', import.meta.url)),
)
/** Two halves, blue to the left and yellow to the right. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2040c0' } }).composite([
    {
      input: { create: { width: width >> 1, height, channels: 3, background: '#e0d020' } },
      left: width - (width >> 1),
      top: 0,
    },
  ])
const reasonOf = async (bytes: Uint8Array, options?: { isSquare?: boolean }): Promise<string> => {
  try {
    await encoder.develop(bytes, options)
    return 'taken'
  } catch (error) {
    if (error instanceof Unreadable) return error.reason
    throw error
  }
}

describe('MED2 type and size are judged by content', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('%s is taken', async (format) => {
    const bytes = await halves(400, 300).toFormat(format).toBuffer()
    expect(sniff(bytes)).toBe(format)
    const made = await encoder.develop(bytes)
    expect(made).toMatchObject({ width: 400, height: 300 })
    expect((await sharp(made.master).metadata()).format).toBe('webp')
  })

  test('what is no picture, or one we do not take, is refused whatever it pretends to be', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    const jpeg = await halves(64, 64).jpeg().toBuffer()
    const photo = await sharp(demo).jpeg().toBuffer()
    const files: Record<string, [Uint8Array, string]> = {
      svg: [Buffer.from(svg), 'not-a-picture'],
      html: [Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-a-picture'],
      empty: [Buffer.alloc(0), 'not-a-picture'],
      tiff: [await halves(9, 9).tiff().toBuffer(), 'not-a-picture'],
      heic: [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'not-a-picture'],
      'svg behind the first bytes of a JPEG': [
        Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(svg)]),
        'damaged',
      ],
      'svg behind the first bytes of a GIF': [Buffer.from(`GIF89a${svg}`), 'damaged'],
      'most of a JPEG': [photo.subarray(0, photo.length * 0.8), 'damaged'],
      'half a JPEG': [jpeg.subarray(0, jpeg.length >> 1), 'damaged'],
      'a PNG of the first bytes only': [(await halves(9, 9).png().toBuffer()).subarray(0, 40), 'damaged'],
    }
    for (const [name, [bytes, reason]] of Object.entries(files))
      expect([name, await reasonOf(bytes)]).toEqual([name, reason])
  })

  test('more than 50 megapixels are refused before they are decoded', async () => {
    const began = performance.now()
    expect(await reasonOf(hugePng(50_000, 50_000))).toBe('too-many-pixels')
    expect(await reasonOf(hugePng(8_000, 6_300))).toBe('too-many-pixels')
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('so is what decodes into more memory than there may be', { timeout: 90_000 }, async () => {
    const of = (side: number) =>
      sharp({ create: { width: side, height: side, channels: 3, background: '#2040c0' } })
    expect(await reasonOf(await of(3700).avif({ effort: 0 }).toBuffer())).toBe('too-many-pixels')
    expect(await reasonOf(await of(3700).webp({ effort: 0 }).toBuffer())).toBe('taken')
    const progressive = { progressive: true, chromaSubsampling: '4:4:4', quality: 50 }
    expect(await reasonOf(await of(6700).jpeg(progressive).toBuffer())).toBe('too-many-pixels')
  })
})

/** Header and nothing else: what a bomb shows before it goes off. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(64)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('MED3 what is kept shows what was sent, and nothing else', () => {
  test('upright, in sRGB, without metadata, no wider than it is ever served', async () => {
    const photo = await halves(3000, 2000)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Artist: 'canary' }, IFD3: { GPSLatitude: '34/1 36/1 0/1' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    expect(photo.includes('canary')).toBe(true)
    const { master, width, height } = await encoder.develop(photo)
    expect([width, height]).toEqual([1440, 2160])
    const { exif, icc, xmp, orientation, space } = await sharp(master).metadata()
    expect({ exif, icc, xmp, orientation, space }).toEqual({ space: 'srgb' })
    expect(master.includes('canary')).toBe(false)
    // turned clockwise, what was left is above
    const pixels = await sharp(master).raw().toBuffer()
    expect([...pixels.subarray(0, 3)].map(near)).toEqual(['low', 'low', 'high'])
    expect([...pixels.subarray(-3)].map(near)).toEqual(['high', 'high', 'low'])
  })

  test('what is already as we would make it stays as it is', async () => {
    const { master, width, height } = await encoder.develop(demo)
    expect(master.equals(demo)).toBe(true)
    expect([width, height]).toEqual([960, 1200])
  })

  test('of what moves, the first frame', async () => {
    const frames = await sharp(
      [await halves(40, 40).png().toBuffer(), await halves(40, 40).negate().png().toBuffer()],
      {
        join: { animated: true },
      },
    )
      .gif()
      .toBuffer()
    expect((await sharp(frames).metadata()).pages).toBe(2)
    const { master, height } = await encoder.develop(frames)
    expect(height).toBe(40)
    expect([...(await sharp(master).removeAlpha().raw().toBuffer()).subarray(0, 3)].map(near)).toEqual([
      'low',
      'low',
      'high',
    ])
  })

  test('the thumbhash is that of the picture', async () => {
    const { thumbhash } = await encoder.develop(await halves(400, 400).jpeg().toBuffer())
    const { w, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'))
    expect([...rgba.subarray(0, 3)].map(near)).toEqual(['low', 'low', 'high'])
    expect([...rgba.subarray((w - 1) * 4, (w - 1) * 4 + 3)].map(near)).toEqual(['high', 'high', 'low'])
  })
})

const near = (value: number): string => (value > 150 ? (value > 180 ? 'high' : 'middle') : 'low')

describe('a logo', () => {
  test('is whole in a square: in the colour of its corner, or transparent where it was', async () => {
    const wide = await encoder.develop(await halves(600, 200).jpeg().toBuffer(), { isSquare: true })
    expect([wide.width, wide.height]).toEqual([600, 600])
    const [r = 0, g = 0, b = 0] = await sharp(wide.master).raw().toBuffer()
    expect([r, g, b].map(near)).toEqual(['low', 'low', 'high'])
    const clear = await sharp({
      create: { width: 200, height: 600, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
    })
      .png()
      .toBuffer()
    const tall = await encoder.develop(clear, { isSquare: true })
    const { data, info } = await sharp(tall.master).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 600, height: 600, channels: 4 })
    expect([data[3], data[(300 * 600 + 300) * 4 + 3]]).toEqual([0, 128])
  })

  test('is refused where icons could not be made of it', async () => {
    expect(await reasonOf(await halves(191, 90).png().toBuffer(), { isSquare: true })).toBe('too-small')
    expect(await reasonOf(await halves(192, 90).png().toBuffer(), { isSquare: true })).toBe('taken')
  })
})

describe('MED4 a width is never larger than the picture', () => {
  test.each(['avif', 'webp'] as const)('%s', async (type) => {
    const small = await encoder.encode(demo, 320, type)
    const metadata = await sharp(small).metadata()
    expect([metadata.format === 'heif' ? metadata.compression : metadata.format, metadata.width]).toEqual([
      type === 'avif' ? 'av1' : 'webp',
      320,
    ])
    expect((await sharp(await encoder.encode(demo, 1440, type)).metadata()).width).toBe(960)
    expect(small.length).toBeLessThan(20_000)
  })
})

describe('the process that encodes', () => {
  test('takes nothing with it when it dies: strangers’ bytes are refused, the rest is done again', async () => {
    const program = fileURLToPath(new URL('./test-dying-encoder.ts', import.meta.url))
    const dying = createEncoder(program)
    await expect(dying.develop(demo)).rejects.toMatchObject({ reason: 'damaged' })
    await expect(dying.encode(demo, 320, 'webp')).rejects.toThrow('ended')
    dying.close()
  })

  test('is ended with whoever waits for it, and starts again when it is needed', async () => {
    const own = createEncoder()
    const cut = own.encode(demo, 640, 'avif')
    const cutToo = own.develop(demo)
    own.close()
    await expect(cutToo).rejects.toBeInstanceOf(Unreadable)
    expect((await sharp(await cut).metadata()).width).toBe(640)
    own.close()
  })

  test('knows no secret of ours', async () => {
    process.env['SECRET_CANARY'] = 'canary'
    const program = fileURLToPath(new URL('./test-dying-encoder.ts', import.meta.url))
    const own = createEncoder(program)
    const told = await own.develop(Buffer.from('environment')).catch((error: unknown) => String(error))
    expect(told).toContain('MALLOC_ARENA_MAX')
    expect(told).not.toContain('CANARY')
    own.close()
    delete process.env['SECRET_CANARY']
  })
})
