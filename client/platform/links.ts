/** Which links the pages follow by themselves, and which the browser does. */

type Press = Pick<MouseEvent, 'defaultPrevented' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'> & {
  /** Touch and focus have none. */
  button?: number
}
type Link = Pick<HTMLAnchorElement, 'href' | 'target' | 'rel' | 'hasAttribute'>

/**
 * Where a press on a link leads within this origin; null where it is the browser's: a new tab, a download, a place on
 * this very page, another site, whatever says `rel="external"`.
 */
export function addressOf(press: Press, link: Link, here: string): URL | null {
  if (press.defaultPrevented || press.button) return null
  if (press.metaKey || press.ctrlKey || press.altKey || press.shiftKey) return null
  if (!link.href || (link.target && link.target !== '_self') || link.hasAttribute('download')) return null
  if (/\bexternal\b/.test(link.rel)) return null
  const [to, from] = [new URL(link.href), new URL(here)]
  if (to.origin !== from.origin) return null
  const isOnThisPage = to.hash !== '' && to.pathname === from.pathname && to.search === from.search
  return isOnThisPage ? null : to
}

export type Follower = {
  /** Whether there is a page for it that this one can turn into. */
  leadsTo: (address: URL) => boolean
  follow: (address: URL, options: { scroll: boolean }) => void
  fetchAhead: (address: URL) => void
}

/** A pointer that only passes over a link means nothing by it. */
const RESTS_MS = 20

/** Takes over the links of the document until `signal`; after one with `data-no-scroll` the page stays where it is. */
export function followLinks({ leadsTo, follow, fetchAhead }: Follower, signal: AbortSignal): void {
  const linkOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  const pageBehind = (event: Event & Press, link = linkOf(event)) => {
    const address = link && addressOf(event, link, location.href)
    return address && leadsTo(address) ? { link, address } : null
  }
  const ahead = (event: FocusEvent | TouchEvent) => {
    const found = pageBehind(event as Event & Press)
    if (found) fetchAhead(found.address)
  }
  let rest: ReturnType<typeof setTimeout>
  let under: Element | null = null
  const passes = (event: MouseEvent) => {
    const link = linkOf(event)
    if (link === under) return
    under = link
    clearTimeout(rest)
    const found = pageBehind(event, link)
    if (found) rest = setTimeout(() => fetchAhead(found.address), RESTS_MS)
  }
  const clicked = (event: MouseEvent) => {
    const found = pageBehind(event)
    if (!found) return
    event.preventDefault()
    follow(found.address, { scroll: !('noScroll' in found.link.dataset) })
  }
  document.addEventListener('click', clicked, { signal })
  document.addEventListener('mousemove', passes, { signal, passive: true })
  document.addEventListener('focusin', ahead, { signal, passive: true })
  document.addEventListener('touchstart', ahead, { signal, passive: true })
}
