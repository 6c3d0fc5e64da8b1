/** Pictures in other shapes than their own, for icons, links and manifests: made of masters, never of strangers' bytes. */
import sharp from 'sharp'
import type { Task } from './encoder-messages.ts'

export const TIMEOUT = { seconds: 25 }

/** What a picture stands on, told by its first pixel. */
export async function cornerOf(picture: Buffer) {
  const pixel = { left: 0, top: 0, width: 1, height: 1 }
  const [r = 255, g = 255, b = 255] = await sharp(picture).flatten().extract(pixel).raw().toBuffer()
  return { r, g, b }
}

type Size = { width: number; height: number }

/** What is left empty beside a picture in the middle, filled with its own edges: its backdrop goes on without a seam. */
async function edgesOf(picture: Buffer, { width, height }: Size, whole: Size) {
  const isBeside = width < whole.width
  const [length, empty] = isBeside ? [width, whole.width - width] : [height, whole.height - height]
  const sides = [
    { from: 0, at: 0, size: Math.floor(empty / 2) },
    { from: length - 1, at: Math.floor(empty / 2) + length, size: Math.ceil(empty / 2) },
  ].filter(({ size }) => size > 0)
  const filled = sides.map(async ({ from, at, size }) => {
    const edge = isBeside
      ? { left: from, top: 0, width: 1, height }
      : { left: 0, top: from, width, height: 1 }
    const shape = isBeside ? { width: size, height: whole.height } : { width: whole.width, height: size }
    const line = await sharp(picture).extract(edge).png().toBuffer()
    const near = await sharp(line)
      .resize({ ...shape, fit: 'fill' })
      .png({ compressionLevel: 1 })
      .toBuffer()
    // a shadow that is cut by the edge dissolves instead of becoming a beam
    const fading = await fade(shape, { isBeside, isBefore: at === 0 })
    const shown = sharp(near)
      .ensureAlpha()
      .composite([{ input: fading, blend: 'dest-in' }])
    const over = await shown.png({ compressionLevel: 1 }).toBuffer()
    const input = await sharp(near)
      .blur(36)
      .composite([{ input: over }])
      .png({ compressionLevel: 1 })
      .toBuffer()
    return { input, left: isBeside ? at : 0, top: isBeside ? 0 : at }
  })
  return Promise.all(filled)
}

/** Opaque at the picture, gone half way out. */
function fade({ width, height }: Size, { isBeside, isBefore }: { isBeside: boolean; isBefore: boolean }) {
  const length = isBeside ? width : height
  const ramp = Buffer.alloc(length * 4)
  for (let i = 0; i < length; i++) {
    const away = (isBefore ? length - 1 - i : i) / length
    ramp[i * 4 + 3] = Math.max(0, Math.round(255 * (1 - 2 * away)))
  }
  const line = isBeside ? { width: length, height: 1 } : { width: 1, height: length }
  return sharp(ramp, { raw: { ...line, channels: 4 } })
    .resize(width, height, { fit: 'fill' })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/**
 * A whole master in the middle of another shape. An opaque one goes on in its own colour, or where there is no ground in
 * that of its edges; one that is not stands on the ground.
 */
export async function mount({
  bytes,
  width,
  height,
  type,
  ground,
  margin,
}: Task & { kind: 'mount' }): Promise<Buffer> {
  const inset = Math.round(Math.min(width, height) * margin)
  const { data: inside, info } = await sharp(bytes)
    .timeout(TIMEOUT)
    .resize(width - 2 * inset, height - 2 * inset, { fit: 'inside' })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
  const isOpaque = info.channels < 4
  const background = isOpaque ? await cornerOf(inside) : (ground ?? '#ffffff')
  const beside = ground === null && isOpaque ? await edgesOf(inside, info, { width, height }) : []
  const under = sharp({ create: { width, height, channels: 3, background } })
  const whole = sharp(
    await under
      .composite([...beside, { input: inside }])
      .png({ compressionLevel: 1 })
      .toBuffer(),
  )
  return type === 'png'
    ? whole.png({ compressionLevel: 9, palette: true }).toBuffer()
    : whole.jpeg({ quality: 82, mozjpeg: true }).toBuffer()
}

/** Several masters side by side. Those at the lower edge may reach beyond it, as on a screen. */
export async function arrange({
  bytes,
  width,
  height,
  ground,
  tiles,
}: Task & { kind: 'arrange' }): Promise<Buffer> {
  const laid = []
  let at = 0
  for (const tile of tiles) {
    const { left, top } = tile
    const seen = Math.min(tile.height, height - top)
    const input = await sharp(bytes.subarray(at, (at += tile.bytes)))
      .timeout(TIMEOUT)
      .resize(tile.width, tile.height, { fit: 'cover' })
      .extract({ left: 0, top: 0, width: tile.width, height: seen })
      .png({ compressionLevel: 1 })
      .toBuffer()
    laid.push({ input, left, top })
  }
  const under = sharp({ create: { width, height, channels: 3, background: ground } })
  return under.composite(laid).jpeg({ quality: 82, mozjpeg: true }).toBuffer()
}
