import { describe, expect, it } from 'vitest'
import type { Variant } from '../../shared/catalogue.ts'
import { choose, findVariant, firstVariant, mostOf, stateOfValue } from './choose-variant.ts'

const price = { amount: 100, currency: 'ARS' }
const variant = (options: Record<string, string>, available: number | null, backorder = false): Variant => ({
  id: Object.values(options).join('-'),
  sku: null,
  title: Object.values(options).join(' / '),
  options,
  price,
  compareAtPrice: null,
  available,
  backorder,
})
const blueS = variant({ Color: 'azul', Talle: 'S' }, 0)
const blueM = variant({ Color: 'azul', Talle: 'M' }, 2)
const redM = variant({ Color: 'rojo', Talle: 'M' }, null)
const all = [blueS, blueM, redM]

describe('choosing a variant', () => {
  it('opens with the first that can be bought', () => {
    expect(firstVariant(all)).toBe(blueM)
    expect(firstVariant([blueS])).toBe(blueS)
  })
  it('says what a value leads to', () => {
    const choice = { Color: 'azul', Talle: 'M' }
    expect(stateOfValue(all, choice, 'Talle', 'S')).toBe('sold-out')
    expect(stateOfValue(all, choice, 'Color', 'rojo')).toBe('buyable')
    expect(stateOfValue(all, { Color: 'rojo', Talle: 'M' }, 'Talle', 'S')).toBe('missing')
  })
  it('goes to the nearest variant where the combination does not exist', () => {
    expect(choose(all, { Color: 'rojo', Talle: 'M' }, 'Talle', 'S')).toEqual(blueS.options)
    expect(findVariant(all, choose(all, { Color: 'azul', Talle: 'S' }, 'Color', 'rojo'))).toBe(redM)
  })
  it('an untracked or back-ordered variant has no bound but the common one', () => {
    expect([mostOf(blueM), mostOf(redM), mostOf({ ...blueS, backorder: true })]).toEqual([2, 999, 999])
  })
})
