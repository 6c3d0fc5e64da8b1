import { createSignal, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { Button } from '../ui/button.tsx'
import { qrIcon, shareIcon } from '../ui/icons.ts'
import { Sheet } from '../ui/sheet.tsx'

const QrCode = lazy(() => import('./qr-code.tsx'))

/** Two links of a chain; of this page alone. */
const linkIcon =
  'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 1 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 1 0 5.7 5.7l1-1'

const SAID_MS = 4_000

/** The link for other hands: the phone's own sheet where it has one, the clipboard, and another phone's camera. */
export function PassOn() {
  const words = useTexts('checkout')
  const [canShare, setCanShare] = createSignal(false)
  const [isCopied, setCopied] = createSignal(false)
  const [isShown, setShown] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMount(() => setCanShare(typeof navigator.share === 'function'))
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      setCopied(true)
      clearTimeout(timer)
      timer = setTimeout(() => setCopied(false), SAID_MS)
    } catch {
      window.prompt(words.copy, location.href) // an old browser, or plain http
    }
  }
  const share = async () => {
    try {
      await navigator.share({ url: location.href, title: document.title })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return // thought better of it
      await copy()
    }
  }
  return (
    <>
      <Show when={canShare()}>
        <div class="share">
          <Button kind="quiet" icon={shareIcon} onPress={() => void share()}>
            {words.share}
          </Button>
        </div>
      </Show>
      <Button kind="quiet" icon={linkIcon} onPress={() => void copy()}>
        {isCopied() ? words.copied : words.copy}
      </Button>
      {/* Beside the button: within it, it would be left out of its name. */}
      <p class="visually-hidden" role="status">
        {isCopied() ? words.copied : ''}
      </p>
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
