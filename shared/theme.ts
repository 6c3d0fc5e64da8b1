/**
 * What a store looks like: two colours and a choice of type, and everything that follows from them.
 *
 * THE1 whatever the two colours, text has 4.5:1 on every ground it may stand on, and controls have 3:1.
 * THE2 the same theme always gives the same tokens; they are plain #rrggbb, so what is measured is what is seen.
 */
import { z } from 'zod'
import { contrastOf, hexOf, mix, oklchOf, type Oklch } from './oklch.ts'

const colourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .toLowerCase()

/** Pairs of a display and a text face: a bookish serif, a plain grotesk, hairlines as on a dial, round and soft. */
export const typefaces = ['editorial', 'grotesk', 'didone', 'soft'] as const
export type Typeface = (typeof typefaces)[number]

export const storeThemeSchema = z.strictObject({
  /** What things stand on. */
  ground: colourSchema,
  /** Spent once a screen, on what the shopper came to do. */
  accent: colourSchema,
  typeface: z.enum(typefaces),
})
export type StoreTheme = z.infer<typeof storeThemeSchema>

/** What a store wears that has chosen nothing. */
export const defaultTheme: StoreTheme = { ground: '#f4f0e6', accent: '#1f4d3b', typeface: 'editorial' }

/** The colours of a page, as #rrggbb. In CSS `onAccent` is `--on-accent`. */
export type ThemeColours = {
  surface: string
  raised: string
  sunken: string
  ink: string
  muted: string
  /** Hairlines: seen, not needed. */
  line: string
  /** What says where a control is. */
  edge: string
  accent: string
  /** The accent under a pointer. */
  accentHover: string
  onAccent: string
  /** The accent as text. */
  accentInk: string
  accentGround: string
  success: string
  successGround: string
  warning: string
  warningGround: string
  danger: string
  dangerGround: string
  /** Behind a picture that has not come. */
  picture: string
}
export type Scheme = 'light' | 'dark'

const TEXT = 4.5
const CONTROL = 3
/** Ink is meant to be read for long. */
const STRONG = 10
/** By night the accent is a light. */
const GLOW = 5.5

const worst = (hex: string, grounds: string[]) =>
  Math.min(...grounds.map((ground) => contrastOf(hex, ground)))
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** The colour, moved towards black or white only as far as `ratio` on every ground asks for. */
function pushed(colour: Oklch, grounds: string[], ratio: number, towards: 0 | 1): string {
  const step = towards === 1 ? 0.005 : -0.005
  for (let l = colour.l; l >= 0 && l <= 1; l += step) {
    const hex = hexOf({ ...colour, l })
    if (worst(hex, grounds) >= ratio) return hex
  }
  return towards === 1 ? '#ffffff' : '#000000'
}

/** All colours of one scheme. */
export function themeColours({ ground, accent }: StoreTheme, scheme: Scheme): ThemeColours {
  const given = { ground: oklchOf(ground), accent: oklchOf(accent) }
  return scheme === 'light' ? lightColours(given) : darkColours(given)
}

type Given = { ground: Oklch; accent: Oklch }

function lightColours({ ground, accent }: Given): ThemeColours {
  const isLight = ground.l > 0.7
  const surface: Oklch = {
    l: isLight ? clamp(ground.l, 0.9, 0.985) : 0.955,
    c: Math.min(ground.c, isLight ? 0.06 : 0.012),
    h: ground.h,
  }
  const under = { ...surface, l: surface.l - 0.02 }
  const { text, ...rest } = derived({
    surface,
    raised: { ...surface, l: Math.min(0.995, surface.l + 0.03), c: surface.c * 0.6 },
    sunken: { ...surface, l: surface.l - 0.035, c: surface.c * 1.15 },
    accentGround: mix(under, { ...accent, l: under.l }, 0.22),
    // A dark ground is the store's ink by day and its surface by night.
    ink: { l: 0.24, c: Math.min(0.03, isLight ? accent.c : ground.c), h: isLight ? accent.h : ground.h },
    muted: { l: 0.5, c: Math.min(0.03, 0.012 + surface.c), h: mix(surface, accent, 0.3).h },
    edge: { l: 0.62, c: Math.min(0.03, 0.01 + surface.c), h: surface.h },
    tone: (h, c) => ({ ink: { l: 0.5, c, h }, ground: { ...under, c: 0.045, h } }),
    towards: 0,
  })
  const onAccent = hexOf({ l: 0.985, c: Math.min(0.012, accent.c), h: accent.h })
  const seen = pushed(accent, rest.grounds, CONTROL + 0.1, 0)
  const filled = pushed(oklchOf(seen), [onAccent], TEXT + 0.1, 0)
  return {
    ...rest.colours,
    line: hexOf({ ...surface, l: surface.l - 0.11, c: surface.c * 1.1 }),
    picture: hexOf({ ...surface, l: surface.l - 0.05, c: Math.max(surface.c, 0.015) * 1.3 }),
    accent: filled,
    accentHover: lighter(filled, -0.05),
    onAccent,
    accentInk: text(accent),
  }
}

function darkColours({ ground, accent }: Given): ThemeColours {
  const isDark = ground.l < 0.4
  const blend = mix(ground, accent, 0.35)
  const surface: Oklch = isDark
    ? { l: clamp(ground.l, 0.17, 0.24), c: Math.min(ground.c, 0.03), h: ground.h }
    : { l: 0.19, c: clamp(blend.c * 0.35, 0.004, 0.02), h: blend.h }
  const over = { ...surface, l: surface.l + 0.08 }
  // Letters keep the warmth of the day's paper.
  const paper = isDark ? { c: 0.012, h: accent.h } : { c: Math.min(0.02, ground.c), h: ground.h }
  const { text, ...rest } = derived({
    surface,
    raised: { ...surface, l: surface.l + 0.045, c: surface.c * 1.15 },
    sunken: { ...surface, l: surface.l - 0.035 },
    accentGround: mix(over, { ...accent, l: over.l }, 0.3),
    ink: { l: 0.94, ...paper },
    muted: { l: 0.7, c: paper.c + 0.005, h: paper.h },
    edge: { l: 0.55, c: surface.c + 0.006, h: surface.h },
    tone: (h, c) => ({ ink: { l: 0.8, c: c * 0.75, h }, ground: { ...over, c: 0.035, h } }),
    towards: 1,
  })
  const dark = hexOf({ l: 0.19, c: Math.min(0.03, accent.c), h: accent.h })
  const filled = pushed({ ...oklchOf(text(accent)), c: accent.c }, [...rest.grounds, dark], GLOW, 1)
  return {
    ...rest.colours,
    line: hexOf({ ...surface, l: surface.l + 0.125, c: surface.c * 1.2 }),
    picture: hexOf({ ...surface, l: surface.l + 0.12, c: surface.c * 1.5 }),
    accent: filled,
    accentHover: lighter(filled, 0.05),
    onAccent: dark,
    accentInk: filled,
  }
}

type Draft = Record<'surface' | 'raised' | 'sunken' | 'accentGround' | 'ink' | 'muted' | 'edge', Oklch> & {
  tone: (hue: number, chroma: number) => { ink: Oklch; ground: Oklch }
  towards: 0 | 1
}

/** What is left once the grounds are known: colours that must be read on each of them. */
function derived({ surface, raised, sunken, accentGround, ink, muted, edge, tone, towards }: Draft) {
  const tones = { success: tone(150, 0.11), warning: tone(75, 0.12), danger: tone(27, 0.17) }
  const tinted = {
    accentGround: hexOf(accentGround),
    successGround: hexOf(tones.success.ground),
    warningGround: hexOf(tones.warning.ground),
    dangerGround: hexOf(tones.danger.ground),
  }
  const plain = { surface: hexOf(surface), raised: hexOf(raised), sunken: hexOf(sunken) }
  const grounds = [...Object.values(plain), ...Object.values(tinted)]
  const text = (colour: Oklch) => pushed(colour, grounds, TEXT + 0.1, towards)
  const colours = {
    ...plain,
    ...tinted,
    ink: pushed(ink, grounds, STRONG, towards),
    muted: text(muted),
    edge: pushed(edge, grounds, CONTROL + 0.1, towards),
    success: text(tones.success.ink),
    warning: text(tones.warning.ink),
    danger: text(tones.danger.ink),
  }
  return { grounds, text, colours }
}

const lighter = (hex: string, by: number) => {
  const colour = oklchOf(hex)
  return hexOf({ ...colour, l: clamp(colour.l + by, 0, 1) })
}

const names = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const declared = (colours: ThemeColours) =>
  Object.entries(colours)
    .map(([key, hex]) => `--${names(key)}:${hex}`)
    .join(';')

/** The tokens as CSS, for day and for night. Holds nothing but names of ours and #rrggbb. */
export function themeCss(theme: StoreTheme): string {
  const light = declared(themeColours(theme, 'light'))
  const dark = declared(themeColours(theme, 'dark'))
  return `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`
}
