import { createMemo } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { Button } from '../ui/button.tsx'
import { createWish, type Subject } from './create-wish.ts'
import './bell.css'

/** The button that asks to be told and takes it back, and what came of it. */
export default function Bell(props: { store: string; subject: Subject }) {
  const words = useTexts('phone').tell
  // eslint-disable-next-line solid/reactivity -- made anew for every subject
  const wish = createWish(props.store, props.subject)
  const isHold = () => 'checkoutCode' in props.subject
  const label = () => {
    if (wish.state() === 'busy') return words.busy
    if (wish.state() === 'on') return words.stop
    return isHold() ? words.hold : words.back
  }
  const said = createMemo(() => {
    const state = wish.state()
    if (state === 'off' || state === 'busy') return ''
    if (state === 'on') return isHold() ? words.holdOn : words.backOn
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
