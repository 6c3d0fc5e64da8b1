/** The service worker as the page sees it: a newer build that waits, and one that has taken over. */
import { newBuild, setNewBuild } from './new-build.ts'

const HOURLY = 60 * 60 * 1000

/** Registers the worker. Browsers without one, and those that forbid it, simply stay on the network. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const hadOne = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (!hadOne) return
    if (isTaking) location.reload()
    else setNewBuild('took-over')
  })
  const registration = await serviceWorker
    .register('/service-worker.js', { scope: '/', updateViaCache: 'none' })
    .catch(() => null)
  if (!registration) return
  const look = (worker: ServiceWorker | null) => {
    if (worker?.state === 'installed' && serviceWorker.controller) setNewBuild('waits')
  }
  look(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => look(installing))
  })
  if (!hadOne) void serviceWorker.ready.then(({ active }) => active && tellWhatIsSeen(active))
  // a shop that stays open on a counter hears of a deployment too
  setInterval(() => void registration.update().catch(() => undefined), HOURLY)
}

/**
 * Pictures that a page shows while no worker is in charge of it yet, as on a first visit, pass none: it is told of them.
 */
function tellWhatIsSeen(worker: ServiceWorker): void {
  const told = new Set<string>()
  const tell = (images: Iterable<Element>) => {
    const seen = [...images].flatMap((image) =>
      image instanceof HTMLImageElement && image.naturalWidth > 0 ? [image.currentSrc] : [],
    )
    const news = seen.filter(
      (url) => new URL(url, location.href).pathname.startsWith('/media/') && !told.has(url),
    )
    if (news.length === 0) return
    news.forEach((url) => told.add(url))
    worker.postMessage({ seen: news })
  }
  tell(document.images)
  document.addEventListener('load', ({ target }) => target instanceof Element && tell([target]), true)
}

let isTaking = false

/** Goes to the newer build: this tab reloads, others are told and go on. */
export async function takeNewBuild(): Promise<void> {
  if (newBuild() === 'took-over') return location.reload()
  isTaking = true
  const registration = await navigator.serviceWorker.getRegistration()
  if (registration?.waiting) registration.waiting.postMessage('use-new-build')
  else location.reload()
}
