import { createSignal, lazy, Suspense } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { Button } from '../ui/button.tsx'
import { HandOn } from '../ui/hand-on.tsx'
import { qrIcon } from '../ui/icons.ts'
import { Sheet } from '../ui/sheet.tsx'

const QrCode = lazy(() => import('../ui/qr-code.tsx'))

/** The link for other hands, and for another phone's camera. */
export function PassOn() {
  const words = useTexts('checkout')
  const [isShown, setShown] = createSignal(false)
  return (
    <>
      <HandOn url={location.href} title={document.title} words={words} />
      <Button kind="quiet" icon={qrIcon} onPress={() => setShown(true)}>
        {words.qr}
      </Button>
      <Sheet
        isOpen={isShown()}
        onClose={() => setShown(false)}
        title={words.qr}
        closeLabel={words.close}
        place="middle"
      >
        <Suspense>
          <QrCode text={location.href} label={words.qrLabel} />
        </Suspense>
        <p class="qr-hint">{words.qrHint}</p>
      </Sheet>
    </>
  )
}
