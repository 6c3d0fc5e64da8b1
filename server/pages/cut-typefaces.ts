/**
 * The typefaces of pages, cut to what pages say: the characters of the shop's languages, the weights that the styles ask
 * for, no feature that they never turn on. What a name or a note says besides is set in the whole face, which is fetched
 * only then. The SIL Open Font License 1.1 lets it be cut and kept here with its licence; none of the six reserves its name.
 */
import { readFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

/** As `unicode-range` says it; `client/ui/typefaces.css` says the same, and the whole faces the rest. */
export const cutRange =
  'U+20-7E, U+A0-A1, U+A3, U+A5, U+A9-AB, U+AE, U+B0, U+B7, U+BA-BD, U+BF-C3, U+C7, U+C9-CA, U+CD, U+D1, U+D3-D5, U+D7, U+DA, U+DC, U+E0-E3, U+E7, U+E9-EA, U+ED, U+F1, U+F3-F5, U+FA, U+FC, U+2013-2014, U+2018-2019, U+201C-201D, U+2022, U+2026, U+202F, U+20AC, U+2122, U+2212'

/** A display face at its one weight, a text face from the thin figures of prices to what is bold. */
export const typefaceCuts: Record<string, number | { min: number; max: number }> = {
  cormorant: 500,
  fraunces: 360,
  'bodoni-moda': 400,
  figtree: { min: 300, max: 600 },
  'hanken-grotesk': { min: 300, max: 600 },
  jost: { min: 300, max: 600 },
}

const FEATURES = ['kern', 'rvrn', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum', 'lnum']
/** Browsers join no letters that are spaced, as those of every display face are. */
const TEXT_FEATURES = [...FEATURES, 'liga', 'calt', 'rlig']
/** Copyright, licence, and where it is to be read. */
const LEGAL_NAMES = [0, 13, 14]

const charactersOf = (range: string): string =>
  range
    .split(', ')
    .flatMap((part) => {
      const [first = 0, last = first] = part
        .slice(2)
        .split('-')
        .map((code) => Number.parseInt(code, 16))
      return Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n))
    })
    .join('')

const packageOf = (name: string) =>
  new URL(`../../node_modules/@fontsource-variable/${name}/`, import.meta.url)

export async function cutTypeface(name: string): Promise<Buffer> {
  const wght = typefaceCuts[name]
  if (wght === undefined) throw new Error(`no typeface is called ${name}`)
  const whole = await readFile(new URL(`files/${name}-latin-wght-normal.woff2`, packageOf(name)))
  return subsetFont(whole, charactersOf(cutRange), {
    targetFormat: 'woff2',
    keepFeatures: typeof wght === 'number' ? FEATURES : TEXT_FEATURES,
    noHinting: false,
    preserveNameIds: LEGAL_NAMES,
    variationAxes: { wght },
  })
}

export const licenceOf = (name: string): Promise<string> =>
  readFile(new URL('LICENSE', packageOf(name)), 'utf8')
