import { expect, test } from 'vitest'
import type { ProductListItem } from '../../shared/catalogue.ts'
import { wantedFirst } from './wanted-picture.ts'

const picture = (url: string, variantId: string | null) => ({ url, variantId })
const item = {
  options: [
    { key: 'talle', name: 'Size', values: [{ key: 's', name: 'S' }] },
    {
      key: 'color',
      name: 'Colour',
      values: [
        { key: 'tomate', name: 'Tomato' },
        { key: 'crudo', name: 'Ecru' },
      ],
    },
  ],
  variants: [
    { id: 'red', options: { Size: 'S', Colour: 'Tomato' } },
    { id: 'ecru', options: { Size: 'S', Colour: 'Ecru' } },
  ],
  images: [picture('red.webp', 'red'), picture('ecru.webp', 'ecru'), picture('label.webp', null)],
} as unknown as ProductListItem
const first = (wanted: string[], of = item) => wantedFirst(wanted)(of).images[0]?.url

test('a product stands in the window in the colour that is wanted, named by what stays the same in every language', () => {
  expect(first(['color:crudo'])).toBe('ecru.webp')
  expect(first(['talle:s', 'color:crudo'])).toBe('ecru.webp')
})

test('of several wanted values the first variant that has one is shown, as the shop sorts them', () => {
  expect(first(['color:crudo', 'color:tomate'])).toBe('red.webp')
})

test('where nothing of it is wanted, or what is wanted has no picture, the first picture stays', () => {
  expect(first([])).toBe('red.webp')
  expect(first(['material:lino'])).toBe('red.webp')
  expect(first(['color:crudo'], { ...item, images: [item.images[2]!] })).toBe('label.webp')
})
