import { describe, expect, test } from 'vitest'
import { firstStyles } from './first-styles.ts'

const markup = '<main class="page wide"><a class="card" data-open="false">x</a></main>'
const kept = (css: string) => firstStyles(css, markup, 'plain')

describe('PAG10 the first bytes carry the styles that the page can wear', () => {
  test('rules without classes, and those whose classes all stand in it', () => {
    expect(kept('*{margin:0}.card{a:b}.gone{c:d}.page .card:hover{e:f}.page .gone{g:h}')).toBe(
      '*{margin:0}.card{a:b}.page .card:hover{e:f}',
    )
  })

  test('of a list one is enough; what stands in parentheses may be missing', () => {
    expect(kept('.gone,.card{a:b}.card:not(.gone){c:d}.page:has(.x,.gone:not(.y)){e:f}')).toBe(
      '.gone,.card{a:b}.card:not(.gone){c:d}.page:has(.x,.gone:not(.y)){e:f}',
    )
  })

  test('within conditions too, which leave with their last rule', () => {
    const css = '@media (min-width:1rem){.gone{a:b}.card{c:d}}@supports (x:y){@media print{.gone{e:f}}}'
    expect(kept(css)).toBe('@media (min-width:1rem){.card{c:d}}')
  })

  test('rules with others inside stay whole, signs in strings are no signs', () => {
    const css = '.card{a:b;.gone{c:d}}.card:before{content:"};{"}.gone:before{content:"}"}'
    expect(kept(css)).toBe('.card{a:b;.gone{c:d}}.card:before{content:"};{"}')
  })

  test('what is said of another typeface makes way', () => {
    const css = ':root,[data-typeface=fine]{a:b}[data-typeface=plain]{c:d}[data-typeface=fine]{e:f}'
    expect(kept(css)).toBe(':root,[data-typeface=fine]{a:b}[data-typeface=plain]{c:d}')
  })

  test('a typeface that is named, once; movements that are named', () => {
    const faces =
      '@font-face{font-family:"Uno Dos";src:url(a)}@font-face{font-family:"Uno Dos";src:url(b)}@font-face{font-family:Tres;src:url(c)}'
    const moves = '@keyframes go{from{a:b}}@keyframes gone{from{a:b}}'
    expect(kept(`${faces}${moves}.card{font-family:"Uno Dos";animation:go 1s}.gone{font-family:Tres}`)).toBe(
      '@font-face{font-family:"Uno Dos";src:url(a)}@keyframes go{from{a:b}}.card{font-family:"Uno Dos";animation:go 1s}',
    )
  })
})
