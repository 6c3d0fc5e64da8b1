import { z } from 'zod'

/** True for text that Postgres and `encodeURIComponent` both accept: no NUL, no lone surrogate. */
export function isCleanText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** Trimmed text of 1 to `max` characters; blank is refused. */
export const shortText = (max: number) => z.string().trim().min(1).max(max)

export const slugSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

export const idSchema = z.uuid()

/** ISO 8601 instant in UTC, as `Date.toISOString()` writes it. */
export const instantSchema = z.iso.datetime()

/** E.164 with the plus sign. */
export const phoneSchema = z.string().regex(/^\+[1-9]\d{6,14}$/)

/** A URL slug out of any text: `Ñandú azul` → `nandu-azul`; empty when nothing readable is left. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120)
    .replace(/-+$/, '')
}
