import { z } from 'zod'
import { languages } from './language.ts'

const languageSchema = z.enum(languages)

/** The language that an answer is wanted in. */
export const languageQuerySchema = z.strictObject({
  lang: languageSchema
    .optional()
    .describe("the store's own by default; a text that is missing in it comes in the store's"),
})
export type LanguageQuery = z.output<typeof languageQuerySchema>

/** Texts in other languages than the store's own, by language; what is missing is shown in the store's. */
const inOtherLanguages = <S extends z.ZodType>(texts: S) =>
  z.strictObject({ es: texts.optional(), en: texts.optional(), pt: texts.optional() })

const text = (max: number) => z.string().min(1).max(max).optional()

export const productTranslationsSchema = inOtherLanguages(
  z.strictObject({
    name: text(500),
    shortDescription: text(20_000),
    description: text(200_000),
    metaTitle: text(500),
    metaDescription: text(2000),
  }),
)
export type ProductTranslations = z.infer<typeof productTranslationsSchema>

export const categoryTranslationsSchema = inOtherLanguages(
  z.strictObject({ name: text(200), description: text(20_000) }),
)
export type CategoryTranslations = z.infer<typeof categoryTranslationsSchema>

/** Of attributes and of their values. */
export const nameTranslationsSchema = inOtherLanguages(z.strictObject({ name: text(200) }))
export type NameTranslations = z.infer<typeof nameTranslationsSchema>

export const imageTranslationsSchema = inOtherLanguages(z.strictObject({ alt: text(1000) }))
export type ImageTranslations = z.infer<typeof imageTranslationsSchema>

export const storeTranslationsSchema = inOtherLanguages(z.strictObject({ tagline: text(200) }))
export type StoreTranslations = z.infer<typeof storeTranslationsSchema>
