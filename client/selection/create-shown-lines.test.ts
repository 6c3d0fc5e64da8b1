import { expect, it } from 'vitest'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { nextShown } from './create-shown-lines.ts'

const line = (lineId: string): SelectionLine => ({
  ...{ lineId, variantId: lineId, quantity: 1, configuration: null },
  ...{ addedBy: 'ana', addedAt: 1 },
})
const lines = (ids: string) => [...ids].map(line)
const nothing = { lines: new Map(), leaving: new Map(), order: [] }
const shownOf = (ids: string) => nextShown(nothing, lines(ids), () => true)
const orderOf = ({ order }: { order: readonly string[] }) => order.join('')

it('what others have taken out stays in its place until it has gone from sight', () => {
  const before = shownOf('abcd')
  const during = nextShown(before, lines('ad'), () => true)
  expect(orderOf(during)).toBe('abcd')
  expect([...during.leaving.keys()]).toEqual(['b', 'c'])
  const later = nextShown(during, lines('ade'), (id) => id !== 'b')
  expect(orderOf(later)).toBe('acde')
  expect(orderOf(nextShown(later, lines('ade'), (id) => id !== 'c'))).toBe('ade')
})

it('what was first stays first, and what comes back is a line like any other', () => {
  const during = nextShown(shownOf('abc'), lines('bc'), () => true)
  expect(orderOf(during)).toBe('abc')
  const back = nextShown(during, lines('bca'), () => true)
  expect([orderOf(back), back.leaving.size]).toEqual(['bca', 0])
})

it('what is taken out here goes at once', () => {
  expect(orderOf(nextShown(shownOf('abc'), lines('ac'), () => false))).toBe('ac')
})
