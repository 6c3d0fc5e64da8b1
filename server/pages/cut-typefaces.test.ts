import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { cutRange, cutTypeface, licenceOf, typefaceCuts } from './cut-typefaces.ts'

const ui = new URL('../../client/ui/', import.meta.url)
const css = (await readFile(new URL('typefaces.css', ui), 'utf8')).replaceAll(/\s+/g, ' ')
const names = Object.keys(typefaceCuts)

/** As `unicode-range` counts them. */
function codesOf(range: string): Set<number> {
  const codes = new Set<number>()
  for (const part of range.split(',')) {
    const [first = 0, last = first] = part
      .trim()
      .slice(2)
      .split('-')
      .map((code) => Number.parseInt(code, 16))
    for (let code = first; code <= last; code++) codes.add(code)
  }
  return codes
}

const rangesOf = (file: string) =>
  [...css.matchAll(/@font-face \{[^}]*url\('([^']+)'\)[^}]*unicode-range: ([^;]+);/g)].flatMap(
    ([, url = '', range = '']) => (url.endsWith(file) ? [range.trim()] : []),
  )

describe('a typeface is cut to what pages say', () => {
  it.each(names)('%s: what is kept is what is cut, with its licence', async (name) => {
    const kept = await readFile(new URL(`typefaces/${name}.woff2`, ui))
    expect(kept.equals(await cutTypeface(name)), 'npm run typefaces').toBe(true)
    expect(await readFile(new URL(`typefaces/${name}-licence.txt`, ui), 'utf8')).toBe(await licenceOf(name))
  })

  it.each(names)('%s: the styles ask the cut for what is in it, and the whole for the rest', (name) => {
    expect(rangesOf(`/${name}.woff2`)).toEqual([cutRange])
    const [rest = ''] = rangesOf(`/${name}-latin-wght-normal.woff2`)
    expect(codesOf(rest).has(0xdf)).toBe(true)
    expect([...codesOf(rest)].filter((code) => codesOf(cutRange).has(code))).toEqual([])
  })

  it('no word of the shop needs a second file', async () => {
    const folder = new URL('../../client/platform/words/', import.meta.url)
    const files = (await readdir(folder, { recursive: true })).filter((file) => /^\w\w\/.*\.ts$/.test(file))
    expect(files.length).toBeGreaterThan(10)
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))
    const missing = new Set(
      [...texts.join('')].filter((one) => !codesOf(cutRange).has(one.codePointAt(0) ?? 0)),
    )
    expect([...missing].filter((one) => one !== '\n')).toEqual([])
  })
})
