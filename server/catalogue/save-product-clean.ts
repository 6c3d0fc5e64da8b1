import type { ProductDraft, VariantDraft } from './save-product-draft.ts'
import {
  imageTranslationsSchema,
  nameTranslationsSchema,
  productTranslationsSchema,
} from '../../shared/translations.ts'
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
    translations: draft.translations && productTranslationsSchema.parse(cleanTexts(draft.translations)),
    categories: draft.categories
      ?.map((path) => path.map(cleanText).filter((name) => name !== ''))
      .filter((path) => path.length > 0),
    images: draft.images?.map((image) => ({
      ...image,
      alt: image.alt === undefined ? undefined : cleanText(image.alt),
      translations: image.translations && imageTranslationsSchema.parse(cleanTexts(image.translations)),
    })),
    variants: draft.variants.map(cleanVariant),
  }
}

function cleanVariant(variant: VariantDraft): VariantDraft {
  const named = variant.options
    ?.map((option) => ({
      ...option,
      name: cleanText(option.name),
      value: cleanText(option.value),
      translations: option.translations && {
        name: nameTranslationsSchema.parse(cleanTexts(option.translations.name ?? {})),
        value: nameTranslationsSchema.parse(cleanTexts(option.translations.value ?? {})),
      },
    }))
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

type Texts = Record<string, Record<string, string | undefined> | undefined>

/** Texts in other languages, cleaned as the store's own are; what is blank is not there. */
function cleanTexts(translations: Texts): Texts {
  const languages: Texts = {}
  for (const [language, texts = {}] of Object.entries(translations)) {
    const cleaned = Object.entries(texts)
      .map(([member, text = '']) => [member, member === 'description' ? cleanHtml(text) : cleanText(text)])
      .filter(([, text]) => text !== '')
    if (cleaned.length > 0) languages[language] = Object.fromEntries(cleaned) as Record<string, string>
  }
  return languages
}
