import type { ProductDraft, VariantDraft } from './save-product-draft.ts'
import { cleanHtml, cleanText } from './save-product-text.ts'

const cleanOrNull = (text: string | null | undefined): string | null | undefined =>
  text === null || text === undefined ? text : cleanText(text) || null

/** A draft as it may be stored: clean text, sanitised HTML, no blank names, no value twice. */
export function cleanDraft(draft: ProductDraft): ProductDraft {
  const tags = draft.tags?.map(cleanText).filter((tag) => tag !== '')
  return {
    ...draft,
    key: cleanOrNull(draft.key) ?? null,
    name: draft.name === undefined ? undefined : cleanText(draft.name) || undefined,
    brand: cleanOrNull(draft.brand),
    shortDescription: cleanOrNull(draft.shortDescription),
    description: draft.description === undefined ? undefined : cleanHtml(draft.description),
    tags: tags && [...new Set(tags)],
    metaTitle: cleanOrNull(draft.metaTitle),
    metaDescription: cleanOrNull(draft.metaDescription),
    categories: draft.categories
      ?.map((path) => path.map(cleanText).filter((name) => name !== ''))
      .filter((path) => path.length > 0),
    images: draft.images?.map((image) => ({
      ...image,
      alt: image.alt === undefined ? undefined : cleanText(image.alt),
    })),
    variants: draft.variants.map(cleanVariant),
  }
}

function cleanVariant(variant: VariantDraft): VariantDraft {
  const named = variant.options
    ?.map((option) => ({ ...option, name: cleanText(option.name), value: cleanText(option.value) }))
    .filter((option) => option.name !== '' && option.value !== '')
  // a variant has one value of each attribute
  const options = named && [...new Map(named.map((option) => [option.name.toLowerCase(), option])).values()]
  return {
    ...variant,
    sku: cleanOrNull(variant.sku),
    barcode: cleanOrNull(variant.barcode),
    title: variant.title === undefined ? undefined : cleanText(variant.title),
    options,
  }
}
