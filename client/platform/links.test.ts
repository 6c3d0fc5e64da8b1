import { describe, expect, test } from 'vitest'
import { addressOf } from './links.ts'

const here = 'https://shop.test/s/milo/?q=hilo'
const press = {
  defaultPrevented: false,
  button: 0,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
}
const link = (href: string, more: { target?: string; rel?: string; download?: boolean } = {}) => ({
  href: new URL(href, here).href,
  target: more.target ?? '',
  rel: more.rel ?? '',
  hasAttribute: (name: string) => name === 'download' && (more.download ?? false),
})
const leads = (href: string, more = {}) => addressOf(press, link(href, more), here)?.href ?? null

describe('a link is followed by the page itself', () => {
  test.each([
    ['/s/milo/p/blue', 'https://shop.test/s/milo/p/blue'],
    ['?q=lana', 'https://shop.test/s/milo/?q=lana'],
    ['/s/milo/#search', 'https://shop.test/s/milo/#search'],
    [here, here],
  ])('to %s', (href, address) => {
    expect(leads(href)).toBe(address)
  })

  test('also by touch and by focus, which have no button', () => {
    const { button: _button, ...touch } = press
    expect(addressOf(touch, link('/s/milo/p/blue'), here)?.pathname).toBe('/s/milo/p/blue')
  })
})

describe('and left to the browser', () => {
  test.each(['metaKey', 'ctrlKey', 'altKey', 'shiftKey', 'defaultPrevented'])('with %s', (key) => {
    expect(addressOf({ ...press, [key]: true }, link('/s/milo/p/blue'), here)).toBeNull()
  })

  test('with another button than the first', () => {
    expect(addressOf({ ...press, button: 1 }, link('/s/milo/p/blue'), here)).toBeNull()
  })

  test.each([
    ['to another tab', '/s/milo/p/blue', { target: '_blank' }],
    ['as a download', '/s/milo/p/blue', { download: true }],
    ['where it says so', '/s/milo/?lang=en', { rel: 'nofollow external' }],
    ['to another site', 'https://wa.me/541100000000', {}],
    ['to a place on this very page', '?q=hilo#content', {}],
    ['without an address of a page', 'mailto:hola@shop.test', {}],
  ])('%s', (_what, href, more) => {
    expect(leads(href, more)).toBeNull()
  })
})
