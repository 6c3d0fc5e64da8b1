import { formatMoney } from '../../shared/money.ts'
import type { CheckoutItem, MadeCheckout } from '../../shared/checkout.ts'
import type { Store } from '../platform/http.ts'

/** WhatsApp names no limit; browsers, apps and proxies on the way do. */
const URL_LIMIT = 2_000

type Words = { template: string; more: (count: number) => string; replaces: (reference: string) => string }

const words: Record<'es' | 'en' | 'pt', Words> = {
  es: {
    template:
      'Hola {store}, quiero reservar:\n{lines}\n*Total: {total}*\nReserva {reference}, guardada hasta {until}.\n{link}',
    more: (count) => (count === 1 ? '… y 1 artículo más' : `… y ${count} artículos más`),
    replaces: (reference) => `Reemplaza a mi reserva ${reference}.`,
  },
  en: {
    template:
      'Hello {store}, I would like to reserve:\n{lines}\n*Total: {total}*\nReservation {reference}, held until {until}.\n{link}',
    more: (count) => (count === 1 ? '… and 1 more article' : `… and ${count} more articles`),
    replaces: (reference) => `It takes the place of my reservation ${reference}.`,
  },
  pt: {
    template:
      'Olá {store}, quero reservar:\n{lines}\n*Total: {total}*\nReserva {reference}, guardada até {until}.\n{link}',
    more: (count) => (count === 1 ? '… e mais 1 artigo' : `… e mais ${count} artigos`),
    replaces: (reference) => `Substitui a minha reserva ${reference}.`,
  },
}

/** What a store says of itself in the message; kept with a checkout, so that a replay is worded as the first answer. */
export type MessageParts = Pick<Store, 'name' | 'locale' | 'timeZone' | 'whatsapp'> & {
  template: string
  /** Where the link of the checkout leads. */
  origin: string
}

export const messageParts = (store: Store, origin: string): MessageParts => ({
  name: store.name,
  locale: store.locale,
  timeZone: store.timeZone,
  whatsapp: store.whatsapp,
  template: store.settings.whatsappTemplate ?? words[languageOf(store.locale)].template,
  origin,
})

type Message = Pick<MadeCheckout, 'items' | 'total' | 'url' | 'expiresAt'> & {
  reference: string
  /** Reference of the checkout that this one takes the place of. */
  replaces: string | null
}

/**
 * The link that opens WhatsApp with the message ready; it sends nothing by itself. Null where the store has no number.
 * The whole URL stays under 2,000 characters: long lists are cut and end in a count; the link is never cut.
 */
export function whatsappUrl(parts: MessageParts, message: Message): string | null {
  if (parts.whatsapp === null) return null
  const start = `https://wa.me/${parts.whatsapp.slice(1)}?text=`
  const language = languageOf(parts.locale)
  const values: Record<string, string> = {
    store: parts.name,
    greeting: greetings[language],
    total: formatMoney(message.total, parts.locale),
    link: message.url,
    reference: message.reference,
    until: untilText(message.expiresAt, parts),
  }
  const replaces = message.replaces === null ? '' : `\n${words[language].replaces(message.replaces)}`
  const lines = message.items.map((item) => lineText(item, parts.locale))
  for (let shown = lines.length; shown >= 0; shown--) {
    const rest = lines.length - shown
    const list = [...lines.slice(0, shown), ...(rest > 0 ? [words[language].more(rest)] : [])].join('\n')
    const text = fill(parts.template, { ...values, lines: list }) + replaces
    // without the link the merchant could not find the checkout
    const url = start + encodeURIComponent(text.includes(message.url) ? text : `${text}\n${message.url}`)
    if (url.length < URL_LIMIT) return url
  }
  // a template that is too long by itself: the link must arrive
  return start + encodeURIComponent(message.url + replaces)
}

const fill = (template: string, values: Record<string, string>): string =>
  template
    .replace(
      /\{(\w+)\}/g,
      (whole, name: string) => (Object.hasOwn(values, name) ? values[name] : undefined) ?? whole,
    )
    .replace(/\r\n?/g, '\n')
    .toWellFormed()

const greetings = { es: 'Hola', en: 'Hello', pt: 'Olá' }

function languageOf(locale: string): 'es' | 'en' | 'pt' {
  const language = locale.slice(0, 2)
  return language === 'en' || language === 'pt' ? language : 'es'
}

function lineText(item: CheckoutItem, locale: string): string {
  const name = item.variantTitle === '' ? item.name : `${item.name} (${item.variantTitle})`
  return `• ${item.quantity} × ${name}: ${formatMoney(item.lineTotal, locale)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function untilText(instant: string, { locale, timeZone }: MessageParts): string {
  const key = `${locale} ${timeZone}`
  const clock =
    clocks.get(key) ??
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    })
  clocks.set(key, clock)
  return clock.format(new Date(instant))
}
