import { describe, expect, it } from 'vitest'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { distinctPictures, pictureOf, reachedVariants } from './choose-picture.ts'

const variant = (Color: string, Talle: string): Variant => ({
  ...{ id: `${Color}-${Talle}`, sku: null, title: `${Color} / ${Talle}`, options: { Color, Talle } },
  ...{ price: { amount: 100, currency: 'ARS' }, compareAtPrice: null, available: 1, backorder: false },
})
const variants = [variant('rojo', 'S'), variant('rojo', 'M'), variant('crudo', 'S'), variant('crudo', 'M')]
const image = (url: string, variantId: string | null) =>
  ({ url, variantId, alt: '', width: 4, height: 5 }) as Product['images'][number]
const images = [
  image('/rojo', 'rojo-S'),
  image('/rojo', 'rojo-M'),
  image('/crudo', 'crudo-S'),
  image('/crudo', 'crudo-M'),
  image('/detalle', null),
]
const shown = (choice: Record<string, string>) =>
  distinctPictures(images)[
    pictureOf(
      images,
      reachedVariants(variants, choice).map(({ id }) => id),
    )
  ]?.url

describe('the picture of what was chosen', () => {
  it('is shown once, however many sizes share it', () => {
    expect(distinctPictures(images).map(({ url }) => url)).toEqual(['/rojo', '/crudo', '/detalle'])
    const alike = [image('/rojo', null), image('/rojo', null), image('/rojo', 'rojo-S')]
    expect(distinctPictures(alike)).toHaveLength(3)
    expect(pictureOf(alike, ['rojo-S'])).toBe(2)
  })
  it('is found by the colour alone, before a size is chosen', () => {
    expect(shown({ Color: 'crudo' })).toBe('/crudo')
    expect(shown({ Color: 'rojo', Talle: 'M' })).toBe('/rojo')
  })
  it('is none while the choice leaves several', () => {
    expect(shown({})).toBeUndefined()
    expect(shown({ Talle: 'S' })).toBeUndefined()
    expect(pictureOf([image('/rojo', null)], ['rojo-S'])).toBe(-1)
  })
})
