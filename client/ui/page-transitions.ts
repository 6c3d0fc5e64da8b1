/**
 * Going from page to page as one movement: pages cross-fade, and the picture that was tapped travels into the page it
 * leads to. A card says that its picture does with `data-travels`; the page marks its own with `travelling-picture`.
 * Nothing waits for the movement: where the next page is not at hand in a moment, it comes as it always did.
 */
import { useBeforeLeave, useIsRouting, useLocation, usePreloadRoute } from '@solidjs/router'
import { createEffect, createRoot } from 'solid-js'
import { prepared } from '../platform/prepared.ts'
import './view-transition.css'

const MARK = 'travelling-picture'
/** A page that is not at hand by then is not worth holding the old one still for. */
const PATIENCE_MS = 200

const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))

/** Inside the router, once; where `document.startViewTransition` is. */
export function createPageTransitions(): void {
  const location = useLocation()
  const isRouting = useIsRouting()
  const preload = usePreloadRoute()
  document.addEventListener('click', markTapped, { capture: true })

  const settled = () =>
    new Promise<void>((resolve) =>
      createRoot((dispose) =>
        createEffect(() => {
          if (isRouting()) return
          resolve()
          queueMicrotask(dispose)
        }),
      ),
    )
  let latest = 0
  useBeforeLeave((leaving) => {
    // Back and forward are the browser's own; a page that only narrows itself stays in its place.
    if (leaving.defaultPrevented || typeof leaving.to !== 'string') return
    const to = new URL(leaving.to, window.location.href)
    if (to.pathname === location.pathname || document.visibilityState === 'hidden') return
    leaving.preventDefault()
    const mine = ++latest
    const atHand = prepared(() => preload(to, { preloadData: true }))
    void (async () => {
      const isAtHand = await Promise.race([atHand.then(() => true), pause()])
      if (mine !== latest) return
      if (!isAtHand) return leaving.retry(true)
      const { ready, finished } = document.startViewTransition(async () => {
        leaving.retry(true)
        await Promise.race([settled(), pause()])
      })
      // One that the next overtakes is no fault.
      ready.catch(() => undefined)
      finished.catch(() => undefined)
    })()
  })
}

/** The picture under the finger, and no other, travels. */
function markTapped(event: MouseEvent): void {
  const card = event.target instanceof Element ? event.target.closest('a[data-travels]') : null
  if (!card) return
  for (const marked of document.querySelectorAll(`.${MARK}`)) marked.classList.remove(MARK)
  card.querySelector('.picture')?.classList.add(MARK)
}
