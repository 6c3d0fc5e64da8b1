import { z } from 'zod'
import { checkoutCodeSchema } from './checkout.ts'
import { languages } from './language.ts'
import { idSchema } from './text.ts'

/** As `PushSubscription.toJSON()` gives it, without what we do not use. */
export const browserSubscriptionSchema = z.strictObject({
  endpoint: z
    .string()
    .max(1000)
    .regex(/^https:\/\/[!-~]+$/),
  keys: z.strictObject({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  }),
})
export type BrowserSubscription = z.infer<typeof browserSubscriptionSchema>

const asked = {
  subscription: browserSubscriptionSchema,
  language: z.enum(languages).describe('of the message'),
}

export const wishRequestSchema = z.union([
  z.strictObject({ ...asked, checkoutCode: checkoutCodeSchema.describe('two hours before its hold ends') }),
  z.strictObject({ ...asked, variantId: idSchema.describe('when it can be bought again') }),
])
export type WishRequest = z.infer<typeof wishRequestSchema>

/** The id takes the wish back, and is known to whoever made it alone. */
export const wishSchema = z.strictObject({ id: idSchema })

export const pushKeySchema = z.strictObject({ publicKey: z.string() })

/** What reaches the browser: https://www.w3.org/TR/push-api/#declarative-push-message */
export const pushMessageSchema = z.strictObject({
  web_push: z.literal(8030),
  notification: z.strictObject({
    title: z.string(),
    body: z.string(),
    lang: z.enum(languages),
    navigate: z.url(),
    icon: z.url(),
    tag: z.string(),
  }),
})
export type PushMessage = z.infer<typeof pushMessageSchema>
