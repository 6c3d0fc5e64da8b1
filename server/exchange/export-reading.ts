import type { StoredProduct, StoredVariant } from '../catalogue/save-product.ts'

/** Names of the attributes that any of the variants has, in their order. */
export const attributesOf = (variants: readonly StoredVariant[]): string[] => [
  ...new Set(variants.flatMap(({ options }) => options.map(({ name }) => name))),
]

/** Each picture once; a picture that shows several variants is stored once for each. */
export function galleryOf({ images }: StoredProduct): { address: string; alt: string }[] {
  const byAddress = new Map<string, { address: string; alt: string }>()
  for (const image of images) {
    const { address, alt } = image
    if (!byAddress.has(address)) byAddress.set(address, { address, alt })
  }
  return [...byAddress.values()]
}
