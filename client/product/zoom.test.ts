import { describe, expect, it } from 'vitest'
import { bounded, fitted, isThrown, spanOf, WHOLE, zoomedAt } from './zoom.ts'

const stage = { width: 400, height: 800 }
const picture = fitted({ width: 1200, height: 1500 }, stage)

describe('looking nearer', () => {
  it('the whole picture stands on the stage, as large as it goes', () => {
    expect(picture).toEqual({ width: 400, height: 500 })
    expect(fitted({ width: 100, height: 400 }, stage)).toEqual({ width: 200, height: 800 })
  })
  it('what is under the finger stays under it', () => {
    const point = { x: 60, y: -120 }
    const near = zoomedAt({ scale: 1.5, x: 20, y: -10 }, point, 3)
    const before = { x: (point.x - 20) / 1.5, y: (point.y + 10) / 1.5 }
    expect({ x: (point.x - near.x) / 3, y: (point.y - near.y) / 3 }).toEqual(before)
  })
  it('is never pushed off the stage, never smaller than whole, never nearer than four times', () => {
    expect(bounded({ scale: 2, x: 900, y: -900 }, picture, stage)).toEqual({ scale: 2, x: 200, y: -100 })
    expect(bounded({ scale: 0.3, x: 5, y: 5 }, picture, stage)).toEqual(WHOLE)
    expect(bounded({ scale: 9, x: 0, y: 0 }, picture, stage).scale).toBe(4)
  })
  it('two fingers have a middle and a distance, which is never nothing', () => {
    expect(spanOf({ x: 0, y: 0 }, { x: 30, y: 40 })).toEqual({ middle: { x: 15, y: 20 }, distance: 50 })
    expect(spanOf({ x: 1, y: 1 }, { x: 1, y: 1 }).distance).toBe(1)
  })
  it('a long way or a fast one is meant, a tremble is not', () => {
    expect([isThrown(-120, 900), isThrown(40, 60), isThrown(40, 600), isThrown(10, 1)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
