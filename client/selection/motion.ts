/** How lines move that others change: nothing travels where motion is not wanted. */

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const [CALM_MS, STILL_MS] = [320, 80]
const EASE = 'cubic-bezier(0.2, 0.7, 0.2, 1)'

/** A number comes from below where it grew, from above where it shrank. */
export function roll(numbers: Iterable<Element>, isMore: boolean): void {
  const from = { opacity: 0, ...(!isStill() && { transform: `translateY(${isMore ? '' : '-'}0.6em)` }) }
  for (const number of numbers)
    number.animate([from, {}], { duration: isStill() ? STILL_MS : CALM_MS, easing: EASE })
}

/** Closes the place that a line had; answers how to open it again. */
export function collapse(line: HTMLElement, done: () => void): () => void {
  const { height } = line.getBoundingClientRect()
  line.style.overflow = 'clip'
  const frames = isStill()
    ? [{ opacity: 1 }, { opacity: 0 }]
    : [
        { height: `${height}px`, opacity: 1 },
        { height: 0, paddingBlock: 0, opacity: 0 },
      ]
  const options = { duration: isStill() ? STILL_MS : CALM_MS, easing: EASE, fill: 'forwards' as const }
  const closing = line.animate(frames, options)
  closing.onfinish = done
  return () => {
    closing.cancel()
    line.style.overflow = ''
  }
}
