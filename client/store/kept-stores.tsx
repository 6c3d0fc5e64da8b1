/** The way in without a connection: the windows that this phone has. */
import { createResource, For, Show } from 'solid-js'
import { themeColours, defaultTheme, type StoreTheme } from '../../shared/theme.ts'
import { settledLanguage, useTexts } from '../platform/i18n.ts'
import { createComeback } from '../platform/lost-code.ts'
import { seenText } from '../platform/moments.ts'
import { createPageHead } from '../platform/page.ts'
import { phone, type KeptStore } from '../platform/phone.ts'
import { useNavigate } from '../platform/router.tsx'
import { keep } from '../platform/storage.ts'
import { Button } from '../ui/button.tsx'
import { chevronRightIcon } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { WithoutConnection } from '../ui/late-failure.tsx'
import { MessagePage } from '../ui/message-page.tsx'
import { paths } from '../paths.ts'
import './kept-stores.css'

/** As the browser's entry reads it. */
const LANGUAGE = 'vidriera:lang'

/** Opened by the service worker where nobody answers for `/`. */
export function KeptStores() {
  const texts = useTexts('shop').unavailable
  const navigate = useNavigate()
  const [stores] = createResource(async () => {
    const found = await phone()
    const kept = (await found?.list()) ?? []
    const [only] = kept
    if (!only || kept.length > 1) return kept
    if (only.language === settledLanguage()) {
      found?.follow(only.store)
      navigate(paths.window(only.store), { replace: true })
    } else {
      speak(only)
      location.replace(paths.window(only.store))
    }
    return null
  })
  createPageHead(() => ({ title: texts.offlineTitle, isPrivate: true }))
  return (
    <Show when={stores()}>
      {(kept) => (
        <Show when={kept().length > 0} fallback={<WithoutConnection />}>
          <Doors kept={kept()} />
        </Show>
      )}
    </Show>
  )
}

function Doors(props: { kept: KeptStore[] }) {
  const texts = useTexts('shop').unavailable
  const words = useTexts('phone').kept
  createComeback()
  return (
    <MessagePage scene="dark" title={texts.offlineTitle} text={words.text}>
      <ul class="kept-stores" aria-label={words.list}>
        <For each={props.kept}>{(one) => <Door kept={one} />}</For>
      </ul>
      <Button kind="quiet" onPress={() => location.reload()}>
        {texts.retry}
      </Button>
    </MessagePage>
  )
}

/** The window opens in the language that the phone has it in. */
const speak = ({ language }: KeptStore) => keep(LANGUAGE, language)

function Door(props: { kept: KeptStore }) {
  const words = useTexts('phone').kept
  return (
    <li>
      <a class="kept-store" href={paths.window(props.kept.store)} onClick={() => speak(props.kept)}>
        <svg
          class="kept-store-scene"
          viewBox="0 0 160 200"
          aria-hidden="true"
          style={worn(props.kept.profile.theme)}
        >
          <path class="kept-store-light" d="M24 184V84a56 56 0 0 1 112 0v100z" />
          <path class="scene-frame" d="M24 184V84a56 56 0 0 1 112 0v100M8 184h144" />
        </svg>
        <span class="kept-store-words">
          <span class="kept-store-name">{props.kept.profile.name}</span>
          <span class="kept-store-when">
            {words.asOf(seenText(props.kept.readAt, new Date().toISOString(), props.kept.profile))}
          </span>
        </span>
        <Icon path={chevronRightIcon} />
      </a>
    </li>
  )
}

/** Each lit in its own colour, by day and by night. */
const worn = (theme: StoreTheme | null) => ({
  '--by-day': themeColours(theme ?? defaultTheme, 'light').accent,
  '--by-night': themeColours(theme ?? defaultTheme, 'dark').accent,
})
