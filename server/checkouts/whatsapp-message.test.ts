import { describe, expect, test } from 'vitest'
import type { CheckoutItem } from '../../shared/checkout.ts'
import { defaultSettings } from '../../shared/store.ts'
import type { Store } from '../platform/http.ts'
import { messageParts, whatsappUrl } from './whatsapp-message.ts'

const store: Store = {
  id: '019b0000-0000-7000-8000-000000000001',
  slug: 'raremagic',
  name: 'Rare & Magic',
  tagline: null,
  locale: 'es-AR',
  currency: 'ARS',
  timeZone: 'America/Argentina/Buenos_Aires',
  whatsapp: '+5491155550101',
  status: 'active',
  hours: null,
  theme: null,
  translations: {},
  settings: defaultSettings,
}
const parts = (change: Partial<Store> = {}) => messageParts({ ...store, ...change }, 'https://tienda.example')
const money = (amount: number) => ({ amount, currency: 'ARS' })
const item = (name: string, quantity = 1): CheckoutItem => ({
  productId: store.id,
  variantId: store.id,
  name,
  variantTitle: '',
  sku: null,
  quantity,
  unitPrice: money(100_00),
  lineDiscount: money(0),
  lineTotal: money(100_00 * quantity),
  configuration: null,
})
const url = 'https://tienda.example/c/AAAAAAAAAAAAAAAAAAAAAA'
const message = (items: CheckoutItem[]) => ({
  items,
  total: money(12_345_50),
  url,
  reference: 'K7M2-Q9AB',
  replaces: null,
  expiresAt: '2026-11-22T21:40:00.000Z',
})
const textOf = (link: string | null): string =>
  decodeURIComponent(new URL(link ?? '').search.slice('?text='.length))

describe('the WhatsApp text', () => {
  test('MSG1 opens wa.me with the digits of the number and carries greeting, lines, total, link and time', () => {
    const link = whatsappUrl(parts(), message([item('Sextante & compás', 2)]))
    expect(link).toMatch(/^https:\/\/wa\.me\/5491155550101\?text=/)
    const text = textOf(link)
    expect(text).toContain('Hola Rare & Magic')
    expect(text).toContain('2 × Sextante & compás')
    expect(text).toMatch(/\$\s?12\.345,50/)
    expect(text).toContain(url)
    expect(text).toContain('K7M2-Q9AB')
    expect(text).toContain('18:40') // the store's own time zone
  })

  test('MSG2 spaces are %20, line breaks %0A, never a plus for a space', () => {
    const link = whatsappUrl(parts(), message([item('Caja + música')])) ?? ''
    expect(link).not.toContain('+')
    expect(link).toContain('%0A')
    expect(link).toContain('%2B')
  })

  test('MSG3 a long list is cut with a count; total and link stay; the URL keeps under 2,000 characters', () => {
    const names = Array.from({ length: 100 }, (_, i) => `Ñandú número ${i} 🎩`)
    const link = whatsappUrl(parts(), message(names.map((name) => item(name)))) ?? ''
    expect(link.length).toBeLessThan(2000)
    const text = textOf(link)
    const shown = text.match(/•/g)?.length ?? 0
    expect(shown).toBeGreaterThan(3)
    expect(text).toContain(`… y ${100 - shown} artículos más`)
    expect(text).toContain(url)
    // no line was given up needlessly: one more would not have fitted
    const oneMore = encodeURIComponent(`• 1 × ${names[shown]}: $ 100\n`).length
    expect(link.length + oneMore).toBeGreaterThan(1980)
  })

  test('MSG4 the store writes its own template; a link that it forgot is added', () => {
    const settings = { ...defaultSettings, whatsappTemplate: '{greeting}: {lines} = {total} {unknown}' }
    const text = textOf(whatsappUrl(parts({ settings }), message([item('Nautilo')])))
    expect(text).toMatch(/^Hola: • 1 × Nautilo.* = \$.* \{unknown\}\n/s)
    expect(text.endsWith(url)).toBe(true)
  })

  test('MSG5 a template too long for any URL still delivers the link', () => {
    const settings = { ...defaultSettings, whatsappTemplate: '🎩'.repeat(300) }
    const link = whatsappUrl(parts({ settings }), message([item('Nautilo')])) ?? ''
    expect(link.length).toBeLessThan(2000)
    expect(textOf(link)).toBe(url)
  })

  test('MSG6 in the language of the store', () => {
    const en = textOf(whatsappUrl(parts({ locale: 'en-US' }), message([item('Sextant')])))
    const pt = textOf(whatsappUrl(parts({ locale: 'pt-BR' }), message([item('Sextante')])))
    expect(en).toContain('I would like to reserve')
    expect(pt).toContain('quero reservar')
  })

  test.each([
    ['es-AR', 'Reemplaza a mi reserva K7M2-0001.'],
    ['en-US', 'It takes the place of my reservation K7M2-0001.'],
    ['pt-BR', 'Substitui a minha reserva K7M2-0001.'],
  ])(
    'MSG9 in %s it says which reservation it takes the place of, whatever the template',
    (locale, sentence) => {
      const replacing = { ...message([item('Nautilo')]), replaces: 'K7M2-0001' }
      for (const whatsappTemplate of [null, 'Va: {lines}', '🎩'.repeat(300)]) {
        const settings = { ...defaultSettings, whatsappTemplate }
        const link = whatsappUrl(parts({ locale, settings }), replacing) ?? ''
        expect(textOf(link)).toContain(sentence)
        expect(textOf(link)).toContain(url)
        expect(link.length).toBeLessThan(2000)
      }
      expect(textOf(whatsappUrl(parts({ locale }), message([item('Nautilo')])))).not.toContain('K7M2-0001')
    },
  )

  test('MSG7 a name with half a surrogate pair cannot break the link', () => {
    expect(() => whatsappUrl(parts(), message([item('roto \ud83d')]))).not.toThrow()
  })

  test('MSG8 a store without a number has no link', () => {
    expect(whatsappUrl(parts({ whatsapp: null }), message([item('Nautilo')]))).toBeNull()
  })
})
