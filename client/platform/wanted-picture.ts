/** A narrowed window shows a product as what it is narrowed to: in that colour, where it has a picture in it. */
import type { ProductListItem, Variant } from '../../shared/catalogue.ts'

/** `wanted` as the address names it: `color:crudo`. A picture of the first variant that is all of it comes first. */
export function wantedFirst(wanted: readonly string[]) {
  return (item: ProductListItem): ProductListItem => {
    const isWanted = (variant: Variant) =>
      item.options.every(({ key, name, values }) => {
        const chosen = values.filter((value) => wanted.includes(`${key}:${value.key}`))
        return chosen.length === 0 || chosen.some((value) => value.name === variant.options[name])
      })
    const variant = item.variants.find(isWanted)
    const picture = variant && item.images.find(({ variantId }) => variantId === variant.id)
    return picture ? { ...item, images: [picture, ...item.images] } : item
  }
}
