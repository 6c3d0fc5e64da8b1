/** The browser's offer to install the shop, kept for the moment at which it helps. Safari makes none. */
import { createSignal } from 'solid-js'
import { isServer } from 'solid-js/web'

/** https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent; Chromium alone has it. */
type Offer = Event & { prompt: () => Promise<unknown> }

declare global {
  interface Window {
    /** An offer that came before the page's code, kept by the document itself (`server/pages/early-script.ts`). */
    installOffer?: Event
  }
}

const [installOffer, setOffer] = createSignal<Offer | null>(
  isServer ? null : ((window.installOffer as Offer | undefined) ?? null),
)
export { installOffer }

if (!isServer) {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    setOffer(event as Offer)
  })
  addEventListener('appinstalled', () => setOffer(null))
}

/** Asks once: an offer is spent by that, whatever the answer. */
export async function takeInstallOffer(): Promise<void> {
  const offer = installOffer()
  setOffer(null)
  await offer?.prompt()
}
