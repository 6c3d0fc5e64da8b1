import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyCell, pairwise } from './pairs.ts'

type Dimensions = Record<string, number[]>

/** Every two values of two dimensions, written as one text. */
const meetings = (cells: Record<string, unknown>[]) =>
  new Set(
    cells.flatMap((cell) =>
      Object.entries(cell).flatMap(([name, value], at) =>
        Object.entries(cell)
          .slice(at + 1)
          .map(([other, its]) => [`${name}=${String(value)}`, `${other}=${String(its)}`].sort().join(' ')),
      ),
    ),
  )

const ofSizes = (sizes: number[]): Dimensions =>
  Object.fromEntries(sizes.map((size, at) => [`d${at}`, Array.from({ length: size }, (_, n) => n)]))

describe('a pairwise matrix', () => {
  test('lets every value meet every value of the others, however many there are of each', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(shapes, (sizes) => {
        const dimensions = ofSizes(sizes)
        const cells = pairwise(dimensions)
        expect(meetings(cells)).toEqual(meetings(everyCell(dimensions)))
        for (const cell of cells) expect(Object.keys(cell)).toHaveLength(sizes.length)
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  test('is hardly longer than its two longest dimensions ask for', () => {
    expect(pairwise(ofSizes([4, 3, 2, 3, 2, 13])).length).toBeLessThanOrEqual(4 * 13 + 2)
  })

  test('is the same one every time', () => {
    const dimensions = ofSizes([5, 4, 4, 3])
    expect(pairwise(dimensions)).toEqual(pairwise(dimensions))
  })
})

test('the whole matrix has every combination once', () => {
  const cells = everyCell({ a: [1, 2, 3], b: ['x', 'y'], c: [true, false] })
  expect(cells).toHaveLength(12)
  expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(12)
  expect(cells).toContainEqual({ a: 3, b: 'x', c: false })
})
