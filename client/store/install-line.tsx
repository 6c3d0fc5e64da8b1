import { Show } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { installOffer, takeInstallOffer } from '../platform/install-offer.ts'
import { Button } from '../ui/button.tsx'

/** A quiet line: the browser's own way to install, or Safari's in words. */
export default function InstallLine(props: { onDone: () => void }) {
  const words = useTexts('phone').install
  const take = async () => {
    await takeInstallOffer()
    props.onDone()
  }
  return (
    <aside class="pending-line" aria-label={words.label}>
      <span>{installOffer() ? words.text : words.byHand}</span>
      <span class="pending-hands">
        <Show when={installOffer()}>
          <Button kind="quiet" onPress={() => void take()}>
            {words.take}
          </Button>
        </Show>
        <Button kind="quiet" onPress={() => props.onDone()}>
          {words.dismiss}
        </Button>
      </span>
    </aside>
  )
}
