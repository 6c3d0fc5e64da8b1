import { deflateSync, crc32 } from 'node:zlib'

type ArchIcon = { width: number; height: number; margin: number; ground: string; light: string }

/** A lit niche on a ground, as a PNG: the sign of a store that has not given one of its own. */
export function archIcon({ width, height, margin, ground, light }: ArchIcon): Buffer {
  const side = Math.min(width, height)
  const [left, top] = [(width - side) / 2, (height - side) / 2]
  const [under, over] = [channels(ground), channels(light)]
  const rows = Buffer.alloc(height * (width * 3 + 1))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = coverage((x - left + 0.5) / side, (y - top + 0.5) / side, margin, 1 / side)
      const at = y * (width * 3 + 1) + 1 + x * 3
      for (let i = 0; i < 3; i++) {
        rows[at + i] = Math.round((under[i] ?? 0) * (1 - share) + (over[i] ?? 0) * share)
      }
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    // on the thread that answers everybody: soon is worth more than small, and two colours are small at any level
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** How much of a point lies inside the arch, with a soft edge one pixel wide; all lengths in sides of the icon. */
function coverage(x: number, y: number, margin: number, pixel: number): number {
  const radius = 0.3 - margin / 2
  const [top, foot] = [0.5 - radius * 0.35, 0.5 + radius * 1.25]
  const reach = y < top ? Math.hypot(x - 0.5, y - top) : Math.abs(x - 0.5)
  const inside = Math.min(radius - reach, foot - y)
  return Math.min(1, Math.max(0, inside / pixel + 0.5))
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
