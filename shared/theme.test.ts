import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrastOf, hexOf, oklchOf } from './oklch.ts'
import { storeThemeSchema, themeColours, themeCss, typefaces, type StoreTheme } from './theme.ts'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const theme: fc.Arbitrary<StoreTheme> = fc.record({
  ground: hex,
  accent: hex,
  typeface: fc.constantFrom(...typefaces),
})
const runs = process.env['SOAK'] ? 20_000 : 400

describe('THE1 whatever the two colours', () => {
  for (const scheme of ['light', 'dark'] as const) {
    test(`text has 4.5:1 and controls 3:1 on every ground, ${scheme}`, () => {
      fc.assert(
        fc.property(theme, (given) => {
          const c = themeColours(given, scheme)
          const grounds = [c.surface, c.raised, c.sunken, c.accentGround]
          const tinted = [c.successGround, c.warningGround, c.dangerGround]
          for (const ground of [...grounds, ...tinted]) {
            for (const text of [c.ink, c.muted, c.accentInk, c.success, c.warning, c.danger]) {
              expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(4.5)
            }
            for (const control of [c.edge, c.accent, c.accentHover]) {
              expect(contrastOf(control, ground)).toBeGreaterThanOrEqual(3)
            }
          }
          for (const filled of [c.accent, c.accentHover]) {
            expect(contrastOf(c.onAccent, filled)).toBeGreaterThanOrEqual(4.5)
          }
        }),
        { numRuns: runs },
      )
    })
  }
})

test('THE2 the tokens are plain colours: nothing a store says can leave its declaration', () => {
  fc.assert(
    fc.property(theme, (given) => {
      expect(themeCss(given)).toMatch(
        /^:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}@media \(prefers-color-scheme:dark\)\{:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}$/,
      )
      expect(themeCss(given)).toBe(themeCss({ ...given }))
    }),
    { numRuns: 50 },
  )
  const theme1 = { ground: '#ffffff', accent: '#000000', typeface: 'grotesk' }
  expect(storeThemeSchema.safeParse(theme1).success).toBe(true)
  for (const ground of ['red', '#fff', '#ffffff;}body{display:none', 'url(x)']) {
    expect(storeThemeSchema.safeParse({ ...theme1, ground }).success).toBe(false)
  }
})

test('a store that is legible as given keeps its own two colours', () => {
  const light = themeColours({ ground: '#f4f0e6', accent: '#1f4d3b', typeface: 'editorial' }, 'light')
  expect(light.surface).toBe('#f4f0e6')
  expect(light.accent).toBe('#1f4d3b')
})

test('OKLCH goes there and back', () => {
  fc.assert(
    fc.property(hex, (colour) => {
      expect(hexOf(oklchOf(colour))).toBe(colour)
    }),
  )
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
