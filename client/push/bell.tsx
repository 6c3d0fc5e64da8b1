import { createMemo, onMount, untrack } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { Button } from '../ui/button.tsx'
import { createWish, type Subject } from './create-wish.ts'

/** The button that asks to be told and takes it back, and what came of it. */
export default function Bell(props: { store: string; subject: Subject; label: string; isPressed: boolean }) {
  const words = useTexts('phone').tell
  // whoever shows it makes it anew for every subject
  const wish = untrack(() => createWish(props.store, props.subject))
  onMount(() => {
    if (props.isPressed) void wish.press()
  })
  const label = () => {
    if (wish.state() === 'busy') return words.busy
    return wish.state() === 'on' ? words.stop : props.label
  }
  const said = createMemo(() => {
    const state = wish.state()
    if (state === 'off' || state === 'busy') return ''
    if (state === 'on') return 'checkoutCode' in props.subject ? words.holdOn : words.backOn
    return words[state]
  })
  return (
    <div class="bell">
      <Button kind="quiet" isBusy={wish.state() === 'busy'} onPress={() => void wish.press()}>
        {label()}
      </Button>
      <p class="bell-said" role="status">
        {said()}
      </p>
    </div>
  )
}
