import { createEffect, createSignal, on, Show, Suspense, type Component } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { phone } from '../platform/phone.ts'
import { useLocation, useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { useSelection } from '../sync/selection-context.ts'
import { RollingNumber } from '../ui/rolling-number.tsx'
import { paths } from '../paths.ts'

/** The selection that opens over a page, and how to fetch it. */
export type SelectionOver = {
  Sheet: Component<{ isOpen: boolean; onClose: () => void }>
  fetch: () => Promise<unknown>
}

/** The way to the selection: over this page where there is a script for it, else to a page of its own. */
export default function SelectionLink(props: { sheet: SelectionOver }) {
  const store = useStore()
  const texts = useTexts('shop')
  const selection = useSelection()
  const location = useLocation()
  const navigate = useNavigate()
  const [state, setState] = createSignal<'never' | 'open' | 'closed'>('never')
  const href = () => paths.selection(store().slug)
  const open = (event: MouseEvent) => {
    const isForBrowser = event.metaKey || event.ctrlKey || event.altKey || event.shiftKey
    if (isForBrowser || location.pathname === href()) return
    event.preventDefault()
    props.sheet.fetch().then(
      () => setState('open'),
      () => navigate(href()),
    )
  }
  const close = () => setState((was) => (was === 'open' ? 'closed' : was))
  createEffect(on(() => location.pathname, close, { defer: true }))
  createEffect(() => {
    if (selection.state() === 'opening') return
    const [{ slug }, chosen] = [store(), selection.lines().map(({ variantId }) => variantId)]
    void phone().then((found) => found?.select(slug, chosen))
  })
  return (
    <>
      <a
        class="shop-hand shop-selection"
        href={href()}
        aria-haspopup="dialog"
        aria-label={texts.selection.link(selection.units())}
        onClick={open}
      >
        {texts.selection.short}
        <span class="shop-count" data-empty={selection.units() === 0}>
          <RollingNumber text={String(selection.units())} />
        </span>
      </a>
      <Show when={state() !== 'never'}>
        <Suspense>
          <props.sheet.Sheet isOpen={state() === 'open'} onClose={close} />
        </Suspense>
      </Show>
    </>
  )
}
