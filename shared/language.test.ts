import { expect, it } from 'vitest'
import { languageOf, localeFor } from './language.ts'

it('a locale’s language, and the usual one where we do not speak it', () => {
  expect(['pt-BR', 'EN', 'es-419', 'fr-FR', '', 'constructor'].map(languageOf)).toEqual([
    'pt',
    'en',
    'es',
    'es',
    'es',
    'es',
  ])
})

it('a page formats as the store does in the store’s language, and as that language does at home in any other', () => {
  expect([localeFor('es', 'es-UY'), localeFor('en', 'es-UY'), localeFor('pt', 'es-UY')]).toEqual([
    'es-UY',
    'en-GB',
    'pt-BR',
  ])
  expect([localeFor('en', 'en-US'), localeFor('es', 'pt-BR')]).toEqual(['en-US', 'es-AR'])
})
