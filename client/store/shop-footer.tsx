import { createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import { loadTexts, pageLocale, useTexts } from '../platform/i18n.ts'
import { weekOf } from '../platform/week.ts'
import { whatsappIcon } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { LanguageLinks } from './language-links.tsx'
import './shop-footer.css'

/** Without a connection there is nothing to take along: the footer stands without it. */
const TakeAlong = lazy(() =>
  Promise.all([import('./take-along.tsx'), loadTexts('phone')]).then(
    ([part]) => part,
    () => ({ default: () => null }),
  ),
)

/** What a shop door says: whose it is, when it is open, how to speak to somebody. */
export default function ShopFooter(props: { profile: StoreProfile }) {
  const { footer: words, hold: length } = useTexts('shop')
  let footer: HTMLElement | undefined
  const [isNear, setNear] = createSignal(false)
  onMount(() => {
    // Its code is fetched for who reads that far.
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && setNear(true))
    if (footer) watch.observe(footer)
    onCleanup(() => watch.disconnect())
  })
  const hold = () => length(props.profile.holdMinutes)
  return (
    <footer class="shop-footer" ref={(element) => (footer = element)}>
      <div class="footer-door">
        <p class="footer-name">{props.profile.name}</p>
        <Show when={props.profile.status === 'active'}>
          <p>{words.promise(hold())}</p>
        </Show>
      </div>
      <Show when={props.profile.hours}>
        {(hours) => (
          <section class="footer-hours">
            <h2>{words.hours}</h2>
            <dl>
              <For each={weekOf(hours(), pageLocale(props.profile.locale))}>
                {(alike) => (
                  <div>
                    <dt>{alike.days}</dt>
                    <dd>{alike.hours || words.closed}</dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </Show>
      <div class="footer-hands">
        <Show when={props.profile.whatsapp}>
          {(phone) => (
            <a class="footer-whatsapp" href={`https://wa.me/${phone().slice(1)}`} rel="noopener">
              <Icon path={whatsappIcon} />
              {words.write}
            </a>
          )}
        </Show>
        <LanguageLinks />
        <Suspense>
          <Show when={isNear()}>
            <TakeAlong />
          </Show>
        </Suspense>
      </div>
    </footer>
  )
}
