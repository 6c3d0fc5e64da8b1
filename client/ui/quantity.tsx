import { useTexts } from '../platform/i18n.ts'
import { createHold } from './create-hold.ts'
import { minusIcon, plusIcon } from './icons.ts'
import { Icon } from './icon.tsx'
import './quantity.css'

type QuantityProps = {
  value: number
  min: number
  max: number
  label: string
  onChange: (value: number) => void
}

/** What the finger has to travel sideways for one more. */
const PX_PER_UNIT = 14

/**
 * Fewer, how many, more: tapped, held, dragged sideways over the number, or typed. At an end its button stays where the
 * keyboard is, and does nothing.
 */
export function Quantity(props: QuantityProps) {
  const words = useTexts('shop').quantity
  const change = (value: number) => {
    const whole = Number.isFinite(value) ? Math.trunc(value) : props.value
    const next = Math.min(Math.max(whole, props.min), Math.max(props.max, props.min))
    if (next !== props.value) props.onChange(next)
    return next
  }
  const by = (step: 1 | -1) => () => {
    // what was changed may be shown a moment later
    const next = change(props.value + step)
    return step < 0 ? next > props.min : next < props.max
  }
  return (
    <div class="quantity" role="group" aria-label={props.label}>
      <button
        type="button"
        aria-label={words.less}
        aria-disabled={props.value <= props.min}
        {...createHold(by(-1))}
      >
        <Icon path={minusIcon} />
      </button>
      <input
        inputmode="numeric"
        autocomplete="off"
        aria-label={props.label}
        value={props.value}
        ref={(input) => makeDraggable(input, () => props.value, change)}
        onChange={(event) => {
          change(Number(event.currentTarget.value.trim() || Number.NaN))
          event.currentTarget.value = String(props.value)
        }}
      />
      <button
        type="button"
        aria-label={words.more}
        aria-disabled={props.value >= props.max}
        {...createHold(by(1))}
      >
        <Icon path={plusIcon} />
      </button>
    </div>
  )
}

/** Turns the number under the finger like a dial. A tap still opens the keyboard. */
function makeDraggable(
  input: HTMLInputElement,
  value: () => number,
  change: (value: number) => unknown,
): void {
  let from: { x: number; value: number } | null = null
  let isDragging = false
  input.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, value: value() }
    isDragging = false
  })
  input.addEventListener('pointermove', (event) => {
    if (!from || event.pointerType === 'mouse') return
    const steps = Math.trunc((event.clientX - from.x) / PX_PER_UNIT)
    if (steps === 0 && !isDragging) return
    if (!isDragging) input.setPointerCapture(event.pointerId)
    isDragging = true
    event.preventDefault()
    if (from.value + steps !== value()) change(from.value + steps)
  })
  const end = (event: Event) => {
    if (isDragging) event.preventDefault()
    from = null
  }
  input.addEventListener('pointerup', end)
  input.addEventListener('pointercancel', end)
  // The press that ended a drag is no wish to type.
  input.addEventListener('click', (event) => {
    if (!isDragging) return
    event.preventDefault()
    input.blur()
    isDragging = false
  })
}
