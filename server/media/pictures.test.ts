import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { nameOf, pictureUrl, sourcesOf, widthsOf } from '../../shared/media.ts'
import { createPictures } from './pictures.ts'
import type { MediaStorage } from './storage.ts'
import { testPictures } from './test-pictures.ts'

const { pictures, storage, files } = testPictures()
const demo = fs.readFileSync(
  fileURLToPath(new URL('../demo/pictures/raremagic/sextante.webp', import.meta.url)),
)
const picture = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: '#a05030' } })
    .jpeg()
    .toBuffer()

describe('MED1 names', () => {
  test('equal bytes are one picture, others another, and a logo is not a picture', async () => {
    const bytes = await picture(300)
    const first = await pictures.keep(bytes)
    expect(await pictures.keep(Buffer.from(bytes))).toEqual(first)
    expect((await pictures.keep(await picture(301))).hash).not.toBe(first.hash)
    expect((await pictures.keep(bytes, { isSquare: true })).hash).not.toBe(first.hash)
    expect(files()).toContain(`${first.hash}.webp`)
  })

  test('what one address stands for, and what it offers to choose from', () => {
    const hash = 'ab'.repeat(16)
    expect(widthsOf(300)).toEqual([300])
    expect(widthsOf(700)).toEqual([320, 480, 640, 700])
    expect(widthsOf(960)).toEqual([320, 480, 640, 750, 960])
    expect(widthsOf(1440)).toEqual([320, 480, 640, 750, 960, 1440])
    for (const [width, usual] of [
      [300, 300],
      [960, 960],
      [1000, 960],
      [1440, 960],
    ] as const)
      expect(pictureUrl(hash, width)).toBe(`/media/${hash}-${usual}.webp`)
    expect(sourcesOf({ url: pictureUrl(hash, 500), width: 500 }, 'avif')).toBe(
      `/media/${hash}-320.avif 320w, /media/${hash}-480.avif 480w, /media/${hash}-500.avif 500w`,
    )
  })
})

describe('MED4 what is served', () => {
  test('every width in both types, made when it is first asked for and kept', async () => {
    const { hash, width } = await pictures.keep(await picture(700, 400))
    expect(files().filter((file) => file.startsWith(hash))).toEqual([`${hash}.webp`])
    for (const step of widthsOf(width)) {
      for (const [type, contentType] of [
        ['avif', 'image/avif'],
        ['webp', 'image/webp'],
      ] as const) {
        const name = nameOf(hash, step, type)
        const file = await pictures.read(name)
        expect(file?.contentType).toBe(contentType)
        const metadata = await sharp(file?.bytes).metadata()
        expect([metadata.format, metadata.width]).toEqual([type === 'avif' ? 'heif' : 'webp', step])
        expect((await storage.get(name))?.equals(file?.bytes ?? Buffer.alloc(0))).toBe(true)
      }
    }
  })

  test('nothing else: other widths, other names, the master itself', async () => {
    const { hash } = await pictures.keep(await picture(700, 400))
    const before = files()
    const others = [
      ...[`${hash}.webp`, `${hash}-960.webp`, `${hash}-1440.avif`, `${hash}-701.webp`, `${hash}-1.webp`],
      ...[`${hash}-320.png`, `${hash}-0320.webp`, `${hash}-320.webp.bak`, `${hash.toUpperCase()}-320.webp`],
      ...[`${'0'.repeat(32)}-320.webp`, '../secret-key', '..%2fsecret-key', 'secret-key', ''],
    ]
    for (const name of others) expect([name, await pictures.read(name)]).toEqual([name, undefined])
    expect(files()).toEqual(before)
  })

  test('however many ask at once, it is made once', async () => {
    const { hash } = await pictures.keep(demo)
    const name = nameOf(hash, 640, 'avif')
    const all = await Promise.all(Array.from({ length: 20 }, () => pictures.read(name)))
    expect(new Set(all.map((file) => file?.bytes)).size).toBe(1)
  })

  test('a storage that takes nothing still shows the picture, and says so in the log', async () => {
    const lines: string[] = []
    const full: MediaStorage = { ...storage, put: () => Promise.reject(new Error('ENOSPC')) }
    const { hash } = await pictures.keep(demo)
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
    const encoder = {
      encode: () => Promise.resolve(Buffer.from('made')),
      develop: () => expect.fail(),
      mount: () => expect.fail(),
      arrange: () => expect.fail(),
      close: () => undefined,
    }
    const poor = createPictures({ storage: full, encoder, log })
    expect((await poor.read(nameOf(hash, 480, 'webp')))?.bytes.toString()).toBe('made')
    expect(lines.join()).toContain('ENOSPC')
  })

  test('the head of every form of WebP is understood', async () => {
    const base = sharp({ create: { width: 333, height: 100, channels: 4, background: '#ff000080' } })
    for (const bytes of [
      await base.clone().removeAlpha().webp().toBuffer(),
      await base.clone().webp({ lossless: true }).toBuffer(),
      await base.clone().webp().toBuffer(),
    ]) {
      const { hash } = await pictures.keep(bytes)
      expect((await pictures.read(nameOf(hash, 333, 'webp')))?.contentType).toBe('image/webp')
    }
  })
})

test('prepared is what most will ask for, without anybody waiting; removed is all of it', async () => {
  const kept = await pictures.keep(await picture(500, 700))
  pictures.prepare(kept)
  const names = ['-320.avif', '-480.avif', '-500.avif', '.webp'].map((end) => kept.hash + end)
  await expect
    .poll(() => files().filter((file) => file.startsWith(kept.hash)), { timeout: 10_000 })
    .toEqual(names)
  await pictures.read(nameOf(kept.hash, 320, 'webp'))
  await pictures.remove(kept)
  expect(files().filter((file) => file.startsWith(kept.hash))).toEqual([])
})

test('what was removed while it was being written down is kept again', async () => {
  const bytes = await picture(222)
  const saved = await pictures.keepAndSave(bytes, async (kept) => {
    await pictures.remove(kept)
    return kept.hash
  })
  expect(files()).toContain(`${saved}.webp`)
})
