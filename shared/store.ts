import { z } from 'zod'
import { openingHoursSchema } from './hours.ts'
import { currencySchema } from './money.ts'
import { phoneSchema, shortText, slugSchema } from './text.ts'
import { storeThemeSchema } from './theme.ts'
import { storeTranslationsSchema } from './translations.ts'

/** `active` sells; `inactive` can be looked at, and reserves nothing; `suspended` is closed to all but its own people. */
export const storeStatuses = ['active', 'inactive', 'suspended'] as const

const minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 30)

/** What the message to the shop may stand for. */
const placeholders = ['store', 'greeting', 'lines', 'total', 'link', 'reference', 'until']

/** What a merchant may tune. */
export const storeSettingsSchema = z.strictObject({
  holdMinutes: minutes.describe('how long a checkout keeps its stock'),
  firstHoldMinutes: minutes
    .nullable()
    .describe(
      'a shorter hold until WhatsApp was opened or the merchant extends; null: the full length at once',
    ),
  maxOpenHoldsPerPhone: z.int().min(1).max(1000),
  maxOpenHoldsPerDevice: z.int().min(1).max(1000),
  maxOpenHoldsPerAddress: z.int().min(1).max(100_000),
  maxUnitsPerStockItem: z.int().min(1).max(999).describe('of one stock item in one checkout'),
  countsVisits: z
    .boolean()
    .describe('how often the window and its products are looked at, without knowing by whom'),
  whatsappTemplate: z
    .string()
    .max(600)
    .nullable()
    .describe(
      'with {store} {greeting} {lines} {total} {link} {reference} {until}; null: the text of the language',
    ),
})
export type StoreSettings = z.infer<typeof storeSettingsSchema>

/** Only what is written anew is held to the known placeholders; what is stored goes on being read. */
const newTemplate = storeSettingsSchema.shape.whatsappTemplate.superRefine((template, context) => {
  for (const [whole, name = ''] of (template ?? '').matchAll(/\{([^{}]+)\}/g)) {
    if (!placeholders.includes(name))
      context.addIssue({ code: 'custom', message: `unknown placeholder ${whole}` })
  }
})
export const settingsChangeSchema = storeSettingsSchema.extend({ whatsappTemplate: newTemplate }).partial()

export const defaultSettings: StoreSettings = {
  holdMinutes: 60 * 24,
  firstHoldMinutes: null,
  maxOpenHoldsPerPhone: 3,
  maxOpenHoldsPerDevice: 3,
  maxOpenHoldsPerAddress: 30,
  maxUnitsPerStockItem: 20,
  countsVisits: true,
  whatsappTemplate: null,
}

export const storeProfileSchema = z.strictObject({
  slug: slugSchema,
  name: z.string(),
  tagline: z.string().nullable(),
  locale: z.string(),
  currency: currencySchema,
  timeZone: z.string(),
  whatsapp: phoneSchema.nullable(),
  status: z.enum(storeStatuses),
  hours: openingHoursSchema.nullable().describe('null: the store does not say'),
  theme: storeThemeSchema.nullable().describe('null: the usual one'),
  holdMinutes: minutes.describe('how long a checkout keeps its stock once the conversation has begun'),
})
export type StoreProfile = z.infer<typeof storeProfileSchema>
export type StoreStatus = StoreProfile['status']

/** Every name the platform can compute with, old ones included: `America/Argentina/Buenos_Aires` is a link. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Names that an address of the merchant pages has taken. */
const reservedSlugs = ['account']

const nameSchema = shortText(120)
const taglineSchema = shortText(200)
const localeSchema = z.string().regex(/^(?:es|en|pt)(?:-[A-Z]{2})?$/)
const timeZoneSchema = z.string().max(100).refine(isTimeZone, 'unknown time zone')

export const newStoreSchema = z.strictObject({
  slug: slugSchema.max(60).refine((slug) => !reservedSlugs.includes(slug), 'is taken by a page of ours'),
  name: nameSchema,
  currency: currencySchema,
  tagline: taglineSchema.optional(),
  locale: localeSchema.default('es-AR'),
  timeZone: timeZoneSchema.default('America/Argentina/Buenos_Aires'),
  whatsapp: phoneSchema.optional(),
  business: shortText(120).optional(),
  theme: storeThemeSchema.optional(),
  host: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .max(253)
    .optional()
    .describe('a domain of its own'),
})
export type NewStore = z.input<typeof newStoreSchema>

const domainSchema = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'is not a domain like tienda.example')

/** What the store's own people see of it: the profile, and what concerns nobody else. */
export const storeDetailsSchema = storeProfileSchema.extend({
  translations: storeTranslationsSchema.describe('what it says of itself in other languages'),
  host: z.string().nullable().describe('a domain of its own'),
})
export type StoreDetails = z.infer<typeof storeDetailsSchema>

/** The slug stays: it is in every link that was ever sent. */
export const storeChangeSchema = z
  .strictObject({
    name: nameSchema,
    tagline: taglineSchema.nullable(),
    whatsapp: phoneSchema.nullable(),
    locale: localeSchema,
    timeZone: timeZoneSchema,
    currency: currencySchema.describe('only while there is neither a product nor a checkout'),
    host: domainSchema.nullable().describe('owners only'),
    status: z.enum(storeStatuses).describe('active: sells; inactive: shows; suspended: closed, owners only'),
    hours: openingHoursSchema.nullable(),
    theme: storeThemeSchema.nullable(),
    translations: storeTranslationsSchema,
  })
  .partial()
export type StoreChange = z.infer<typeof storeChangeSchema>
