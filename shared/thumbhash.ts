/** A ThumbHash (https://evanw.github.io/thumbhash/) as a picture of a few pixels, small enough to stand in a page. */

const LONGEST = 5

// both sides have them, though neither's types stand here
declare function atob(base64: string): string
declare function btoa(bytes: string): string

type Channel = { dc: number; ac: number[]; nx: number; ny: number }

/** The address of a blurred picture of that shape, or undefined where the hash says that it is transparent in parts. */
export function blurOf(
  thumbhash: string,
  { width, height }: { width: number; height: number },
): string | undefined {
  const hash = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0))
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = hash
  const head = a | (b << 8) | (c << 16)
  const shape = d | (e << 8)
  if (head >> 23 || hash.length < 6) return undefined
  const isLandscape = shape >> 15
  let nibble = 10 // behind five bytes of head
  const channel = (dc: number, nx: number, ny: number, scale: number): Channel => {
    const ac: number[] = []
    for (let y = 0; y < ny; y++) {
      for (let x = y ? 0 : 1; x * ny < nx * (ny - y); x++, nibble++) {
        ac.push(((((hash[nibble >> 1] ?? 0) >> ((nibble & 1) << 2)) & 15) / 7.5 - 1) * scale)
      }
    }
    return { dc, ac, nx, ny }
  }
  const short = Math.max(3, shape & 7)
  const l = channel(
    (head & 63) / 63,
    isLandscape ? 7 : short,
    isLandscape ? short : 7,
    ((head >> 18) & 31) / 31,
  )
  // a little more colour, for what was lost in writing it down
  const p = channel(((head >> 6) & 63) / 31.5 - 1, 3, 3, (((shape >> 3) & 63) / 63) * 1.25)
  const q = channel(((head >> 12) & 63) / 31.5 - 1, 3, 3, (((shape >> 9) & 63) / 63) * 1.25)
  const side = (length: number): number =>
    Math.max(1, Math.round((LONGEST * length) / Math.max(width, height)))
  return bitmap(side(width), side(height), (x, y) => {
    const [light, yellow, red] = [valueAt(l, x, y), valueAt(p, x, y), valueAt(q, x, y)]
    const blue = light - (2 / 3) * yellow
    const rather = (3 * light - blue + red) / 2
    return [blue, rather - red, rather]
  })
}

/** Of a channel at a place between 0 and 1. */
function valueAt({ dc, ac, nx, ny }: Channel, x: number, y: number): number {
  let value = dc
  let n = 0
  for (let v = 0; v < ny; v++) {
    for (let u = v ? 0 : 1; u * ny < nx * (ny - v); u++)
      value += 2 * (ac[n++] ?? 0) * Math.cos(Math.PI * x * u) * Math.cos(Math.PI * y * v)
  }
  return value
}

/** As BMP, which needs neither compression nor checksums; rows from below, each filled up to four bytes. */
function bitmap(width: number, height: number, bgr: (x: number, y: number) => number[]): string {
  const row = Math.ceil((width * 3) / 4) * 4
  const bytes = new Uint8Array(54 + row * height)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x424d)
  for (const [at, value] of [
    [2, bytes.length],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
    [34, row * height],
  ] as const)
    view.setUint32(at, value, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, 24, true)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = bgr((x + 0.5) / width, (y + 0.5) / height)
      const at = 54 + (height - 1 - y) * row + x * 3
      bytes.set(
        colour.map((value) => Math.round(255 * Math.min(1, Math.max(0, value)))),
        at,
      )
    }
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`
}
