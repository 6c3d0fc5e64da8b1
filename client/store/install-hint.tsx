import { createEffect, createSignal, lazy, on, Show, Suspense } from 'solid-js'
import { isAppleTouch, isStandalone } from '../platform/device.ts'
import { loadTexts } from '../platform/i18n.ts'
import { installOffer } from '../platform/install-offer.ts'
import { useLocation } from '../platform/router.tsx'
import { keep, readKept } from '../platform/storage.ts'
import { useSelection } from '../sync/selection-context.ts'

const InstallLine = lazy(() =>
  Promise.all([import('./install-line.tsx'), loadTexts('phone')])
    .then(([line]) => line)
    .catch(() => ({ default: () => null })),
)

const KEY = 'vidriera:install'

/**
 * Offers the home screen to who has picked a second thing, or has come back to what they had picked and walks on: at
 * something they did, so that nothing moves by itself. Once; who sends it away never sees it again.
 */
export default function InstallHint() {
  const selection = useSelection()
  const location = useLocation()
  const [isDue, setDue] = createSignal(false)
  /** Units that this visit began with. */
  let began: number | null = null
  createEffect(
    on([selection.state, selection.units, () => location.pathname], ([state, units, path], before) => {
      if (state === 'opening') return
      if (began === null) return void (began = units)
      const hasWalked = before !== undefined && before[2] !== path
      if ((units > began && units > 1) || (began > 0 && hasWalked)) setDue(true)
    }),
  )
  const isOffered = () =>
    isDue() && !isStandalone() && readKept(KEY) === null && (installOffer() !== null || isAppleTouch())
  return (
    <Show when={isOffered()}>
      <Suspense>
        <InstallLine
          onDone={() => {
            keep(KEY, 'no')
            setDue(false)
          }}
        />
      </Suspense>
    </Show>
  )
}
