/** Where each page of this tab was left, so that going back finds the place, also after a reload. */
import { keepNumbers, readNumbers } from './tab-numbers.ts'

const KEPT = 'vidriera:places'

/** As they were when the tab was last left. */
export const keptPlaces = () => readNumbers(KEPT)

/** `shown` names the history entry whose page stands on the screen. */
export function createScrollPlaces(shown: string, signal: AbortSignal) {
  // The browser's own would scroll before the page that is gone back to stands.
  history.scrollRestoration = 'manual'
  const places = keptPlaces()
  const note = () => void (places[shown] = scrollY)
  const goBack = () => {
    const place = places[shown]
    if (place !== undefined) scrollTo(0, place)
    note()
  }
  goBack()
  addEventListener('scroll', note, { signal, passive: true })
  // a phone throws a tab away that is not seen, and says nothing more
  document.addEventListener('visibilitychange', () => keepNumbers(KEPT, places), { signal })
  return {
    /** Before the page that stands is left, and when one has come. */
    note,
    /** The page of another entry has come. */
    show: (entry: string) => void (shown = entry),
    goBack,
  }
}
export type ScrollPlaces = ReturnType<typeof createScrollPlaces>

/** To what the address points at, else to the top. Names of places in our pages need no decoding. */
export function scrollToStart(hash: string): void {
  const target = document.getElementById(hash.slice(1))
  if (target) target.scrollIntoView()
  else scrollTo(0, 0)
}
