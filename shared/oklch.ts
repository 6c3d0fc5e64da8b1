/** Colours as people see them: lightness 0–1, chroma from 0 (grey), hue in degrees. Matrices by Björn Ottosson, bottosson.github.io/posts/oklab. */

export type Oklch = { l: number; c: number; h: number }

const toLinear = (byte: number) => {
  const v = byte / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}
const toByte = (linear: number) => {
  const v = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
  return Math.round(v * 255)
}

type Rgb = [number, number, number]

const linearOf = (hex: string): Rgb => [
  toLinear(parseInt(hex.slice(1, 3), 16)),
  toLinear(parseInt(hex.slice(3, 5), 16)),
  toLinear(parseInt(hex.slice(5, 7), 16)),
]

/** `hex` is #rrggbb. */
export function oklchOf(hex: string): Oklch {
  const [r, g, b] = linearOf(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  }
}

function linearFrom({ l: lightness, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const isInGamut = (rgb: Rgb) => rgb.every((v) => v >= -0.0005 && v <= 1.0005)

/** The nearest colour a screen has: lightness and hue stay, chroma gives way. */
export function hexOf(colour: Oklch): string {
  const l = Math.min(1, Math.max(0, colour.l))
  let low = 0
  let c = colour.c
  if (!isInGamut(linearFrom({ ...colour, l }))) {
    let high = c
    for (let step = 0; step < 18; step++) {
      c = (low + high) / 2
      if (isInGamut(linearFrom({ ...colour, l, c }))) low = c
      else high = c
    }
    c = low
  }
  const bytes = linearFrom({ ...colour, l, c }).map((v) => toByte(Math.min(1, Math.max(0, v))))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance of WCAG 2.2. */
function luminanceOf(hex: string): number {
  const [r, g, b] = linearOf(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two #rrggbb as WCAG 2.2 counts it, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const a = luminanceOf(one)
  const b = luminanceOf(other)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Two colours mixed as light on one surface, `share` of the second. */
export function mix(one: Oklch, other: Oklch, share: number): Oklch {
  const part = (f: (angle: number) => number) =>
    one.c * f((one.h * Math.PI) / 180) * (1 - share) + other.c * f((other.h * Math.PI) / 180) * share
  const [a, b] = [part(Math.cos), part(Math.sin)]
  return {
    l: one.l * (1 - share) + other.l * share,
    c: Math.hypot(a, b),
    h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  }
}
