import type { Checkout } from '../../shared/checkout.ts'
import { useTexts } from '../platform/i18n.ts'
import { untilText } from '../platform/moments.ts'
import { remainingOf } from '../platform/time.ts'

/** The time left, as a ring and in words. `now` is the server's. */
export function Countdown(props: { checkout: Checkout; now: number }) {
  const words = useTexts('checkout')
  const end = () => Date.parse(props.checkout.expiresAt)
  const whole = () => Math.max(1, end() - Date.parse(props.checkout.createdAt))
  const share = () => Math.min(1, Math.max(0, (end() - props.now) / whole()))
  const until = () =>
    untilText(props.checkout.expiresAt, new Date(props.now).toISOString(), props.checkout.store)
  return (
    <div class="countdown">
      <svg class="ring" viewBox="0 0 40 40" aria-hidden="true">
        <circle class="ring-track" cx="20" cy="20" r="17" />
        <circle
          class="ring-left"
          cx="20"
          cy="20"
          r="17"
          pathLength="100"
          stroke-dasharray={`${Math.round(share() * 100)} 100`}
          transform="rotate(-90 20 20)"
        />
      </svg>
      <div>
        <p class="countdown-until">{words.keptUntil(until())}</p>
        <p class="countdown-left" role="timer" aria-label={words.timeLeft}>
          {words.remaining(remainingOf(end() - props.now))}
        </p>
      </div>
    </div>
  )
}
