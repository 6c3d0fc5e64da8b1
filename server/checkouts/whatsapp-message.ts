import { formatMoney } from '../../shared/money.ts'
import type { CheckoutItem, MadeCheckout } from '../../shared/checkout.ts'
import type { Store } from '../platform/http.ts'

/** WhatsApp names no limit; browsers, apps and proxies on the way do. */
const URL_LIMIT = 2_000

type Words = { template: string; more: (count: number) => string }

const words: Record<'es' | 'en' | 'pt', Words> = {
  es: {
    template:
      'Hola {store}, quiero reservar:\n{lines}\n*Total: {total}*\nReserva {reference}, guardada hasta {until}.\n{link}',
    more: (count) => (count === 1 ? '… y 1 artículo más' : `… y ${count} artículos más`),
  },
  en: {
    template:
      'Hello {store}, I would like to reserve:\n{lines}\n*Total: {total}*\nReservation {reference}, held until {until}.\n{link}',
    more: (count) => (count === 1 ? '… and 1 more article' : `… and ${count} more articles`),
  },
  pt: {
    template:
      'Olá {store}, quero reservar:\n{lines}\n*Total: {total}*\nReserva {reference}, guardada até {until}.\n{link}',
    more: (count) => (count === 1 ? '… e mais 1 artigo' : `… e mais ${count} artigos`),
  },
}

type Message = Pick<MadeCheckout, 'items' | 'total' | 'url' | 'expiresAt'> & { reference: string }

/**
 * The link that opens WhatsApp with the message ready; it sends nothing by itself. Null where the store has no number.
 * The whole URL stays under 2,000 characters: long lists are cut and end in a count; the link is never cut.
 */
export function whatsappUrl(store: Store, message: Message): string | null {
  if (store.whatsapp === null) return null
  const start = `https://wa.me/${store.whatsapp.slice(1)}?text=`
  const language = languageOf(store.locale)
  const values: Record<string, string> = {
    store: store.name,
    greeting: greetings[language],
    total: formatMoney(message.total, store.locale),
    link: message.url,
    reference: message.reference,
    until: untilText(message.expiresAt, store),
  }
  const lines = message.items.map((item) => lineText(item, store.locale))
  for (let shown = lines.length; shown >= 0; shown--) {
    const rest = lines.length - shown
    const list = [...lines.slice(0, shown), ...(rest > 0 ? [words[language].more(rest)] : [])].join('\n')
    const text = fill(store.settings.whatsappTemplate ?? words[language].template, { ...values, lines: list })
    // without the link the merchant could not find the checkout
    const url = start + encodeURIComponent(text.includes(message.url) ? text : `${text}\n${message.url}`)
    if (url.length < URL_LIMIT) return url
  }
  // a template that is too long by itself: the link must arrive
  return start + encodeURIComponent(message.url)
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

function untilText(instant: string, store: Store): string {
  const key = `${store.locale} ${store.timeZone}`
  const clock =
    clocks.get(key) ??
    new Intl.DateTimeFormat(store.locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: store.timeZone,
    })
  clocks.set(key, clock)
  return clock.format(new Date(instant))
}
