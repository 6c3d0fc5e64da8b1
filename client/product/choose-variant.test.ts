import { describe, expect, it } from 'vitest'
import type { Variant } from '../../shared/catalogue.ts'
import {
  boundOf,
  findVariant,
  mostOf,
  openOption,
  settledChoice,
  stateOfValue,
  variantLabels,
} from './choose-variant.ts'

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
  const values = (...names: string[]) => names.map((name) => ({ key: name, name, colorHex: null }))
  it('opens with nothing chosen but what leaves no choice', () => {
    const options = [
      { key: 'color', name: 'Color', values: values('azul') },
      { key: 'talle', name: 'Talle', values: values('S', 'M') },
    ]
    expect(settledChoice([blueS, blueM])).toEqual({ Color: 'azul' })
    expect(settledChoice(all)).toEqual({})
    expect(openOption(options, settledChoice([blueS, blueM]))).toBe('Talle')
    expect(openOption(options, blueM.options)).toBeNull()
  })
  it('means no variant until every option is chosen, and none where the combination does not exist', () => {
    expect(findVariant(all, { Color: 'azul' })).toBeUndefined()
    expect(findVariant(all, { Color: 'rojo', Talle: 'S' })).toBeUndefined()
    expect(findVariant(all, { Color: 'rojo', Talle: 'M' })).toBe(redM)
  })
  it('says what a value leads to', () => {
    const choice = { Color: 'azul', Talle: 'M' }
    expect(stateOfValue(all, choice, 'Talle', 'S')).toBe('sold-out')
    expect(stateOfValue(all, choice, 'Color', 'rojo')).toBe('buyable')
    expect(stateOfValue(all, { Color: 'rojo', Talle: 'M' }, 'Talle', 'S')).toBe('missing')
    expect(stateOfValue(all, {}, 'Talle', 'S')).toBe('sold-out')
    expect(stateOfValue(all, {}, 'Talle', 'M')).toBe('buyable')
  })
  it('variants without options are told apart, though their titles repeat or say nothing', () => {
    const titled = ['Chica', ' Grande', 'Grande', ''].map((title) => ({ ...blueM, title }))
    expect(variantLabels(titled)).toEqual(['Chica', 'Grande 2', 'Grande 3', '4'])
  })
  it('an untracked or back-ordered variant has no bound but the common one', () => {
    expect([mostOf(blueM), mostOf(redM), mostOf({ ...blueS, backorder: true })]).toEqual([2, 999, 999])
    expect([boundOf(blueM), boundOf(redM), boundOf({ ...blueS, backorder: true })]).toEqual([2, null, null])
  })
})
