import fs from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastOf } from '../../shared/oklch.ts'
import { COLOURS } from '../../shared/people.ts'
import { themeColours, typefaces, type StoreTheme } from '../../shared/theme.ts'

const css = fs.readFileSync(new URL('../../client/ui/people.css', import.meta.url), 'utf8')
const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)')
const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const theme: fc.Arbitrary<StoreTheme> = fc.record({
  ground: hex,
  accent: hex,
  typeface: fc.constantFrom(...typefaces),
})

describe.each([
  ['light', day],
  ['dark', night],
] as const)('the colours of hands by %s', (scheme, rules) => {
  const hands = [...rules.matchAll(/--hand-(\d): (#[0-9a-f]{6});/g)].map(([, n, colour = '']) => ({
    n,
    colour,
  }))
  const on = /--on-hand: (#[0-9a-f]{6});/.exec(rules)?.[1] ?? ''

  it('are as many as are given out', () => {
    expect(hands.map(({ n }) => Number(n))).toEqual(Array.from({ length: COLOURS }, (_, n) => n))
    expect(new Set(hands.map(({ colour }) => colour)).size).toBe(COLOURS)
    for (let n = 0; n < COLOURS; n++)
      expect(css).toContain(`[data-hand='${n}'] {\n  --hand: var(--hand-${n});`)
  })

  it('can be read on every ground of every store, and letters on them', () => {
    for (const { colour } of hands) expect(contrastOf(on, colour)).toBeGreaterThanOrEqual(4.5)
    fc.assert(
      fc.property(theme, (given) => {
        const c = themeColours(given, scheme)
        for (const ground of [
          c.surface,
          c.raised,
          c.sunken,
          c.accentGround,
          c.successGround,
          c.warningGround,
        ])
          for (const { colour } of hands) expect(contrastOf(colour, ground)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 400 },
    )
  })
})
