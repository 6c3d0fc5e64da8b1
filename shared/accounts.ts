import { z } from 'zod'
import { idSchema, instantSchema, shortText } from './text.ts'

/** From most to least: each role may do what the ones after it may. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const
export type Role = (typeof roles)[number]

/** `viewer` looks, `agent` works checkouts and stock, `admin` also catalogue and settings, `owner` also members and tokens. */
export function roleCovers(has: Role, needs: Role): boolean {
  return roles.indexOf(has) <= roles.indexOf(needs)
}

export const lesserRole = (one: Role, other: Role): Role => (roleCovers(one, other) ? other : one)

export const sessionSchema = z.strictObject({
  user: z.strictObject({ id: idSchema, name: z.string(), email: z.string() }),
  passwordChange: z
    .enum(['none', 'advised', 'needed'])
    .describe(
      'whether the password is one that we made and others have seen; in a demo to change it is advised',
    ),
  stores: z.array(z.strictObject({ slug: z.string(), name: z.string(), role: z.enum(roles) })),
})
export type Session = z.infer<typeof sessionSchema>

export const nameChangeSchema = z.strictObject({ name: shortText(80) })

/** Short enough that hashing it takes no longer, long enough that guessing does. */
export const PASSWORD_LENGTH = { least: 10, most: 128 }
export const passwordChangeSchema = z.strictObject({
  current: z.string().min(1).max(PASSWORD_LENGTH.most),
  next: z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most),
})

export const newTokenSchema = z.strictObject({ name: shortText(80), role: z.enum(roles) })
export const tokenSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  role: z.enum(roles),
  /** `role`, or less where the maker may do less by now. */
  actsAs: z.enum(roles),
  /** The member whose token it is; it ends with their membership. */
  maker: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
})
/** The secret is shown once, in the answer that makes it. */
export const madeTokenSchema = tokenSchema.extend({ secret: z.string() })
export const tokenListSchema = z.strictObject({ items: z.array(tokenSchema) })

export const memberSchema = z.strictObject({
  userId: idSchema,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
})
export const memberListSchema = z.strictObject({
  items: z.array(
    memberSchema.extend({ tokens: z.int().describe('API tokens that end with the membership') }),
  ),
})
export const memberChangeSchema = z.strictObject({ role: z.enum(roles) })
/** The password is shown once, in the answer that makes the account; null where the person had one already. */
export const setMemberSchema = memberSchema.extend({ password: z.string().nullable() })
