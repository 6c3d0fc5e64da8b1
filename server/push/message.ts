import { localeFor, type Language } from '../../shared/language.ts'
import type { PushMessage } from '../../shared/push.ts'

type Told =
  /** The end of a hold, and the code that opens its page. */
  | { endsAt: Date; code: string }
  /** Something that is back; `variant` is empty where there is only one. */
  | { name: string; variant: string; slug: string }

export type MessageParts = {
  store: { slug: string; name: string; locale: string; timeZone: string }
  language: Language
  origin: string
  tag: string
  told: Told
}

const words: Record<Language, { ends: (hour: string) => string; back: (name: string) => string }> = {
  es: {
    ends: (hour) => `Tu reserva termina a las ${hour}. Después vuelve a la vidriera.`,
    back: (name) => `Volvió ${name}.`,
  },
  en: {
    ends: (hour) => `Your reservation ends at ${hour}. After that it goes back in the window.`,
    back: (name) => `${name} is back.`,
  },
  pt: {
    ends: (hour) => `Sua reserva termina às ${hour}. Depois volta para a vitrine.`,
    back: (name) => `${name} voltou.`,
  },
}

/** What the browser shows, by itself or by our worker. */
export function messageOf({ store, language, origin, tag, told }: MessageParts): PushMessage {
  const isHold = 'endsAt' in told
  const page = isHold ? `/c/${told.code}` : `/s/${store.slug}/p/${told.slug}`
  return {
    web_push: 8030,
    notification: {
      title: store.name,
      body: isHold
        ? words[language].ends(hourIn(told.endsAt, store, language))
        : words[language].back(nameOf(told)),
      lang: language,
      navigate: origin + page,
      icon: `${origin}/s/${store.slug}/icon-192.png`,
      tag,
    },
  }
}

const nameOf = ({ name, variant }: { name: string; variant: string }): string =>
  variant === '' ? name : `${name} (${variant})`

function hourIn(at: Date, { locale, timeZone }: MessageParts['store'], language: Language): string {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(localeFor(language, locale), format).format(at)
}
