import { beforeAll, describe, expect, it } from 'vitest'
import { languages, type Language } from '../../../shared/language.ts'
import type { Day } from '../time.ts'
import { loadWords, rooms, wordsOf } from './rooms.ts'

beforeAll(() => Promise.all(languages.flatMap((language) => rooms.map((room) => loadWords(language, room)))))

type Leaf = [string, string]
/** Every word by its place: `stock.left: (1)` for a function of one parameter, `price.was: text`. */
const shapeOf = (value: unknown, at = ''): Leaf[] => {
  if (typeof value === 'function') return [[at, `(${value.length})`]]
  if (typeof value !== 'object' || value === null) return [[at, value === '' ? 'empty' : typeof value]]
  return Object.entries(value).flatMap(([name, part]) => shapeOf(part, `${at}.${name}`))
}
/** Every text, and of what is put together the source. */
const spokenBy = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(spokenBy)
    : [typeof value === 'function' ? value.toString() : String(value)]
const sorted = (leaves: Leaf[]) => leaves.map((leaf) => leaf.join(' ')).sort()

describe.each(rooms)('the words of %s', (room) => {
  it('are the same in every language, with the same parameters, and none is empty', () => {
    const spanish = sorted(shapeOf(wordsOf('es', room)))
    expect(spanish.length).toBeGreaterThan(5)
    expect(spanish.filter((leaf) => leaf.endsWith('empty'))).toEqual([])
    for (const language of languages) expect(sorted(shapeOf(wordsOf(language, room)))).toEqual(spanish)
  })

  it.each(languages)('never exclaim in %s', (language) => {
    const said = spokenBy(wordsOf(language, room)).map((text) => text.replaceAll('!==', ''))
    expect(said.filter((text) => /[!¡]/.test(text))).toEqual([])
  })
})

describe('numbers take their form', () => {
  const forms = (language: Language) => {
    const { stock, selection } = wordsOf(language, 'shop')
    return { left: [1, 2, 21].map(stock.left), link: [0, 1, 2].map(selection.link) }
  }
  it('in Spanish', () => {
    expect(forms('es')).toEqual({
      left: ['Queda 1', 'Quedan 2', 'Quedan 21'],
      link: ['Selección, vacía', 'Selección, 1 unidad', 'Selección, 2 unidades'],
    })
    const { hold } = wordsOf('es', 'shop')
    const { tooFew, processing } = wordsOf('es', 'selection')
    expect([hold(1440), hold(90), hold(1)]).toEqual(['24\u00a0h', '90 minutos', '1 minuto'])
    expect([0, 1, 3].map(tooFew)).toEqual(['Otros lo tienen reservado.', 'Solo queda 1.', 'Solo quedan 3.'])
    expect(processing(null)).toBe('Esta selección ya está reservada.')
  })
  it('in English', () => {
    expect(forms('en')).toEqual({
      left: ['Only 1 left', '2 left', '21 left'],
      link: ['Selection, empty', 'Selection, 1 item', 'Selection, 2 items'],
    })
    const { hold } = wordsOf('en', 'shop')
    expect([hold(1440), hold(60), hold(90), hold(1)]).toEqual([
      '24 hours',
      '1 hour',
      '90 minutes',
      '1 minute',
    ])
  })
  it('in Portuguese, where zero is singular too', () => {
    expect(forms('pt')).toEqual({
      left: ['Resta 1', 'Restam 2', 'Restam 21'],
      link: ['Seleção, vazia', 'Seleção, 1 unidade', 'Seleção, 2 unidades'],
    })
    expect(wordsOf('pt', 'product').tooMany(0, 0)).toBe('Resta 0: não há tantas.')
  })
})

it('a moment is said as each language says it', () => {
  const near: Day = { kind: 'near', text: '·' }
  const date = (weekday: string, month: string): Day => ({ kind: 'date', weekday, day: '26', month })
  const said = (language: Language, far: Day) => {
    const { until, when } = wordsOf(language, 'shop').time
    return [until(near, '18:40'), until(far, '18:40'), when(far, '18:40')]
  }
  expect(said('es', date('jueves', 'noviembre'))).toEqual([
    'hasta · a las 18:40',
    'hasta el jueves 26 de noviembre a las 18:40',
    'el jueves 26 de noviembre a las 18:40',
  ])
  expect(said('en', date('Thursday', 'November'))).toEqual([
    'until · at 18:40',
    'until Thursday 26 November at 18:40',
    'on Thursday 26 November at 18:40',
  ])
  expect(said('pt', date('quinta-feira', 'novembro'))).toEqual([
    'até · às 18:40',
    'até quinta-feira, 26 de novembro, às 18:40',
    'quinta-feira, 26 de novembro, às 18:40',
  ])
})
