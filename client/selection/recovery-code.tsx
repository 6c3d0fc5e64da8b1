import { lazy, Suspense } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { recoveryCodeOf } from '../sync/recovery-code.ts'
import { useSelection } from '../sync/selection-context.ts'
import { recoveryHash } from '../sync/shared-with.ts'
import { HandOn } from '../ui/hand-on.tsx'
import { paths } from '../paths.ts'

const QrCode = lazy(() => import('../ui/qr-code.tsx'))

/** The way back to this selection from another phone: to be photographed or written down, and kept for oneself. */
export function RecoveryCode() {
  const words = useTexts('selection').recover
  const together = useTexts('selection').together
  const store = useStore()
  const selection = useSelection()
  const code = () => recoveryCodeOf(selection.id())
  const url = () => new URL(paths.selection(store().slug) + recoveryHash(code()), location.href).href
  return (
    <>
      <Suspense>
        <QrCode text={url()} label={words.qrLabel} />
      </Suspense>
      <p class="recovery-code figures">{code()}</p>
      <div class="share-hands">
        <HandOn url={url()} title={words.titleFor(store().name)} words={together} />
      </div>
    </>
  )
}
