export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'

const starts = (bytes: Uint8Array, at: number, ...wanted: number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte)
const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** How many bytes are enough to tell. */
export const SNIFF_BYTES = 64

/** What the first bytes say a file is; whatever it is called, and whatever a header claims. */
export function sniff(bytes: Uint8Array): PictureFormat | undefined {
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) return 'gif'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp'
  return isAvif(bytes) ? 'avif' : undefined
}

/** ISO media: the first box names its brands. HEIC has the same box and other brands. */
function isAvif(bytes: Uint8Array): boolean {
  if (text(bytes, 4, 8) !== 'ftyp') return false
  const length = Math.min(((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0), SNIFF_BYTES, bytes.length)
  for (let at = 8; at + 4 <= length; at += 4) {
    if (at !== 12 && /^avi[fs]$/.test(text(bytes, at, at + 4))) return true
  }
  return false
}
