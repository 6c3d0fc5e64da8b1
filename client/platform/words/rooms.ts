/**
 * The dictionaries: a module for every language and room of the shop, so that a page brings the words of its own
 * room in its own language and no more. `shop` is what every page needs. Spanish gives the shape.
 */
import type { Language } from '../../../shared/language.ts'

export type Words = {
  shop: typeof import('./es/shop.ts').default
  window: typeof import('./es/window.ts').default
  nothing: typeof import('./es/nothing.ts').default
  product: typeof import('./es/product.ts').default
  selection: typeof import('./es/selection.ts').default
  checkout: typeof import('./es/checkout.ts').default
  phone: typeof import('./es/phone.ts').default
}
export type Room = keyof Words

type Sources = { [R in Room]: () => Promise<{ default: Words[R] }> }

const sources: Record<Language, Sources> = {
  es: {
    shop: () => import('./es/shop.ts'),
    window: () => import('./es/window.ts'),
    nothing: () => import('./es/nothing.ts'),
    product: () => import('./es/product.ts'),
    selection: () => import('./es/selection.ts'),
    checkout: () => import('./es/checkout.ts'),
    phone: () => import('./es/phone.ts'),
  },
  en: {
    shop: () => import('./en/shop.ts'),
    window: () => import('./en/window.ts'),
    nothing: () => import('./en/nothing.ts'),
    product: () => import('./en/product.ts'),
    selection: () => import('./en/selection.ts'),
    checkout: () => import('./en/checkout.ts'),
    phone: () => import('./en/phone.ts'),
  },
  pt: {
    shop: () => import('./pt/shop.ts'),
    window: () => import('./pt/window.ts'),
    nothing: () => import('./pt/nothing.ts'),
    product: () => import('./pt/product.ts'),
    selection: () => import('./pt/selection.ts'),
    checkout: () => import('./pt/checkout.ts'),
    phone: () => import('./pt/phone.ts'),
  },
}
export const rooms = Object.keys(sources.es) as Room[]

const loaded: Record<Language, Partial<Words>> = { es: {}, en: {}, pt: {} }

export async function loadWords<R extends Room>(language: Language, room: R): Promise<void> {
  loaded[language][room] ??= (await sources[language][room]()).default
}

/** Words that have been loaded; whoever opens a page sees to that. */
export function wordsOf<R extends Room>(language: Language, room: R): Words[R] {
  const found = loaded[language][room]
  if (!found) throw new Error(`the words of ${room} in ${language} are not loaded`)
  return found
}

/** The module that holds them, as the build names it. */
export const wordsModule = (language: Language, room: Room) => `client/platform/words/${language}/${room}.ts`
