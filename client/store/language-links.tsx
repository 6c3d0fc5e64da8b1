import { For } from 'solid-js'
import { languages, type Language } from '../../shared/language.ts'
import { useLanguage, useTexts } from '../platform/i18n.ts'
import { useLocation } from '../platform/router.tsx'

/** Each language in its own name: whoever looks for it reads no other. */
const names: Record<Language, string> = { es: 'Español', en: 'English', pt: 'Português' }

/** This very page in the other languages. The server writes it anew, so each is a whole new document. */
export function LanguageLinks() {
  const location = useLocation()
  const current = useLanguage()
  const texts = useTexts('shop')
  const hrefOf = (language: Language) => {
    const search = new URLSearchParams(location.search)
    search.set('lang', language)
    return `${location.pathname}?${search.toString()}`
  }
  return (
    <nav class="languages" id="languages" aria-label={texts.languages}>
      <ul>
        <For each={languages}>
          {(language) => (
            <li>
              <a
                href={hrefOf(language)}
                rel="external"
                lang={language}
                hreflang={language}
                aria-current={language === current ? 'true' : undefined}
              >
                {names[language]}
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  )
}
