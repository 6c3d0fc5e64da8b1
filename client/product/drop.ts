/** The picture of what was picked falls into the selection, and its count gives a little. */
const FALL_MS = 300
const EASE = 'cubic-bezier(0.4, 0, 0.7, 0.2)'

/** Nobody waits for it; nothing moves for whoever asked for less of it, nor what cannot be seen. */
export function dropIntoSelection(picture: Element | null | undefined): void {
  const place = document.querySelector('.shop-count')
  if (!picture || !place || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const from = seenPart(picture.getBoundingClientRect())
  const to = place.getBoundingClientRect()
  if (!from) return
  const falling = picture.cloneNode(true) as HTMLElement
  falling.setAttribute('aria-hidden', 'true')
  falling.classList.add('falling-picture')
  for (const side of ['left', 'top', 'width', 'height'] as const) falling.style[side] = `${from[side]}px`
  document.body.append(falling)
  const x = to.left + to.width / 2 - (from.left + from.width / 2)
  const y = to.top + to.height / 2 - (from.top + from.height / 2)
  const fall = falling.animate(
    [
      { transform: 'none', opacity: 1 },
      { transform: `translate(${x}px, ${y}px) scale(${(0.6 * to.width) / from.width})`, opacity: 0.7 },
    ],
    { duration: FALL_MS, easing: EASE, fill: 'forwards' },
  )
  fall.onfinish = () => {
    falling.remove()
    place.animate([{ transform: 'scale(1)' }, { transform: 'scale(1.18)' }, { transform: 'scale(1)' }], {
      duration: 220,
      easing: 'ease-out',
    })
  }
  fall.oncancel = () => falling.remove()
}

/** As much of it as is on the screen; null where that is nothing. */
function seenPart({ left, top, width, height }: DOMRect) {
  const seenTop = Math.max(0, top)
  const seenHeight = Math.min(innerHeight, top + height) - seenTop
  return seenHeight > 24 ? { left, top: seenTop, width, height: seenHeight } : null
}
