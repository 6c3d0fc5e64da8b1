/** A catalogue as a shop might have it, for measuring: words of the language, three variants each, no text twice. */
import { slugify } from '../../shared/text.ts'
import type { ProductDraft } from './save-product.ts'

const things = [
  'Remera',
  'Camisa',
  'Pantalón',
  'Campera',
  'Vestido',
  'Bolso',
  'Zapatilla',
  'Taza',
  'Lámpara',
  'Manta',
]
const places = [
  'Aconcagua',
  'Bariloche',
  'Calafate',
  'Epuyén',
  'Famatina',
  'Gualeguay',
  'Humahuaca',
  'Iberá',
  'Lanín',
  'Tafí',
]
const colours = [
  'Azul',
  'Negro',
  'Crudo',
  'Verde oliva',
  'Terracota',
  'Bordó',
  'Gris',
  'Mostaza',
  'Celeste',
  'Chocolate',
]
const sizes = ['XS', 'S', 'M', 'L', 'XL', 'Único']
const groups = [
  ...[
    ['Ropa', 'Arriba'],
    ['Ropa', 'Abajo'],
    ['Ropa', 'Abrigo'],
    ['Accesorios', 'Bolsos'],
    ['Accesorios', 'Calzado'],
  ],
  ...[
    ['Casa', 'Mesa'],
    ['Casa', 'Textiles'],
    ['Casa', 'Deco'],
  ],
]

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): <T>(among: readonly [T, ...T[]] | readonly T[]) => T {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return (among) => {
    const one = among[Math.floor(next() * among.length)]
    if (one === undefined) throw new Error('nothing to choose from')
    return one
  }
}

/** Texts as long as those of the demo stores, of their words in an order of chance: harder to compress than speech. */
export function realisticDrafts(count: number, vocabulary: readonly string[]): ProductDraft[] {
  const pick = dice(7)
  const sentence = (words: number): string => {
    const text = Array.from({ length: words }, () => pick(vocabulary)).join(' ')
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
  }
  return Array.from({ length: count }, (_, n) => {
    const name = `${pick(things)} ${pick(vocabulary)} ${pick(places)} ${pick(vocabulary)}`
    const price = (n % 97) * 123_400 + 990_000
    const code = `${slugify(name).slice(0, 3).toUpperCase()}-${(1000 + n * 7919) % 100_000}`
    const first = pick(sizes)
    return {
      key: `p-${n}`,
      name,
      brand: pick(['Norte', 'Casa Tala', 'Zonda', 'La Cosecha', 'Taller 14']),
      shortDescription: sentence(11),
      description: `<p>${sentence(22)} ${sentence(12)}</p><ul><li>${sentence(6)}</li><li>${sentence(5)}</li></ul>`,
      tags: [pick(vocabulary), pick(vocabulary)],
      categories: [pick(groups)],
      isFeatured: n % 40 === 0,
      position: n,
      images: ['de frente', 'por dentro'].map((side, i) => ({
        address: `https://example.com/${n}-${i}.jpg`,
        alt: `${name}, ${side}, ${pick(vocabulary)} ${pick(vocabulary)}`,
      })),
      variants: [0, 1, 2].map((step) => ({
        sku: `${code}-${step}`,
        priceMinor: price + (n % 5 === 0 ? step * 50_000 : 0),
        ...(n % 7 === 0 ? { compareAtMinor: price + 250_000 } : {}),
        stock: pick([0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 15, 24]),
        options: [
          { name: 'Color', value: pick(colours) },
          { name: 'Talle', value: sizes[(sizes.indexOf(first) + step) % sizes.length] ?? 'M' },
        ],
      })),
    }
  })
}
