/**
 * Going from page to page as one movement: pages cross-fade, and the picture of the link that was tapped travels to
 * where the next page has its first. Nothing waits for the movement: where the next page is not at hand in a moment,
 * it comes as it always did.
 */
import { useBeforeLeave, useIsRouting, useLocation, usePreloadRoute } from '../platform/router.tsx'
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
  document.addEventListener('click', rememberTapped, { capture: true })

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
    const { to } = leaving
    const mine = ++latest
    // A page that only narrows itself stays in its place.
    if (to.pathname === location.pathname || document.visibilityState === 'hidden') return
    leaving.preventDefault()
    const atHand = prepared(() => preload(to))
    void (async () => {
      const isAtHand = await Promise.race([atHand.then(() => true), pause()])
      if (mine !== latest) return
      if (!isAtHand) return leaving.retry()
      const picture = tappedPicture(to)
      picture?.classList.add(MARK)
      const { ready, finished } = document.startViewTransition(async () => {
        leaving.retry()
        await Promise.race([settled(), pause()])
        if (!picture) return
        picture.classList.remove(MARK)
        document.querySelector('main .picture')?.classList.add(MARK)
      })
      // One that the next overtakes is no fault.
      ready.catch(() => undefined)
      finished.catch(() => undefined).finally(unmark)
    })()
  })
}

let tapped: HTMLAnchorElement | null = null

function rememberTapped(event: MouseEvent): void {
  tapped = event.target instanceof Element ? event.target.closest('a') : null
}

const tappedPicture = (to: URL) =>
  tapped?.pathname === to.pathname ? tapped.querySelector('.picture') : null

const unmark = () => document.querySelectorAll(`.${MARK}`).forEach((marked) => marked.classList.remove(MARK))
