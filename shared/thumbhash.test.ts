import fc from 'fast-check'
import { rgbaToThumbHash, thumbHashToRGBA } from 'thumbhash'
import { expect, test } from 'vitest'
import { blurOf } from './thumbhash.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** Pixels of our own bitmaps, top row first, as r, g, b. */
function pixelsOf(address: string): { width: number; height: number; pixels: number[][] } {
  const bytes = Buffer.from(address.replace('data:image/bmp;base64,', ''), 'base64')
  const [width, height, row] = [
    bytes.readUInt32LE(18),
    bytes.readUInt32LE(22),
    Math.ceil((bytes.readUInt32LE(18) * 3) / 4) * 4,
  ]
  expect([bytes.toString('latin1', 0, 2), bytes.readUInt32LE(2)]).toEqual(['BM', bytes.length])
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const at = 54 + (height - 1 - Math.floor(i / width)) * row + (i % width) * 3
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0]
  })
  return { width, height, pixels }
}

const picture = fc
  .tuple(fc.integer({ min: 4, max: 24 }), fc.integer({ min: 4, max: 24 }), fc.nat(0xffffffff))
  .map(([width, height, seed]) => {
    const rgba = new Uint8Array(width * height * 4)
    for (let i = 0; i < rgba.length; i++)
      rgba[i] = i % 4 === 3 ? 255 : (seed >>> ((i % 3) * 8)) + Math.floor(i / 16)
    return { width, height, hash: rgbaToThumbHash(width, height, rgba) }
  })

test('is what the reference makes of the same hash', () => {
  fc.assert(
    fc.property(picture, ({ width, height, hash }) => {
      const { w, h, rgba } = thumbHashToRGBA(hash)
      const blur = pixelsOf(blurOf(base64(hash), { width, height }) ?? '')
      expect(Math.max(blur.width, blur.height)).toBe(5)
      for (const [i, pixel] of blur.pixels.entries()) {
        // the reference has some thirty pixels a side: the nearest of them is not far from ours
        const x = Math.min(w - 1, Math.floor((((i % blur.width) + 0.5) / blur.width) * w))
        const y = Math.min(h - 1, Math.floor(((Math.floor(i / blur.width) + 0.5) / blur.height) * h))
        for (const [n, value] of pixel.entries())
          expect(Math.abs(value - (rgba[(y * w + x) * 4 + n] ?? 0))).toBeLessThan(40)
      }
    }),
    { seed: 20_261_121, numRuns: 300 },
  )
})

test('is exactly its colour where there is but one', () => {
  const rgba = new Uint8Array(8 * 10 * 4).map((_, i) => [200, 120, 40, 255][i % 4] ?? 0)
  const { pixels } = pixelsOf(
    blurOf(base64(rgbaToThumbHash(8, 10, rgba)), { width: 960, height: 1200 }) ?? '',
  )
  expect(pixels).toHaveLength(20)
  for (const [r = 0, g = 0, b = 0] of pixels) {
    expect(Math.abs(r - 200) + Math.abs(g - 120) + Math.abs(b - 40)).toBeLessThan(20)
  }
})

test('of what is transparent in parts there is none: it would shine through', () => {
  const rgba = new Uint8Array(8 * 8 * 4).map((_, i) => (i % 4 === 3 ? i : 200))
  expect(blurOf(base64(rgbaToThumbHash(8, 8, rgba)), { width: 8, height: 8 })).toBeUndefined()
})

test('is small enough to stand in a page, and nothing of what travels breaks it', () => {
  const rgba = new Uint8Array(80 * 100 * 4).map((_, i) => (i % 4 === 3 ? 255 : i % 251))
  expect(blurOf(base64(rgbaToThumbHash(80, 100, rgba)), { width: 960, height: 1200 })?.length).toBeLessThan(
    450,
  )
  for (const odd of ['', 'AAAA', 'AAAAAAAAAAAA'])
    expect(() => blurOf(odd, { width: 1, height: 4000 })).not.toThrow()
})
