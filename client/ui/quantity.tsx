import { useTexts } from '../platform/i18n.ts'
import './quantity.css'

type QuantityProps = {
  value: number
  min: number
  max: number
  label: string
  onChange: (value: number) => void
}

/** Fewer, how many, more. Typing works too; what is out of range comes back to the nearest bound. */
export function Quantity(props: QuantityProps) {
  const words = useTexts('shop').quantity
  const change = (value: number) => {
    const whole = Number.isFinite(value) ? Math.trunc(value) : props.value
    props.onChange(Math.min(Math.max(whole, props.min), Math.max(props.max, props.min)))
  }
  return (
    <div class="quantity" role="group" aria-label={props.label}>
      <button
        type="button"
        aria-label={words.less}
        disabled={props.value <= props.min}
        onClick={() => change(props.value - 1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10" />
        </svg>
      </button>
      <input
        inputmode="numeric"
        autocomplete="off"
        aria-label={props.label}
        value={props.value}
        onChange={(event) => {
          change(Number(event.currentTarget.value.trim() || Number.NaN))
          event.currentTarget.value = String(props.value)
        }}
      />
      <button
        type="button"
        aria-label={words.more}
        disabled={props.value >= props.max}
        onClick={() => change(props.value + 1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10M8 3v10" />
        </svg>
      </button>
    </div>
  )
}
